"""Days that are over: "in March", "last week", "on the third", "two weeks ago"."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from ringup.skills.understanding.moments.reading import moments
from ringup.skills.understanding.numbers import cardinal_at
from ringup.skills.understanding.tokens import tokens

_SPAN = re.compile(r"\b(?:the )?(?:last|previous|past) (week|month|year)\b")
_DATED = re.compile(
    r"\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|christmas|easter|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|yesterday|this (?:week|month)|today|this morning)\b"
)
_AGO = re.compile(r"\b(day|week|month)s? ago\b")
_SPREAD = {"day": 0, "week": 3, "month": 15}
"""Days that so many units ago may be off by."""
_LENGTH = {"day": 1, "week": 7, "month": 30}


def past_days(text: str, now: datetime) -> tuple[date, date] | None:
    """The first and the last of the days that are meant, the latest that are not to come; None where none
    are. `now` is aware, in the shop's zone."""
    said, today = text.lower(), now.date()
    if (found := _AGO.search(said)) is not None:
        return _ago(said[: found.start()], found[1], today)
    if (span := _SPAN.search(said)) is not None:
        return _previous(span[1], today)
    if _DATED.search(said) is None:
        return None
    days = moments(text, now).days
    return _over(days[-1].value.first, days[-1].value.last, said, today) if days else None


def _ago(before: str, unit: str, today: date) -> tuple[date, date]:
    words = tokens(before)[-3:]
    numbers = [found[0] for at in range(len(words)) if (found := cardinal_at(words, at)) is not None]
    couple = "couple" in before[-14:] or "few" in before[-8:]
    count = numbers[-1] if numbers else 2 if couple else 1
    middle = today - timedelta(days=count * _LENGTH[unit])
    spread = timedelta(days=_SPREAD[unit] * (2 if couple else 1))
    return middle - spread, min(today, middle + spread)


def _previous(unit: str, today: date) -> tuple[date, date]:
    """The calendar week or month before this one; the last twelve months of a year."""
    match unit:
        case "week":
            monday = today - timedelta(days=today.weekday())
            return monday - timedelta(days=7), monday - timedelta(days=1)
        case "month":
            last = today.replace(day=1) - timedelta(days=1)
            return last.replace(day=1), last
        case _:
            return date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)


def _over(first: date, last: date, said: str, today: date) -> tuple[date, date]:
    """A day to come was meant a week or a year earlier."""
    if first == today < last and last.month == first.month:  # "in March", said in March
        first, last = first.replace(day=1), today
    weekday = re.search(r"day\b", said) is not None and (first - today).days < 14
    while first > today:
        step = timedelta(days=7) if weekday else first - _year_before(first)
        first, last = first - step, last - step
    return first, last


def _year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # the 29th of February
        return day.replace(year=day.year - 1, day=28)
