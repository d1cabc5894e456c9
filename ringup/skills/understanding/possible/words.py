"""Words in the form in which they are compared: figures for numbers, one word for each unit, no plurals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from rapidfuzz import fuzz

from ringup.skills.understanding.number_words import ZEROS
from ringup.skills.understanding.numbers import cardinal_at
from ringup.skills.understanding.tokens import Token, expanded, singular, tokens

# fmt: off
_SAME = {
    "gig": "gb", "gigabyte": "gb", "gigs": "gb", "terabyte": "tb", "tera": "tb", "megabyte": "mb",
    "megapixel": "mp", "inches": "inch", "meter": "m", "metre": "m", "kilometer": "km", "kilometre": "km",
    "millimeter": "mm", "millimetre": "mm", "centimeter": "cm", "centimetre": "cm", "mile": "mi",
    "yard": "yd", "yds": "yd", "foot": "ft", "feet": "ft", "square": "sq", "cubic": "cu",
    "milliliter": "ml", "millilitre": "ml", "mil": "ml", "centiliter": "cl", "centilitre": "cl",
    "liter": "l", "litre": "l", "gallon": "gal", "quart": "qt", "fluid": "fl",
    "hours": "hour", "hrs": "hour", "hr": "hour", "h": "hour", "minute": "min", "mins": "min",
    "second": "sec", "secs": "sec", "gram": "g", "milligram": "mg", "kilo": "kg", "kilogram": "kg",
    "kgs": "kg", "pound": "lb", "lbs": "lb", "ounce": "oz", "watt": "w", "kilowatt": "kw", "volt": "v",
    "hertz": "hz", "kilohertz": "khz", "megahertz": "mhz", "gigahertz": "ghz", "decibel": "db",
    "celsius": "c", "fahrenheit": "f", "grey": "gray", "colour": "color",
    "bike": "bicycle", "phone": "smartphone", "sneaker": "shoe", "trainer": "shoe", "telly": "tv",
    "television": "tv", "fridge": "refrigerator", "medium": "m", "small": "s", "large": "l",
    "xlarge": "xl", "wooden": "wood", "golden": "gold", "metallic": "metal", "percent": "%",
    "lens": "lens", "lenses": "lens", "pcs": "piece", "pc": "piece", "biggest": "largest", "zooming": "zoom",
    "picture": "graphic",
}
# fmt: on
_SPELLED = (
    (re.compile(r"\bkilo ?watt hours?\b"), " kwh "),
    (re.compile(r"\bwatt hours?\b"), " wh "),
    (re.compile(r"\bmilli ?amp(?:ere)? hours?\b"), " mah "),
    (re.compile(r"\bmiles? per hour\b"), " mph "),
    (re.compile(r"\bkilomet(?:er|re)s? per hour\b"), " km h "),
    (re.compile(r'(?<=[0-9])"|(?<=[0-9] )"'), " inch "),
    (re.compile("\u00b0"), " degree "),
    (re.compile(r"\b(mm|cm|m|km|in|ft|yd|mi)\u00b2|\bsq(m|ft)\b"), r" sq \1\2 "),
    (re.compile(r"\b(mm|cm|m|in|ft|yd)\u00b3"), r" cu \1 "),
    (re.compile(r"\b(sq|cu)\.? in\b"), r" \1 inch "),
)
"""Units of several words, and signs, by the words that they are compared by."""
_CLAUSES = re.compile(
    r"[,.;:!?]+|(?<!anything )(?<!everything )(?<!all )(?<!nothing )\b(?:but|although|however|then)\b"
)

_NO_PART = frozenset({"right", "other", "there"})
"""Words of every talk that longer ones happen to end with ("upright")."""

LIKE_ENOUGH = 86.0
"""rapidfuzz ratio from which a word of six letters or more is another one misheard."""


@dataclass(frozen=True, slots=True)
class Words:
    """The comparable words of some text."""

    all: tuple[str, ...]

    def in_a_row(self, other: tuple[str, ...]) -> bool:
        """Whether just these words stand next to each other."""
        size = len(other)
        return any(self.all[at : at + size] == other for at in range(len(self.all) - size + 1))

    def holds(self, word: str) -> bool:
        """Whether `word` is among them, maybe misheard, or the end of a longer one ("shelf" of a
        bookshelf)."""
        return any(alike(mine, word) for mine in self.all)


def words(text: str) -> Words:
    """Of what a caller said, or of what a shop calls something."""
    return Words(tuple(_comparable(expanded(tokens(_split_figures(text))))))


def clauses(text: str) -> tuple[str, ...]:
    """The parts of a sentence between punctuation and "but", none of them empty."""
    return tuple(part.strip() for part in _CLAUSES.split(text) if part.strip())


def alike(said: str, meant: str) -> bool:
    if said == meant:
        return True
    if said in _NO_PART:
        return False
    if min(len(said), len(meant)) >= 5 and (meant.endswith(said) or said.endswith(meant)):
        return True
    if len(said) >= 5 and meant.startswith(said) and len(meant) <= len(said) + 2:
        return True
    return min(len(said), len(meant)) >= 6 and fuzz.ratio(said, meant) >= LIKE_ENOUGH


def _split_figures(text: str) -> str:
    """ "32GB" as "32 gb", "i7" as "i 7", "27\"" as "27 inch"."""
    spaced = re.sub(r"(?<=[0-9])(?=[^\W\d_])|(?<=[^\W\d_])(?=[0-9])", " ", text.lower())
    for pattern, said in _SPELLED:
        spaced = pattern.sub(said, spaced)
    return spaced


def _comparable(said: tuple[Token, ...]) -> Iterator[str]:
    at = 0
    while at < len(said):
        size, after = _size(said, at)
        if size:
            yield size
            at = after
            continue
        figures, after = _numbers(said, at)
        if not figures and (letters := _spelled(said, at)):
            yield from (*letters, letters)
            at += len(letters)
            continue
        if not figures:
            word = said[at].text
            yield _SAME.get(word) or _SAME.get(singular(word)) or singular(word)
            at += 1
            continue
        at = after
        part, after = _part_of_one(said, at)
        if part:
            figures, at = [figures[-1], part], after
        yield from figures
        if len(figures) > 1:
            yield "".join(figures)


def _spelled(said: tuple[Token, ...], at: int) -> str:
    """ "R g b" as "rgb", "s d" as "sd"; "" where no letters stand in a row. "A" and "I" begin none of two."""
    letters = "".join(word.text for word in takewhile(lambda word: len(word.text) == 1, said[at : at + 4]))
    begins = (len(letters) > 2 or letters[:1] not in ("a", "i")) and (
        at == 0 or len(said[at - 1].text) > 1 or said[at - 1].text in "ai"
    )
    return letters if len(letters) > 1 and letters.isalpha() and begins else ""


def _numbers(said: tuple[Token, ...], at: int) -> tuple[list[str], int]:
    """All that stand one after the other, zeros before figures kept; and where they end."""
    figures: list[str] = []
    while at < len(said):
        word = said[at].text
        number = cardinal_at(said, at)
        if number is None and not (figures and word in ZEROS):
            break
        value, after = number or (0, at + 1)
        figures.append(word if word.isdecimal() and after == at + 1 else str(value))
        at = after
    return figures, at


def _part_of_one(said: tuple[Token, ...], at: int) -> tuple[str, int]:
    """What follows the point of "one point two five", or the half of "one and a half" is ".5"; "" where
    nothing does."""
    if [word.text for word in said[at : at + 3]] == ["and", "a", "half"]:
        return "5", at + 3
    if at + 1 < len(said) and said[at].text == "point":
        zeros = at + 1
        while zeros < len(said) and said[zeros].text in ZEROS:
            zeros += 1
        figures, after = _numbers(said, zeros)
        return "0" * (zeros - at - 1) + "".join(figures), after
    return "", at


def _size(said: tuple[Token, ...], at: int) -> tuple[str, int]:
    """ "double x l", "x x l", "extra large" as one word; "" where there is no size."""
    first = said[at].text
    rest = [word.text for word in said[at + 1 : at + 4]]
    match first, rest:
        case "double" | "triple", ["x", "l" | "large", *_]:
            return ("xxl" if first == "double" else "xxxl"), at + 3
        case "extra", ["extra", "large", *_]:
            return "xxl", at + 3
        case "extra", ["large" | "small" as size, *_]:
            return f"x{size[0]}", at + 2
        case "x", ["x", "l", *_]:
            return "xxl", at + 3
        case "x", ["l" | "s" as size, *_]:
            return f"x{size}", at + 2
        case _:
            return "", at
