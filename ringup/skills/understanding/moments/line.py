"""An utterance in one plain shape for patterns about dates and times: lower case, numbers in figures
("twenty third" is "23rd", "forty five" is "45"), "am", "pm" and "oclock" spelled alike, commas and
hyphens gone, and a bar where a sentence ends.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TypeVar

from ringup.skills.understanding.number_words import TENS
from ringup.skills.understanding.numbers import cardinal_at
from ringup.skills.understanding.tokens import Token

T = TypeVar("T")

_PIECE = re.compile(
    r"""
    \d{1,4}(?P<mark>[/-])\d{1,2}(?P=mark)\d{2,4}(?!\d) | \d{1,2}\.\d{1,2}\.\d{2,4}(?!\d)
    | \d{1,2}/\d{1,2}(?![\d/])
    | \d{1,2}[:.]\d{2}(?!\d)
    | \d+(?:st|nd|rd|th)\b
    | \d+
    | (?<![^\W\d_])[ap]\.\s?m\b\.? | (?<![^\W\d_])[ap]m\b
    | \bo\W{0,2}clock\b
    | [^\W\d_]+(?:['\u2019][^\W\d_]+)*
    | [.?!;\n](?=\s|$)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ABBREVIATED = re.compile(
    r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|mon|tues?|weds?|thur?s?|fri|sat|sun"
)

# fmt: off
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14,
    "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19,
    "twentieth": 20, "thirtieth": 30,
}
# fmt: on


@dataclass(frozen=True, slots=True)
class Line:
    """`text` is the plain shape; `pieces` are its words with their places in what was said, and
    `starts` their places in `text`."""

    text: str
    pieces: tuple[Token, ...]
    starts: tuple[int, ...]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where a match from `start` to `end` of `text` stands in what was said."""
        first = bisect_right(self.starts, start) - 1
        last = bisect_right(self.starts, end - 1) - 1
        return self.pieces[first].start, self.pieces[last].end


def apart(matches: list[tuple[int, int, T]]) -> list[tuple[int, int, T]]:
    """Of matches (start, end, value) the leftmost, then the longest, none over another."""
    kept: list[tuple[int, int, T]] = []
    for match in sorted(matches, key=lambda each: (each[0], -each[1])):
        if not kept or kept[-1][1] <= match[0]:
            kept.append(match)
    return kept


@lru_cache(maxsize=64)
def line(said: str) -> Line:
    pieces = _in_figures(_pieces(said), said)
    starts, at = [], 0
    for piece in pieces:
        starts.append(at)
        at += len(piece.text) + 1
    return Line(" ".join(piece.text for piece in pieces), pieces, tuple(starts))


def _pieces(said: str) -> tuple[Token, ...]:
    found: list[Token] = []
    for match in _PIECE.finditer(said):
        piece = Token(_plain(match[0]), *match.span())
        if piece.text == "|" and (not found or _ABBREVIATED.fullmatch(found[-1].text)):
            continue
        found.append(piece)
    return tuple(found)


def _plain(piece: str) -> str:
    word = piece.lower().replace("\u2019", "'").strip()
    if word in (".", "?", "!", ";", ""):
        return "|"
    if word[0] in "ap" and (half := re.sub(r"[.\s]", "", word)) in ("am", "pm"):
        return half
    return "oclock" if word.startswith("o") and word.endswith("clock") else word


def _in_figures(words: tuple[Token, ...], said: str) -> tuple[Token, ...]:
    """A comma ends a number: "one twenty, two"."""
    commas = (at for at in range(1, len(words)) if "," in said[words[at - 1].end : words[at].start])
    parts = (words[start:end] for start, end in pairwise((0, *commas, len(words))))
    return _halves_joined(tuple(word for part in parts for word in _numbers_in_figures(part)))


def _numbers_in_figures(words: tuple[Token, ...]) -> Iterator[Token]:
    at = 0
    while at < len(words):
        text, after = _number(words, at)
        yield Token(text, words[at].start, words[after - 1].end)
        at = after


def _number(words: tuple[Token, ...], at: int) -> tuple[str, int]:
    """The next word, or as many as make one number, in figures; and where it ends."""
    word = words[at].text
    if word[0].isdecimal():
        return word, at + 1
    following = words[at + 1].text if at + 1 < len(words) else ""
    if word in TENS and 0 < (unit := ORDINALS.get(following, 0)) < 10:
        return ordinal(TENS[word] + unit), at + 2
    if word in ORDINALS:
        return ordinal(ORDINALS[word]), at + 1
    if (word, following) == ("a", "couple"):
        return "2", at + 2
    if word == "one" and following in ("am", "pm", "oclock", "a", "p"):
        return "1", at + 1
    read = cardinal_at(words, at)
    return (word, at + 1) if read is None else (str(read[0]), read[1])


def _halves_joined(words: tuple[Token, ...]) -> tuple[Token, ...]:
    """ "three p m", as a recogniser writes it, has one word for the half of the day."""
    found: list[Token] = []
    for word in words:
        before = found[-1] if found else None
        if (
            word.text == "m"
            and before is not None
            and before.text in ("a", "p")
            and found[-2:-1]
            and found[-2].text[0].isdecimal()
        ):
            found[-1] = Token(before.text + "m", before.start, word.end)
        else:
            found.append(word)
    return tuple(found)


def ordinal(number: int) -> str:
    """23 is "23rd"."""
    teens = 10 < number % 100 < 20
    return f"{number}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"
