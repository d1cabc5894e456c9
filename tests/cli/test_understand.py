"""Sentences in, meanings out, a line for a line."""

from __future__ import annotations

import json
from typing import Any

from tests.cli.conftest import Ringup


def read(ringup: Ringup, *lines: str) -> list[dict[str, Any]]:
    typed = "".join(f"{line}\n" for line in lines)
    result = ringup("understand", "--json", "--today", "2026-03-02", typed=typed)
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_each_line_is_answered_and_bad_ones_are_passed_over(ringup: Ringup) -> None:
    table, yes, bad, unknown, last = read(
        ringup,
        '{"text": "a table for four tomorrow"}',
        '{"text": "Yes, go ahead.", "expects": "yes_no"}',
        "not json",
        '{"text": "hello", "expects": "moon"}',
        '{"text": "where is my order", "expects": null, "alternatives": ["wears my order"]}',
    )

    assert table["intent"] == "book"
    assert {slot["name"]: slot["value"] for slot in table["slots"]}["date"] == "2026-03-03"
    assert (yes["intent"], yes["answer"], yes["slots"]) == ("answer", "yes", [])
    assert bad.keys() == unknown.keys() == {"error"}
    assert last["intent"] == "order_status"
    assert last.keys() == {"intent", "slots", "answer", "confidence"}


def test_without_a_shop_it_knows_the_sample_shop(ringup: Ringup) -> None:
    (fitting,) = read(ringup, '{"text": "cancel my coat fitting"}')

    assert fitting["intent"] == "cancel_booking"
    assert [slot["value"] for slot in fitting["slots"]] == ["coat-fitting"]
