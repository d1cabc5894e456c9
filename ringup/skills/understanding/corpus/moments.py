"""Days, times of day and dates of birth as people say them."""

from __future__ import annotations

import random

from ringup.skills.understanding.corpus.spoken import DIGITS, number, ordinal, year

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_PARTS = ("morning", "afternoon", "evening")
_SOON = (
    "today", "tomorrow", "tonight", "the day after tomorrow", "this afternoon", "tomorrow morning",
    "tomorrow afternoon", "tomorrow evening", "next week", "this week", "this weekend", "next weekend",
    "the week after", "next month", "the end of the week", "early next week", "later this week",
)  # fmt: skip
_OPENING, _CLOSING = 8, 20
"""Hours of the day that appointments are mostly made for."""


def day(chance: random.Random) -> str:
    weekday = chance.choice(WEEKDAYS)
    match chance.randrange(10):
        case 0 | 1:
            return chance.choice(_SOON)
        case 2 | 3 | 4:
            return f"{chance.choice(('on ', 'on ', 'next ', 'this ', 'for ', ''))}{weekday}"
        case 5:
            return f"{chance.choice(('on ', 'next ', 'this ', ''))}{weekday} {chance.choice(_PARTS)}"
        case 6:
            far = (
                "a week from {}",
                "{} next week",
                "{} week",
                "the {} after",
                "{} in a week",
                "{} after next",
            )
            return chance.choice(far).format(weekday)
        case 7:
            return f"in {number(chance.randint(2, 14))} {chance.choice(('days', 'days', 'weeks'))}"
        case _:
            return f"{chance.choice(('on ', '', 'for '))}{_date(chance)}"


def _date(chance: random.Random) -> str:
    said, month = ordinal(chance.randint(1, 31)), chance.choice(MONTHS)
    weekday = chance.choice(WEEKDAYS)
    forms = (f"the {said}", f"the {said} of {month}", f"{month} {said}", f"{weekday} the {said}")
    return chance.choice(forms)


def clock(chance: random.Random) -> str:
    """Without "at"."""
    hour = chance.randint(_OPENING, _CLOSING)
    said = number((hour - 1) % 12 + 1)
    match chance.randrange(10):
        case 0 | 1:
            return said
        case 2:
            return f"{said} o'clock"
        case 3 | 4:
            return f"half past {said}"
        case 5:
            return f"{chance.choice(('quarter', 'a quarter'))} {chance.choice(('past', 'to'))} {said}"
        case 6:
            return f"{said} {chance.choice(_MINUTES)}"
        case 7:
            return f"{said} {'a m' if hour < 12 else 'p m'}"
        case 8:
            return f"{said} {_part(hour)}"
        case _:
            return chance.choice(("noon", "lunchtime", f"{said} thirty", f"{said} thirty {_part(hour)}"))


_MINUTES = ("thirty", "fifteen", "forty five", "ten", "twenty", "forty", "fifty", "oh five")


def _part(hour: int) -> str:
    return f"in the {_PARTS[0] if hour < 12 else _PARTS[1] if hour < 18 else _PARTS[2]}"


def birthday(chance: random.Random) -> str:
    born = chance.randint(1930, 2010)
    said_year = chance.choice((year(born), number(born % 100))) if born % 100 > 10 else year(born)
    at, month = chance.randint(1, 31), chance.randrange(12)
    match chance.randrange(5):
        case 0 | 1:
            return f"{MONTHS[month]} {ordinal(at)} {said_year}"
        case 2:
            return f"the {ordinal(at)} of {MONTHS[month]} {said_year}"
        case 3:
            return f"{MONTHS[month]} {number(at)} {said_year}"
        case _:
            return f"{_figures(month + 1)} {_figures(at)} {said_year}"


def _figures(value: int) -> str:
    return number(value) if value > 9 else f"oh {DIGITS[value]}"
