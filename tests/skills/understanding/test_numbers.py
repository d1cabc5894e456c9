"""Numbers in running text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringup.skills.understanding.numbers import cardinals, digit_strings, readings
from ringup.skills.wording import spoken


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("two", [2]),
        ("a couple of bags and three lamps", [2, 3]),
        ("a dozen", [12]),
        ("half a dozen", [6]),
        ("two dozen", [24]),
        ("twenty three", [23]),
        ("twenty-three", [23]),
        ("one hundred and five", [105]),
        ("a hundred", [100]),
        ("twelve hundred", [1200]),
        ("two thousand and five", [2005]),
        ("forty nine dollars and ninety five cents", [49, 95]),
        ("12 of them", [12]),
        ("2 hundred", [200]),
        ("the first one and that one", []),
        ("nothing here", []),
    ],
)
def test_amounts(text: str, values: list[int]) -> None:
    assert [found.value for found in cardinals(text)] == values


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("four seven one two oh three", ["471203"]),
        ("47 12 03", ["471203"]),
        ("471-203", ["471203"]),
        ("double five", ["55"]),
        ("triple oh", ["000"]),
        ("four seventy one", ["471"]),
        ("seven hundred", ["700"]),
        ("four hundred seventy one two oh three", ["471203"]),
        ("forty seven twelve oh three", ["471203"]),
        ("0630 three four one", ["0630341"]),
        ("four seven one um two oh three", ["471203"]),
        ("four seven sorry four eight", ["47", "48"]),
    ],
)
def test_digits_read_out(text: str, digits: list[str]) -> None:
    assert [found.value for found in digit_strings(text)] == digits


@pytest.mark.parametrize(
    ("text", "possible"),
    [
        ("twenty three", ("23", "203")),
        ("four seventy one", ("471", "4701")),
        ("for seven won", ("7", "471")),
        ("one hundred and five", ("105", "1005")),
        ("no digits", ()),
    ],
)
def test_all_that_digits_can_mean_the_best_first(text: str, possible: tuple[str, ...]) -> None:
    assert readings(text) == possible


def test_places_are_character_offsets() -> None:
    text = "Order 4712-03: a dozen bags"
    digits, amount = digit_strings(text)[0], cardinals(text)[-1]

    assert text[digits.start : digits.end] == "4712-03"
    assert text[amount.start : amount.end] == "a dozen"


@given(st.integers(0, 999_999_999))
def test_amounts_are_read_back_as_they_are_said(value: int) -> None:
    assert [found.value for found in cardinals(spoken.number(value))] == [value]


@given(st.text("0123456789", min_size=1, max_size=12))
def test_order_numbers_are_read_back_as_they_are_said(number: str) -> None:
    assert readings(spoken.order_number(number)) == (number,)


@given(st.text("0123456789", min_size=6, max_size=6), st.data())
def test_digits_said_in_pairs_are_among_the_readings(number: str, data: st.DataObject) -> None:
    pairs = (number[i : i + 2] for i in (0, 2, 4))
    said = " ".join(
        f"oh {spoken.digits(pair[1])}" if pair[0] == "0" else spoken.number(int(pair)) for pair in pairs
    )
    assert number in readings(said)


@given(st.text(max_size=300))
def test_no_text_is_refused_and_places_lie_inside(text: str) -> None:
    amounts = [(found.start, found.end) for found in cardinals(text)]
    for start, end in [*amounts, *((found.start, found.end) for found in digit_strings(text))]:
        assert 0 <= start < end <= len(text)
    assert all(reading.isdecimal() for reading in readings(text))


def test_endless_digits_are_read_at_once() -> None:
    assert len(digit_strings("twenty one " * 3_000)[0].value) == 6_000
