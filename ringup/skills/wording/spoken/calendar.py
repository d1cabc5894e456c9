"""Days, as values and as they are written."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from ringup.skills.wording.spoken.numbers import ordinal, year
from ringup.skills.wording.spoken.replacing import any_of, replaced
from ringup.skills.wording.tongues import ENGLISH, Tongue

NEEDS_NO_YEAR = 300
"""Days from today within which nobody takes a day of the year for that of another year."""

_YEAR = r"(?:,? (?P<year>(?:19|20)[0-9]{2})(?![\w:-]))?"
_ISO = re.compile(r"\b(?P<year>(?:19|20)[0-9]{2})-(?P<month>0[1-9]|1[0-2])-(?P<day>[0-3][0-9])\b")
_RANGE = r"\s?[-\u2013]\s?"


def day(when: date, today: date, tongue: Tongue = ENGLISH) -> str:
    """Such as "tomorrow", "Friday" (within a week), "Friday the twenty seventh of November"."""
    ahead = (when - today).days
    if ahead in tongue.calendar.near:
        return tongue.calendar.near[ahead]
    if 0 < ahead < 7:
        return tongue.calendar.weekdays[when.weekday()]
    return _full_date(when, today, tongue)


def on_day(when: date, today: date, tongue: Tongue = ENGLISH) -> str:
    """Such as "tomorrow", "on Friday"."""
    said = day(when, today, tongue)
    near = (when - today).days in tongue.calendar.near
    return said if near else tongue.calendar.on.format(day=said)


def arriving(when: date, today: date, tongue: Tongue = ENGLISH) -> str:
    """Such as "arriving tomorrow", "arriving on Friday"."""
    return tongue.calendar.arriving.format(day=on_day(when, today, tongue))


def with_days_said(text: str, tongue: Tongue = ENGLISH) -> str:
    """Dates, years and abbreviated days of the week, where they can be nothing else: "Dec. 24, 2026",
    "2026-12-24", "since 1987", "Mon-Fri". A number with a slash may be one of two days, and stays."""
    patterns = _Patterns(tongue)
    text = replaced(_ISO, lambda found: _date(found, int(found["month"]), tongue), text)
    for pattern in (patterns.month_first, patterns.day_first):
        text = replaced(pattern, lambda found: _date(found, patterns.month(found["name"]), tongue), text)
    text = patterns.year.sub(lambda found: f"{found['before']} {year(int(found['year']), tongue)}", text)
    return patterns.weekdays.sub(lambda found: patterns.weekdays_in_full(found[0]), text)


def _full_date(when: date, today: date, tongue: Tongue) -> str:
    words = tongue.calendar
    weekday, month = words.weekdays[when.weekday()], words.months[when.month - 1]
    said = words.date.format(weekday=weekday, day=ordinal(when.day, tongue), month=month)
    if abs((when - today).days) < NEEDS_NO_YEAR:
        return said
    return f"{said} {year(when.year, tongue)}"


def _date(found: re.Match[str], month: int, tongue: Tongue) -> str:
    name, number = tongue.calendar.months[month - 1], int(found["day"])
    if number > 31 or number == 0:
        return found[0]
    said = tongue.calendar.written.format(month=name, day=ordinal(number, tongue))
    if last := found.groupdict().get("last"):
        said += f" {tongue.to} {ordinal(int(last), tongue)}"
    return f"{said} {year(int(found['year']), tongue)}" if found["year"] else said


class _Patterns:
    """What the names of a language's days and months are found with."""

    def __init__(self, tongue: Tongue) -> None:
        words = tongue.calendar
        self._tongue = tongue
        self._months = _names(words.months, words.short_months)
        self._weekdays = _names(words.weekdays, words.short_weekdays)
        self.month_first, self.day_first, self.year, self.weekdays = _compiled(tongue)

    def month(self, name: str) -> int:
        return self._months[name] + 1

    def weekdays_in_full(self, text: str) -> str:
        """The names in full, and "to" for the dash between them."""
        names = any_of(self._weekdays)
        full = re.sub(
            rf"\b({names})\b\.?", lambda found: self._tongue.calendar.weekdays[self._weekdays[found[1]]], text
        )
        return re.sub(_RANGE, f" {self._tongue.to} ", full)


@cache
def _compiled(tongue: Tongue) -> tuple[re.Pattern[str], ...]:
    words = tongue.calendar
    weekday = rf"(?:{any_of(_names(words.weekdays, words.short_weekdays))})\b\.?"
    nothing_counted = rf"(?! (?!(?:{any_of(tongue.after_measures)})\b)[a-z])(?![\w:%-]|[.,][0-9])"
    return (
        *_dates(tongue),
        re.compile(
            rf"\b(?P<before>{any_of(words.year_after)}) (?P<year>(?:19|20)[0-9]{{2}}){nothing_counted}",
            re.IGNORECASE,
        ),
        re.compile(
            rf"\b{weekday}(?:(?:{_RANGE}|, ?| ?& ?|/){weekday})+"
            rf"|\b{weekday}(?=:? [0-9]{{1,2}}(?::[0-9]|\s?[-\u2013ap]))"
        ),
    )


def _dates(tongue: Tongue) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """With the month first, and with the day."""
    words, ends = tongue.calendar, any_of(tongue.ordinals)
    month = rf"\b(?P<name>{any_of(_names(words.months, words.short_months))})\b\.?"
    day = rf"(?P<day>0?[1-9]|[12][0-9]|3[01])(?:{ends})?(?![\w:]|[.,][0-9])"
    last = rf"(?:{_RANGE}(?P<last>[1-9]|[12][0-9]|3[01])(?![\w:]|[.,][0-9]))?"
    return (
        re.compile(rf"{month} {day}{last}{_YEAR}"),
        re.compile(rf"(?<![\w:.,/-])(?P<day>[0-9]{{1,2}})(?:{ends}|\.)?(?: {tongue.of})? {month}{_YEAR}"),
    )


def _names(full: tuple[str, ...], short: tuple[str, ...]) -> dict[str, int]:
    return {name: at for at in range(len(full)) for name in (full[at], *short[at].split())}
