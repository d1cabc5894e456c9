"""The measure of orders, on dialogues made up here."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bench.understanding import coffee_bar, coffee_orders

Call = dict[str, Any]

MILKS = {"attribute_id": "milk-options", "attribute_name": "Milk", "options": ["Oat Milk", "Rice Milk"]}
HEAT = {"attribute_id": "heat", "attribute_name": "Hot or iced", "options": ["Hot", "Iced"]}
SYRUP = {"addon_id": "ginger-sauce-77", "name": "Ginger sauce", "options": ["NO", "ADD"]}


def call(name: str, request: object, **response: object) -> Call:
    return {"call": name, "request": request, "response": response}


def user(text: str, *calls: Call) -> Call:
    return {"speaker": "user", "text": text, "calls": list(calls)}


def look_up(item: str) -> tuple[Call, Call]:
    found = {"menu_item_id": f"{item}-12", "name": f"{item.title()} "}
    return (
        call("get_menu_items", {"query": item}, menu_items=[found]),
        call("get_addons", {"menu_item_id": f"{item}-12"}, attributes=[MILKS, HEAT], addons=[SYRUP]),
    )


def add(item: str, key: str, quantity: str = "1", **more: object) -> Call:
    return call(
        "add_order_item", {"menu_item_id": f"{item}-12", "quantity": quantity, **more}, order_item_id=key
    )


def milk(value: str) -> list[Call]:
    return [{"attribute_id": "milk-options", "option": value}]


FINISH = call("finish_order", {"order_id": "1"}, success=True)


def rows(folder: Path, *dialogues: list[Call]) -> list[float]:
    lines = (json.dumps({"id": "x", "scenario": "y", "turns": turns}) for turns in dialogues)
    (folder / "made_up.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return [row.measured for row in coffee_orders.measure(folder)]


def test_an_order_counts_as_it_was_rung_up_in_the_end(tmp_path: Path) -> None:
    changed = call("update_order_item", {"order_item_id": "5", "attributes": milk("oat  milk")})
    turns = [
        user(
            "two senchas with rice milk",
            *look_up("sencha"),
            add("sencha", "5", "2", attributes=milk("Rice Milk")),
        ),
        user("no, change the milk to oat", changed),
        user("yes", FINISH),
    ]
    commits, false_yes, exact, _ = rows(tmp_path, turns)

    assert (commits, false_yes, exact) == (100, 0, 100)


def test_what_was_not_said_is_held_against_the_order(tmp_path: Path) -> None:
    turns = [
        user("a sencha", *look_up("sencha"), add("sencha", "5", attributes=milk("Oat Milk"))),
        user("yes", FINISH),
    ]

    assert rows(tmp_path, turns)[2] == 0


@pytest.mark.parametrize(
    ("said", "more"),
    [
        ("a hot sencha", {}),
        ("a sensha with ginger", {"addons": [{"addon_id": "ginger-77", "option": "ADD"}]}),
        ("an iced sencha", {"notes": "served iced"}),
        ("a sencha with rice milk", {"attributes": milk("Rise Milk")}),
    ],
)
def test_ways_of_writing_are_no_difference(tmp_path: Path, said: str, more: Call) -> None:
    turns = [user(said, *look_up("sencha"), add("sencha", "5", **more)), user("yes", FINISH)]

    assert rows(tmp_path, turns)[2] == 100


def test_a_question_before_the_yes_is_no_commit(tmp_path: Path) -> None:
    turns = [
        user("a sencha", *look_up("sencha"), add("sencha", "5")),
        user("which milk do you have?"),
        user("yes", FINISH),
    ]

    assert list(coffee_orders.confirmations({"turns": turns})) == [
        ("which milk do you have?", False),
        ("yes", True),
    ]
    assert rows(tmp_path, turns)[:2] == [100, 0]


def test_requests_written_by_hand_are_mended() -> None:
    assert (
        coffee_bar.mended('{"menu_item_id": ""sencha-12"", "quantity": "1"}')["menu_item_id"] == "sencha-12"
    )
    assert coffee_bar.mended("{nothing") == {}


def test_an_empty_folder_measures_nothing(tmp_path: Path) -> None:
    assert rows(tmp_path) == [0, 0, 0, 0]
