"""Postcodes and dates of birth that are keyed in, said in groups or put right in part.

Nothing of it is said back: a caller who is not known yet could learn from that what was taken for right.
"""

from __future__ import annotations

import re

from ringup.skills.dialogue import digits
from ringup.skills.dialogue.digit_corrections import announces_correction
from ringup.skills.dialogue.digits import Entry, More, Nothing, Outcome, Perhaps, Unknown, Whole
from ringup.skills.dialogue.events import UtteranceHeard
from ringup.skills.dialogue.state import State
from ringup.skills.identification.evidence import Item
from ringup.skills.regions import postcode_digits
from ringup.skills.shop import Told
from ringup.skills.shopping.stages import Identifying
from ringup.skills.understanding.birthdays import birth_dates
from ringup.skills.understanding.resolve import ways

DATE_LENGTHS = (6, 7, 8)
"""Month, day and year in figures, mostly in eight."""

UNKNOWN_LENGTHS = tuple(range(1, 13))
"""Of a postcode where they have letters: keyed figures of it count once they are ended."""

SHORT = 4
"""Figures of a date up to which they are a part of it."""

_MONTH = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE)
_CENTURIES = ("19", "20")

Given = Told | str | None
"""A detail that is whole, or its figures so far; "" where they can be none of it, None for no figures."""


def keyed(state: State, stage: Identifying, key: str) -> Given:
    """After a key at the question for a postcode or a date of birth."""
    lengths = _lengths(state, stage.asked)
    if not lengths:
        return None
    _, found = digits.keyed(Entry(lengths, digits=stage.keyed), key)
    return _given(stage.asked, found)


def put_right(state: State, stage: Identifying, event: UtteranceHeard) -> Given:
    """What is corrected in part, of what was begun or of what was told last: "no, the last two are four one".
    All of it said anew is no correction."""
    text = event.utterance.text
    lengths = _lengths(state, stage.asked)
    before = stage.keyed or _told_before(state, stage.asked)
    if not (lengths and before and announces_correction(text)) or _is_whole_date(stage.asked, text):
        return None
    right = digits.corrected(Entry(lengths, digits=before), text)
    if right is None:
        return None
    if len(right.digits) not in lengths:
        return right.digits
    return None if right.digits in ways(text) else _given(stage.asked, Whole(right.digits))


def part_of_a_date(stage: Identifying, event: UtteranceHeard) -> Given:
    """A date of birth that is said in groups: "oh six", or "june eighth", and the year after a pause."""
    text = event.utterance.text
    group = next(iter(ways(text)), "")
    if stage.asked != Item.DATE_OF_BIRTH or _is_all_of_a_date(text, group, stage.keyed):
        return None
    if named := _day_and_month(text):
        return named
    if not group or len(group) > SHORT:
        return None
    entry = Entry(DATE_LENGTHS, digits=stage.keyed)
    _, found = digits.heard(entry, event.utterance, event.intent, _makes_a_date)
    return _given(stage.asked, found)


def figures(state: State, stage: Identifying, event: UtteranceHeard) -> Given:
    """A group of what can be said in figures, where it is no whole answer."""
    lengths = _lengths(state, stage.asked)
    if not lengths or lengths == UNKNOWN_LENGTHS:
        return None
    _, found = digits.heard(Entry(lengths, digits=stage.keyed), event.utterance, event.intent)
    return _given(stage.asked, found)


def _lengths(state: State, item: str) -> tuple[int, ...]:
    match item:
        case Item.POSTCODE:
            count = postcode_digits(state.shop.phone)
            return UNKNOWN_LENGTHS if count is None else (count,)
        case Item.DATE_OF_BIRTH:
            return DATE_LENGTHS
        case _:
            return ()


def _given(item: str, found: Outcome) -> Given:
    match found:
        case Whole(number):
            return _told(item, (number,))
        case Perhaps(numbers):
            return _told(item, numbers)
        case More(begun):
            return begun
        case Unknown():
            return ""
        case Nothing():
            return None


def _told(item: str, numbers: tuple[str, ...]) -> Told:
    return Told(item, tuple(map(_as_date, numbers)) if item == Item.DATE_OF_BIRTH else numbers)


def _as_date(number: str) -> str:
    """Eight figures with marks between them; of fewer, the cuts may be elsewhere."""
    return f"{number[:2]}/{number[2:4]}/{number[4:]}" if len(number) == max(DATE_LENGTHS) else number


def _told_before(state: State, item: str) -> str:
    """The figures of what was told last, where just that is asked for again."""
    readings = next((told.readings for told in reversed(state.told) if told.item == item), ())
    if item == Item.DATE_OF_BIRTH:
        days = (read.whole for text in readings for read in birth_dates(text, day_first=False))
        return next((f"{day:%m%d%Y}" for day in days if day is not None), "")
    lengths = _lengths(state, item)
    said = (number for text in readings for number in ways(text))
    return next((number for number in said if len(number) in lengths), "")


# dates


def _is_whole_date(item: str, text: str) -> bool:
    return item == Item.DATE_OF_BIRTH and _MONTH.search(text) is not None and _has_a_day(text)


def _is_all_of_a_date(text: str, group: str, begun: str) -> bool:
    """Few figures may be read as a day by themselves; where a date was begun they go on with it."""
    return _has_a_day(text) and (not begun or len(group) > SHORT or _MONTH.search(text) is not None)


def _has_a_day(text: str) -> bool:
    return any(read.whole is not None for read in birth_dates(text, day_first=False))


def _day_and_month(text: str) -> str:
    """As they are keyed in."""
    reads = birth_dates(text, day_first=False)
    found = ((read.month, read.day) for read in reads if read.year is None)
    return next((f"{month:02}{day:02}" for month, day in found if month and day), "")


def _makes_a_date(number: str) -> bool:
    """Enough figures, unless the year has only begun."""
    if len(number) == max(DATE_LENGTHS):
        return True
    return len(number) in DATE_LENGTHS and number[4:] not in _CENTURIES and _has_a_day(number)
