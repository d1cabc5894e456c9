"""Trigram models: estimated from sentences, mixed, thinned and written as ARPA files.

Smoothed as interpolated Kneser-Ney with three discounts (Chen and Goodman, 1998), so that words which the
shop's sentences never had side by side are still likely to stand so. A shop's model has some 100,000 pairs
and triples, and it is mixed seven times while somebody waits: so they are arrays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

START, END = "<s>", "</s>"

Numbers = NDArray[np.int64]
Chances = NDArray[np.float64]

_LEAST = 1e-9
"""Probability below which nothing is written."""

_UNSEEN = 0.5
"""Taken off each word's count for those that no sentence has."""


@dataclass(frozen=True)
class Words:
    """All that can be heard, and the start and the end of a sentence. A word is known by its place; several
    in a row by one number, whose digits to the base of how many there are those places are."""

    all: tuple[str, ...]

    @classmethod
    def of(cls, vocabulary: Iterable[str]) -> Words:
        return cls((START, END, *sorted({*vocabulary} - {START, END})))

    def __len__(self) -> int:
        return len(self.all)

    @cached_property
    def place(self) -> dict[str, int]:
        return {word: place for place, word in enumerate(self.all)}

    @property
    def start(self) -> int:
        return 0

    @property
    def end(self) -> int:
        return 1

    def row(self, *places: Numbers | int) -> Numbers:
        """The numbers of words in a row, the first first."""
        number = np.asarray(places[0], dtype=np.int64)
        for place in places[1:]:
            number = number * len(self) + place
        return number


def _none() -> Table:
    return Table(np.empty(0, np.int64), np.empty(0))


@dataclass(frozen=True, slots=True)
class Table:
    """Values of rows of words, by their numbers, which ascend."""

    rows: Numbers
    values: Chances

    def of(self, rows: Numbers, otherwise: Chances | float) -> Chances:
        """The values of these; `otherwise` where there is none."""
        if not len(self.rows):
            return np.broadcast_to(np.asarray(otherwise, np.float64), rows.shape)
        at = np.searchsorted(self.rows, rows).clip(max=len(self.rows) - 1)
        return np.where(self.rows[at] == rows, self.values[at], otherwise)


@dataclass(frozen=True, slots=True)
class Trigrams:
    """Probabilities of words after none, one and two others, and for each history the weight with which
    the shorter one answers for words that it does not have."""

    words: Words
    ones: Chances
    twos: Table
    threes: Table = field(default_factory=_none)
    after_words: Table = field(default_factory=_none)
    after_pairs: Table = field(default_factory=_none)

    def after_one(self, pairs: Numbers) -> Chances:
        """Of the last word of each pair, after the other one."""
        first, last = np.divmod(pairs, len(self.words))
        return self.twos.of(pairs, self.after_words.of(first, 1.0) * self.ones[last])

    def after_two(self, triples: Numbers) -> Chances:
        """Of the last word of each triple, after the other two."""
        shorter = self.after_one(triples % len(self.words) ** 2)
        return self.threes.of(triples, self.after_pairs.of(triples // len(self.words), 1.0) * shorter)

    def chance(self, *said: str) -> float:
        """Of the last of two or three words, after the others: for looking at a model."""
        row = self.words.row(*(np.array([self.words.place[word]]) for word in said))
        return float((self.after_one if len(said) == 2 else self.after_two)(row)[0])


def estimate(sentences: Iterable[str], words: Words) -> Trigrams:
    """From sentences whose words are all among `words`; each of those can be heard after any."""
    (twos, times2), (threes, times3) = _counts(sentences, words)
    size = len(words)
    before = np.bincount(twos % size, minlength=size)
    total = before.sum()
    spread = _UNSEEN * np.count_nonzero(before) / total if total else 1.0
    p1 = np.maximum(0.0, before - _UNSEEN) / max(total, 1) + spread / (size - 1)
    p1[words.start] = 0.0
    p2, b2 = _smoothed(twos, times2, size, p1[twos % size])
    p3, b3 = _smoothed(threes, times3, size, p2.of(threes % size**2, 0.0))
    return Trigrams(words, p1, p2, p3, b2, b3)


def _counts(sentences: Iterable[str], words: Words) -> tuple[tuple[Numbers, Numbers], ...]:
    """Rows and how often. Of two words: at a sentence's start how often, else after how many different
    words. And of three."""
    place = words.place
    said = [
        at for text in sentences for at in (words.start, *(place[one] for one in text.split()), words.end)
    ]
    text = np.array(said, dtype=np.int64)
    first, second, third = text[:-2], text[1:-1], text[2:]
    whole = (first != words.end) & (second != words.end)
    threes, times3 = np.unique(words.row(first, second, third)[whole], return_counts=True)
    starts = np.flatnonzero(text == words.start)
    begun = words.row(text[starts], text[starts + 1])
    twos, times2 = np.unique(np.concatenate([begun, threes % len(words) ** 2]), return_counts=True)
    return (twos, times2), (threes, times3)


def _smoothed(rows: Numbers, times: Numbers, size: int, lower: Chances) -> tuple[Table, Table]:
    """Probabilities of those counted, and what is left to the lower order for each history. `lower`: what
    that gives each of them."""
    off = _discounts(times)[times.clip(max=3)]
    histories, of = _runs(rows // size)
    totals = np.bincount(of, times, len(histories))
    left = np.bincount(of, off, len(histories)) / np.maximum(totals, 1)
    found = (times - off) / totals[of] + left[of] * lower
    return Table(rows, found), Table(histories, left)


def _discounts(times: Numbers) -> Chances:
    """What is taken off a count of none, one, two and more: Chen and Goodman's estimate, kept in bounds
    where there are too few to estimate from."""
    of = np.bincount(times[times <= 4], minlength=5)
    share = of[1] / (of[1] + 2 * of[2]) if of[1] else 0.5

    def taken(count: int) -> float:
        wanted = count - (count + 1) * share * of[count + 1] / of[count] if of[count] else share
        return float(min(max(wanted, 0.1 * count), 0.95 * count))

    return np.array([0.0, taken(1), taken(2), taken(3)])


def mixed(first: Trigrams, second: Trigrams, share: float) -> Trigrams:
    """`share` of what `first` expects and the rest of what `second` does, over the same words."""
    rest = 1 - share
    twos = _either(first.twos.rows, second.twos.rows)
    threes = _either(first.threes.rows, second.threes.rows)
    return normal(
        first.words,
        share * first.ones + rest * second.ones,
        Table(twos, share * first.after_one(twos) + rest * second.after_one(twos)),
        Table(threes, share * first.after_two(threes) + rest * second.after_two(threes)),
    )


def normal(words: Words, ones: Chances, twos: Table, threes: Table) -> Trigrams:
    """The model that has these, with the weights under which all that can follow a history sums to one."""
    size = len(words)
    ones = ones / ones.sum()
    shorter = Trigrams(words, ones, twos, after_words=_left(twos, size, ones[twos.rows % size]))
    longer = _left(threes, size, shorter.after_one(threes.rows % size**2))
    return Trigrams(words, ones, twos, threes, shorter.after_words, longer)


def _left(kept: Table, size: int, lower: Chances) -> Table:
    histories, of = _runs(kept.rows // size)
    seen = np.bincount(of, kept.values, len(histories))
    covered = np.bincount(of, lower, len(histories))
    return Table(histories, np.maximum(1 - seen, _LEAST) / np.maximum(1 - covered, _LEAST))


def _either(some: Numbers, others: Numbers) -> Numbers:
    """Of two that ascend, each once. `np.union1d` takes three times as long."""
    return _runs(np.sort(np.concatenate([some, others]), kind="stable"))[0]


def _runs(ascending: Numbers) -> tuple[Numbers, Numbers]:
    """Each once, and for each which of those it is."""
    new = np.ones(len(ascending), dtype=bool)
    new[1:] = ascending[1:] != ascending[:-1]
    return ascending[new], np.cumsum(new) - 1


def write(model: Trigrams, path: Path) -> None:
    """As an ARPA file; every history of three words is among the two."""
    size = len(model.words)
    heard = np.arange(size) != model.words.start
    twos = _either(model.twos.rows, model.threes.rows // size)
    threes = model.threes.rows
    ones = np.flatnonzero(heard)
    counts = (size, len(twos), len(threes))
    with path.open("w", encoding="utf-8") as out:
        out.write("\\data\\\n")
        out.writelines(f"ngram {order}={count}\n" for order, count in enumerate(counts, start=1))
        begun = _logs(model.after_words.of(np.array([model.words.start]), 1.0))[0]
        out.write(f"\n\\1-grams:\n-99 {START} {begun}\n")
        weights = _logs(model.after_words.of(ones, 1.0))
        out.writelines(_lines(model.words, ones, 1, _logs(model.ones[ones]), weights))
        out.write("\n\\2-grams:\n")
        weights = _logs(model.after_pairs.of(twos, 1.0))
        out.writelines(_lines(model.words, twos, 2, _logs(model.after_one(twos)), weights))
        out.write("\n\\3-grams:\n")
        out.writelines(_lines(model.words, threes, 3, _logs(model.threes.values)))
        out.write("\n\\end\\\n")


def _lines(
    words: Words, rows: Numbers, order: int, chances: Sequence[str], weights: Sequence[str] = ()
) -> Iterator[str]:
    """Probability, words, and the weight of what may follow where there is one."""
    names = np.array(words.all, dtype=object)
    places = [rows // len(words) ** power % len(words) for power in reversed(range(order))]
    columns = [chances, *(names[place].tolist() for place in places), *([weights] if weights else [])]
    line = " ".join(["%s"] * len(columns)) + "\n"
    return map(line.__mod__, zip(*columns, strict=True))


def _logs(chances: Chances) -> list[str]:
    """To base ten. There are many more chances than texts for them."""
    steps = np.rint(1e4 * np.log10(np.maximum(chances, _LEAST))).astype(np.int64)
    some, which = np.unique(steps, return_inverse=True)
    texts = np.array(list(map("%.4f".__mod__, (some / 1e4).tolist())), dtype=object)
    found: list[str] = texts[which].tolist()
    return found
