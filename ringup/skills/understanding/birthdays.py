"""Dates of birth, spoken or in figures, in either order, and the slips that a recogniser makes of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ringup.skills.understanding.letters import MONTHS_BY_STEM
from ringup.skills.understanding.number_words import TEENS, TENS, UNITS

_PIECE = re.compile(r"[0-9]+|[^\W\d_]+")
_ISO = re.compile(r"\b([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})\b")
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14,
    "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19,
    "twentieth": 20, "thirtieth": 30,
}  # fmt: skip
_SOUNDS = {"to": 2, "too": 2, "for": 4, "won": 1, "ate": 8, "oh": 0, "o": 0, "zero": 0, "nought": 0}
_SMALL = _SOUNDS | UNITS | TEENS | TENS | _ORDINALS
_MONTH_WORDS = {
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december", "sept", *MONTHS_BY_STEM,
}  # fmt: skip
_OLDEST = 1900


@dataclass(frozen=True, slots=True)
class BirthDate:
    """What was heard of a date of birth; a part is None where it was not. `cost` in nats, 0 for plain.

    `start` and `end` are character offsets.
    """

    year: int | None
    month: int | None
    day: int | None
    cost: float
    start: int = 0
    end: int = 0

    @property
    def whole(self) -> date | None:
        """The calendar's day, or None where a part is missing or there is no such day."""
        if self.year is None or self.month is None or self.day is None:
            return None
        try:
            return date(self.year, self.month, self.day)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class _Number:
    """`width`: figures it was written with, 0 for a word; `value` as an amount."""

    value: int
    width: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Month:
    month: int
    start: int
    end: int


_Piece = _Number | _Month


def birth_dates(text: str, *, day_first: bool = True) -> tuple[BirthDate, ...]:
    """Every reading of `text`, the likeliest first; parts alone count, so "the fifth of May" is one.

    `day_first`: 3/4 is the third of April, as in Britain, and in a later reading the fourth of March.
    """
    found = sorted(_dates(text, day_first), key=lambda read: (read.whole is None, read.cost))
    distinct = {(read.year, read.month, read.day): read for read in reversed(found)}
    return tuple(sorted(distinct.values(), key=lambda read: (read.whole is None, read.cost)))


def figures(text: str) -> str:
    """All digits of a date as they were said, months by name as their number: "5 May 81" is "5581"."""
    return "".join(
        str(piece.month) if isinstance(piece, _Month) else str(piece.value).zfill(piece.width)
        for piece in _pieces(text)
    )


def _dates(text: str, day_first: bool) -> Iterator[BirthDate]:
    if (iso := _ISO.search(text)) is not None:
        year, month, day = map(int, iso.groups())
        yield BirthDate(year, month, day, 0.0, *iso.span())
    pieces = _pieces(text)
    if not pieces:
        return
    start, end = pieces[0].start, pieces[-1].end
    for year_, month_, day_, cost in _parts(pieces, day_first):
        yield BirthDate(year_, month_, day_, cost, start, end)


_Parts = tuple[int | None, int | None, int | None, float]


def _parts(pieces: tuple[_Piece, ...], day_first: bool) -> Iterator[_Parts]:
    months = [at for at, piece in enumerate(pieces) if isinstance(piece, _Month)]
    for at in months:
        named = pieces[at]
        assert isinstance(named, _Month)
        before = [piece for piece in pieces[:at] if isinstance(piece, _Number)]
        after = [piece for piece in pieces[at + 1 :] if isinstance(piece, _Number)]
        for year, day, cost in _around(before, after):
            yield year, named.month, day, cost
    if not months:
        numbers = [piece for piece in pieces if isinstance(piece, _Number)]
        yield from _in_figures(numbers, day_first)


def _around(before: list[_Number], after: list[_Number]) -> Iterator[tuple[int | None, int | None, float]]:
    """The year and the day beside a month's name: "27 May 1980", "May 27 1980", "in 1980, May 27"."""
    if before and 1 <= before[-1].value <= 31:
        twice = len(after) > 1 and after[0].width < 4 and after[1].width == 4
        for year, cost in _years(after):
            yield year, before[-1].value, cost + (1.0 if twice else 0.0)
        if twice:
            for year, cost in _years(after[1:]):  # "27 October 8th 1986": the month was said twice
                yield year, before[-1].value, cost + 0.3
    elif after and 1 <= after[0].value <= 31:
        for year, cost in _years(after[1:] or before):
            yield year, after[0].value, cost
    if not before:
        for year, cost in _years(after):
            yield year, None, cost + 0.5


def _in_figures(numbers: list[_Number], day_first: bool) -> Iterator[_Parts]:
    if len(numbers) >= 3:
        for at in range(len(numbers) - 2):
            one, two = numbers[at].value, numbers[at + 1].value
            for year, cost in _years(numbers[at + 2 :]):
                yield from _ordered(one, two, year, cost + 0.8 * at, day_first)
    joined = "".join(str(number.value).zfill(number.width) for number in numbers)
    for first, second in ((2, 2), (2, 1), (1, 2), (1, 1)):
        rest = joined[first + second :]
        if len(rest) in (2, 4):
            one, two = int(joined[:first]), int(joined[first : first + second])
            for year, cost in _years_in(rest):
                yield from _ordered(one, two, year, cost + 0.2 * (4 - first - second), day_first)
    if len(joined) == 8:
        year = int(joined[:4])
        yield from (
            (y, m, d, c + 0.5) for y, m, d, c in _checked(int(joined[6:]), int(joined[4:6]), year, 0.0)
        )


def _ordered(one: int, two: int, year: int | None, cost: float, day_first: bool) -> Iterator[_Parts]:
    yield from _checked(one, two, year, cost + (0.0 if day_first else 0.7))
    yield from _checked(two, one, year, cost + (0.7 if day_first else 0.0))


def _checked(day: int, month: int, year: int | None, cost: float) -> Iterator[_Parts]:
    if 1 <= month <= 12 and 1 <= day <= 31 and (year is None or year >= _OLDEST):
        yield year, month, day, cost


def _years(numbers: list[_Number]) -> Iterator[tuple[int | None, float]]:
    """The year that the numbers after day and month say, however it was cut up."""
    match numbers:
        case []:
            yield None, 0.0
        case [_Number(value, width), _Number(unit, _), *_] if (
            value % 10 == 0 and value >= 1900 and 0 < unit < 100
        ):
            yield value + unit % 10 if value % 100 else value + unit, 0.2  # "nineteen fifty, 4"
            yield value, 0.7
        case [_Number(19 | 20 as century, _), _Number(rest, _), _Number(unit, _), *_] if (
            rest in (20, 30, 40, 50, 60, 70, 80, 90) and 0 < unit < 10
        ):
            yield century * 100 + rest + unit, 0.0
        case [_Number(19 | 20 as century, _), _Number(0, _), _Number(unit, _), *_] if unit < 10:
            yield century * 100 + unit, 0.0
        case [_Number(19 | 20 as century, _), _Number(rest, _), *_] if rest < 100:
            yield century * 100 + rest, 0.0
            yield 2000 + century if century == 20 else 1900 + century, 1.5
        case [_Number(1 | 2 as one, _), _Number(two, _), _Number(three, _), _Number(four, _), *_] if (
            max(two, three, four) < 10
        ):
            yield one * 1000 + two * 100 + three * 10 + four, 0.0
        case [_Number(value, width), *_]:
            yield from _years_in(str(value).zfill(width))


def _years_in(digits: str) -> Iterator[tuple[int | None, float]]:
    value = int(digits)
    if len(digits) == 4 and _OLDEST <= value < 2100:
        yield value, 0.0
    elif len(digits) <= 2:
        yield 1900 + value, 0.3
        yield 2000 + value, 0.3 if value < 10 else 0.6
    else:
        yield None, 0.5


def _pieces(text: str) -> tuple[_Piece, ...]:
    found: list[_Piece] = []
    words = [(match[0].lower(), *match.span()) for match in _PIECE.finditer(text)]
    at = 0
    while at < len(words):
        piece, at = _piece(words, at, after_number=bool(found) and isinstance(found[-1], _Number))
        found += [piece] if piece is not None else []
    return tuple(found)


def _piece(words: list[tuple[str, int, int]], at: int, *, after_number: bool) -> tuple[_Piece | None, int]:
    word, start, end = words[at]
    following = words[at + 1][0] if at + 1 < len(words) else ""
    if word.isdigit() and word.isascii():
        return _Number(int(word[:9]), len(word[:9]), start, end), at + 1
    if word in _MONTH_WORDS:
        return _Month(MONTHS_BY_STEM[word[:3]], start, end), at + 1
    if word in ("two", "nineteen") and following in ("thousand", "hundred"):
        return _Number(2000 if word == "two" else 1900, 0, start, words[at + 1][2]), at + 2
    if word in TENS and (unit := UNITS.get(following) or _ORDINALS.get(following, 99)) < 10:
        return _Number(TENS[word] + unit, 0, start, words[at + 1][2]), at + 2
    if word in _SOUNDS and not after_number:
        return None, at + 1
    if word in _SMALL:
        return _Number(_SMALL[word], 0, start, end), at + 1
    return None, at + 1
