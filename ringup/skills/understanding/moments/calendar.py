"""Days against a today: weekdays, weeks from Monday, days of a month, feasts."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Days:
    """A day, or a stretch of them with both ends in it. `sure` is False for what names a day only if a day
    is being spoken of ("the second")."""

    first: date
    last: date
    sure: bool = True

    def __str__(self) -> str:
        """`YYYY-MM-DD`; a stretch is an ISO 8601 interval, `YYYY-MM-DD/YYYY-MM-DD`."""
        first = self.first.isoformat()
        return first if self.first == self.last else f"{first}/{self.last.isoformat()}"


def one(day: date | None, sure: bool = True) -> Days | None:
    return None if day is None else Days(day, day, sure)


def later(day: date, days: int = 0, weeks: int = 0) -> date | None:
    """None beyond the calendar."""
    try:
        return day + timedelta(days=days, weeks=weeks)
    except OverflowError:
        return None


def months_later(day: date, months: int) -> date | None:
    """The same day of a later month, or that month's last day; None beyond the calendar."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1])) if 0 < year < 9999 else None


def coming(today: date, weekday: int) -> date:
    """The first such weekday from today on; Monday is 0."""
    return today + timedelta(days=(weekday - today.weekday()) % 7)


def in_week(today: date, weeks: int, weekday: int) -> date:
    """That weekday of this week (0), the next (1) ..."""
    return today + timedelta(days=weekday - today.weekday(), weeks=weeks)


def week(today: date, weeks: int) -> Days:
    """From Monday, or from today where it has begun, to Sunday."""
    return Days(max(today, in_week(today, weeks, 0)), in_week(today, weeks, 6))


def weekend(today: date, weeks: int) -> Days:
    return Days(max(today, in_week(today, weeks, 5)), in_week(today, weeks, 6))


def dated(day: int, month: int, year: int | None, today: date) -> date | None:
    """Without a year the next one that comes; None where no such day exists."""
    years = (year,) if year is not None else range(today.year, today.year + 9)
    days = (made for each in years if (made := _made(each, month, day)) is not None)
    return next((made for made in days if year is not None or made >= today), None)


def last_dated(day: int, month: int, today: date) -> date | None:
    """The latest such day before today; None where no such day exists."""
    days = (_made(year, month, day) for year in range(today.year, max(today.year - 9, 0), -1))
    return next((made for made in days if made is not None and made < today), None)


def day_of_month(day: int, today: date, weekday: int | None = None) -> date | None:
    """The next such day from today on; if one within a year falls on `weekday`, that one."""
    months = (divmod(today.year * 12 + today.month - 1 + ahead, 12) for ahead in range(13))
    days = (_made(year, month + 1, day) for year, month in months)
    possible = [made for made in days if made is not None and made >= today]
    fitting = (made for made in possible if made.weekday() == weekday)
    return next(fitting, next(iter(possible), None))


def day_in_month(day: int, today: date, months: int) -> date | None:
    """The day of this month (0), the next (1), whether past or not."""
    month = months_later(today.replace(day=1), months)
    return None if month is None else _made(month.year, month.month, day)


def whole_month(first: date) -> Days:
    return Days(first, first.replace(day=monthrange(first.year, first.month)[1]))


def nth_weekday(first: date, weekday: int, nth: int) -> date | None:
    """The nth such weekday of the month that begins on `first`; the last for -1."""
    days = range(1, monthrange(first.year, first.month)[1] + 1)
    fitting = [made for day in days if (made := first.replace(day=day)).weekday() == weekday]
    return fitting[nth - 1 if nth > 0 else nth] if nth <= len(fitting) else None


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
