"""Trigram models: estimated from sentences, mixed, thinned and written as ARPA files.

Smoothed as interpolated Kneser-Ney with three discounts (Chen and Goodman, 1998), so that words which the
shop's sentences never had side by side are still likely to stand so.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias, TypeVar

START, END = "<s>", "</s>"

One: TypeAlias = str
Two: TypeAlias = tuple[str, str]
Three: TypeAlias = tuple[str, str, str]
History: TypeAlias = tuple[str, ...]
Key = TypeVar("Key", bound=tuple[str, ...])

_LEAST = 1e-9
"""Probability below which nothing is written."""

_LEAST_LOG = "-9.0000"

_UNSEEN = 0.5
"""Taken off each word's count for those that no sentence has."""


@dataclass(frozen=True, slots=True)
class Trigrams:
    """Probabilities of words after none, one and two others, and for each history the weight with which
    the shorter one answers for words that it does not have."""

    ones: Mapping[One, float]
    twos: Mapping[Two, float]
    threes: Mapping[Three, float] = field(default_factory=dict)
    backoffs: Mapping[History, float] = field(default_factory=dict)

    def after_one(self, history: str, word: str) -> float:
        seen = self.twos.get((history, word))
        return self.backoffs.get((history,), 1.0) * self.ones.get(word, 0.0) if seen is None else seen

    def after_two(self, first: str, second: str, word: str) -> float:
        seen = self.threes.get((first, second, word))
        if seen is None:
            return self.backoffs.get((first, second), 1.0) * self.after_one(second, word)
        return seen


def estimate(sentences: Iterable[str], vocabulary: Iterable[str]) -> Trigrams:
    """From sentences whose words are all in `vocabulary`; each of its words can be heard after any."""
    threes, twos = _counts(sentences)
    ones = Counter(word for _, word in twos)
    every = {*vocabulary, END}
    total = ones.total() or 1
    spread = _UNSEEN * len(ones) / total / len(every) if ones else 1 / len(every)
    p1 = {word: max(0.0, ones.get(word, 0) - _UNSEEN) / total + spread for word in every}
    p2, b2 = _smoothed(twos, lambda key: p1[key[-1]])
    p3, b3 = _smoothed(threes, lambda key: p2[key[1:]])
    return Trigrams(p1, p2, p3, {**b2, **b3})


def _counts(sentences: Iterable[str]) -> tuple[Counter[Three], Counter[Two]]:
    """Of three words; and of two: at a sentence's start how often, else after how many different words."""
    threes: Counter[Three] = Counter()
    starts: Counter[Two] = Counter()
    for sentence in sentences:
        words = (START, *sentence.split(), END)
        starts[words[0], words[1]] += 1
        threes.update(zip(words, words[1:], words[2:], strict=False))
    return threes, starts + Counter((second, third) for _, second, third in threes)


def _smoothed(
    counts: Mapping[Key, int], lower: Callable[[Key], float]
) -> tuple[dict[Key, float], dict[History, float]]:
    """Probabilities of those counted, and what is left to the lower order for each history."""
    discount = _discounts(counts)
    totals: dict[History, int] = defaultdict(int)
    taken: dict[History, float] = defaultdict(float)
    for key, count in counts.items():
        totals[key[:-1]] += count
        taken[key[:-1]] += discount[min(count, 3)]
    left = {history: taken[history] / total for history, total in totals.items()}
    found = {
        key: (count - discount[min(count, 3)]) / totals[key[:-1]] + left[key[:-1]] * lower(key)
        for key, count in counts.items()
    }
    return found, left


def _discounts(counts: Mapping[Key, int]) -> tuple[float, float, float, float]:
    """What is taken off a count of none, one, two and more: Chen and Goodman's estimate, kept in bounds
    where there are too few to estimate from."""
    of = Counter(count for count in counts.values() if count <= 4)
    share = of[1] / (of[1] + 2 * of[2]) if of[1] else 0.5

    def taken(count: int) -> float:
        wanted = count - (count + 1) * share * of[count + 1] / of[count] if of[count] else share
        return min(max(wanted, 0.1 * count), 0.95 * count)

    return 0.0, taken(1), taken(2), taken(3)


def mixed(first: Trigrams, second: Trigrams, share: float) -> Trigrams:
    """`share` of what `first` expects and the rest of what `second` does."""
    rest = 1 - share
    ones = {
        word: share * first.ones.get(word, 0.0) + rest * second.ones.get(word, 0.0)
        for word in {**first.ones, **second.ones}
    }
    twos = {
        key: share * first.after_one(*key) + rest * second.after_one(*key)
        for key in {**first.twos, **second.twos}
    }
    threes = {
        key: share * first.after_two(*key) + rest * second.after_two(*key)
        for key in {**first.threes, **second.threes}
    }
    return normal(ones, twos, threes)


def normal(ones: Mapping[One, float], twos: Mapping[Two, float], threes: Mapping[Three, float]) -> Trigrams:
    """The model that has these, with the weights under which all that can follow a history sums to one."""
    total = sum(ones.values())
    ones = {word: chance / total for word, chance in ones.items()}
    shorter = Trigrams(ones, twos, {}, _left(twos, lambda key: ones[key[-1]]))
    longer = _left(threes, lambda key: shorter.after_one(key[1], key[2]))
    return Trigrams(ones, twos, threes, {**shorter.backoffs, **longer})


def _left(kept: Mapping[Key, float], lower: Callable[[Key], float]) -> dict[History, float]:
    seen: dict[History, float] = defaultdict(float)
    covered: dict[History, float] = defaultdict(float)
    for key, chance in kept.items():
        seen[key[:-1]] += chance
        covered[key[:-1]] += lower(key)
    return {key: max(1 - all_seen, _LEAST) / max(1 - covered[key], _LEAST) for key, all_seen in seen.items()}


def write(model: Trigrams, path: Path) -> None:
    """As an ARPA file; every history of three words is among the two."""
    histories = {(a, b): model.after_one(a, b) for a, b, _ in model.threes}
    twos = {**histories, **model.twos}
    counts = (len(model.ones) + 1, len(twos), len(model.threes))
    with path.open("w", encoding="utf-8") as out:
        out.write("\\data\\\n")
        out.writelines(f"ngram {order}={count}\n" for order, count in enumerate(counts, start=1))
        out.write(f"\n\\1-grams:\n-99 {START} {_log(model.backoffs.get((START,), 1.0))}\n")
        out.writelines(
            f"{_log(chance)} {word} {_log(model.backoffs.get((word,), 1.0))}\n"
            for word, chance in model.ones.items()
        )
        out.write("\n\\2-grams:\n")
        out.writelines(
            f"{_log(chance)} {a} {b} {_log(model.backoffs.get((a, b), 1.0))}\n"
            for (a, b), chance in twos.items()
        )
        out.write("\n\\3-grams:\n")
        out.writelines(f"{_log(chance)} {a} {b} {c}\n" for (a, b, c), chance in model.threes.items())
        out.write("\n\\end\\\n")


def _log(chance: float) -> str:
    return f"{math.log10(chance):.4f}" if chance > _LEAST else _LEAST_LOG
