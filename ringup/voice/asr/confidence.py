"""How far a reading by pocketsphinx can be believed.

Its own posterior is of the whole path, falls with length, and is high for noise that fits one word.
Several things together tell right readings from wrong ones: how clearly each word beat its rivals in
the lattice, how likely the shop's own sentences make it, how well the sound fits, whether a word was
stretched over more sound than it has, how many sounds there were to err in, and how far the speech stands
out of the noise. The weights are those of a logistic regression, readings nearly right against all others,
over shop sentences, off-topic ones, noises and strangers' digits, wide band and telephone, in a quiet and in
a noisy room; `tools/fit_confidence.py` makes them again. A single word has weights of its own: it has few
rivals, and most noises are heard as one.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ringup.voice.audio import Samples


@dataclass(frozen=True, slots=True)
class HeardWord:
    """One word of the best path. `acoustic` is the sound's log likelihood and `language` the word's
    log probability after its two predecessors, both natural logarithms."""

    text: str
    start: int
    end: int
    """In frames of 10 ms, the last one included."""
    posterior: float
    acoustic: float
    language: float
    phones: int

    @property
    def frames(self) -> int:
        return self.end - self.start + 1


Features = tuple[float, ...]

LONGEST_PHONE = 18.0
"""Frames a phone: speech rarely draws one out longer, noise often."""

CLEAR = 25.0
"""Decibels of speech above noise from which more makes no difference."""

MANY = 20
"""Phones from which more make no difference."""


@dataclass(frozen=True, slots=True)
class Weights:
    features: Features
    bias: float


ONE = Weights((-0.36, -0.36, 0.72, -0.03, -0.03, 0.2, 0.38, 0.08, 0.35), 3.2)
SEVERAL = Weights((3.57, 1.84, -0.14, 0.68, 0.16, 0.1, 0.6, -0.26, 0.13), 0.38)
"""Of a reading that has one word, and of others."""

_LEVEL_SAMPLES = 320

MASKED, PLAIN = 6.0, 18.0
"""Decibels between which belief in anything at all grows from nothing to full."""


def features(words: Sequence[HeardWord], path_posterior: float, clarity: float) -> Features:
    """What `believe` weighs; `words` is not empty."""
    count = len(words)
    stretched = max(word.frames / word.phones for word in words)
    return (
        sum(word.posterior for word in words) / count,
        min(word.posterior for word in words),
        math.log(max(path_posterior, 1e-9)) / count,
        sum(word.language for word in words) / count,
        min(word.language for word in words),
        min(0.0, LONGEST_PHONE - stretched),
        sum(word.acoustic / word.frames for word in words) / count,
        min(0.0, clarity - CLEAR),
        float(min(MANY, sum(word.phones for word in words))),
    )


def believe(words: Sequence[HeardWord], path_posterior: float, clarity: float) -> float:
    """0 to 1: how probably the words are what was said; 0 without words. `clarity` in decibels."""
    if not words:
        return 0.0
    weights = ONE if len(words) == 1 else SEVERAL
    values = features(words, path_posterior, clarity)
    total = weights.bias + sum(w * v for w, v in zip(weights.features, values, strict=True))
    audible = min(1.0, max(0.0, (clarity - MASKED) / (PLAIN - MASKED)))
    return audible / (1 + math.exp(-max(-60.0, min(60.0, total))))


def levels(samples: Samples) -> list[float]:
    """dB of each 20 ms at 16 kHz, above one unit of a sample; a shorter rest is left out."""
    frames = samples[: len(samples) // _LEVEL_SAMPLES * _LEVEL_SAMPLES].astype(np.float64)
    power = np.square(frames.reshape(-1, _LEVEL_SAMPLES)).mean(axis=1)
    return [float(level) for level in 10 * np.log10(power + 1)]


def clarity(heard: Sequence[float]) -> float:
    """Decibels from the quiet to the loud parts of an utterance; 0 without sound."""
    if not heard:
        return 0.0
    quiet, loud = np.percentile(heard, (10, 90))
    return float(loud - quiet)
