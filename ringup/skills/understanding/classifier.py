"""A linear model over words and parts of words: which intent a sentence resembles most.

Multinomial logistic regression on hashed n-grams, trained by tools/train_intents.py from the example
sentences in `data` and from CLINC150. Answers are labelled "answer: yes", "answer: no" and
"answer: unsure"; what is none of a shop's business "other: " and a domain.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from ringup.skills.understanding.number_words import SCALES, TEENS, TENS, UNITS
from ringup.skills.understanding.tokens import expanded, tokens

BUCKETS = 1 << 15
"""What n-grams are hashed into."""

PART = 4
"""Characters in a part of a word."""

MOST_WORDS = 60
MODEL = "intents.npz"

_NUMBERS = {*UNITS, *TEENS, *TENS, *SCALES, "hundred"} - {"one"}


@dataclass(frozen=True, slots=True)
class Guess:
    """`probability` is the model's, from 0 to 1."""

    label: str
    probability: float


class IntentModel:
    """`weights` has shape (BUCKETS, labels), in units of `scale` (labels,); `bias` (labels,)."""

    def __init__(
        self,
        labels: tuple[str, ...],
        weights: NDArray[np.int8],
        scale: NDArray[np.float32],
        bias: NDArray[np.float32],
    ) -> None:
        self.labels = labels
        self._weights, self._scale, self._bias = weights, scale, bias

    def guesses(self, text: str) -> tuple[Guess, ...]:
        """All labels, the most probable first; none for a text without words."""
        found = features(text)
        if not len(found):
            return ()
        sums = self._weights[found].sum(axis=0, dtype=np.int32)
        scores = sums * self._scale / np.sqrt(len(found)) + self._bias
        odds = np.exp(scores - scores.max())
        chances = odds / odds.sum()
        order = np.argsort(-chances, kind="stable")
        return tuple(Guess(self.labels[at], float(chances[at])) for at in order)


def features(text: str) -> NDArray[np.int64]:
    """The buckets of a sentence's n-grams, ascending, each once: words, pairs of words that stand
    together or around one other, and parts of words."""
    grams = {zlib.crc32(gram.encode()) % BUCKETS for gram in _grams(_words(text))}
    return np.array(sorted(grams), dtype=np.int64)


def _words(text: str) -> list[str]:
    """Amounts are all alike."""
    said = expanded(tokens(text)[:MOST_WORDS])
    return ["#" if word.text in _NUMBERS or word.text[0].isdigit() else word.text for word in said]


def _grams(words: list[str]) -> Iterator[str]:
    if not words:
        return
    framed = ["^", *words, "$"]
    for at, word in enumerate(framed):
        yield word
        for after in framed[at + 1 : at + 2]:
            yield f"{word} {after}"
        for after in framed[at + 2 : at + 3]:
            yield f"{word} _ {after}"
    for word in words:
        bounded = f"<{word}>"
        for at in range(len(bounded) - PART + 1):
            yield f"*{bounded[at : at + PART]}"


@cache
def embedded_model() -> IntentModel:
    """The one in the package; read once."""
    with resources.as_file(resources.files(__package__).joinpath("data", MODEL)) as path:
        parts = np.load(path)
        labels = tuple(str(label) for label in parts["labels"])
        return IntentModel(labels, parts["weights"], parts["scale"], parts["bias"])
