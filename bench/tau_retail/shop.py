"""tau-bench's retail database as a shop file of ours, and its policy as data."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from ringup.skills.backends.shop_file.load import SAMPLE_SHOP

Data = dict[str, Any]

STATUSES = {"pending": "placed", "processed": "packed", "delivered": "delivered", "cancelled": "cancelled"}
IN_STOCK = 1_000

_SAMPLE: Data = json.loads(SAMPLE_SHOP.read_text(encoding="utf-8"))
_REASONS = next(rule["reasons"] for rule in _SAMPLE["shop"]["policy"]["rules"] if rule["change"] == "cancel")
"""policy.md accepts the sample shop's two, which callers of any shop say alike."""

POLICY: Data = {
    "identify_by": [["name", "postcode"], ["email"]],
    "rules": [
        {
            "change": "cancel",
            "statuses": ["placed"],
            "once": True,
            "reasons": _REASONS,
        },
        {"change": "change_items", "statuses": ["placed"], "once": True},
        {"change": "change_address", "statuses": ["placed"]},
        {"change": "change_payment", "statuses": ["placed"]},
        {"change": "change_profile"},
        {"change": "return", "statuses": ["delivered"]},
        {"change": "exchange", "statuses": ["delivered"]},
    ],
    "refund_other_to": ["gift_card"],
    "refund_at_once": ["gift_card"],
    "refund_days": [5, 7],
}  # fmt: skip
"""policy.md, as far as it is about what may be done."""


def shop_file(db: Data) -> Data:
    """Everything of db.json that a shop file can hold. Orders keep the sequence in which each user has
    them, the last being the newest."""
    return {
        "shop": {
            "name": "Retail",
            "currency": "USD",
            "timezone": "America/New_York",
            "caller_id_limit": "0.00",
            "delivery": {"price": "0.00", "days": 3},
            "policy": POLICY,
        },
        "products": [_product(product) for product in db["products"].values()],
        "customers": [_customer(user, db["orders"]) for user in db["users"].values()],
    }


def number(order_id: str) -> str:
    """The digits of "#W2378156"."""
    return order_id.lstrip("#W")


def one_line(address: Data) -> str:
    """An address as the shop keeps it: "101 Highway, New York, NY 10001, USA"."""
    region = f"{address['state']} {address['zip']}"
    parts = (address["address1"], address["address2"], address["city"], region, address["country"])
    return ", ".join(part for part in parts if part)


def _product(product: Data) -> Data:
    name = str(product["name"]).lower()
    return {
        "id": product["product_id"],
        "names": [name],
        "variants": [
            {
                "sku": variant["item_id"],
                "name": name,
                "plural": name if name.endswith("s") else f"{name}s",
                "price": f"{variant['price']:.2f}",
                "stock": IN_STOCK if variant["available"] else 0,
                "options": variant["options"],
            }
            for variant in product["variants"].values()
        ],
    }


def _customer(user: Data, orders: Data) -> Data:
    return {
        "id": user["user_id"],
        "first_name": user["name"]["first_name"],
        "last_name": user["name"]["last_name"],
        "address": one_line(user["address"]),
        "postcode": user["address"]["zip"],
        "email": user["email"],
        "payments": [_payment(method) for method in user["payment_methods"].values()],
        "orders": list(_orders(user, orders)),
    }


def _payment(method: Data) -> Data:
    data = {"id": method["id"], "kind": method["source"]}
    if method["source"] == "credit_card":
        data |= {"brand": method["brand"], "last_four": method["last_four"]}
    if method["source"] == "gift_card":
        data["balance"] = f"{method['balance']:.2f}"
    return data


def _orders(user: Data, orders: Data) -> Iterator[Data]:
    for place, order_id in enumerate(reversed(user["orders"])):
        order = orders[order_id]
        tracking = [number for sent in order["fulfillments"] for number in sent["tracking_id"]]
        yield {
            "number": number(order_id),
            "days_ago": place,
            "status": STATUSES[order["status"]],
            "address": one_line(order["address"]),
            "payment": order["payment_history"][0]["payment_method_id"],
            "total": f"{order['payment_history'][0]['amount']:.2f}",
            "tracking": tracking,
            "lines": _lines(order["items"]),
        }


def _lines(items: list[Data]) -> list[Data]:
    """Pieces of one kind are one line."""
    counted = Counter(item["item_id"] for item in items)
    prices = {item["item_id"]: f"{item['price']:.2f}" for item in items}
    return [{"sku": sku, "quantity": n, "unit_price": prices[sku]} for sku, n in counted.items()]
