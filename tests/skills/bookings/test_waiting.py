"""Who is told when something is given back: the first whom it really suits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ringup.skills.bookings.availability import Busy
from ringup.skills.bookings.values import Opening, Period, ServiceId, StaffId, WaitlistEntry
from ringup.skills.bookings.waiting import Freed, first_fitting
from tests.skills import booking_sample as desk
from tests.skills import sample
from tests.skills.booking_sample import ANN, BOB, HAIRCUT, at, period

TUESDAY = date(2026, 3, 3)
SERVICES = {service.id: service for service in desk.SERVICES}
TEN = Freed(ANN.id, period(TUESDAY, 10))


def entry(id: int, start: int = 9, end: int = 17, staff: StaffId | None = None) -> WaitlistEntry:
    """Wants a haircut that starts between those hours of the Tuesday."""
    return WaitlistEntry(
        id, None, "Kim Poe", None, HAIRCUT.id, HAIRCUT.name, staff, 1,
        Period(at(TUESDAY, start), at(TUESDAY, end)), sample.NOW,
    )  # fmt: skip


def told(*entries: WaitlistEntry, busy: Busy | None = None) -> tuple[WaitlistEntry, Opening] | None:
    return first_fitting(entries, TEN, desk.CALENDAR, SERVICES, busy or {}, sample.NOW)


def told_id(*entries: WaitlistEntry, busy: Busy | None = None) -> int | None:
    found = told(*entries, busy=busy)
    return None if found is None else found[0].id


def test_the_first_to_join_is_told() -> None:
    assert told_id(entry(1), entry(2)) == 1


def test_whom_the_time_does_not_suit_is_passed_over() -> None:
    assert told_id(entry(1, start=12), entry(2)) == 2


def test_who_wants_somebody_else_is_passed_over() -> None:
    assert told_id(entry(1, staff=BOB.id), entry(2, staff=ANN.id)) == 2


def test_what_is_offered_overlaps_what_was_freed() -> None:
    busy = {ANN.id: (period(TUESDAY, 9, minutes=60), period(TUESDAY, 10, 45))}
    found = told(entry(1), busy=busy)
    assert found is not None
    assert found[1].period == TEN.period


def test_nobody_is_told_of_a_gap_that_is_too_short() -> None:
    busy = {ANN.id: (period(TUESDAY, 9, minutes=75), period(TUESDAY, 10, 45))}
    assert told_id(entry(1), busy=busy) is None


def test_a_service_that_is_gone_is_passed_over() -> None:
    assert told_id(replace(entry(1), service=ServiceId("gone")), entry(2)) == 2


def test_nobody_waits() -> None:
    assert told() is None
