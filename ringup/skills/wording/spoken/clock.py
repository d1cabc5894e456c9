"""Times of day, as values and as they are written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time
from functools import cache

from ringup.skills.wording.spoken.numbers import number
from ringup.skills.wording.spoken.replacing import replaced
from ringup.skills.wording.tongues import ENGLISH, Tongue

_NOON = 12
_LONGEST_DAY = 24
"""Letters of a day of the week and what is between it and a time."""


def time_of_day(moment: time, tongue: Tongue = ENGLISH) -> str:
    """Such as "half past three in the afternoon", "nine oh five in the morning", "noon"."""
    words = tongue.clock
    if moment.minute == 0 and moment.hour in (0, _NOON):
        return words.noon if moment.hour else words.midnight
    pattern = {0: words.full, 30: words.half}.get(moment.minute)
    clock = short_time(moment, tongue) if pattern is None else _filled(pattern, moment, tongue)
    return f"{clock} {_part_of_day(moment.hour, tongue)}"


def short_time(moment: time, tongue: Tongue = ENGLISH) -> str:
    """Without the part of the day: "three", "three thirty", "ten oh five", "noon"."""
    words = tongue.clock
    if moment.minute == 0:
        return words.noon if moment.hour == _NOON else _filled("{hour}", moment, tongue)
    return _filled(words.few_minutes if moment.minute < 10 else words.minutes, moment, tongue)


def with_times_said(text: str, tongue: Tongue = ENGLISH) -> str:
    """ "9:30", "5 p.m.", "9 am-5 pm", "09:00-18:00", and "Friday 9-5". With the part of the day where it is
    written, or where the hours are those of a day of twenty four."""
    return replaced(_pattern(tongue), lambda found: _said(found, tongue), text)


@dataclass(frozen=True, slots=True)
class _Written:
    """`hour` is from 0 to 23; `sure`, if it is known which half of the day it is in."""

    hour: int
    minute: int
    sure: bool

    def said(self, tongue: Tongue) -> str:
        moment = time(self.hour, self.minute)
        if not self.sure:
            return short_time(moment, tongue)
        if self.minute == 0 and self.hour in (0, _NOON):
            return time_of_day(moment, tongue)
        return f"{short_time(moment, tongue)} {_part_of_day(self.hour, tongue)}"

    def before(self, last: _Written) -> _Written:
        """In the half of the day in which it comes before `last` and not long: "9-5 pm", "2-5 pm"."""
        near = self.hour % _NOON + (last.hour // _NOON) * _NOON
        return _Written(near if near < last.hour else (near + _NOON) % 24, self.minute, True)


def _filled(pattern: str, moment: time, tongue: Tongue) -> str:
    hour, following = moment.hour % _NOON or _NOON, (moment.hour + 1) % _NOON or _NOON
    return pattern.format(
        hour=number(hour, tongue), next=number(following, tongue), minute=number(moment.minute, tongue)
    )


def _part_of_day(hour: int, tongue: Tongue) -> str:
    return next(said for until, said in tongue.clock.parts if hour < until)


@cache
def _pattern(tongue: Tongue) -> re.Pattern[str]:
    """Hours and minutes, with another two where they are a stretch. Broad: `_said` leaves what is no time."""
    halves = rf"(?:\s?(?:(?P<am>{tongue.clock.am})|(?P<pm>{tongue.clock.pm})))?" if tongue.clock.am else ""
    one = rf"(?P<hour>[01]?[0-9]|2[0-4])(?::(?P<minute>[0-5][0-9]))?{halves}"
    first, last = (one.replace(">", f"{place}>") for place in "12")
    to = rf"(?:\s?[-\u2013]\s?|\s(?:{tongue.to}|{tongue.clock.until})\s)"
    return re.compile(rf"(?<![\w:.,/-]){first}(?:{to}{last})?(?![\w:/-]|[.,][0-9])")


def _said(found: re.Match[str], tongue: Tongue) -> str:
    parts = found.groupdict()
    is_span = parts["hour2"] is not None
    plain = not any(parts.get(name + which) for name in ("minute", "am", "pm") for which in "12")
    before = found.string[max(0, found.start() - _LONGEST_DAY) : found.start()]
    after_a_day = before.rstrip(": ").endswith(tongue.calendar.weekdays)
    if plain and not (is_span and after_a_day):
        return found[0]
    first = _written(parts, "1")
    last = _written(parts, "2") if is_span else first
    if first is None or last is None:
        return found[0]
    if last.sure and not first.sure:
        first = first.before(last)
    said = first.said(tongue)
    return (f"{said} {tongue.clock.until} {last.said(tongue)}" if is_span else said) + _full_stop(found)


def _written(parts: dict[str, str | None], which: str) -> _Written | None:
    """None for no time of day."""
    hour, minute = parts[f"hour{which}"] or "", int(parts[f"minute{which}"] or 0)
    am, pm = parts.get(f"am{which}"), parts.get(f"pm{which}")
    if am or pm:
        in_half = 0 < int(hour) <= _NOON
        return _Written(int(hour) % _NOON + (_NOON if pm else 0), minute, True) if in_half else None
    of_24 = (len(hour) > 1 and hour[0] == "0") or not 0 < int(hour) <= _NOON
    return _Written(int(hour) % 24, minute, of_24)


def _full_stop(found: re.Match[str]) -> str:
    """That of the sentence, where it is also that of an abbreviation: "until 5 p.m."."""
    rest = found.string[found.end() :]
    return "." if found[0].endswith(".") and re.match(r"\s+[^\W\d_a-z]|\s*$", rest) else ""
