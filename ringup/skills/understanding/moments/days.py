"""The days that an utterance names, against a today."""

from __future__ import annotations

import re
from datetime import datetime

from ringup.skills.understanding.moments import calendar as cal
from ringup.skills.understanding.moments import day_reading as read
from ringup.skills.understanding.moments.calendar import Days
from ringup.skills.understanding.moments.day_reading import Reader
from ringup.skills.understanding.moments.line import Line, apart
from ringup.skills.understanding.numbers import Found


def days(line: Line, now: datetime) -> tuple[Found[Days], ...]:
    """Left to right, none over another; of two that begin together the longer."""
    matches = (
        (match.start(), match.end(), value)
        for pattern, reader in PATTERNS
        for match in pattern.finditer(line.text)
        if (value := reader(match, now)) is not None
    )
    return tuple(Found(value, *line.place(start, end)) for start, end, value in apart(list(matches)))


_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:r?uary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_FULL = r"(?:mon|tues?|wedn?es|thurs|fri|satur|sun)day"
_WEEKDAY = rf"(?P<weekday>{_FULL}|mon|tues?|weds?|thu|thurs?|fri|sat|sun)"
_NAMED = rf"(?P<weekday>{_FULL}|tues?|weds|thurs?)(?:'?s)?"
_ORDINAL = r"(?P<day>\d{1,2})(?:st|nd|rd|th)"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>20 ?\d\d|this year|next year|of 20 ?\d\d|\d\d(?= ?$| \|))"
_BEFORE = rf"(?:{_WEEKDAY} (?:on )?(?:the )?)?"
_AFTER = rf"(?: (?:on )?{_WEEKDAY.replace('weekday', 'weekday_after')})?"
_ONE_MONTH = rf"(?:(?P<which>this|next|the) month|{_MONTH}(?: {_YEAR})?)"
_NO_PARTY = r"(?! (?:people|persons?|of us|guests|adults|oclock|am|pm)\b)"
_NO_PLACE = (
    rf"(?! (?:{_FULL}|of|time|one|choice|floor|name|thing|available|slot|opening|appointment|table|street))"
)
_OF_MANY = r"(?:(?P<weekday>" + _FULL + r"|tues?|thurs?|fri|sat) (?:on )?(?:the )?)?"

_N = r"(?P<n>\d{1,3}|an?|another)"
_UNIT = r"(?P<unit>days?|weeks?|fortnights?|months?|years?)"
_SPAN = rf"{_N}(?: more)?(?: of)? {_UNIT}(?: and (?P<n2>\d{{1,3}}|an?) {_UNIT.replace('unit', 'unit2')})?"
_TOMORROW = r"(?:tomorrow|tomorow|tommorow|tommorrow|tomorro|tmrw?|tmr|2morrow)(?:'s)?"
_SOON = r"(?P<unit>hours?|minutes?|mins?)(?P<half> and a half)?"
_FEAST = r"(?P<feast>" + "|".join(sorted(read.FEASTS, key=len, reverse=True)) + ")"

NOW = r"(?:right )?now|straight away|asap"
HENCE = rf"in (?:about |like |around )?(?P<n>\d{{1,3}}|half an?|an?|a few|few)(?: of)? {_SOON}"
AWAY = rf"(?P<n>\d{{1,3}}|half an?|an?|a few)(?: of)? {_SOON} (?:from now|away)"

_SPELLED: tuple[tuple[str, Reader], ...] = (
    # of the calendar
    (rf"{_BEFORE}(?:\d{{1,4}}(?P<mark>[/.-])\d{{1,2}}(?P=mark)\d{{2,4}}|\d{{1,2}}/\d{{1,2}})", read.numeric),
    (rf"{_BEFORE}{_DAY} (?:of )?{_MONTH}(?: {_YEAR})?{_AFTER}", read.dated),
    (rf"{_BEFORE}{_MONTH} (?:the )?{_DAY}{_NO_PARTY}(?: {_YEAR})?{_AFTER}", read.dated),
    (
        rf"{_BEFORE}{_ORDINAL} (?:of |in )?(?:the )?(?P<which>this|next|same|current|following|the) month",
        read.of_month,
    ),
    (rf"(?P<which>this|next) month (?:on )?(?:the )?{_ORDINAL}", read.of_month),
    (rf"(?:the )?(?P<nth>last|[1-5](?:st|nd|rd|th)) {_NAMED} (?:of|in) {_ONE_MONTH}", read.nth_weekday),
    (rf"(?:the )?(?P<nth>last|1st) day of {_ONE_MONTH}", read.edge_of_month),
    (rf"{_OF_MANY}{_ORDINAL}{_NO_PLACE}", read.bare),
    (rf"{_FEAST}(?: day)?(?! party)", read.feast),
    (rf"(?:in|during|of) {_MONTH}(?: {_YEAR})?(?! \d)", read.in_month),
    # from today
    (rf"day after {_TOMORROW}", read.fixed(2)),
    (_TOMORROW, read.fixed(1)),
    (r"(?:later )?today|tonight|tonite|this (?:morning|afternoon|evening|night)", read.fixed(0)),
    (NOW, read.this_instant),
    (r"yesterday|last night", read.yesterday),
    (rf"(?:in|within|after) (?:about |like |another )?{_SPAN}", read.ahead),
    (rf"{_SPAN} (?:from now|from today|away|later|ahead|time|hence)", read.ahead),
    (rf"{_N} {_UNIT} (?:(?:from|after|on) )?(?P<anchor>{_FULL}|{_TOMORROW}|today)", read.ahead_of),
    (HENCE, read.day_hence),
    (AWAY, read.day_hence),
    # of the week
    (rf"(?P<n>\d) {_NAMED} from (?:now|today)", read.nth_from_now),
    (rf"next {_WEEKDAY}", read.in_week(1)),
    (rf"{_NAMED} (?:of |on )?next week", read.in_week(1)),
    (rf"next week (?:on )?{_WEEKDAY}", read.in_week(1)),
    (rf"(?:this|coming|this coming|the coming|this upcoming|upcoming) {_WEEKDAY}", read.this_weekday),
    (rf"{_NAMED} (?:of |on )?this week", read.in_week(0)),
    (rf"this week (?:on )?{_WEEKDAY}", read.in_week(0)),
    (rf"{_NAMED} (?:after next|week)", read.week_later),
    (_NAMED, read.weekday_alone),
    # stretches
    (r"(?:(?P<which>this|next|the|at the|over the) )weekend", read.stretch(cal.weekend)),
    (r"(?P<which>this|next) week", read.stretch(cal.week)),
    (r"(?P<which>this|next) month", read.this_or_next_month),
)

PATTERNS = tuple((re.compile(rf"(?<!\S)(?:{pattern})(?!\S)"), reader) for pattern, reader in _SPELLED)
