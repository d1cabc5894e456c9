"""Which intent a sentence resembles most: a small transformer, and a linear layer over what it makes of it.

The transformer is MiniLM (Wang et al. 2020, https://arxiv.org/abs/2002.10957) as trained for sentences by
sentence-transformers (`all-MiniLM-L6-v2`), trained further by tools/train_intents.py on the example sentences
in `data`, on those in `corpus/openings` and on CLINC150. Answers are labelled "answer: yes", "answer: no" and
"answer: unsure"; what is none of a shop's business "other: " and a domain.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

import ctranslate2
import numpy as np
from numpy.typing import NDArray
from tokenizers import BertWordPieceTokenizer

MODEL = "intents"
HEAD = "head.npz"
VOCABULARY = "vocabulary.json"

MOST_TOKENS = 64
"""Of a sentence that are looked at: some fifty words."""

SMOOTHING = 0.05
"""Share of a label's probability that all of them had when the model was trained, so that it is less sure of
what it never saw. It is taken off again."""


@dataclass(frozen=True, slots=True)
class Guess:
    """`probability` is the model's, from 0 to 1."""

    label: str
    probability: float


class IntentModel:
    """Loaded from `folder`: the transformer as CTranslate2 keeps it, and HEAD with `labels` (n,), `weights`
    (width, n) and `bias` (n,). Safe to use from many threads; a sentence takes some 3 ms of one core."""

    def __init__(self, folder: Path) -> None:
        head = np.load(folder / HEAD)
        self.labels = tuple(str(label) for label in head["labels"])
        self._weights: NDArray[np.float32] = head["weights"]
        self._bias: NDArray[np.float32] = head["bias"]
        self._tokenizer = tokenizer(json.loads((folder / VOCABULARY).read_text(encoding="utf-8")))
        self._encoder = ctranslate2.Encoder(
            str(folder), device="cpu", compute_type="int8", inter_threads=1, intra_threads=1
        )

    def guesses(self, text: str) -> tuple[Guess, ...]:
        """All labels, the most probable first; none for a text without words."""
        if not any(sign.isalnum() for sign in text):
            return ()
        tokens = self._tokenizer.encode(text).ids
        hidden = np.asarray(self._encoder.forward_batch([tokens]).last_hidden_state)[0]
        scores = hidden.mean(axis=0) @ self._weights + self._bias
        odds = np.exp(scores - scores.max())
        smoothed = odds / odds.sum()
        chances = np.maximum(smoothed - SMOOTHING / len(odds), 0.0) / (1 - SMOOTHING)
        order = np.argsort(-chances, kind="stable")
        return tuple(Guess(self.labels[at], round(float(chances[at]), 4)) for at in order)


def tokenizer(vocabulary: list[str]) -> BertWordPieceTokenizer:
    """Reads sentences as the model does, in small letters; a token's number is its place."""
    made = BertWordPieceTokenizer({token: at for at, token in enumerate(vocabulary)}, lowercase=True)
    made.enable_truncation(MOST_TOKENS)
    return made


@cache
def embedded_model() -> IntentModel:
    """The one in the package; read once."""
    with resources.as_file(resources.files(__package__).joinpath("data", MODEL)) as folder:
        return IntentModel(folder)
