"""Hours that can be, and what a party pays."""

from __future__ import annotations

from datetime import date

import pytest

from ringup.skills.bookings.values import Hours, OpeningHours, SpecialDay
from ringup.skills.codec import from_data, to_data
from ringup.skills.values import Money
from tests.skills.booking_sample import ADVICE, HAIRCUT, HOURS, SUPPER


@pytest.mark.parametrize(("opens", "closes"), [(600, 600), (600, 540), (-5, 60), (1440, 1500), (0, 2881)])
def test_hours_open_within_a_day_and_close_later(opens: int, closes: int) -> None:
    with pytest.raises(ValueError, match="open"):
        Hours(opens, closes)


def test_a_week_has_seven_days() -> None:
    with pytest.raises(ValueError, match="seven"):
        OpeningHours(((),) * 6)


def test_a_special_day_of_one_year_outranks_that_of_every_year() -> None:
    late, never = SpecialDay(12, 24, (Hours(540, 780),)), SpecialDay(12, 24, year=2027)
    hours = OpeningHours(((Hours(0, 1440),),) * 7, (late, never))
    assert hours.on(date(2026, 12, 24)) == late.hours
    assert hours.on(date(2027, 12, 24)) == ()


def test_hours_of_a_day_come_in_the_order_of_the_clock() -> None:
    evening, morning = Hours(1080, 1200), Hours(540, 720)
    assert OpeningHours(((evening, morning),) * 7).on(date(2026, 3, 2)) == (morning, evening)


def test_hours_survive_being_stored() -> None:
    assert from_data(to_data(HOURS), OpeningHours) == HOURS


def test_a_party_pays_by_the_head_a_piece_or_nothing() -> None:
    assert SUPPER.cost(3) == Money(60_00, "USD")
    assert HAIRCUT.cost(1) == Money(30_00, "USD")
    assert ADVICE.cost(1) is None
