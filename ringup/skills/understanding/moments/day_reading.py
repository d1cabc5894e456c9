"""What a match of the patterns in `days` means: a day or a stretch of days, or None for no such day."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

from ringup.skills.understanding.moments import calendar as cal
from ringup.skills.understanding.moments.calendar import Days

Reader = Callable[[re.Match[str], datetime], Days | None]

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
FEASTS = {
    "christmas eve": (24, 12), "christmas": (25, 12), "xmas": (25, 12), "boxing day": (26, 12),
    "new year's eve": (31, 12), "new years eve": (31, 12), "new year's": (1, 1), "new years": (1, 1),
    "valentine's": (14, 2), "valentines": (14, 2), "halloween": (31, 10), "independence day": (4, 7),
}  # fmt: skip

_NO_NOUN = re.compile(
    r"$| \||(?= (?:at|in|for|please|around|about|if|is|and|or|would|to|works|instead|sounds)\b)"
)


def weekday(name: str) -> int:
    return WEEKDAYS.index(name[:3])


def month(name: str) -> int:
    return MONTHS.index(name[:3]) + 1


def _year(said: str | None, today: date) -> int | None:
    match said:
        case None:
            return None
        case "this year":
            return today.year
        case "next year":
            return today.year + 1
        case _:
            return 2000 + int(said[-2:])


def dated(match: re.Match[str], now: datetime) -> Days | None:
    """Without a year the next such day; but the last one, if only that falls on the weekday that was said."""
    today, year = now.date(), _year(match["year"], now.date())
    day, of_month = int(match["day"]), month(match["month"])
    coming = cal.dated(day, of_month, year, today)
    named = match["weekday"] or match["weekday_after"]
    if named is None or year is not None or coming is None or coming.weekday() == weekday(named):
        return cal.one(coming)
    past = cal.last_dated(day, of_month, today)
    return cal.one(past if past is not None and past.weekday() == weekday(named) else coming)


def numeric(match: re.Match[str], now: datetime) -> Days | None:
    """The year may come first; of the others the month, unless it can be none."""
    a, b, *rest = (int(part) for part in re.findall(r"\d+", match[0]))
    if a > 31:
        year: int | None = a
        m, d = b, rest[0]
    else:
        year = rest[0] if rest else None
        m, d = (a, b) if a <= 12 else (b, a)
    full = None if year is None else year + 2000 if year < 100 else year
    return cal.one(cal.dated(d, m, full, now.date()) or cal.dated(m, d, full, now.date()))


def of_month(match: re.Match[str], now: datetime) -> Days | None:
    months = 1 if match["which"] in ("next", "following") else 0
    return cal.one(cal.day_in_month(int(match["day"]), now.date(), months))


def bare(match: re.Match[str], now: datetime) -> Days | None:
    """An ordinal alone: surely a day with a weekday, with "on the" before it, or with "the" and no noun after
    it; "first" and "second" are mostly something else."""
    named, before = match["weekday"], match.string[: match.start()]
    if named is None and int(match["day"]) < 3 and match[0] != match.string and not before.endswith("the "):
        return None
    if before[:-1].rpartition(" ")[2][:3] in MONTHS:
        return None  # of a month that has no such day
    wanted = None if named is None else weekday(named)
    alone = before.endswith("the ") and _NO_NOUN.match(match.string, match.end()) is not None
    sure = wanted is not None or before.endswith(("on ", "on the ")) or alone
    return cal.one(cal.day_of_month(int(match["day"]), now.date(), wanted), sure)


def nth_weekday(match: re.Match[str], now: datetime) -> Days | None:
    nth = -1 if match["nth"] == "last" else int(match["nth"][0])
    return cal.one(cal.nth_weekday(_month_named(match, now), weekday(match["weekday"]), nth))


def _month_named(match: re.Match[str], now: datetime) -> date:
    """The first day of "march", "this month" or "next month"."""
    first = now.date().replace(day=1)
    if match["month"] is None:
        return (cal.months_later(first, 1) or first) if match["which"] == "next" else first
    made = cal.dated(28, month(match["month"]), _year(match["year"], now.date()), now.date())
    return first if made is None else made.replace(day=1)


def edge_of_month(match: re.Match[str], now: datetime) -> Days | None:
    """ "The last day of march"."""
    first = _month_named(match, now)
    return cal.one(cal.whole_month(first).last if match["nth"] == "last" else first)


def _count(said: str) -> int:
    return int(said) if said.isdecimal() else 1


def ahead(match: re.Match[str], now: datetime) -> Days | None:
    day = _moved(now.date(), match["n"], match["unit"])
    if day is not None and match["n2"] is not None:
        day = _moved(day, match["n2"], match["unit2"])
    return cal.one(day)


def ahead_of(match: re.Match[str], now: datetime) -> Days | None:
    """ "two weeks from friday", "a week tomorrow"."""
    anchor, tomorrow = match["anchor"], now.date() + timedelta(days=1)
    if anchor == "today":
        day = now.date()
    else:
        day = cal.coming(tomorrow, weekday(anchor)) if anchor[:3] in WEEKDAYS else tomorrow
    return cal.one(_moved(day, match["n"], match["unit"]))


def _moved(day: date, n: str, unit: str) -> date | None:
    match unit.rstrip("s"):
        case "day":
            return cal.later(day, days=_count(n))
        case "week":
            return cal.later(day, weeks=_count(n))
        case "fortnight":
            return cal.later(day, weeks=2 * _count(n))
        case "month":
            return cal.months_later(day, _count(n))
        case _:
            return cal.months_later(day, 12 * _count(n))


def day_hence(match: re.Match[str], now: datetime) -> Days | None:
    """In some hours or minutes: the day of that instant."""
    return cal.one((now + hence(match)).date())


def hence(match: re.Match[str]) -> timedelta:
    """How long from now; the pattern is HENCE or AWAY."""
    hour = match["unit"].startswith("h")
    n = {"half an": 0.5, "half a": 0.5, "a few": 3.0, "few": 3.0, "an": 1.0, "a": 1.0}.get(match["n"])
    amount = float(match["n"]) if n is None else n
    if match["half"]:
        amount += 0.5
    return timedelta(hours=amount) if hour else timedelta(minutes=amount)


def nth_from_now(match: re.Match[str], now: datetime) -> Days | None:
    day = cal.coming(now.date() + timedelta(days=1), weekday(match["weekday"]))
    return cal.one(cal.later(day, weeks=int(match["n"]) - 1))


def in_week(weeks: int) -> Reader:
    """ "Next friday" is that of the week after this one, as most people mean it."""
    return lambda match, now: cal.one(cal.in_week(now.date(), weeks, weekday(match["weekday"])))


def weekday_alone(match: re.Match[str], now: datetime) -> Days | None:
    """Not today, which people call today."""
    tomorrow = cal.later(now.date(), 1)
    return None if tomorrow is None else cal.one(cal.coming(tomorrow, weekday(match["weekday"])))


def this_weekday(match: re.Match[str], now: datetime) -> Days | None:
    return cal.one(cal.coming(now.date(), weekday(match["weekday"])))


def week_later(match: re.Match[str], now: datetime) -> Days | None:
    return cal.one(cal.later(cal.coming(now.date(), weekday(match["weekday"])), weeks=1))


def feast(match: re.Match[str], now: datetime) -> Days | None:
    return cal.one(cal.dated(*FEASTS[match["feast"]], None, now.date()))


def in_month(match: re.Match[str], now: datetime) -> Days | None:
    whole = cal.whole_month(_month_named(match, now))
    return whole if whole.last < now.date() else Days(max(whole.first, now.date()), whole.last)


def this_or_next_month(match: re.Match[str], now: datetime) -> Days | None:
    if match["which"] == "this":
        return Days(now.date(), cal.whole_month(now.date()).last)
    first = cal.months_later(now.date().replace(day=1), 1)
    return None if first is None else cal.whole_month(first)


def fixed(days_ahead: int) -> Reader:
    return lambda _match, now: cal.one(cal.later(now.date(), days_ahead))


def yesterday(_match: re.Match[str], now: datetime) -> Days | None:
    return cal.one(cal.later(now.date(), -1), sure=False)


def this_instant(_match: re.Match[str], now: datetime) -> Days | None:
    return cal.one(now.date(), sure=False)


def stretch(of: Callable[[date, int], Days]) -> Reader:
    return lambda match, now: of(now.date(), 1 if match["which"] == "next" else 0)
