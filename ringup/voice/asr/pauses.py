"""How much speech an utterance holds so far, and whether it pauses; from its levels alone."""

from __future__ import annotations

import math
from itertools import islice

from ringup.voice.asr.confidence import levels
from ringup.voice.audio import WIDE_RATE, Audio

FRAME_BYTES = 640
"""20 ms."""

PAUSE = 6
"""Frames without speech: as a rule longer than within a word, and much shorter than the wait for the end of a
turn."""

QUIETEST = 35.0
"""Decibels above one unit of a sample (-55 dBFS): what is never louder is silence, whatever words would
fit it best. A line may be quite without sound at times, beside which the noise of a room is loud."""

_LOUD = 0.4
"""Between the quietest and the loudest so far, in decibels: what is above counts as speech."""

_LEAST_RANGE = 10.0
"""Decibels that there have to be between the two for any of it to be speech."""


class Pauses:
    """Takes 16-bit sound at 16 kHz in pieces of whole frames. `levels` are those of all of it."""

    def __init__(self) -> None:
        self.levels: list[float] = []
        self._quietest = math.inf
        self._loudest = 0.0

    def take(self, pcm: bytes) -> None:
        for level in levels(Audio.from_pcm(pcm, WIDE_RATE).samples):
            self.levels.append(level)
            self._quietest = min(self._quietest, level)
            self._loudest = max(self._loudest, level)

    @property
    def speech(self) -> int:
        """Frames that are loud enough."""
        bound = self._bound()
        return sum(level > bound for level in self.levels)

    @property
    def is_pause(self) -> bool:
        """Whether the last frames hold no speech, though some before them do."""
        return self._loudest > self._bound() and self.is_quiet_since(max(0, len(self.levels) - PAUSE))

    def is_quiet_since(self, frame: int) -> bool:
        bound = self._bound()
        return all(level <= bound for level in islice(self.levels, frame, None))

    def _bound(self) -> float:
        span = self._loudest - self._quietest
        return max(QUIETEST, self._quietest + _LOUD * span if span >= _LEAST_RANGE else self._loudest)
