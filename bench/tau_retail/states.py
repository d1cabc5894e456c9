"""The part of the shop's database that callers can change, in a form in which two can be compared."""

from __future__ import annotations

import json
import sqlite3
from copy import deepcopy
from pathlib import Path
from typing import Any

from bench.tau_retail.shop import Data, number, one_line

State = dict[str, Any]
"""Orders by number, customers' addresses and gift cards by id; amounts in cents."""


def read(database: Path) -> State:
    """What is in the shop's SQLite file."""
    with sqlite3.connect(database) as connection:
        connection.row_factory = sqlite3.Row
        orders = connection.execute("SELECT * FROM orders").fetchall()
        lines = connection.execute("SELECT * FROM order_lines").fetchall()
        payments = connection.execute("SELECT * FROM payments ORDER BY order_id, position").fetchall()
        people = connection.execute("SELECT id, address FROM customers").fetchall()
        cards = connection.execute(
            "SELECT id, balance_minor FROM payment_methods WHERE balance_minor IS NOT NULL"
        ).fetchall()
    connection.close()
    found = {row["id"]: _order(row) for row in orders}
    for line in lines:
        found[line["order_id"]]["items"] += [line["sku"]] * line["quantity"]
    for paid in payments:
        entry = (paid["kind"], paid["amount_minor"], paid["payment_id"])
        found[paid["order_id"]]["payments"].append(entry)
    for order in found.values():
        order["items"].sort()
    return {
        "orders": {row["number"]: found[row["id"]] for row in orders},
        "addresses": {row["id"]: row["address"] for row in people},
        "balances": {row["id"]: row["balance_minor"] for row in cards},
    }


def _order(row: sqlite3.Row) -> State:
    after = json.loads(row["after_sale"]) if row["after_sale"] else None
    return {
        "status": row["status"],
        "address": row["address"],
        "items": [],
        "payments": [],
        "after_sale": _normal(after),
    }


def _normal(after: Data | None) -> Data | None:
    """What was asked for, without names and prices."""
    if after is None:
        return None
    kept: Data = {name: after[name] for name in ("change", "reason", "payment") if name in after}
    if "lines" in after:
        kept["lines"] = sorted(line["sku"] for line in after["lines"])
    if "swaps" in after:
        kept["swaps"] = sorted((swap["old"]["sku"], swap["new"]["sku"]) for swap in after["swaps"])
    return kept


def differences(one: State, other: State) -> list[str]:
    """Where two states differ, in a few words each."""
    return [
        f"{part} {key}: {one[part][key]} instead of {other[part][key]}"
        for part in one
        for key in one[part]
        if one[part][key] != other[part][key]
    ]


class Expected:
    """The state that the writes of a task lead to, by tau-bench's own rules for its tools."""

    def __init__(self, before: State, db: Data) -> None:
        self.state = deepcopy(before)
        self._prices = {
            item: round(variant["price"] * 100)
            for product in db["products"].values()
            for item, variant in product["variants"].items()
        }
        self._paid_with = {
            number(order_id): order["payment_history"][0]["payment_method_id"]
            for order_id, order in db["orders"].items()
        }
        self._old_prices = {
            (number(order_id), item["item_id"]): round(item["price"] * 100)
            for order_id, order in db["orders"].items()
            for item in order["items"]
        }

    def write(self, name: str, arguments: Data) -> None:
        order_number = number(arguments.get("order_id", ""))
        order = self.state["orders"].get(order_number)
        match name:
            case "cancel_pending_order":
                self._cancel(order, arguments["reason"])
            case "return_delivered_order_items":
                order["status"] = "return_requested"
                order["after_sale"] = {
                    "change": "return",
                    "payment": arguments["payment_method_id"],
                    "lines": sorted(arguments["item_ids"]),
                }
            case "exchange_delivered_order_items":
                order["status"] = "exchange_requested"
                order["after_sale"] = {
                    "change": "exchange",
                    "payment": arguments["payment_method_id"],
                    "swaps": _swaps(arguments),
                }
            case "modify_pending_order_items":
                self._change_items(order_number, order, arguments)
            case "modify_pending_order_address":
                order["address"] = one_line(arguments)
            case "modify_pending_order_payment":
                self._change_payment(order_number, order, arguments["payment_method_id"])
            case "modify_user_address":
                self.state["addresses"][arguments["user_id"]] = one_line(arguments)
            case _:
                pass  # looking something up, or handing over to a person, writes nothing

    def _cancel(self, order: State, reason: str) -> None:
        order["status"] = "cancelled"
        order["after_sale"] = {"change": "cancel", "reason": reason}
        for _, amount, method in [paid for paid in order["payments"] if paid[0] == "payment"]:
            order["payments"].append(("refund", amount, method))
            self._move(method, amount)

    def _change_items(self, order_number: str, order: State, arguments: Data) -> None:
        swaps = _swaps(arguments)
        difference = sum(self._prices[new] - self._old_prices[order_number, old] for old, new in swaps)
        for old, new in swaps:
            order["items"].remove(old)
            order["items"].append(new)
        order["items"].sort()
        method = arguments["payment_method_id"]
        if difference:
            kind = "payment" if difference > 0 else "refund"
            order["payments"].append((kind, abs(difference), method))
        self._move(method, -difference)
        order["after_sale"] = {"change": "change_items", "swaps": swaps}

    def _change_payment(self, order_number: str, order: State, method: str) -> None:
        (_, total, old) = order["payments"][0]
        order["payments"] += [("payment", total, method), ("refund", total, old)]
        self._move(method, -total)
        self._move(old, total)

    def _move(self, method: str, amount: int) -> None:
        if method in self.state["balances"]:
            self.state["balances"][method] += amount


def _swaps(arguments: Data) -> list[tuple[str, str]]:
    return sorted(zip(arguments["item_ids"], arguments["new_item_ids"], strict=True))
