"""Numbers as people say them, and written text as a recogniser would write it."""

from __future__ import annotations

import random
import re
from functools import lru_cache

from num2words import num2words

from ringup.accents import unaccented

DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")

_UNHEARD = re.compile(r"[^a-z0-9' -]|(?<![a-z])['-]|['-](?![a-z])")
_PIECE = re.compile(r"[0-9]+(?:st|nd|rd|th)\b|[0-9]+|[^0-9\s]+")
_MARKS = {"%": " percent ", "&": " and ", "+": " plus "}

_GROUPED = 0.25
"""How often digits are not said one by one."""


@lru_cache(maxsize=8_192)
def plain(text: str) -> str:
    """Lower case, figures as words, without accents and punctuation; hyphens and apostrophes stay inside
    words. What is not Latin is left out."""
    lowered = unaccented(text).replace("\u2019", "'")
    for mark, said in _MARKS.items():
        lowered = lowered.replace(mark, said)
    pieces = _PIECE.findall(_UNHEARD.sub(" ", lowered))
    return " ".join(_said(piece) if piece[0].isdigit() else piece for piece in pieces)


def _said(figures: str) -> str:
    """Numbers up to a thousand and years as such, longer ones digit by digit."""
    if not figures.isdigit():
        return ordinal(int(figures[:-2]))
    if figures[0] == "0" or len(figures) > 4:
        return " ".join(DIGITS[int(figure)] for figure in figures)
    return year(int(figures)) if 1_900 <= int(figures) <= 2_099 else number(int(figures))


@lru_cache(maxsize=4_096)
def number(value: int) -> str:
    return str(num2words(value)).replace("-", " ").replace(",", "")


@lru_cache(maxsize=256)
def ordinal(value: int) -> str:
    return str(num2words(value, to="ordinal")).replace("-", " ")


@lru_cache(maxsize=256)
def year(value: int) -> str:
    return str(num2words(value, to="year")).replace("-", " ").replace(" and ", " ")


def digits(figures: str, chance: random.Random) -> str:
    """One by one as a rule; sometimes with "double", or in pairs: "forty seven"."""
    zero = chance.choice(("zero", "oh"))
    grouped = chance.random() < _GROUPED
    words: list[str] = []
    at = 0
    while at < len(figures):
        pair = figures[at : at + 2]
        if grouped and len(pair) == 2 and pair[0] == pair[1] and chance.random() < 0.6:
            words += ["double", _digit(pair[0], zero)]
            at += 2
        elif grouped and len(pair) == 2 and pair[0] != "0" and chance.random() < 0.3:
            words.append(number(int(pair)))
            at += 2
        else:
            words.append(_digit(figures[at], zero))
            at += 1
    return " ".join(words)


def random_digits(length: int, chance: random.Random) -> str:
    return digits("".join(chance.choices("0123456789", k=length)), chance)


def _digit(figure: str, zero: str) -> str:
    return zero if figure == "0" else DIGITS[int(figure)]
