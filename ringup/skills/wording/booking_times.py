"""Days and times of appointments as they are said: short in an offer, in full where it counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby

from ringup.skills.bookings.diary import Start
from ringup.skills.wording import spoken

_PLAIN_HOURS = range(8, 19)
"""Hours that are meant when nothing is said of the half of the day; none is said like another."""


def clock(at: datetime) -> str:
    """Short, where which half of the day it is goes without saying: "three thirty", "ten oh five"."""
    return spoken.short_time(at.time())


def starts_said(starts: Sequence[Start], today: date) -> str:
    """Such as "Friday at three thirty or four", "Saturday at ten, or Monday at nine with Tom"."""
    days = [list(group) for _, group in groupby(starts, key=lambda start: start.at.date())]
    said = [f"{spoken.day(day[0].at.date(), today)} at {_one_of(day)}" for day in days]
    return ", or ".join((", ".join(said[:-1]), said[-1])) if len(said) > 1 else said[0]


def _one_of(starts: Sequence[Start]) -> str:
    """A comma is not heard: after "eight, eleven thirty" somebody comes at eight eleven."""
    times = _times(starts)
    bare = [
        start.at.minute == 0 and said == clock(start.at) for start, said in zip(starts, times, strict=True)
    ]
    if any(hour and _may_be_minutes(other) for hour, other in zip(bare, starts[1:-1], strict=False)):
        return " or ".join(spoken.words_only(time) for time in times)
    return spoken.one_of(times)


def _may_be_minutes(start: Start) -> bool:
    """Whether its hour is said like somebody's minutes: ten, eleven, twelve, but not noon."""
    on_the_hour = start.at.minute == 0
    return start.at.hour % 12 in (10, 11) or (start.at.hour % 12 == 0 and not on_the_hour)


def _times(starts: Sequence[Start]) -> list[str]:
    """With the part of the day where a bare hour could be of another one; once, if it is the same for all."""
    parts = [_part(start.at) for start in starts]
    if all(start.at.hour in _PLAIN_HOURS for start in starts):
        parts = [""] * len(starts)
    elif len(set(parts)) == 1:
        parts = [""] * (len(starts) - 1) + parts[-1:]
    staff = [f" {staffed(start.staff)}" if start.staff else "" for start in starts]
    return [f"{clock(s.at)}{part}{by}" for s, part, by in zip(starts, parts, staff, strict=True)]


def _part(at: datetime) -> str:
    """Such as " in the morning"; of noon nothing need be said."""
    if at.hour == 0:
        return " at night"
    if at.hour < 12:
        return " in the morning"
    if (at.hour, at.minute) == (12, 0):
        return ""
    return " in the afternoon" if at.hour < 18 else " in the evening"


def full(start: Start, today: date) -> str:
    """Such as "on Friday at three o'clock in the afternoon"."""
    return f"{spoken.on_day(start.at.date(), today)} at {spoken.time_of_day(start.at.time())}"


def staffed(staff: str) -> str:
    """ "With Nora", "at the window table"."""
    name = spoken.words_only(staff)
    return f"at {name}" if name.lower().startswith("the ") else f"with {name}"
