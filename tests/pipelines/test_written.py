"""What Whisper writes, as the skills read it."""

from __future__ import annotations

import pytest

from ringup.skills.dialogue.expectations import Detail
from ringup.skills.understanding import particulars
from ringup.skills.understanding.numbers import cardinals, readings
from ringup.skills.understanding.prices import price_bounds
from ringup.voice.asr.whisper_text import spoken


@pytest.mark.parametrize(
    ("written", "name", "value"),
    [
        ("Something under $5.50.", "price_to", "5.50"),
        ("A lamp for at most $5, please.", "price_to", "5"),
        ("Over $1?", "price_from", "1"),
        ("Less than $1,250.", "price_to", "1250"),
        ("Under \u00a32.99.", "price_to", "2.99"),
        ("More than \u20ac3.", "price_from", "3"),
        ("Below $0.50.", "price_to", "0.50"),
    ],
)
def test_prices(written: str, name: str, value: str) -> None:
    (bound,) = price_bounds(spoken(written))
    assert (bound.name, bound.value) == (name, value)


def test_both_ends_of_a_price() -> None:
    bounds = price_bounds(spoken("Between $19.99 and $1,250.50."))
    assert [(one.name, one.value) for one in bounds] == [("price_from", "19.99"), ("price_to", "1250.50")]


def test_amounts() -> None:
    assert [found.value for found in cardinals(spoken("1,250 of them, 20% off."))] == [1250, 20]


@pytest.mark.parametrize("written", ["555-123-4567", "555.123.4567", "555 123 4567", "5551234567"])
def test_numbers_read_out_in_groups(written: str) -> None:
    assert readings(spoken(f"It's {written}."))[0] == "5551234567"


@pytest.mark.parametrize("written", ["It's kit.marlow at example.co.uk.", "Kit.Marlow@example.co.uk"])
def test_addresses(written: str) -> None:
    (slot,) = particulars.read(spoken(written), Detail("email"))
    assert (slot.name, slot.value) == ("email", "kit.marlow@example.co.uk")
