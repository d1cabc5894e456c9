"""How much speech an utterance holds so far, and whether it pauses; from its levels alone."""

from __future__ import annotations

from ringup.voice.asr.confidence import levels
from ringup.voice.audio import WIDE_RATE, Audio

PAUSE = 10
"""Frames of 20 ms without speech: longer than between words, and shorter than the wait for a turn's end."""

_LOUD = 0.4
"""Between the quietest and the loudest so far, in decibels: what is above counts as speech."""

_LEAST_RANGE = 10.0
"""Decibels that there have to be between the two for any of it to be speech."""


class Pauses:
    """Takes 16-bit sound at 16 kHz in pieces of whole frames. `levels` are those of all of it."""

    def __init__(self) -> None:
        self.levels: list[float] = []

    def take(self, pcm: bytes) -> None:
        self.levels += levels(Audio.from_pcm(pcm, WIDE_RATE).samples)

    @property
    def speech(self) -> int:
        """Frames that are loud enough."""
        bound = self._bound()
        return sum(level > bound for level in self.levels)

    @property
    def is_pause(self) -> bool:
        """Whether the last frames hold no speech, though some before them do."""
        bound = self._bound()
        return self.speech > 0 and all(level <= bound for level in self.levels[-PAUSE:])

    def _bound(self) -> float:
        quiet, loud = min(self.levels, default=0.0), max(self.levels, default=0.0)
        return quiet + _LOUD * (loud - quiet) if loud - quiet >= _LEAST_RANGE else loud
