"""Everyday English: the words and trigrams of the model that comes with pocketsphinx, as far as they are
wanted.

Read from its binary form, a trie from the last word back to the first, with probabilities quantised to 16
bits (pocketsphinx's lm_trie.c and lm_trie_quant.c). pocketsphinx tells the probability of words that it is
given, but not which there are; and its `NGramModel.write` crashes when it is to write this model as an ARPA
file, as far as pocketsphinx 5.1.1, because fewer pairs are in it than its head says.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ringup.voice.asr.ngrams import END, START, Chances, Numbers, Table, Trigrams, Words, normal

_MAGIC = b"Trie Language Model\x03"
_STEPS = 1 << 16
NATURAL = math.log(1.0001)
"""pocketsphinx counts probabilities in powers of 1.0001."""

_COARSE = frozenset(
    {
        "ass",
        "bitch",
        "bullshit",
        "crap",
        "dick",
        "fuck",
        "fucked",
        "fucking",
        "sex",
        "sexual",
        "shit",
        "shitty",
    }
)
"""Words that "book", "sheet" and the like are misheard as. A transcript does not put them into a caller's
mouth; who does say one is not understood by it anyway."""

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
_ONE = np.dtype([("chance", "<f4"), ("backoff", "<f4"), ("next", "<u4")])


@dataclass(frozen=True)
class Everyday:
    """The whole model. `last2` is the last word of each pair and `first2` the one before it; `pair3` is the
    pair that a triple ends in and `first3` the word before that."""

    words: list[str]
    chance1: Chances
    backoff1: Chances
    first2: Numbers
    last2: Numbers
    chance2: Chances
    backoff2: Chances
    first3: Numbers
    pair3: Numbers
    chance3: Chances

    @cached_property
    def common(self) -> list[str]:
        """Words in letters, the most common first, without coarse ones."""
        ordered = (self.words[at] for at in np.argsort(-self.chance1, kind="stable"))
        return [word for word in ordered if _WORD.fullmatch(word) and word not in _COARSE]

    def among(self, words: Words, least: float) -> Trigrams:
        """What can be said with these words alone, without pairs and triples that add less than `least`
        nats to the information of a text (Stolcke, 1998)."""
        place = np.array([words.place.get(word, -1) for word in self.words])
        known = place >= 0
        pairs = known[self.first2] & known[self.last2]
        worth3 = self._worth_of_triples > least
        threes = np.flatnonzero(known[self.first3] & pairs[self.pair3] & worth3)
        needed = np.zeros(len(pairs), dtype=bool)
        needed[self._pair_before[threes]] = True
        twos = np.flatnonzero(pairs & (needed | (self._worth_of_pairs > least)))
        ones = np.zeros(len(words))
        ones[place[known]] = self.chance1[known]
        ones[words.start] = 0.0
        ends = self.pair3[threes]
        first2, last2 = place[self.first2], place[self.last2]
        return normal(
            words,
            ones,
            _table(words.row(first2[twos], last2[twos]), self.chance2[twos]),
            _table(words.row(place[self.first3[threes]], first2[ends], last2[ends]), self.chance3[threes]),
        )

    @cached_property
    def _pair_before(self) -> Numbers:
        """Of each triple the pair that it begins with. Pairs are in the order of their last words."""
        size = len(self.words)
        begins = self.first2[self.pair3] * size + self.first3
        return np.searchsorted(self.last2 * size + self.first2, begins).clip(max=len(self.last2) - 1)

    @cached_property
    def _worth_of_pairs(self) -> Chances:
        without = self.backoff1[self.first2] * self.chance1[self.last2]
        return self.chance1[self.first2] * self.chance2 * np.log(self.chance2 / without)

    @cached_property
    def _worth_of_triples(self) -> Chances:
        before = self._pair_before
        often = self.chance1[self.first3] * self.chance2[before]
        return (
            often * self.chance3 * np.log(self.chance3 / (self.backoff2[before] * self.chance2[self.pair3]))
        )


def _table(rows: Numbers, chances: Chances) -> Table:
    order = np.argsort(rows)
    return Table(rows[order], chances[order])


def _often(powers: NDArray[Any], words: list[str]) -> Chances:
    """A sentence begins as often as it ends, which the model does not say."""
    chances = _natural(powers)
    chances[words.index(START)] = chances[words.index(END)]
    return chances


def _natural(powers: NDArray[Any]) -> Chances:
    return np.exp(powers.astype(np.float64) * NATURAL)


def read(path: Path) -> Everyday:
    """Raises OSError, and ValueError for a file of another form."""
    with path.open("rb") as file:
        if file.read(len(_MAGIC)) != _MAGIC:
            raise ValueError(f"{path} is no trigram model in pocketsphinx's binary form")
        raw = file.read()
    return _Reader(raw).model()


class _Reader:
    """Takes the file apart, from its beginning to its end."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        self._at = 0

    def model(self) -> Everyday:
        size1, size2, size3 = (int(count) for count in self._take("<u4", 3))
        self._take("<i4", 1)  # the kind of quantisation; there is one
        tables = [_natural(self._take("<f4", _STEPS)) for _ in range(3)]
        ones = self._take(_ONE, size1 + 1)
        word_bits, next_bits = size1.bit_length(), size3.bit_length()
        pairs = self._packed(size2, word_bits + 32 + next_bits)
        triples = self._packed(size3, word_bits + 16)
        self._take("<i4", 1)  # how long the words are together
        words = self._raw[self._at :].decode().split("\0")[:size1]
        return Everyday(
            words=words,
            chance1=_often(ones["chance"][:size1], words),
            backoff1=_natural(ones["backoff"][:size1]),
            first2=pairs.field(0, word_bits),
            last2=_parents(ones["next"].astype(np.int64), size2),
            backoff2=tables[1][pairs.field(word_bits, 16)],
            chance2=tables[0][pairs.field(word_bits + 16, 16)],
            first3=triples.field(0, word_bits),
            pair3=_parents(pairs.field(word_bits + 32, next_bits, 1), size3),
            chance3=tables[2][triples.field(word_bits, 16)],
        )

    def _take(self, kind: str | np.dtype[np.void], count: int) -> NDArray[Any]:
        found = np.frombuffer(self._raw, kind, count, self._at)
        self._at += found.nbytes
        return found

    def _packed(self, entries: int, bits: int) -> _Packed:
        """One entry more than there are, and a word of padding."""
        size = ((1 + entries) * bits + 7) // 8 + 8
        return _Packed(self._take("u1", size), entries, bits)


@dataclass(frozen=True, slots=True)
class _Packed:
    """Entries of so many bits, one after the other, the lowest bit first."""

    raw: NDArray[np.uint8]
    entries: int
    bits: int

    def field(self, offset: int, width: int, more: int = 0) -> Numbers:
        """Of each entry, and of `more` after them, the `width` bits from `offset`; at most 32."""
        from_each: NDArray[np.uint64] = np.ndarray(len(self.raw) - 7, "<u8", self.raw, strides=(1,))
        first = np.arange(self.entries + more, dtype=np.int64) * self.bits + offset
        value = from_each[first >> 3] >> (first & 7).astype(np.uint64)
        kept: Numbers = (value & np.uint64((1 << width) - 1)).astype(np.int64)
        return kept


def _parents(starts: Numbers, size: int) -> Numbers:
    """For each of `size` children the place of its parent, given where each parent's children start. The
    last starts may be left empty in the file."""
    bounds = np.maximum.accumulate(starts)
    bounds[-1] = size
    return np.repeat(np.arange(len(bounds) - 1), np.diff(bounds))
