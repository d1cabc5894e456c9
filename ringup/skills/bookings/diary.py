"""What a conversation looks up to arrange a booking, and how what it finds is said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ringup.skills.bookings.values import (
    Booking,
    BookingNumber,
    Days,
    OpeningHours,
    Service,
    ServiceId,
    Staff,
)


@dataclass(frozen=True, slots=True)
class Diary:
    """What can be booked, who is there and when. `bookings` are the customer's that stand, soonest first;
    none where nobody is known."""

    services: tuple[Service, ...]
    staff: tuple[Staff, ...]
    hours: OpeningHours
    bookings: tuple[Booking, ...] = ()


@dataclass(frozen=True, slots=True)
class OpeningsWanted:
    """`near`: a time of day in minutes after midnight; of each of several days only what starts nearest to
    it is needed, or from None the first. `moving`: as if that booking were not there."""

    service: ServiceId
    days: Days
    people: int = 1
    near: int | None = None
    moving: BookingNumber | None = None


@dataclass(frozen=True, slots=True)
class Start:
    """A booking or an opening as it is said. `at` is what the clock on the shop's wall shows, naive.
    `service` and `staff` are "" where they go without saying."""

    at: datetime
    service: str = ""
    staff: str = ""
