"""Whether a sound on the line is our own voice coming back, by how loud both are from moment to moment.

An echo rises and falls with what was played, a little later and quieter. Its words, once they are known, are
for `echo`; this tells it from the first syllables on, and when a recogniser makes other words of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

import numpy as np
import numpy.typing as npt

from ringup.voice.audio import Audio

STEP = 0.02
"""Seconds of sound that a level stands for."""

_STEP_MS = round(STEP * 1000)

LATEST = 30
"""Steps by which an echo may come after what was played: network, loudspeaker and room."""

QUIETER = 8.0
"""Decibels by which it is quieter at least. A caller is about as loud as we are."""

ALIKE = 0.85
"""Correlation of the amplitudes from which the one is the other's echo."""

_KEPT = 1_500
"""Steps of our own sound: half a minute. Somebody's turn is shorter."""

_LOUD = 90
"""Percentile of the amplitudes that tells how loud a stretch is."""

_Floats = npt.NDArray[np.float64]


class OwnSound:
    """How loud we were, step by step, on one call's clock."""

    def __init__(self) -> None:
        self._amplitudes = np.zeros(_KEPT)
        self._end = 0

    def played(self, audio: Audio, start_ms: int) -> None:
        """Where it is on the line; pieces come in order, and may be taken back by later ones."""
        first = start_ms // _STEP_MS
        for step, piece in zip(count(first), audio.chunks(STEP), strict=False):
            self._forget_up_to(step)
            self._amplitudes[step % _KEPT] = 10 ** (piece.level / 20)

    def explains(self, levels: Sequence[float], end_ms: int) -> bool:
        """Whether a sound that ends there is an echo of it. `levels` are in decibels of full scale."""
        heard = 10 ** (np.asarray(levels[-_KEPT // 2 :]) / 20)
        if len(heard) < 2 or not heard.std():
            return False
        end = end_ms // _STEP_MS
        alike, lag = max(
            (_alike(heard, self._between(end - len(heard) - by, end - by)), by) for by in range(LATEST)
        )
        ours = self._between(end - len(heard) - lag, end - lag)
        return alike >= ALIKE and _loudness(ours) - _loudness(heard) >= QUIETER

    def _forget_up_to(self, step: int) -> None:
        """What lies a round of the ring before it, and where we were silent meanwhile."""
        for silent in range(max(self._end, step - _KEPT), step):
            self._amplitudes[silent % _KEPT] = 0.0
        self._end = max(self._end, step + 1)

    def _between(self, first: int, last: int) -> _Floats:
        steps = np.arange(first, last)
        known = (steps >= max(0, self._end - _KEPT)) & (steps < self._end)
        return np.where(known, self._amplitudes[steps % _KEPT], 0.0)


def _alike(heard: _Floats, ours: _Floats) -> float:
    """From -1 to 1; 0 where we were silent."""
    deviation = ours.std()
    if not deviation:
        return 0.0
    return float(np.mean((heard - heard.mean()) * (ours - ours.mean())) / (heard.std() * deviation))


def _loudness(amplitudes: _Floats) -> float:
    return 20 * float(np.log10(max(1e-5, np.percentile(amplitudes, _LOUD))))
