"""The details of a booking in the caller's words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ringup.skills.dialogue.expectations import Anything, Detail, Expectation, Quantity, YesNo
from ringup.skills.understanding.booking_slots import find

NOW = datetime(2026, 6, 10, 9, 30, tzinfo=UTC)


def values(text: str, expects: Expectation | None = None) -> dict[str, str]:
    return {slot.name: slot.value for slot in find(text, expects or Anything(), NOW)}


def test_everything_in_one_sentence() -> None:
    text = "Book a table for 4 people tomorrow at 7:30 pm, the name is Greta Holmqvist"
    found = find(text, Anything(), NOW)

    assert {slot.name: slot.value for slot in found} == {
        "people": "4",
        "date": "2026-06-11",
        "time": "19:30",
        "first_name": "Greta",
        "last_name": "Holmqvist",
    }
    assert {slot.name: text[slot.start : slot.end] for slot in found} == {
        "people": "4 people",
        "date": "tomorrow",
        "time": "7:30 pm",
        "first_name": "Greta",
        "last_name": "Holmqvist",
    }


def test_as_a_recogniser_writes_it() -> None:
    assert values("i would like a table for six people on the twenty third of june at seven thirty pm") == {
        "people": "6",
        "date": "2026-06-23",
        "time": "19:30",
    }


@pytest.mark.parametrize(
    ("text", "expects", "found"),
    [
        ("7", Detail("time"), {"time": "19:00"}),
        ("7", Detail("people"), {"people": "7"}),
        ("five", Detail("date"), {"date": "2026-07-05"}),
        ("three", Quantity(), {"people": "3"}),
        ("the 24th", Detail("date"), {"date": "2026-06-24"}),
        ("me, my wife and 2 kids", Detail("people"), {"people": "4"}),
        ("Oscar Lindgren", Detail("name"), {"first_name": "Oscar", "last_name": "Lindgren"}),
        ("oscar lindgren", Detail("name"), {"first_name": "Oscar", "last_name": "Lindgren"}),
        ("in half an hour", Detail("time"), {"date": "2026-06-10", "time": "10:00"}),
    ],
)
def test_an_answer_is_read_as_what_was_asked(text: str, expects: Expectation, found: dict[str, str]) -> None:
    assert values(text, expects) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I need to move it from 6:30 pm to 8 pm", {"time": "20:00"}),
        ("change it from 3 people to 5 people please", {"people": "5"}),
        ("I said friday not saturday", {"date": "2026-06-12"}),
    ],
)
def test_what_counts_in_the_end(text: str, found: dict[str, str]) -> None:
    assert values(text) == found


@pytest.mark.parametrize(
    "text", ["do you have parking", "yes please", "no thank you", "I want to sit outside"]
)
@pytest.mark.parametrize("expects", [Anything(), YesNo(), Detail("date")])
def test_nothing_where_there_is_nothing(text: str, expects: Expectation) -> None:
    assert find(text, expects, NOW) == ()


def test_an_answer_that_is_no_name() -> None:
    assert values("no", Detail("name")) == {}


def test_an_open_time_is_an_interval() -> None:
    assert values("some time next week in the afternoon", Detail("date")) == {
        "date": "2026-06-15/2026-06-21",
        "time": "12:00/17:00",
    }


@settings(deadline=None)
@given(st.text(max_size=700))
def test_no_text_is_refused_and_each_slot_comes_once(text: str) -> None:
    found = find(text, Anything(), NOW)

    assert len({slot.name for slot in found}) == len(found)
    assert all(0 <= slot.start < slot.end <= len(text) and slot.value for slot in found)
