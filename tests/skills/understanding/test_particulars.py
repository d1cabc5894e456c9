"""Details about the caller in an answer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringup.skills.dialogue.expectations import Anything, Detail, Digits, Expectation
from ringup.skills.understanding.particulars import emails, postcodes, read

PIN = Digits("pin", (4,), secret=True)


def values(text: str, expects: Expectation) -> dict[str, str]:
    return {slot.name: slot.value for slot in read(text, expects)}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ann lee", "Ann Lee"),
        ("hi, it's Ann Lee here", "Ann Lee"),
        ("lee, ann", "Ann Lee"),
        ("lee. first name ann", "Ann Lee"),
        ("ann. ann lee, calling from leeds", "Ann Lee"),
    ],
)
def test_names(text: str, name: str) -> None:
    found = values(text, Detail("name"))

    assert found["name"] == name
    assert (found["first_name"], found["last_name"]) == ("Ann", "Lee")


def test_a_spelled_name() -> None:
    assert values("that's m o double s", Detail("name")) == {"last_name": "Moss"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ab1 2cd", "AB1 2CD"),
        ("it's a for apple b one two c d", "AB1 2CD"),
        ("s w one a one a a", "SW1A 1AA"),
        ("nine oh two one oh", "90210"),
        ("90 double two 1", "90221"),
        ("12345-6789", "12345-6789"),
        ("one two three four five, sorry, one two three four six", "12346"),
    ],
)
def test_postcodes(text: str, value: str) -> None:
    assert values(text, Detail("postcode")) == {"postcode": value}


def test_emails() -> None:
    assert values("ann underscore lee at example dot com", Detail("email")) == {
        "email": "ann_lee@example.com"
    }
    assert values("Ann.Lee@Example.com", Detail("email")) == {"email": "ann.lee@example.com"}


def test_birthdays_and_pins() -> None:
    assert values("born on the fifth of may 1980", Anything()) == {"date_of_birth": "1980-05-05"}
    assert values("four seven, one two", PIN) == {"pin": "4712"}


@pytest.mark.parametrize("slot", ["name", "postcode", "email"])
def test_no_answer_holds_nothing(slot: str) -> None:
    assert values("i don't know", Detail(slot)) == {}


@pytest.mark.parametrize("text", ["two bags of coffee please", "this is about my order", "i live at home"])
def test_nothing_is_taken_unasked_that_is_not_told(text: str) -> None:
    assert values(text, Anything()) == {}


def test_what_is_told_unasked_is_taken_with_its_place() -> None:
    text = "my name is ann lee and my zip is 12345"
    found = {slot.name: text[slot.start : slot.end] for slot in read(text, Anything())}

    assert found == {"name": "ann lee", "first_name": "ann", "last_name": "lee", "postcode": "12345"}


def test_alternatives_are_read_where_the_text_holds_nothing() -> None:
    (slot,) = read("a bee", Detail("postcode"), ("a b one two c d",))

    assert (slot.value, slot.start, slot.end) == ("AB1 2CD", 0, 5)


def test_several_readings_come_with_their_likelihood() -> None:
    assert {reading.text for reading in postcodes("a b one to c d")} >= {"AB1 2CD"}
    assert emails("nothing of the kind") == ()


@given(st.text(max_size=120), st.sampled_from(["name", "postcode", "email", "date_of_birth"]))
def test_no_text_is_refused_and_places_lie_inside(text: str, slot: str) -> None:
    for found in (*read(text, Detail(slot)), *read(text, Anything())):
        assert 0 <= found.start <= found.end <= len(text)
