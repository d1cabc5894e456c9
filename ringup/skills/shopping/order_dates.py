"""When an order was placed, as callers say it: "the order from last week". Pure."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from ringup.skills.shop import Order

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
_PLACED = (
    r"(?:from|ordered|placed|bought|made|purchased|of|back in|order (?:in|on))"
    r"(?: (?:it|them|that|this|those|on|in|back|the|about|like|sometime|early|late|my|order))*"
)
"""What comes before the day of an order; a day by itself is more often that of the delivery."""


def placed_within(text: str, today: date) -> tuple[date, date] | None:
    """First and last day, or None where nothing is said of it."""
    plain = text.lower().replace("\u2019", "'")
    found = re.search(rf"\b{_PLACED} (?P<when>.*)$", plain) or re.search(
        r"\b(?P<when>(?:last|this) (?:week|month)|yesterday|today)'?s? (?:order|delivery|purchase)", plain
    )
    return _days(found["when"], today) if found else None


def placed_on(orders: Iterable[Order], text: str, today: date, zone: ZoneInfo) -> tuple[Order, ...]:
    """Those that were placed then; none where nothing is said of it."""
    if (span := placed_within(text, today)) is None:
        return ()
    first, last = span
    return tuple(o for o in orders if first <= o.placed_at.astimezone(zone).date() <= last)


def dated(orders: Iterable[Order], text: str, today: date, zone: ZoneInfo) -> tuple[Order, ...]:
    """Those that were placed then or, where that is said, came then; none where nothing is said of it."""
    every = tuple(orders)
    found = re.search(rf"\b{_CAME} (?P<when>.*)$", text.lower())
    span = _days(found["when"], today) if found else None
    if span is None:
        return placed_on(every, text, today, zone)
    return tuple(o for o in every if o.arrives_on is not None and span[0] <= o.arrives_on <= span[1])


_CAME = r"(?:got|received|arrived|came|delivered|turned up)(?: (?:it|them|that|here|in|on|back|about))*"


def _days(when: str, today: date) -> tuple[date, date] | None:
    if found := re.match(r"(?:a|an|(?P<many>\w+)) (?P<unit>day|week|month)s? (?:ago|back|before)\b", when):
        return _ago(found["many"], found["unit"], today)
    if found := re.match(r"(?P<which>last|this|past|yesterday|today)(?: (?P<unit>week|month))?\b", when):
        return _last(found["which"], found["unit"], today)
    weekday = re.match(rf"(?:last |this |past )?({'|'.join(_DAYS)})\b", when)
    if weekday:
        back = (today.weekday() - _DAYS.index(weekday[1])) % 7 or 7
        return today - timedelta(days=back), today - timedelta(days=back)
    month = re.match(rf"(?:last )?({'|'.join(_MONTHS)})\b", when)
    return _month(_MONTHS.index(month[1]) + 1, today) if month else None


def _ago(many: str | None, unit: str, today: date) -> tuple[date, date] | None:
    count = 1 if many is None else int(many) if many.isdigit() else _COUNTS.get(many)
    if count is None:
        return None
    days = {"day": 1, "week": 7, "month": 30}[unit]
    slack = timedelta(days=days // 2)
    middle = today - timedelta(days=days * count)
    return middle - slack, middle + slack


_COUNTS = {"one": 1, "two": 2, "couple": 2, "three": 3, "few": 3, "four": 4, "five": 5, "six": 6, "ten": 10}


def _last(which: str, unit: str | None, today: date) -> tuple[date, date] | None:
    """The last seven days belong to "last week" too: nobody counts from Monday on the phone."""
    match which, unit:
        case "today", _:
            return today, today
        case "yesterday", _:
            return today - timedelta(days=1), today - timedelta(days=1)
        case "last" | "past", "week":
            return today - timedelta(days=7 + today.weekday()), today - timedelta(days=2)
        case "this", "week":
            return today - timedelta(days=today.weekday()), today
        case "last" | "past", "month":
            end = today.replace(day=1) - timedelta(days=1)
            return end.replace(day=1), end
        case "this", "month":
            return today.replace(day=1), today
        case _:
            return None


def _month(month: int, today: date) -> tuple[date, date]:
    """The latest one that has begun."""
    year = today.year if month <= today.month else today.year - 1
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])
