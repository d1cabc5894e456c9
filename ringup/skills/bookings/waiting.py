"""Who of those waiting is told when something becomes free."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from ringup.skills.bookings.availability import Busy, Calendar, openings
from ringup.skills.bookings.values import (
    Days,
    Opening,
    Period,
    Service,
    ServiceId,
    StaffId,
    WaitlistEntry,
)
from ringup.skills.bookings.wall_clock import day_of


@dataclass(frozen=True, slots=True)
class Freed:
    """What somebody gave back."""

    staff: StaffId
    period: Period


def first_fitting(
    entries: Iterable[WaitlistEntry],
    freed: Freed,
    calendar: Calendar,
    services: Mapping[ServiceId, Service],
    busy: Busy,
    now: datetime,
) -> tuple[WaitlistEntry, Opening] | None:
    """The first of `entries` for whom `freed` made something possible, and its earliest opening.

    `busy` no longer holds what was freed. Entries whose service is no longer offered are passed over.
    """
    first, last = (day_of(at, calendar.zone) for at in (freed.period.start, freed.period.end))
    days = Days(first - timedelta(days=1), last)  # what starts before midnight can reach into it
    for entry in entries:
        service = services.get(entry.service)
        if service is None or entry.staff not in (None, freed.staff):
            continue
        for opening in openings(calendar, service, days, entry.people, busy, now):
            if _suits(opening, entry, freed):
                return entry, opening
    return None


def _suits(opening: Opening, entry: WaitlistEntry, freed: Freed) -> bool:
    return (
        opening.staff == freed.staff
        and opening.period.overlaps(freed.period)
        and entry.wanted.start <= opening.period.start < entry.wanted.end
    )
