"""Details about the caller in what they said: name, postcode, e-mail, date of birth, PIN, code.

Values are canonical: "AB1 2CD" or "12345" for a postcode, small letters for an e-mail, 1984-06-08 for a
date, "Mia Garcia" for a name. What was asked for is looked for in the whole answer; anything else only
where the words say what it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ringup.skills.dialogue.expectations import Expectation
from ringup.skills.intent import Slot
from ringup.skills.understanding import names
from ringup.skills.understanding.birthdays import birth_dates
from ringup.skills.understanding.numbers import digit_strings
from ringup.skills.understanding.spelling import Manner, Reading, corrected, readings

MOST = 8
"""Readings that are tried before a detail counts as not given."""

_UK = re.compile(r"([a-z]{1,2})([0-9o])([a-z0-9]?)([0-9o])([a-z]{2})")
_US = re.compile(r"([0-9o]{5})([0-9o]{4})?")
_EMAIL = re.compile(r"[a-z0-9][a-z0-9._+-]*@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}")
_TYPED_POSTCODE = re.compile(r"\b(?:[a-z]{1,2}[0-9][a-z0-9]? ?[0-9][a-z]{2}|[0-9]{5}(?:-[0-9]{4})?)\b", re.I)
_SPOKEN_EMAIL = re.compile(
    r"\S+(?: \S+)*? (?:at|@) \S+(?: \S+)*? (?:dot|\.) ?(?:com|net|org|edu|info|co|uk|io|de|fr)\b"
)
_LEAD = re.compile(
    r"^(?:(?:um+|uh+|er+|no|yes|yeah|sure|okay|ok|so|well|hi|hello|it's|it is|that's"
    r"|that is|that would be|my|the|our"
    r"|e-?mail|email|mail|address|postcode|post code|zip|zip code|postal code"
    r"|code|is|pin|number|name)\b[\s,.:;]*)+",
    re.I,
)
_TOLD = {
    "postcode": re.compile(r"\b(?:post ?code|zip(?: ?code)?|postal code)\b(?: is|'s)?[\s,:]*", re.I),
    "date_of_birth": re.compile(
        r"\b(?:born(?: on)?|birthday|date of birth|d o b|dob)\b(?: is|'s)?[\s,:]*", re.I
    ),
    "pin": re.compile(r"\bpin(?: code| number)?\b(?: is|'s)?[\s,:]*", re.I),
}


def read(text: str, expects: Expectation, alternatives: tuple[str, ...] = ()) -> tuple[Slot, ...]:
    """The details in `text`. Where it does not hold the one asked for, the recogniser's `alternatives`
    are read; the place is then all of `text`."""
    found = tuple(_asked(text, expects.name))
    for other in alternatives if not found else ():
        found = tuple(Slot(slot.name, slot.value, 0, len(text)) for slot in _asked(other, expects.name))
        if found:
            break
    names_found = {slot.name for slot in found}
    return (*found, *(slot for slot in _told(text) if slot.name not in names_found and not found))


def postcodes(text: str) -> tuple[Reading, ...]:
    """Every British or American postcode that `text` can be, best first, canonical."""
    found: dict[str, float] = {}
    for reading in readings(text, Manner.CODE, MOST):
        if (value := _postcode(reading.text)) is not None:
            found.setdefault(value, reading.likelihood)
    return tuple(Reading(value, likelihood) for value, likelihood in found.items())


def emails(text: str) -> tuple[Reading, ...]:
    """Every e-mail address that `text` can be, best first."""
    found = (reading for reading in readings(text, Manner.EMAIL, MOST))
    return tuple(reading for reading in found if _EMAIL.fullmatch(reading.text))


def _asked(text: str, slot: str) -> Iterator[Slot]:
    for part in corrected(text):
        offset = len(text) - len(part)
        found = tuple(_in_answer(part, slot))
        if found:
            yield from (Slot(one.name, one.value, one.start + offset, one.end + offset) for one in found)
            return


def _in_answer(text: str, slot: str) -> Iterator[Slot]:
    match slot:
        case "name" | "first_name" | "last_name":
            yield from names.given(text, slot)
        case "postcode":
            yield from _typed(text, slot, _TYPED_POSTCODE)
            yield from _first(text, slot, postcodes(_body(text)))
        case "email":
            yield from _typed(text, slot, _EMAIL)
            yield from _first(text, slot, emails(_body(text)))
        case "date_of_birth":
            yield from _birthday(text)
        case "pin" | "code":
            yield from _digits(text, slot)


def _told(text: str) -> Iterator[Slot]:
    """Details whose words say what they are, unasked."""
    yield from names.introduced(text)
    if spoken := _SPOKEN_EMAIL.search(text.lower()) or _EMAIL.search(text.lower()):
        yield from _within(text, spoken.start(), spoken.end(), "email")
    for slot, pattern in _TOLD.items():
        if (label := pattern.search(text)) is not None:
            yield from _within(text, label.end(), len(text), slot)


def _within(text: str, start: int, end: int, slot: str) -> Iterator[Slot]:
    part = text[start:end]
    for one in list(_in_answer(part, slot))[:1]:
        yield Slot(slot, one.value, start + one.start, start + one.end)


def _typed(text: str, slot: str, pattern: re.Pattern[str]) -> Iterator[Slot]:
    """Written as it should be; then there is no doubt."""
    for found in pattern.finditer(text.lower()):
        value = found[0] if slot == "email" else _postcode(re.sub(r"[\s-]", "", found[0]))
        if value is not None:
            yield Slot(slot, value, *found.span())
            return


def _first(text: str, slot: str, found: tuple[Reading, ...]) -> Iterator[Slot]:
    if found and not tuple(_typed(text, slot, _EMAIL if slot == "email" else _TYPED_POSTCODE)):
        start = len(text) - len(_body(text))
        yield Slot(slot, found[0].text, start, len(text.rstrip(" .,!?")))


def _birthday(text: str) -> Iterator[Slot]:
    for read_ in birth_dates(text):
        if (day := read_.whole) is not None:
            yield Slot("date_of_birth", day.isoformat(), read_.start, read_.end)
            return


def _digits(text: str, slot: str) -> Iterator[Slot]:
    """All stretches together: "four seven, one two" is one PIN."""
    found = digit_strings(text)
    if found:
        yield Slot(slot, "".join(part.value for part in found), found[0].start, found[-1].end)


def _body(text: str) -> str:
    lead = _LEAD.match(text)
    return text[lead.end() :] if lead is not None and lead.end() < len(text) else text


def _postcode(reading: str) -> str | None:
    """In the form it is written in, or None for anything else. The letter O is a zero where a figure
    must be."""
    if (found := _US.fullmatch(reading)) is not None:
        five, four = (part.replace("o", "0") if part else "" for part in found.groups())
        return f"{five}-{four}" if four else five
    if (found := _UK.fullmatch(reading)) is not None:
        area, district, more, sector, unit = found.groups()
        figures = district.replace("o", "0"), sector.replace("o", "0")
        return f"{area}{figures[0]}{more} {figures[1]}{unit}".upper()
    return None
