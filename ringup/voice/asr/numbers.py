"""Which number was said, where it is known how long it is, or which ones it may be.

A decoder that searches all words mistakes every second digit of a stranger's; one that only has to tell
the ten orders of a caller from each other hardly ever errs. So the sound is matched against a network of
just those numbers, then against one without the number that fitted best, and against digits without any
order: how far the first is ahead of the second and behind the third tells how sure it is.

A network is a finite automaton of figures. It could be written as JSGF, but that copies a rule wherever
it is mentioned, and writes words, of which "forty seven" may be 47 and 407.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from ringup.voice.ports import Bias, Grammar, Rated

_SAID = {
    "0": ("Z IH R OW", "Z IY R OW", "OW"),
    "1": ("W AH N", "HH W AH N"),
    "2": ("T UW",),
    "3": ("TH R IY",),
    "4": ("F AO R",),
    "5": ("F AY V",),
    "6": ("S IH K S",),
    "7": ("S EH V AH N",),
    "8": ("EY T",),
    "9": ("N AY N",),
}
_TEENS = (
    "T EH N", "IH L EH V AH N", "T W EH L V", "TH ER T IY N", "F AO R T IY N",
    "F IH F T IY N", "S IH K S T IY N", "S EH V AH N T IY N", "EY T IY N", "N AY N T IY N",
)  # fmt: skip
_TENS = ("T W EH N T IY", "TH ER T IY", "F AO R T IY", "F IH F T IY", "S IH K S T IY", "S EH V AH N T IY",
    "EY T IY", "N AY N T IY")  # fmt: skip
_DOUBLE = "D AH B AH L"

_BEFORE = {
    "order": ("AO R D ER",),
    "number": ("N AH M B ER",),
    "is": ("IH Z",),
    "it's": ("IH T S",),
    "the": ("DH AH", "DH IY"),
    "um": ("AH M",),
    "uh": ("AH",),
}
"""What may stand before a number, in any order."""

_SINGLE, _GROUP, _WORD = 1.0, 0.1, 0.1
"""How likely figures are said one by one, or two together; and a word before them."""

MOST_LISTED = 50
MOST_DIGITS = 24
"""Of all lengths together: a larger network takes too long."""

LEAD, GAP = 0.6, 2.0
"""Differences of scores from which more makes none."""

UNKNOWN_LEAD = 0.2
"""Of the only number that is possible."""

LONG = 8.0
"""Frames a phone from which more makes no difference. A number that breaks off has fewer for what was never
said; 3 are the least."""

LEAST = 0.2
"""Where the best is less probable than this, the words are taken for something else."""


Features = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Weights:
    """Of a logistic regression, by `tools/fit_numbers.py`. `second`: the share of the second best among
    what is right when the best is wrong."""

    features: Features
    bias: float
    second: float


LISTED = Weights((5.32, 0.98, -3.86, 0.0), -0.71, 1.0)
UNLISTED = Weights((4.39, 1.74, -4.36, 0.72), -4.8, 0.31)

_ONLY_DIGITS = re.compile("[0-9]+")

_WORDS = frozenset((
    "zero", "oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
    "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "double", "to", "for",
))  # fmt: skip

START, END = 0, 1
"""States of every network."""

Arc = tuple[int, int, float, str]
"""From a state to a state, its probability, and a word: figures as a rule."""


@dataclass(frozen=True, slots=True)
class Network:
    """Leads from `START` to `END`."""

    arcs: tuple[Arc, ...]


def _pair(figures: str) -> Iterator[str]:
    tens, ones = map(int, figures)
    if tens == ones:
        yield from (f"{_DOUBLE} {said}" for said in _SAID[figures[0]])
    if tens == 1:
        yield _TEENS[ones]
    elif tens > 1:
        yield from (f"{_TENS[tens - 2]} {said}" for said in _SAID[figures[1]] if ones)
        yield from (_TENS[tens - 2] for _ in range(not ones))


Way = tuple[str, ...]
"""Phones, one after the other."""

_PAIRS = {pair: tuple(_pair(pair)) for pair in map("{:02}".format, range(100))}

WAYS: Mapping[str, tuple[Way, ...]] = {
    word: tuple(tuple(way.split()) for way in ways) for word, ways in (_SAID | _BEFORE | _PAIRS).items()
}
"""How each word of the networks is said. Two figures are said as one number, or with "double"."""


def _is_sayable(pair: str) -> bool:
    return pair[0] != "0" or pair == "00"


def _network(arcs: Iterable[Arc]) -> Network:
    before = ((0, 0, _WORD, word) for word in _BEFORE)
    return Network(tuple(dict.fromkeys((*before, *arcs))))


ANY_DIGITS = _network((state, 1, _SINGLE, figure) for state in (0, 1) for figure in _SAID)


def any_of(numbers: Iterable[str]) -> Network:
    """Exactly one of these."""
    every = tuple(numbers)
    states = _States()
    return _network(
        (
            states[number[:at]] if at else 0,
            states[number[: at + size]] if at + size < len(number) else 1,
            _GROUP if size == 2 else _SINGLE,
            number[at : at + size],
        )
        for number in every
        for size in (1, 2)
        for at in range(len(number) - size + 1)
        if size == 1 or _is_sayable(number[at : at + 2])
    )


def of_length(lengths: Iterable[int], other_than: str = "") -> Network:
    """Any number of so many digits but that one, said one by one or with "double"."""
    states = _States()
    return _network(arc for length in lengths for arc in _of_length(length, other_than, states))


def _of_length(length: int, other_than: str, states: _States) -> Iterator[Arc]:
    """A state for each place in the number, and another for as long as all is as in the one to avoid."""
    avoids = len(other_than) == length
    said = [(figure * count, likely) for count, likely in ((1, _SINGLE), (2, _GROUP)) for figure in _SAID]
    for at, same in itertools.product(range(length), {False, avoids}):
        if at == 0 and same != avoids:
            continue
        for figures, probability in said:
            to = at + len(figures)
            still = same and other_than[at:to] == figures
            if to > length or (to == length and still):
                continue
            yield (
                states[length, at, same] if at else 0,
                states[length, to, still] if to < length else 1,
                probability,
                figures,
            )


class _States(dict[Hashable, int]):
    """A number for each state that is asked for, behind the two that every network has."""

    def __missing__(self, key: Hashable) -> int:
        return self.setdefault(key, len(self) + 2)


@dataclass(frozen=True, slots=True)
class Match:
    """The figures of a network that fitted best, and how well: natural logarithm of the likelihood, for
    each frame of 10 ms. `shortest`: frames for each phone of the figure that has the fewest for its own."""

    figures: str
    score: float
    shortest: float = LONG


@dataclass(frozen=True, slots=True)
class Matches:
    """`best`: of the numbers that are possible; `second`: of all others of them, None where there are none;
    `free`: of digits without any order."""

    best: Match
    second: Match | None
    free: Match


@dataclass(frozen=True, slots=True)
class Possible:
    """The numbers that may be said: `listed`, or else any of so many digits."""

    listed: tuple[str, ...]
    lengths: tuple[int, ...] = ()

    def network(self, other_than: str = "") -> Network | None:
        """None where nothing is left."""
        if not self.listed:
            return of_length(self.lengths, other_than)
        left = tuple(number for number in self.listed if number != other_than)
        return any_of(left) if left else None


def may_be_number(numbers: Possible, words: str) -> bool:
    """By the words that were heard: a third of them, as digits are often taken for other words. Some six
    digits fit almost any sound; one of ten numbers does not."""
    said = words.split()
    return bool(numbers.listed) or 3 * sum(word in _WORDS for word in said) >= len(said) > 0


def possible(bias: Bias) -> Possible | None:
    """None where too little is known of a number, or nothing."""
    listed = tuple(dict.fromkeys(number for number in bias.phrases if _ONLY_DIGITS.fullmatch(number)))
    if bias.grammar is not Grammar.DIGITS:
        return None
    if listed:
        return Possible(listed) if len(listed) <= MOST_LISTED else None
    return Possible((), bias.lengths) if 0 < sum(bias.lengths) <= MOST_DIGITS else None


def features(found: Matches) -> Features:
    """What `rate` weighs: the lead over the second, the gap to digits without any order, how many digits
    these have otherwise, and the shortest of the phones."""
    best, second, free = found.best, found.second, found.free
    return (
        min(LEAD, best.score - second.score) if second else UNKNOWN_LEAD,
        max(-GAP, min(0.0, best.score - free.score)),
        Levenshtein.normalized_distance(best.figures, free.figures),
        min(LONG, best.shortest),
    )


def rate(numbers: Possible, found: Matches) -> tuple[Rated, ...]:
    """The best and the second, and how far each may be believed; nothing where the best may hardly be."""
    weights = LISTED if numbers.listed else UNLISTED
    total = weights.bias + sum(w * v for w, v in zip(weights.features, features(found), strict=True))
    sure = 1 / (1 + math.exp(-total))
    if sure < LEAST:
        return ()
    likeliest = Rated(found.best.figures, sure)
    if found.second is None:
        return (likeliest,)
    return likeliest, Rated(found.second.figures, min(sure, (1 - sure) * weights.second))
