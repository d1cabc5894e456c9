"""Letters and digits as people say them, and everything that a recogniser makes of them.

A text becomes a lattice: its nodes lie between words, and each edge is one way to take the words it
spans. So "b for bravo to" holds B2, BFORBRAVO2, BTO ... each with its price, and whoever knows what is
possible finds the cheapest way through.
"""

from __future__ import annotations

import heapq
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from ringup.skills.understanding.letters import (
    ASIDES,
    CORRECTIONS,
    DIGIT_SOUNDS,
    LETTER_NAMES,
    LINKS,
    MARKS,
    SILENT,
    SPELLING_WORDS,
)
from ringup.skills.understanding.number_words import TEENS, TENS, TIMES, UNITS, ZEROS
from ringup.skills.understanding.tokens import Token

MOST_WORDS = 40
"""Words of a text that are read; nobody spells more."""

_PIECE = re.compile(r"[0-9]+(?=(?:st|nd|rd|th)\b)|[0-9]+|[^\W\d_]+(?:['\u2019][^\W\d_]+)*|[@._+\-&]")
_CORRECTION = re.compile(r"\b(?:" + "|".join(CORRECTIONS) + r")\b[\s,.:;-]*", re.IGNORECASE)


class Manner(Enum):
    """What is being said: a code of letters and digits, a person's name, or an e-mail address."""

    CODE = "code"
    NAME = "name"
    EMAIL = "email"


@dataclass(frozen=True, slots=True)
class Edge:
    """One way to take the words from node `start` to node `end`.

    `symbols`: capitals are letters said by name, small ones letters of a written word; digits and
    marks are themselves. `cost` in nats, 0 for what is plain.
    """

    start: int
    end: int
    symbols: str
    cost: float


@dataclass(frozen=True, slots=True)
class Lattice:
    """`edges` are sorted by `start`; `words` are what the nodes lie between."""

    words: tuple[Token, ...]
    edges: tuple[Edge, ...]

    @property
    def last(self) -> int:
        return len(self.words)


@dataclass(frozen=True, slots=True)
class Reading:
    """`text` in small letters, digits and marks; `likelihood` from 0 to 1 beside the best one's 1."""

    text: str
    likelihood: float


@dataclass(frozen=True, slots=True)
class _Prices:
    """What it costs to take a word of two letters or more as itself, as its initial, as letters that
    ran together ("TJ"), by the letter it sounds like, or not at all; and to leave out all such words
    before or after what is said."""

    written: float
    initial: float
    together: float
    sound: float
    skip: float
    chatter: float


_PRICES = {
    Manner.CODE: _Prices(written=9.0, initial=1.6, together=0.3, sound=0.2, skip=1.8, chatter=2.2),
    Manner.NAME: _Prices(written=0.0, initial=9.0, together=0.2, sound=0.6, skip=1.2, chatter=1.5),
    Manner.EMAIL: _Prices(written=0.0, initial=9.0, together=0.2, sound=1.0, skip=1.5, chatter=1.8),
}


def lattice(text: str, manner: Manner = Manner.CODE) -> Lattice:
    """Every way to take `text`; at most its first MOST_WORDS words."""
    words = _words(text)[:MOST_WORDS]
    edges = [edge for at in range(len(words)) for edge in _edges_at(words, at, manner)]
    edges += _before_it(words, manner)
    return Lattice(words, tuple(sorted(edges, key=lambda edge: edge.start)))


def readings(text: str, manner: Manner = Manner.CODE, most: int = 8) -> tuple[Reading, ...]:
    """The likeliest readings of all of `text`, best first; none for a text without words."""
    graph = lattice(text, manner)
    found: dict[str, float] = {}
    for cost, symbols in _cheapest(graph, 4 * most):
        if symbols:
            found.setdefault(symbols.lower(), cost)
        if len(found) == most:
            break
    least = min(found.values(), default=0.0)
    return tuple(Reading(text, math.exp(least - cost)) for text, cost in found.items())


def spelled(text: str) -> str:
    """The best reading of letters and digits read out: "double s o" is "sso"; "" for none."""
    return next((reading.text for reading in readings(text, most=1)), "")


def corrected(text: str) -> tuple[str, ...]:
    """What counts of a text in which the caller corrects themselves: what follows the last correction,
    then all of it; only the text where nothing is corrected."""
    found = list(_CORRECTION.finditer(text))
    rest = text[found[-1].end() :].strip() if found else ""
    return (rest, text) if rest and found[-1].start() > 0 else (text,)


def _words(text: str) -> tuple[Token, ...]:
    return tuple(
        Token(found[0].lower().replace("\u2019", "'"), *found.span()) for found in _PIECE.finditer(text)
    )


def _edges_at(words: tuple[Token, ...], at: int, manner: Manner) -> Iterator[Edge]:
    yield from _explained(words, at, manner)
    yield from _repeated(words, at, manner)
    yield from _numbers(words, at, manner)
    yield from _after_it(words, at, manner)
    for symbols, cost in _alone(words[at].text, manner):
        yield Edge(at, at + 1, symbols, cost)


def _alone(word: str, manner: Manner) -> Iterator[tuple[str, float]]:
    """What one word can stand for, and at what price."""
    prices = _PRICES[manner]
    if word.isdigit():
        yield word, 0.0
        return
    if not word[0].isalpha() or (word in MARKS and manner is Manner.EMAIL):
        yield from _mark(word, manner)
        return
    if len(word) == 1:
        yield (word.upper() if word.isascii() else word), 0.0
        yield from ([("0", 0.1)] if word == "o" and manner is not Manner.NAME else [])
        return
    yield from _sounds(word, manner)
    yield word.replace("'", ""), prices.written
    if word.isascii() and len(word) <= 4 and manner is Manner.CODE:
        yield word.replace("'", "").upper(), prices.together + 0.6 * (len(word) == 4)
    yield word[0].upper(), prices.initial
    yield "", 0.1 if word in SILENT else prices.skip


def _sounds(word: str, manner: Manner) -> Iterator[tuple[str, float]]:
    """A spelling word, a letter's name, a digit: certain in a code, less so where words are names."""
    price = _PRICES[manner].sound
    if word in SPELLING_WORDS:
        yield SPELLING_WORDS[word], 0.0 if manner is Manner.CODE else 0.4
    if word in LETTER_NAMES:
        yield LETTER_NAMES[word], price + 0.3 * (word in SILENT)
    if word in DIGIT_SOUNDS:
        yield DIGIT_SOUNDS[word], price if manner is not Manner.NAME else 3.0


def _mark(word: str, manner: Manner) -> Iterator[tuple[str, float]]:
    if word == "&":
        yield "N", 0.3
    elif manner is Manner.EMAIL:
        yield MARKS.get(word, word), 0.0
        yield from ([(word, 1.5)] if word in MARKS else [])
    yield "", 0.0 if manner is not Manner.EMAIL else 0.7


def _explained(words: tuple[Token, ...], at: int, manner: Manner) -> Iterator[Edge]:
    """ "t for tommy", "v as in victor", and "for freddy" where the letter itself was lost."""
    link = at + 1
    if _text(words, link) not in LINKS:
        return
    after = link + 2 if _text(words, link + 1) == "in" else link + 1
    word = _text(words, after)
    if len(word) < 2 or not word.isalpha() or not word.isascii():
        return
    if words[link].text in ("four", "4") and any(word in numbers for numbers in (ZEROS, UNITS, TEENS, TENS)):
        return  # "f four four" has no "for" misheard
    heard, initial = _letter(words[at].text), word[0].upper()
    if heard == initial:
        yield Edge(at, after + 1, heard, 0.0)
    else:
        yield Edge(at, after + 1, initial, 0.6)
        yield from ([Edge(at, after + 1, heard, 0.5)] if heard else [])
    if manner is not Manner.NAME:
        yield Edge(link, after + 1, initial, 0.4)
        yield Edge(link, after + 1, "", 0.8)


def _letter(word: str) -> str:
    if len(word) == 1 and word.isascii() and word.isalpha():
        return word.upper()
    return LETTER_NAMES.get(word, "")


def _repeated(words: tuple[Token, ...], at: int, manner: Manner) -> Iterator[Edge]:
    """ "double s", "triple oh"."""
    times = TIMES.get(_text(words, at), 0)
    if times and at + 1 < len(words):
        again = words[at + 1].text
        said = [(str(UNITS[again]), 0.0)] if again in UNITS else _alone(again, manner)
        for symbols, cost in said:
            if len(symbols) == 1:
                yield Edge(at, at + 2, symbols * times, cost)


def _numbers(words: tuple[Token, ...], at: int, manner: Manner) -> Iterator[Edge]:
    """Number words: "nineteen eighty" is 1980, "forty two" 42 and also 402."""
    price = 0.0 if manner is not Manner.NAME else 2.0
    word, following = _text(words, at), _text(words, at + 1)
    if word in UNITS or word in TEENS:
        yield Edge(at, at + 1, str(UNITS.get(word) or TEENS[word]), price)
    elif word in TENS:
        yield Edge(at, at + 1, str(TENS[word]), price + 0.3 * (following in UNITS))
        if following in UNITS:
            yield Edge(at, at + 2, str(TENS[word] + UNITS[following]), price)
    if len(word) == 2 and word.isdigit() and word[1] == "0" and manner is Manner.CODE:
        yield Edge(at, at + 1, word[0] + "T", 1.2)  # "four t" heard as "forty"


def _before_it(words: tuple[Token, ...], manner: Manner) -> list[Edge]:
    """Leaving out what leads up to it: "good afternoon, you are speaking to"."""
    price, edges = _PRICES[manner].chatter, []
    for end in range(2, len(words)):
        if not _is_chatter(words[end - 1].text):
            break
        edges.append(Edge(0, end, "", price))
    return edges


def _after_it(words: tuple[Token, ...], at: int, manner: Manner) -> Iterator[Edge]:
    """Leaving out what is told afterwards: "with a z at the end", "calling from leeds"."""
    left = len(words) - at
    if at > 0 and words[at].text in ASIDES and left > 1:
        yield Edge(at, len(words), "", 0.5)
    elif at > 0 and left > 1 and all(_is_chatter(word.text) for word in words[at:]):
        yield Edge(at, len(words), "", _PRICES[manner].chatter)


def _is_chatter(word: str) -> bool:
    """Certainly no letter and no figure."""
    if len(word) == 1 or not word.isalpha():
        return word in ("i", "a")
    return word not in SPELLING_WORDS and word not in UNITS and word not in TEENS and word not in TENS


def _cheapest(graph: Lattice, most: int) -> Iterator[tuple[float, str]]:
    """Ways through the lattice, the cheapest first. Each edge is followed in the order of its price."""
    leaving: dict[int, list[Edge]] = {}
    for edge in graph.edges:
        leaving.setdefault(edge.start, []).append(edge)
    queue: list[tuple[float, int, str]] = [(0.0, 0, "")]
    kept: dict[int, int] = {}
    while queue:
        cost, node, symbols = heapq.heappop(queue)
        if node == graph.last:
            yield cost, symbols
        kept[node] = kept.get(node, 0) + 1
        if kept[node] <= most:
            for edge in leaving.get(node, []):
                heapq.heappush(queue, (cost + edge.cost, edge.end, symbols + edge.symbols))


def _text(words: tuple[Token, ...], at: int) -> str:
    return words[at].text if 0 <= at < len(words) else ""
