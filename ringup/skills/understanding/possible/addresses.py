"""Where something is to go: an address read out, or one that the shop knows already."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ringup.skills.regions import STATES, state_of
from ringup.skills.understanding.number_words import TEENS, TENS, UNITS, ZEROS
from ringup.skills.understanding.numbers import readings_of, runs
from ringup.skills.understanding.tokens import Token, tokens

# fmt: off
_STREETS = {
    "street", "st", "avenue", "ave", "road", "rd", "drive", "dr", "lane", "ln", "boulevard", "blvd", "court",
    "ct", "place", "square", "highway", "way", "terrace", "parkway", "circle", "trail", "plaza", "alley",
    "broadway", "crescent", "esplanade", "freeway", "loop", "pike", "row",
}
_UNITS = {
    "suite": "Suite", "apartment": "Apartment", "apt": "Apt", "unit": "Unit", "flat": "Flat",
    "floor": "Floor",
}
# fmt: on
_KNOWN = re.compile(
    r"\b(?:profile|account|default|on file|you (?:already )?have|you've got|other order|my orders"
    r"|home address|usual address|same address)\b"
)
ZIP_DIGITS = 5
MOST_OF_A_TOWN = 3
"""Words of a town's name, where its state was not said and is that of the postcode."""


@dataclass(frozen=True, slots=True)
class Address:
    """The parts of a postal address; `unit` is "" where there is none."""

    street: str
    unit: str
    city: str
    region: str
    postcode: str
    country: str

    def __str__(self) -> str:
        """In one line, as the shop keeps it: "101 Highway, New York, NY 10001, USA"."""
        parts = (self.street, self.unit, self.city, f"{self.region} {self.postcode}".strip(), self.country)
        return ", ".join(part for part in parts if part)


def address(text: str, known: Sequence[str], country: str = "USA", current: str | None = None) -> str | None:
    """An address in one line. One of `known`, the first being the account's, when the words point at it;
    else what was read out, if street, town, state and postcode were all there. `current` is where it goes
    now, which nobody asks for. None otherwise."""
    spelled = spelled_out(text, country)
    if spelled is not None:
        return str(spelled)
    if current is not None and (moved := _along_the_street(text, current)) is not None:
        return moved
    said = " ".join(word.text for word in tokens(text))
    others = [one for one in known if one != current]
    towns = [one for one in others if _town(one) and f" {_town(one)} " in f" {said} "]
    if towns:
        last = max(said.rfind(_town(one)) for one in towns)
        named = {one for one in towns if said.rfind(_town(one)) == last}
        return named.pop() if len(named) == 1 else (known[0] if known[0] in named else None)
    if _KNOWN.search(said) and others and others[0] == known[0]:
        return known[0]
    return None


def corrected(text: str, current: str) -> str | None:
    """`current` with its house number or postcode replaced by the number that was said alone: "no, four
    four five". What follows "not" is the old one. None when no such number was said."""
    said = re.split(r"\bnot\b", text.lower())[0]
    words = tokens(said)
    of_units = {after.start for word, after in pairwise(words) if word.text in _UNITS}
    for run in reversed([run for run in runs(words) if run[0].start not in of_units]):
        digits = _digits(run)
        for old in (*re.findall(r"^[0-9]+", current), *re.findall(r"\b[0-9]{5}\b", current)):
            if len(digits) == len(old) and digits != old:
                return re.sub(rf"\b{old}\b", digits, current, count=1)
    return None


def spelled_out(text: str, country: str) -> Address | None:
    """The address that was read out, whole, or None."""
    words = tokens(_number_first(text.lower()))
    numbers = {id(run[0]): run for run in runs(words)}
    starts = [at for at, word in enumerate(words) if id(word) in numbers]
    if not starts:
        return None
    zips = [at for at in starts if len(_digits(numbers[id(words[at])])) == ZIP_DIGITS]
    if not zips or zips[-1] == starts[0]:
        return None
    house, postcode = starts[0], zips[-1]
    street, after = _street(words, house, numbers)
    if not street:
        return None
    unit, after = _unit(words, after, postcode, numbers)
    code = _digits(numbers[id(words[postcode])])
    between = _without_edges([word.text for word in words[after:postcode]])
    town, region = _town_and_state(between)
    if not region and len(between) <= MOST_OF_A_TOWN:
        town, region = _plain_town(between), state_of(code) or ""
    if not town or not region:
        return None
    return Address(street, unit, town.title(), region, code, country)


def _number_first(text: str) -> str:
    """With "forty six willow lane" for "willow lane, number forty six"."""
    return _NUMBER_LAST.sub(lambda found: f"{found['number']} {found['street']} ", text)


_FIGURES = "|".join((*UNITS, *TEENS, *TENS, *ZEROS, "hundred", "[0-9]+"))
_NUMBER_LAST = re.compile(
    rf"\b(?:(?:to|at|on|in|it's) )?(?P<street>(?:[a-z]+ ){{1,3}}?(?:{'|'.join(sorted(_STREETS))})),?"
    rf" (?:house )?number (?P<number>(?:(?:{_FIGURES})\b ?)+)"
)


def _along_the_street(text: str, current: str) -> str | None:
    """`current` with another house number, where just that and the street were said."""
    words = tokens(text)
    numbers = {id(run[0]): run for run in runs(words)}
    for at, word in enumerate(words):
        street = _street(words, at, numbers)[0] if id(word) in numbers else ""
        now = current.split(",", maxsplit=1)[0]
        if street and street != now and street.split(" ", 1)[1:] == now.split(" ", 1)[1:]:
            return current.replace(now, street, 1)
    return None


def _digits(run: tuple[Token, ...]) -> str:
    return next(readings_of(run))


def _street(words: tuple[Token, ...], house: int, numbers: dict[int, tuple[Token, ...]]) -> tuple[str, int]:
    run = numbers[id(words[house])]
    at = house + len(run)
    name: list[str] = []
    while at < len(words) and id(words[at]) not in numbers:
        if name and words[at].text in _UNITS:  # a street that is called nothing but its name
            return f"{_digits(run)} {' '.join(name).title()}", at
        name.append(words[at].text)
        at += 1
        if name[-1] in _STREETS:
            return f"{_digits(run)} {' '.join(name).title()}", at
        if len(name) > 5:
            break
    return "", at


def _unit(
    words: tuple[Token, ...], at: int, end: int, numbers: dict[int, tuple[Token, ...]]
) -> tuple[str, int]:
    for here in range(at, end - 1):
        if words[here].text in _UNITS and id(words[here + 1]) in numbers:
            run = numbers[id(words[here + 1])]
            return f"{_UNITS[words[here].text]} {_digits(run)}", here + 1 + len(run)
        if words[here].text in _UNITS and here > at and words[here - 1].text == "no":
            return "", here + 1 + _more_of_none(words, here + 1)
    return "", at


def _more_of_none(words: tuple[Token, ...], at: int) -> int:
    """How many words go on with "no suite": "number", "or anything"."""
    match [word.text for word in words[at : at + 2]]:
        case ["or", "anything" | "number" | "unit" | "apartment" | "flat" | "nothing"]:
            return 2
        case ["number", *_]:
            return 1
        case _:
            return 0


def _town_and_state(said: list[str]) -> tuple[str, str]:
    """ "new york new york", "fort worth texas", "washington d c"."""
    for size in (3, 2, 1):
        if len(said) > size and (region := STATES.get(" ".join(said[-size:]))):
            return _plain_town(said[:-size]), region
    if len(said) > 1 and said[-1].upper() in STATES.values():
        return _plain_town(said[:-1]), said[-1].upper()
    return "", ""


_BESIDE_A_TOWN = frozenset("and then um uh so still in it's it is that's zip code postcode with".split())  # noqa: SIM905


def _without_edges(said: list[str]) -> list[str]:
    """Without what is said before a town and before a postcode: "still", "and then", "zip code"."""
    while said and said[0] in _BESIDE_A_TOWN:
        said = said[1:]
    while said and said[-1] in _BESIDE_A_TOWN:
        said = said[:-1]
    return said


def _plain_town(said: list[str]) -> str:
    """Jersey City is called so; the city of New York is called New York."""
    town = " ".join(word for word in said if word not in ("in", "um", "uh", "and"))
    return town.removeprefix("city ").removeprefix("of ").replace("new york city", "new york")


def _town(line: str) -> str:
    """The town of an address in one line."""
    parts = [part.strip() for part in line.lower().split(",")]
    return parts[-3] if len(parts) >= 4 else (parts[-1] if len(parts) == 2 else "")
