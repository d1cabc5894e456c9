"""Words in the form in which they are compared: figures for numbers, one word for each unit, no plurals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from rapidfuzz import fuzz

from ringup.skills.understanding.numbers import cardinal_at
from ringup.skills.understanding.tokens import Token, expanded, singular, tokens

# fmt: off
_SAME = {
    "gig": "gb", "gigabyte": "gb", "gigs": "gb", "terabyte": "tb", "tera": "tb", "megapixel": "mp",
    "inches": "inch",
    "millimeter": "mm", "millimetre": "mm", "milliliter": "ml", "millilitre": "ml", "mil": "ml",
    "liter": "l", "litre": "l", "foot": "ft", "feet": "ft", "hours": "hour", "hrs": "hour", "hr": "hour",
    "kilo": "kg", "kilogram": "kg", "pound": "lb", "ounce": "oz", "grey": "gray", "colour": "color",
    "bike": "bicycle", "phone": "smartphone", "sneaker": "shoe", "trainer": "shoe", "telly": "tv",
    "television": "tv", "fridge": "refrigerator", "medium": "m", "small": "s", "large": "l",
    "xlarge": "xl", "wooden": "wood", "golden": "gold", "metallic": "metal", "percent": "%",
    "pcs": "piece", "biggest": "largest", "zooming": "zoom",
}
# fmt: on
_CLAUSES = re.compile(
    r"[,.;:!?]+|(?<!anything )(?<!everything )(?<!all )(?<!nothing )\b(?:but|although|however|then)\b"
)

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
    return Words(_with_decimals(tuple(_comparable(expanded(tokens(_split_figures(text)))))))


def clauses(text: str) -> tuple[str, ...]:
    """The parts of a sentence between punctuation and "but", none of them empty."""
    return tuple(part.strip() for part in _CLAUSES.split(text) if part.strip())


def alike(said: str, meant: str) -> bool:
    if said == meant:
        return True
    if min(len(said), len(meant)) >= 5 and (meant.endswith(said) or said.endswith(meant)):
        return True
    return min(len(said), len(meant)) >= 6 and fuzz.ratio(said, meant) >= LIKE_ENOUGH


def _split_figures(text: str) -> str:
    """ "32GB" as "32 GB", "i7" as "i 7"."""
    return re.sub(r"(?<=[0-9])(?=[^\W\d_])|(?<=[^\W\d_])(?=[0-9])", " ", text)


def _comparable(said: tuple[Token, ...]) -> Iterator[str]:
    at = 0
    while at < len(said):
        size, after = _size(said, at)
        if size:
            yield size
            at = after
            continue
        number = cardinal_at(said, at)
        if number is None and (letters := _spelled(said, at)):
            yield from (*letters, letters)
            at += len(letters)
            continue
        if number is None:
            word = said[at].text
            yield _SAME.get(word) or _SAME.get(singular(word)) or singular(word)
            at += 1
            continue
        figures = []
        while number is not None:
            figures.append(str(number[0]))
            at = number[1]
            number = cardinal_at(said, at)
        yield from figures
        if len(figures) > 1:
            yield "".join(figures)


def _spelled(said: tuple[Token, ...], at: int) -> str:
    """ "R g b" as "rgb", "s d" as "sd"; "" where no letters stand in a row. "A" and "I" begin none."""
    letters = "".join(word.text for word in takewhile(lambda word: len(word.text) == 1, said[at : at + 4]))
    begins = letters[:1] not in ("a", "i") and (
        at == 0 or len(said[at - 1].text) > 1 or said[at - 1].text in "ai"
    )
    return letters if len(letters) > 1 and letters.isalpha() and begins else ""


def _with_decimals(said: tuple[str, ...]) -> tuple[str, ...]:
    """ "One point five" and "one and a half" as "1.5" is written out: 1, 5, 15."""
    found, at = [], 0
    while at < len(said):
        match said[at : at + 4]:
            case whole, "point", part, *_ if whole.isdigit() and part.isdigit():
                found += [whole, part, whole + part]
                at += 3
            case whole, "and", "a", "half" if whole.isdigit():
                found += [whole, "5", f"{whole}5"]
                at += 4
            case _:
                found.append(said[at])
                at += 1
    return tuple(found)


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
