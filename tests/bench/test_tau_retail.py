"""Scripted callers talk to the real assistant, and the shop's database tells what came of it."""

from __future__ import annotations

import io
import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from bench.tau_retail.__main__ import Result, run
from bench.tau_retail.caller import NOT_THAT, Caller
from ringup.skills.dialogue.proposals import CancelOrder
from ringup.skills.values import CustomerId, OrderNumber
from tests.skills.after_sale_sample import usd

Data = dict[str, Any]

HOME = {
    "address1": "31 Fern Road", "address2": "", "city": "Austin", "country": "USA", "state": "TX",
    "zip": "78701",
}  # fmt: skip


def product(id: str, name: str, **variants: tuple[float, dict[str, str]]) -> Data:
    items = {
        item: {"item_id": item, "options": options, "available": True, "price": price}
        for item, (price, options) in variants.items()
    }
    return {"name": name, "product_id": id, "variants": items}


PRODUCTS = {
    "1": product(
        "1", "Teapot", i11=(30.0, {"color": "white"}), i12=(35.5, {"color": "green"})
    ),
    "2": product("2", "Doormat", i21=(12.25, {"material": "coir"}), i22=(14.0, {"material": "rubber"})),
}  # fmt: skip
PRICES = {"i11": 30.0, "i12": 35.5, "i21": 12.25, "i22": 14.0}


def order(id: str, status: str, paid: str, *items: str) -> Data:
    pieces = [
        {"name": "", "product_id": item[1], "item_id": item, "price": PRICES[item], "options": {}}
        for item in items
    ]
    amount = sum(PRICES[item] for item in items)
    history = [{"transaction_type": "payment", "amount": amount, "payment_method_id": paid}]
    return {
        "order_id": id,
        "user_id": "nia",
        "address": HOME,
        "items": pieces,
        "status": status,
        "fulfillments": [],
        "payment_history": history,
    }


NIA = {
    "user_id": "nia",
    "name": {"first_name": "Nia", "last_name": "Okafor"},
    "address": HOME,
    "email": "nia.okafor@example.com",
    "payment_methods": {
        "card_1": {"source": "credit_card", "brand": "visa", "last_four": "3141", "id": "card_1"},
        "gift_1": {"source": "gift_card", "balance": 10.0, "id": "gift_1"},
    },
    "orders": ["#W4000001", "#W5200002"],
}
DB: Data = {
    "products": PRODUCTS,
    "users": {"nia": NIA},
    "orders": {
        "#W4000001": order("#W4000001", "pending", "gift_1", "i21"),
        "#W5200002": order("#W5200002", "delivered", "card_1", "i11", "i22"),
    },
}


def script(id: str, *goals: Data) -> Data:
    identity = {"name": "Nia Okafor", "spelled": "o k a f o r", "zip": "78701", "email": NIA["email"]}
    return {
        "id": id, "scorable": True, "identity": identity, "goals": goals, "closing": "that is all, thank you",
    }  # fmt: skip


def write(name: str, **arguments: object) -> Data:
    return {"name": name, "arguments": arguments}


CANCEL: Data = {
    "kind": "cancel",
    "opening": "I want to cancel my order with the doormat",
    "answers": {"order": "four million and one, so 4000001", "reason": "I no longer need it"},
    "confirm": "yes, cancel it",
    "deny": "no, not that one",
    "expected": [write("cancel_pending_order", order_id="#W4000001", reason="no longer needed")],
}
RETURN: Data = {
    "kind": "return",
    "opening": "I would like to return something from order 5200002",
    "answers": {"items": "the teapot", "payment": "my visa"},
    "confirm": "yes please",
    "deny": "no, the doormat",
    "expected": [
        write(
            "return_delivered_order_items",
            order_id="#W5200002",
            item_ids=["i22"],
            payment_method_id="card_1",
        )
    ],
}
"""The caller names the wrong thing first, and puts it right at the read-back."""

EXCHANGE: Data = {
    "kind": "exchange",
    "opening": "can I exchange the teapot of order 5200002",
    "answers": {"options": "green instead of white", "payment": "the visa"},
    "confirm": "yes",
    "deny": "no",
    "expected": [
        write(
            "exchange_delivered_order_items",
            order_id="#W5200002",
            item_ids=["i11"],
            new_item_ids=["i12"],
            payment_method_id="card_1",
        )
    ],
}


async def told(folder: Path, *scripts: Data) -> list[Result]:
    (folder / "db.json").write_text(json.dumps(DB))
    (folder / "callers.jsonl").write_text("".join(f"{json.dumps(each)}\n" for each in scripts))
    return await run(folder, set(), "all", Console(file=io.StringIO()))


@pytest.mark.parametrize("goal", [CANCEL, RETURN, EXCHANGE])
async def test_a_caller_gets_what_they_came_for(tmp_path: Path, goal: Data) -> None:
    (result,) = await told(tmp_path, script("1", goal))
    assert result.wrong == [], "\n".join(result.transcript)
    assert result.unconfirmed == 0
    assert f"caller: {goal['opening']}" in result.transcript


async def test_several_goals_in_one_call(tmp_path: Path) -> None:
    (result,) = await told(tmp_path, script("1", CANCEL, EXCHANGE))
    assert result.wrong == [], "\n".join(result.transcript)


async def test_a_read_back_that_does_not_fit_is_denied(tmp_path: Path) -> None:
    (result,) = await told(tmp_path, script("1", RETURN))
    assert f"caller: {RETURN['deny']}" in result.transcript
    assert result.transcript.index(f"caller: {RETURN['deny']}") < result.transcript.index(
        f"caller: {RETURN['confirm']}"
    )


async def test_a_final_state_that_is_not_the_expected_one_is_told(tmp_path: Path) -> None:
    wanted = deepcopy(CANCEL)
    wanted["expected"][0]["arguments"]["reason"] = "ordered by mistake"
    (result,) = await told(tmp_path, script("1", wanted))
    assert any("4000001" in line for line in result.wrong)
    assert result.unconfirmed == 0


async def test_somebody_else_gets_nothing(tmp_path: Path) -> None:
    stranger = script("1", CANCEL)
    stranger["identity"] = {
        "name": "Olga Brandt",
        "spelled": "b r a n d t",
        "zip": "60614",
        "email": "o@x.org",
    }
    (result,) = await told(tmp_path, stranger)
    assert [line for line in result.wrong if line.startswith("orders 4000001")]
    assert not any("Done" in line for line in result.transcript)


async def test_only_callers_who_can_be_scored_are_told(tmp_path: Path) -> None:
    skipped = script("2", EXCHANGE) | {"scorable": False}
    results = await told(tmp_path, script("1", CANCEL), skipped)
    assert [result.task for result in results] == ["1"]


# the caller alone


def cancelling(order: str = "4000001", reason: str = "no longer needed") -> CancelOrder:
    return CancelOrder(CustomerId("nia"), OrderNumber(order), reason, usd(12_25))


def test_a_caller_says_yes_only_to_what_fits() -> None:
    caller = Caller(script("1", CANCEL))
    assert caller.answer("anything", None, False) == CANCEL["opening"]
    assert caller.answer("yes_no", cancelling(order="5200002"), True) == CANCEL["deny"]
    assert not caller.confirmed
    assert caller.answer("yes_no", cancelling(reason="ordered by mistake"), True) == CANCEL["deny"]
    assert caller.answer("yes_no", cancelling(), True) == CANCEL["confirm"]
    assert caller.confirmed


def test_a_caller_who_is_not_understood_repeats_once_and_gives_up() -> None:
    caller = Caller(script("1", CANCEL))
    assert [caller.answer("anything", None, False) for _ in range(3)] == [
        CANCEL["opening"], CANCEL["opening"], "that is all, thank you",
    ]  # fmt: skip
    assert caller.answer("anything", None, False) is None


def test_a_caller_declines_what_is_offered_on_the_way() -> None:
    caller = Caller(script("1", CANCEL))
    caller.answer("anything", None, False)
    assert caller.answer("yes_no", None, True) == NOT_THAT
