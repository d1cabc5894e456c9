"""The words by which a caller may name the things, payments and addresses of a proposal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ringup.skills.regions import NICKNAMES, STATES
from ringup.skills.shop import Line, PaymentMethod
from ringup.skills.understanding.corpus import spoken

NUMBERS = {1: (), 2: ("both", "two", "all"), 3: ("all", "three"), 4: ("all", "four"), 5: ("all", "five")}
"""What is said of so many things together."""

SHORTEST_PART = 5
"""Letters of a word that can stand for a longer one that it ends."""

SHORTEST_STEM = 4
"""Letters of a word that can stand for a longer one that it begins, such as "soft" for "softshell"."""

SIZES = {"S": ("small",), "M": ("medium",), "L": ("large",), "XL": ("extra", "large")}

_WORDS = re.compile(r"[a-z]+")


def of_lines(lines: tuple[Line, ...], text: str) -> Iterator[str]:
    yield from NUMBERS.get(len(lines), ("all",))
    said = set(words(text))
    for line in lines:
        yield from of_line(line, said)


def of_line(line: Line, said: set[str]) -> Iterator[str]:
    yield from heads(line, said)
    for name, value in line.options:
        own = (*words(name), *as_said(value))
        yield from _forms(own)
        yield from (part for part in said if len(part) >= SHORTEST_STEM and _begins_any(own, part))


def of_address(address: str) -> Iterator[str]:
    """Its words, what its town is called for short, and a state's name and letters as they are said."""
    yield from words(address)
    yield from (short for town, shorts in NICKNAMES.items() if town in address.lower() for short in shorts)
    for state in re.findall(r"\b[A-Z]{2}\b", address):
        yield from state.lower()
        yield from (word for name, code in STATES.items() if code == state for word in name.split())


def of_town(address: str) -> Iterator[str]:
    """What people call the town of an address such as "12 Oak Street, Fort Worth, TX 76165, USA"."""
    parts = [part.strip() for part in address.lower().split(",")]
    if len(parts) >= LEAST_PARTS:
        yield from words(parts[-3])
        yield from NICKNAMES.get(parts[-3], ())


LEAST_PARTS = 4
"""Of an address with a street, a town, a state with its code, and a country."""


def _forms(some: Iterable[str]) -> Iterator[str]:
    """Each, and more than one of it."""
    return (f"{word}{ending}" for word in some for ending in ("", "s", "es"))


def as_said(value: str) -> Iterator[str]:
    """The words of an option's value as callers say them: of "10-inch", "5x" and "SD card" also "ten",
    "five", "times", "s" and "d"."""
    yield from words(value)
    yield from SIZES.get(value, ())
    for figures in re.findall(r"[0-9]+", value):
        yield from spoken.number(int(figures)).split()
        if re.fullmatch(r"[1-9][1-9]00", figures):  # "fifteen hundred"
            yield from spoken.number(int(figures) // 100).split()
    if re.search(r"[0-9]x\b", value):
        yield "times"
    for letters in re.findall(r"\b[A-Z]{2,4}\b", value):
        yield from letters.lower()


def heads(line: Line, said: set[str]) -> Iterator[str]:
    """The words of its name, and those said that such a word ends with."""
    for word in (*words(line.name), *words(line.plural)):
        yield word
        yield f"{word}s"
        forms = tuple(_forms((word,)))
        yield from (part for part in said if len(part) >= SHORTEST_PART and _ends_any(forms, part))


def _ends_any(words: tuple[str, ...], part: str) -> bool:
    return any(word.endswith(part) for word in words)


def _begins_any(words: Iterable[str], part: str) -> bool:
    return any(word.startswith(part) for word in words)


def paid(payment: PaymentMethod) -> Iterable[str]:
    return (*words(payment.kind), *words(payment.brand), "card")


def words(text: str) -> tuple[str, ...]:
    return tuple(_WORDS.findall(text.lower()))
