"""Postal addresses in one line.

An abbreviation is said in full only where its place makes it certain: "St" is a street at the end of the
part that begins with a house number, and a saint at the beginning of a town. "12 Oak St Ives" stays.
"""

from __future__ import annotations

import re
from functools import cache

from ringup.skills.wording.spoken.numbers import digits, figures, ordinal, signs_of
from ringup.skills.wording.spoken.replacing import any_of
from ringup.skills.wording.spoken.text import words_only
from ringup.skills.wording.tongues import ENGLISH, Tongue

_HOUSE = re.compile(r"^([0-9]+)([A-Za-z]?)\b")
_WITH_LETTERS = re.compile(
    r"\b(?P<first>[A-Z]{1,2}[0-9][A-Z0-9]?) (?P<last>[0-9][A-Z]{2})\b"
    r"|\b(?P<canada>[A-Z][0-9][A-Z] ?[0-9][A-Z][0-9])\b"
)
"""Postcodes of the United Kingdom and of Canada."""


def address(line: str, tongue: Tongue = ENGLISH) -> str:
    """As it is said: postcodes and long house numbers digit by digit, states by their names."""
    boxes = tongue.addresses.post_boxes
    line = re.sub(rf"\b(?:{any_of(boxes)})\b", lambda found: boxes[found[0]], line)
    parts = [part.strip() for part in line.split(",")]
    said = [_part(part, at, len(parts), tongue) for at, part in enumerate(parts) if part]
    return ", ".join(words_only(part, tongue) for part in said)


def _part(part: str, at: int, parts: int, tongue: Tongue) -> str:
    if at > 0 and (state := _state(part, tongue)) is not None:
        return state
    flat = _units(tongue).search(part)
    part = part[: flat.start()] if flat else part
    part = _street(part, tongue) if at == 0 or _HOUSE.match(part) else _town(part, tongue)
    part = _WITH_LETTERS.sub(lambda found: _postcode(found, tongue), part)
    part = ", ".join(each for each in (part, _unit(flat, tongue) if flat else "") if each)
    ordinals = rf"\b([0-9]+)(?:{any_of(tongue.ordinals)})\b"
    part = re.sub(ordinals, lambda found: ordinal(int(found[1]), tongue), part)
    return re.sub(r"[0-9]+", lambda found: f" {_figures(found[0], tongue)} ", part)


def _town(part: str, tongue: Tongue) -> str:
    """Maybe with its state and postcode, where no comma stands between: "Washington DC 20001"."""
    found = re.fullmatch(r"(?P<name>[^0-9]+) (?P<rest>[A-Z]{2} [0-9-]+)", part)
    state = _state(found["rest"], tongue) if found else None
    if found is None or state is None:
        return _names(part, tongue, first=False)
    return f"{_names(found['name'], tongue, first=False)}, {state}"


def _figures(written: str, tongue: Tongue) -> str:
    """A house number may be an amount; whatever is longer is said one by one, round or not."""
    return figures(written, tongue) if len(written) <= 3 else digits(written, tongue)


def _state(part: str, tongue: Tongue) -> str | None:
    """A part that is a state and a postcode, or either: "ME", "ME 04101", "97205-1234"."""
    found = re.fullmatch(r"(?P<state>[A-Z]{2})?\.?(?: |^|$)(?P<code>[0-9]{5}(?:-[0-9]{4})?)?", part)
    if found is None or (found["state"] and found["state"] not in tongue.addresses.states):
        return None
    name = tongue.addresses.states[found["state"]] if found["state"] else ""
    code = ", ".join(digits(group, tongue) for group in (found["code"] or "").split("-") if group)
    return ", ".join(each for each in (name, code) if each)


def _postcode(found: re.Match[str], tongue: Tongue) -> str:
    """Sign by sign, in its two halves."""
    whole = found["canada"]
    halves = (whole[:3], whole[-3:]) if whole else (found["first"], found["last"])
    return ", ".join(signs_of(half, tongue) for half in halves)


def _street(part: str, tongue: Tongue) -> str:
    """The house number, then the street: a direction, its name, what kind of street it is, a direction."""
    house = _HOUSE.match(part)
    number, rest = (house[0], part[house.end() :].strip()) if house else ("", part)
    words = rest.split(" ")
    words = _directions(words, tongue)
    kind = len(words) - 1 - (words[-1] in tongue.addresses.directions.values())
    streets = tongue.addresses.streets
    if kind > 0 and _bare(words[kind]) in streets:
        words[kind] = streets[_bare(words[kind])]
    rest = _names(" ".join(words), tongue, first=True)
    said = f"{_figures(house[1], tongue)} {house[2].upper()}" if house else number
    return f"{said} {rest}".strip()


def _directions(words: list[str], tongue: Tongue) -> list[str]:
    """Before a name, and at the end after one: the "E" of "E Street" is a name."""
    known, streets = tongue.addresses.directions, tongue.addresses.streets
    said = list(words)
    if len(words) > 1 and _bare(words[1]) not in {*streets, *streets.values()}:
        said[0] = known.get(_bare(words[0]), words[0])
    if len(words) > 2:
        said[-1] = known.get(_bare(words[-1]), words[-1])
    return said


def _names(part: str, tongue: Tongue, *, first: bool) -> str:
    """What begins a name or ends it. In a street the former stands `first`, but for a direction; in a town
    it can stand anywhere: "Port St. Lucie"."""
    names, after = tongue.addresses.before_names, tongue.addresses.after_names
    place = rf"^(?:(?:{any_of(tongue.addresses.directions.values())}) )?" if first else r"\b"
    pattern = rf"(?P<before>{place})(?P<name>{any_of(names)})\b\.? (?=[A-Z][a-z])"
    part = re.sub(pattern, lambda found: f"{found['before']}{names[found['name']]} ", part)
    return re.sub(rf"\b({any_of(after)})\b\.?", lambda found: after[found[1]], part)


def _unit(found: re.Match[str], tongue: Tongue) -> str:
    """ "Apt. 4B", "#4B", "Apt #4B"."""
    name = tongue.addresses.units[found["name"]] if found["name"] else tongue.addresses.number
    return f"{name} {re.sub(r'(?<=[0-9])(?=[A-Za-z])|(?<=[A-Za-z])(?=[0-9])', ' ', found['number'])}"


@cache
def _units(tongue: Tongue) -> re.Pattern[str]:
    names = any_of(tongue.addresses.units)
    number = r"(?P<number>[0-9]+-?[A-Za-z]?|[A-Z][0-9]*)"
    return re.compile(rf"(?:(?<=\S)\s+|^)(?:\b(?P<name>{names})\b\.?\s*(?:#\s?)?|#\s?){number}$")


def _bare(word: str) -> str:
    return word.removesuffix(".")
