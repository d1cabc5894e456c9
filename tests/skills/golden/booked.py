"""Bookings as stories write them: "Sam Rivera: haircut with Ann on 2026-03-06 at 10:00 for 1".

The times are those on the shop's wall. Who waits is written "Sam Rivera: haircut from 2026-03-07 09:00 until
2026-03-07 12:00 for 1".
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from ringup.skills.bookings.values import Booking, BookingNumber, BookingStatus, Period
from tests.skills.booking_sample import SERVICES, STAFF, ZONE
from tests.skills.fake_bookings import FakeBookings
from tests.skills.golden.cast import CUSTOMERS

_BOOKED = re.compile(r"(.+): (.+) with (.+) on ([0-9-]{10}) at ([0-9:]{5}) for ([0-9]+)")


def booking_read(text: str) -> Booking:
    """Without a number. Raises ValueError for what is not written so."""
    match = _BOOKED.fullmatch(text)
    if match is None:
        raise ValueError(f"not a booking: {text}")
    name, service_name, staff_name, day, clock, people = match.groups()
    service = next(s for s in SERVICES if s.name == service_name)
    staff = next(s for s in STAFF if s.name == staff_name)
    customer = next((c.id for c in CUSTOMERS if f"{c.first_name} {c.last_name}" == name), None)
    start = datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=ZONE).astimezone(UTC)
    period = Period(start, start + timedelta(minutes=service.minutes))
    cost = service.cost(int(people))
    return Booking(
        BookingNumber(""), customer, name, None, service.id, service.name, staff.id, staff.name,
        period, int(people), cost,
    )  # fmt: skip


def bookings_written(desk: FakeBookings) -> tuple[str, ...]:
    """Those that stand, soonest first."""
    standing = [b for b in desk.bookings.values() if b.status is BookingStatus.BOOKED]
    return tuple(_written(booking) for booking in sorted(standing, key=lambda booking: booking.period))


def waiting_written(desk: FakeBookings) -> tuple[str, ...]:
    """In the order of joining."""
    return tuple(
        f"{e.name}: {e.service_name} from {_wall(e.wanted.start)} until {_wall(e.wanted.end)} for {e.people}"
        for e in desk.entries
    )


def _written(booking: Booking) -> str:
    day, clock = _wall(booking.period.start).split()
    what = f"{booking.service_name} with {booking.staff_name}"
    return f"{booking.name}: {what} on {day} at {clock} for {booking.people}"


def _wall(moment: datetime) -> str:
    return f"{moment.astimezone(ZONE):%Y-%m-%d %H:%M}"
