"""The details of a booking in the caller's words: date, time, people, first_name, last_name.

A conditional random field says which words they are, `moments` and `parties` what these stand for.
The model is made by tools/train_booking_slots.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from importlib import resources
from typing import Any, TypeVar

import pycrfsuite

from ringup.skills.dialogue.expectations import Anything, Detail, Expectation, Quantity
from ringup.skills.intent import Slot
from ringup.skills.understanding import caller_names, parties
from ringup.skills.understanding.booking_features import features, words
from ringup.skills.understanding.moments.calendar import Days
from ringup.skills.understanding.moments.line import ordinal
from ringup.skills.understanding.moments.reading import Moments, moments
from ringup.skills.understanding.numbers import Found, cardinals
from ringup.skills.understanding.tokens import Token

T = TypeVar("T")

MODEL = "booking_slots.crfsuite"
SLOTS = ("date", "time", "people", "first_name", "last_name")
NOTHING = "-"
"""The label of a word outside every slot. Others are like `B:time` and `I:time`; a word of two slots has
both, joined by `+`."""

MOST_CHARACTERS = 600
"""Of what is read; nobody says more about a table."""

MOST_PEOPLE = 200
"""Of a party; more is some other number."""

_NAMES = {"first_name", "last_name"}
_BESIDE_A_DAY = re.compile(r"(?i)\W*(?:on )?(?:the )?(?:please)?\W*")

_SHORT = 4
"""Words of an answer that is nothing but the detail asked for."""

_KNOWN_DAY = datetime(2001, 1, 1, tzinfo=UTC)
"""Which words are a date does not depend on today."""


def find(text: str, expects: Expectation, now: datetime) -> tuple[Slot, ...]:
    """Left to right, at most one of each name: where the caller corrects themselves, what counts in the end.

    Values: `date` YYYY-MM-DD, or an interval of two such days; `time` HH:MM, or an interval; `people` a whole
    number; names as they are written. `now` is aware, in the zone that the caller speaks of.
    """
    said = text[:MOST_CHARACTERS]
    asked = asked_for(expects)
    if asked == {"date"} and (alone := _day_alone(said, now)) is not None:
        return (alone,)
    read = moments(said, now)
    tagged = {name: _placed(name, said, spans, read) for name, spans in spans_of(said, asked).items()}
    if asked & _NAMES and len(tagged) < len(answered := caller_names.answered(said)):
        tagged = answered
    tagged |= caller_names.told(said)
    found = [
        made for name, span in tagged.items() if (made := _slot(name, said, span, read, now)) is not None
    ]
    found += _overlooked(said, read, asked, {slot.name for slot in found})
    return tuple(sorted(found, key=lambda slot: (slot.start, slot.name)))


def asked_for(expects: Expectation) -> frozenset[str]:
    """The slots that a question asks for."""
    match expects:
        case Detail(slot="name"):
            return frozenset({"first_name", "last_name"})
        case Detail(slot=slot) if slot in SLOTS:
            return frozenset({slot})
        case Quantity():
            return frozenset({"people"})
        case _:
            return frozenset()


def spans_of(text: str, asked: frozenset[str]) -> dict[str, list[tuple[int, int]]]:
    """The places of each slot as the tagger sees them."""
    labels = tagger().tag(features(text, asked, _KNOWN_DAY))
    pieces = words(text)
    found = {name: list(_runs(name, pieces, labels)) for name in SLOTS}
    return {name: spans for name, spans in found.items() if spans}


def warm() -> None:
    """Load what the first sentence would else wait for."""
    find("a table for two", Anything(), _KNOWN_DAY)


@cache
def tagger() -> Any:
    """Loaded once a process, at the first sentence."""
    made = pycrfsuite.Tagger()
    with resources.as_file(resources.files(__package__).joinpath(MODEL)) as path:
        made.open(str(path))
    return made


def _runs(name: str, pieces: tuple[Token, ...], labels: list[str]) -> Iterator[tuple[int, int]]:
    start = end = -1
    for piece, label in zip(pieces, labels, strict=True):
        parts = label.split("+")
        if f"B:{name}" in parts or (f"I:{name}" in parts and start < 0):
            if start >= 0:
                yield start, end
            start, end = piece.start, piece.end
        elif f"I:{name}" in parts:
            end = piece.end
        elif start >= 0:
            yield start, end
            start = -1
    if start >= 0:
        yield start, end


_TAKEN_BACK = re.compile(r"(?i)\b(?:not|instead of|rather than|from)(?: \w+){0,2}\W*$")


def _counting(text: str, spans: list[tuple[int, int]]) -> tuple[int, int]:
    """The last that is not taken back: "five, not six"."""
    kept = [span for span in spans if not _TAKEN_BACK.search(text[: span[0]])]
    return (kept or spans)[-1]


def _placed(name: str, text: str, spans: list[tuple[int, int]], read: Moments) -> tuple[int, int]:
    """The span that counts, with all of the words that belong to it."""
    span = _counting(text, spans)
    if name in _NAMES:
        return caller_names.whole(text, span, name == "last_name")
    sure = [day for day in read.days if day.value.sure and day.start < span[1] and span[0] < day.end]
    if name == "date" and sure and (len(sure) > 1 or _covers(sure[-1], span)):
        return sure[-1].start, sure[-1].end
    return span


def _covers(day: Found[Days], span: tuple[int, int]) -> bool:
    return day.start <= span[0] and span[1] <= day.end


def _day_alone(text: str, now: datetime) -> Slot | None:
    """ "The fifth" or only "five", said of a day of the month."""
    numbers = cardinals(text)
    if (
        len(numbers) != 1
        or _BESIDE_A_DAY.fullmatch(text[: numbers[0].start] + text[numbers[0].end :]) is None
    ):
        return None
    found = moments(f"on the {ordinal(numbers[0].value)}", now).days
    return Slot("date", str(found[0].value), numbers[0].start, numbers[0].end) if found else None


def _slot(name: str, text: str, span: tuple[int, int], read: Moments, now: datetime) -> Slot | None:
    value = _value(name, text, span, read, now)
    return None if value is None else Slot(name, value, *span)


def _value(name: str, text: str, span: tuple[int, int], read: Moments, now: datetime) -> str | None:
    said = text[slice(*span)]
    match name:
        case "date":
            day = _within(read.days, span) or _within(moments(said, now).days, (0, len(said)))
            return None if day is None else str(day.value)
        case "time":
            clock = _within(read.times, span) or _within(moments(f"at {said}", now).times, (0, len(said) + 3))
            return None if clock is None else str(clock.value)
        case "people":
            number = parties.count(said)
            return None if number is None or number > MOST_PEOPLE else str(number)
        case _:
            return caller_names.value(said)


def _within(found: tuple[Found[T], ...], span: tuple[int, int]) -> Found[T] | None:
    """What shares most with the span."""
    shared = {min(each.end, span[1]) - max(each.start, span[0]): each for each in found}
    most = max(shared, default=0)
    return shared[most] if most > 0 else None


def _overlooked(text: str, read: Moments, asked: frozenset[str], have: set[str]) -> list[Slot]:
    """Plain dates and times that the tagger did not see."""
    found = []
    for name, seen in (("date", read.days), ("time", read.times)):
        sure = [each for each in seen if each.value.sure]
        possible = sure or (seen if name in asked and len(words(text)) <= _SHORT else ())
        if name not in have and possible:
            start, end = _counting(text, [(each.start, each.end) for each in possible])
            value = next(each.value for each in possible if each.start == start)
            found.append(Slot(name, str(value), start, end))
    return found
