"""What can be booked: the hours of shop and staff, less what is taken, on the grid of the service."""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from ringup.skills.bookings.values import Days, Opening, OpeningHours, Period, Service, Staff, StaffId
from ringup.skills.bookings.wall_clock import day_of, first_moment, last_moment, moments, wall_time

_DAY = timedelta(days=1)

Busy = Mapping[StaffId, tuple[Period, ...]]
"""What is taken, in any order; staff with nothing taken may be missing."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """When the shop is open, and who is there."""

    zone: ZoneInfo
    hours: OpeningHours
    staff: tuple[Staff, ...]

    def able(self, service: Service, people: int) -> tuple[Staff, ...]:
        """Who can do `service` for so many: the smallest that holds them first, then in the shop's order."""
        known = {staff.id: staff for staff in self.staff}
        doing = [known[id] for id in service.staff if id in known]
        return tuple(sorted((s for s in doing if people <= s.seats), key=lambda staff: staff.seats))


def openings(
    calendar: Calendar, service: Service, days: Days, people: int, busy: Busy, now: datetime
) -> tuple[Opening, ...]:
    """All that can be booked and starts on `days`, earliest first; at the same moment, the staff that
    suits `people` best first.

    A time of day that a day does not have is not offered; of one that it has twice, the first. A service
    takes its full minutes of real time whatever the clock does meanwhile.
    """
    if not service.takes(people):
        return ()
    today = day_of(now, calendar.zone)
    last = min(days.last, today + timedelta(days=service.days_ahead))
    days = Days(max(days.first, today), last)
    earliest = now + timedelta(minutes=service.notice_minutes)
    grid = [start for start in starts(service, days, calendar.zone) if start >= earliest]
    found = [
        Opening(service.id, staff.id, staff.name, period, service.cost(people))
        for staff in calendar.able(service, people)
        for period in fitting(grid, service, free_periods(calendar, staff, days, busy))
    ]
    return tuple(sorted(found, key=lambda opening: opening.period.start))


def offered(
    calendar: Calendar, service: Service, staff: StaffId, period: Period, people: int, now: datetime
) -> Opening | None:
    """The opening of exactly that period if nothing were taken, at whatever notice; None if there is none."""
    day = day_of(period.start, calendar.zone)
    found = openings(calendar, replace(service, notice_minutes=0), Days(day, day), people, {}, now)
    return next((o for o in found if (o.staff, o.period) == (staff, period)), None)


def free_periods(calendar: Calendar, staff: Staff, days: Days, busy: Busy) -> tuple[Period, ...]:
    """When `staff` is there and has nothing to do, around `days`; in order and disjoint."""
    working = working_periods(calendar, staff, days)
    return tuple(_without(working, _joined(busy.get(staff.id, ()))))


def fitting(grid: Iterable[datetime], service: Service, free: tuple[Period, ...]) -> Iterator[Period]:
    """The service from each start of `grid` that lies within one stretch of `free`, which is in order."""
    takes = timedelta(minutes=service.minutes)
    begins = [stretch.start for stretch in free]
    for start in grid:
        before = bisect_right(begins, start)
        if before and start + takes <= free[before - 1].end:
            yield Period(start, start + takes)


def starts(service: Service, days: Days, zone: ZoneInfo) -> Iterator[datetime]:
    """The moments of the service's grid, one for each time of day that there is."""
    for day in each(days):
        yield from _day_starts(day, service.every_minutes, zone)


@lru_cache(maxsize=1000)
def _day_starts(day: date, every_minutes: int, zone: ZoneInfo) -> tuple[datetime, ...]:
    """Kept, because many callers ask for the same days."""
    times = (wall_time(day, minutes) for minutes in range(0, 1440, every_minutes))
    return tuple(moment for wall in times for moment in moments(wall, zone)[:1])


def working_periods(calendar: Calendar, staff: Staff, days: Days) -> tuple[Period, ...]:
    """When the shop is open and `staff` is there, around `days`; what touches is one."""
    around = Days(days.first - _DAY, days.last + _DAY)
    shop = open_periods(calendar.hours, around, calendar.zone)
    if staff.hours is None:
        return shop
    there = open_periods(staff.hours, around, calendar.zone)
    return tuple(both for a in shop for b in there if (both := _common(a, b)) is not None)


def open_periods(hours: OpeningHours, days: Days, zone: ZoneInfo) -> tuple[Period, ...]:
    """In UTC and in order; hours that touch or overlap, also over midnight, are one period."""
    return _joined(
        Period(opens, closes)
        for day in each(days)
        for span in hours.on(day)
        if (opens := first_moment(wall_time(day, span.opens), zone))
        < (closes := last_moment(wall_time(day, span.closes), zone))
    )


def each(days: Days) -> Iterator[date]:
    return (days.first + n * _DAY for n in range((days.last - days.first).days + 1))


def _common(a: Period, b: Period) -> Period | None:
    return Period(max(a.start, b.start), min(a.end, b.end)) if a.overlaps(b) else None


def _joined(periods: Iterable[Period]) -> tuple[Period, ...]:
    joined: list[Period] = []
    for period in sorted(periods):
        if joined and period.start <= joined[-1].end:
            joined[-1] = Period(joined[-1].start, max(joined[-1].end, period.end))
        else:
            joined.append(period)
    return tuple(joined)


def _without(periods: tuple[Period, ...], taken: tuple[Period, ...]) -> Iterator[Period]:
    """What is left of `periods`. Both in order and disjoint."""
    ahead = deque(taken)
    for period in periods:
        start = period.start
        while ahead and ahead[0].start < period.end:
            if start < ahead[0].start:
                yield Period(start, ahead[0].start)
            start = max(start, ahead[0].end)
            if ahead[0].end > period.end:  # it goes on into what follows
                break
            ahead.popleft()
        if start < period.end:
            yield Period(start, period.end)
