"""Amounts, ordinals, years, and digits one by one."""

from __future__ import annotations

import re
from functools import lru_cache

from num2words import num2words

from ringup.skills.wording.tongues import ENGLISH, Tongue

FIGURES = "0123456789"
AMOUNT = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
"""How an amount is written, "1,250.5" at most; a pattern without groups."""

MINUS = r"(?<![^\s(])[-\u2013]"
"""A dash that joins nothing before it to a figure, and so is a minus where no amount is before the blank."""

LONGEST_AMOUNT = 3
"""Figures that are said as an amount wherever they stand; of more of them only what counts something."""


def number(value: int, tongue: Tongue = ENGLISH) -> str:
    """Such as "two", "one hundred and five"; negative ones with "minus"."""
    return _words(value, "cardinal", tongue.code)


def counting(value: int, tongue: Tongue = ENGLISH) -> str:
    """A number before what it counts, such as money: where "eins" is a number, one euro is "ein Euro"."""
    return tongue.single if value == 1 else number(value, tongue)


def ordinal(value: int, tongue: Tongue = ENGLISH) -> str:
    """Such as "twenty seventh"."""
    return _words(value, "ordinal", tongue.code)


def year(value: int, tongue: Tongue = ENGLISH) -> str:
    """Such as "nineteen eighty seven", "twenty twenty six"."""
    return _words(value, "year", tongue.code)


def amount(written: str, tongue: Tongue = ENGLISH) -> str:
    """ "1,250" as "one thousand two hundred and fifty", "2.5" as "two point five". `written` is AMOUNT."""
    whole, _, part = written.replace(",", "").partition(".")
    said = number(int(whole), tongue)
    return f"{said} {tongue.point} {digits(part, tongue)}" if part else said


def figures(written: str, tongue: Tongue = ENGLISH) -> str:
    """What may be an amount or a code: few figures and round ones as an amount, others one by one."""
    leading_zero = len(written) > 1 and written[0] == "0"
    round_one = len(written) <= len("10000") and written.endswith("00")
    if leading_zero or (len(written) > LONGEST_AMOUNT and not round_one):
        return digits(written, tongue)
    return number(int(written), tongue)


def digits(text: str, tongue: Tongue = ENGLISH) -> str:
    """Each digit by itself: "four seven one". Whatever is no digit is left out."""
    return " ".join(number(int(figure), tongue) for figure in text if figure in FIGURES)


def order_number(text: str, tongue: Tongue = ENGLISH) -> str:
    """In groups of three with pauses, "four seven one, two zero three"; no digit stands alone."""
    found = "".join(figure for figure in text if figure in FIGURES)
    return ", ".join(digits(group, tongue) for group in in_threes(found))


def code(text: str, tongue: Tongue = ENGLISH) -> str:
    """Letters and digits one by one, in groups of three."""
    signs = "".join(sign.upper() for sign in text if sign.isalnum())
    return ", ".join(signs_of(group, tongue) for group in in_threes(signs))


def signs_of(text: str, tongue: Tongue = ENGLISH) -> str:
    """Letters and digits of one group: "N W one"."""
    return " ".join(digits(sign, tongue) if sign in FIGURES else sign for sign in text)


def in_threes(text: str) -> tuple[str, ...]:
    """Groups of three, the last of two to four; what is shorter stays whole."""
    cuts = list(range(0, len(text), 3))
    if len(text) > 3 and len(text) % 3 == 1:
        cuts.pop()
    ends = [*cuts[1:], len(text)] if cuts else []
    return tuple(text[start:end] for start, end in zip(cuts, ends, strict=True))


@lru_cache(maxsize=4_096)
def _words(value: int, kind: str, language: str) -> str:
    said = str(num2words(value, to=kind, lang=language))
    return re.sub(r"\s+", " ", said.replace("-", " ").replace(",", ""))
