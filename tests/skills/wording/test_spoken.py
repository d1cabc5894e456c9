"""Values said aloud."""

from __future__ import annotations

import re
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringup.skills.shop import Line
from ringup.skills.understanding.numbers import cardinals, readings
from ringup.skills.values import Money, PhoneNumber, Sku
from ringup.skills.wording import spoken

TODAY = date(2026, 11, 21)

WORDS_ONLY = re.compile(r"[A-Za-z' ,]*")


def line(quantity: int, name: str, plural: str, unit: str = "", units: str = "") -> Line:
    return Line(Sku("sku"), name, plural, unit, units, quantity, Money(100, "USD"))


@pytest.mark.parametrize(
    ("minor", "currency", "said"),
    [
        (4995, "USD", "forty nine dollars and ninety five cents"),
        (100, "USD", "one dollar"),
        (200, "USD", "two dollars"),
        (0, "USD", "zero dollars"),
        (1, "USD", "one cent"),
        (101, "EUR", "one euro and one cent"),
        (1250, "GBP", "twelve pounds and fifty pence"),
        (1, "GBP", "one penny"),
        (500, "JPY", "five hundred yen"),
        (-500, "USD", "minus five dollars"),
        (150, "XYZ", "one x y z and fifty hundredths"),
    ],
)
def test_money(minor: int, currency: str, said: str) -> None:
    assert spoken.money(Money(minor, currency)) == said


@given(st.integers(0, 10_000_000), st.sampled_from(["USD", "EUR", "GBP"]))
def test_money_is_read_back_to_the_same_amount(minor: int, currency: str) -> None:
    said = spoken.money(Money(minor, currency))
    whole, rest = divmod(minor, 100)
    expected = [whole, rest] if whole and rest else [rest] if rest else [whole]

    assert [found.value for found in cardinals(said)] == expected
    assert WORDS_ONLY.fullmatch(said)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("471203", "four seven one, two zero three"),
        ("4712", "four seven one two"),
        ("4712035", "four seven one, two zero three five"),
        ("47", "four seven"),
        ("", ""),
    ],
)
def test_order_numbers(number: str, said: str) -> None:
    assert spoken.order_number(number) == said


@pytest.mark.parametrize(
    ("e164", "said"),
    [
        ("+15551234567", "five five five, one two three, four five six seven"),
        ("+442079460958", "zero two zero, seven nine four six, zero nine five eight"),
    ],
)
def test_phone_numbers(e164: str, said: str) -> None:
    assert spoken.phone_number(PhoneNumber(e164)) == said


@given(st.from_regex(r"\+1[2-9][0-9]{9}", fullmatch=True))
def test_phone_numbers_are_read_back_to_the_same_digits(e164: str) -> None:
    assert readings(spoken.phone_number(PhoneNumber(e164)))[0] in e164


@pytest.mark.parametrize(
    ("day", "said", "arriving"),
    [
        (date(2026, 11, 21), "today", "arriving today"),
        (date(2026, 11, 22), "tomorrow", "arriving tomorrow"),
        (date(2026, 11, 20), "yesterday", "arriving yesterday"),
        (date(2026, 11, 27), "Friday", "arriving on Friday"),
        (
            date(2026, 12, 4),
            "Friday the fourth of December",
            "arriving on Friday the fourth of December",
        ),
        (
            date(2026, 11, 18),
            "Wednesday the eighteenth of November",
            "arriving on Wednesday the eighteenth of November",
        ),
        (
            date(2028, 2, 29),
            "Tuesday the twenty ninth of February twenty twenty eight",
            "arriving on Tuesday the twenty ninth of February twenty twenty eight",
        ),
    ],
)
def test_days(day: date, said: str, arriving: str) -> None:
    assert spoken.day(day, TODAY) == said
    assert spoken.arriving(day, TODAY) == arriving


@given(st.dates(date(1900, 1, 1), date(2999, 12, 31)), st.times())
def test_days_and_times_hold_words_only(day: date, moment: time) -> None:
    assert WORDS_ONLY.fullmatch(spoken.day(day, TODAY))
    assert WORDS_ONLY.fullmatch(spoken.time_of_day(moment))


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (time(0, 0), "midnight"),
        (time(12, 0), "noon"),
        (time(9, 5), "nine oh five in the morning"),
        (time(15, 0), "three o'clock in the afternoon"),
        (time(15, 30), "half past three in the afternoon"),
        (time(20, 45), "eight forty five in the evening"),
    ],
)
def test_times(moment: time, said: str) -> None:
    assert spoken.time_of_day(moment) == said


@pytest.mark.parametrize(
    ("item", "said"),
    [
        (
            line(2, "house blend coffee, whole bean", "", "bag", "bags"),
            "two bags of house blend coffee, whole bean",
        ),
        (line(1, "green tea", "", "box", "boxes"), "a box of green tea"),
        (line(1, "desk lamp", "desk lamps"), "a desk lamp"),
        (line(2, "desk lamp", "desk lamps"), "two desk lamps"),
        (line(1, "espresso cup", "espresso cups"), "an espresso cup"),
        (line(1, "hour glass", "hour glasses"), "an hour glass"),
        (line(1, "universal plug", "universal plugs"), "a universal plug"),
        (line(3, "60 watt bulb", "60 watt bulbs"), "three sixty watt bulbs"),
        (line(0, "desk lamp", "desk lamps"), "no desk lamps"),
    ],
)
def test_quantities(item: Line, said: str) -> None:
    assert spoken.quantity_of(item) == said


@given(st.integers(2, 999))
def test_quantities_are_read_back(quantity: int) -> None:
    said = spoken.quantity_of(line(quantity, "desk lamp", "desk lamps"))

    assert [found.value for found in cardinals(said)] == [quantity]


@pytest.mark.parametrize(
    ("items", "all_of", "either"),
    [
        ([], "", ""),
        (["a lamp"], "a lamp", "a lamp"),
        (["a lamp", "a mug"], "a lamp and a mug", "a lamp or a mug"),
        (["a lamp", "a mug", "tea"], "a lamp, a mug and tea", "a lamp, a mug or tea"),
        (["coffee, ground", "a mug"], "coffee, ground, and a mug", "coffee, ground, or a mug"),
    ],
)
def test_lists(items: list[str], all_of: str, either: str) -> None:
    assert spoken.list_of(items) == all_of
    assert spoken.one_of(items) == either


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("12 Oak Street, Springfield", "twelve Oak Street, Springfield"),
        ("Apt #4B, 1205 Main St.", "Apt number four B, one two zero five Main St"),
        ("salt & pepper", "salt and pepper"),
    ],
)
def test_names_and_addresses_become_words(text: str, said: str) -> None:
    assert spoken.words_only(text) == said
