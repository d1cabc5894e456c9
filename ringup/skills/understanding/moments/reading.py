"""Days and times in an utterance, read together: `moments("next tuesday at half past three", now)`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time
from functools import lru_cache

from ringup.skills.understanding.moments.calendar import Days
from ringup.skills.understanding.moments.clocks import Times, clocks
from ringup.skills.understanding.moments.days import days
from ringup.skills.understanding.moments.line import line
from ringup.skills.understanding.numbers import Found

HALF_A_DAY = 12


@dataclass(frozen=True, slots=True)
class Moments:
    """Left to right, each with its place in the text. Where someone corrects themselves ("friday, no,
    saturday") the last counts."""

    days: tuple[Found[Days], ...]
    times: tuple[Found[Times], ...]


@lru_cache(maxsize=64)
def moments(text: str, now: datetime) -> Moments:
    """`now` is aware, in the zone that the caller speaks of. A time that may be morning or evening is the
    one that lies in opening hours, or is still to come if it is of today."""
    plain = line(text)
    found = days(plain, now)
    times = tuple(_to_come(each, found, now) for each in clocks(plain, now) if not _dated(each, found))
    return Moments(tuple(day for day in found if not _timed(day, times)), times)


def _dated(clock: Found[Times], found: tuple[Found[Days], ...]) -> bool:
    """A number that is part of a date is no time."""
    return not clock.value.sure and any(_overlap(clock, day) for day in found if day.value.sure)


def _timed(day: Found[Days], times: tuple[Found[Times], ...]) -> bool:
    return not day.value.sure and any(_overlap(day, clock) for clock in times if clock.value.sure)


def _overlap(a: Found[Times] | Found[Days], b: Found[Times] | Found[Days]) -> bool:
    return a.start < b.end and b.start < a.end


def _to_come(clock: Found[Times], found: tuple[Found[Days], ...], now: datetime) -> Found[Times]:
    of_today = bool(found) and found[-1].value.first == found[-1].value.last == now.date()
    at = clock.value.first
    if not (clock.value.bare and of_today and at <= now.time() and at.hour < HALF_A_DAY):
        return clock
    later = time(at.hour + HALF_A_DAY, at.minute)
    return replace(clock, value=replace(clock.value, first=later, last=later))
