"""Between the clock on the shop's wall and moments in time, where clocks are put forward and back too.

A time of day can name no moment (02:30 on the day the clock jumps from two to three) or two moments
(01:30 on the day it is put back). https://peps.python.org/pep-0495/ has the terms.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_MINUTE = timedelta(minutes=1)


def wall_time(day: date, minutes: int) -> datetime:
    """What the clock shows so many minutes after midnight of `day`; naive. From 1440 on, of the next day."""
    return datetime.combine(day, time()) + timedelta(minutes=minutes)


def moments(wall: datetime, zone: ZoneInfo) -> tuple[datetime, ...]:
    """When the clock shows the naive time `wall`, in UTC: never, once or twice."""
    readings = (wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    real = {moment for moment in readings if moment.astimezone(zone).replace(tzinfo=None) == wall}
    return tuple(sorted(real))


def first_moment(wall: datetime, zone: ZoneInfo) -> datetime:
    """When the clock first shows `wall`, or where it never does, jumps over it."""
    while not (found := moments(wall, zone)):
        wall += _MINUTE
    return found[0]


def last_moment(wall: datetime, zone: ZoneInfo) -> datetime:
    """When the clock last shows `wall`, or where it never does, jumps over it."""
    while not (found := moments(wall, zone)):
        wall += _MINUTE
    return found[-1]


def day_of(moment: datetime, zone: ZoneInfo) -> date:
    return moment.astimezone(zone).date()


def day_before(moment: datetime, zone: ZoneInfo) -> datetime:
    """The same time of day on the day before, in UTC: 23 to 25 hours earlier."""
    there = moment.astimezone(zone).replace(tzinfo=None, fold=0)
    return first_moment(there - timedelta(days=1), zone)
