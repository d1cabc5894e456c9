"""Who sounds when, read from a call's two channels: the only clock that both sides share."""

from __future__ import annotations

import wave
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ringup.voice.audio import Samples

FLOOR = 200
"""Amplitude (of 32,768) above which a channel sounds; both are silent otherwise, to the last bit but
mu-law's."""

HOP_MS = 5
PAUSE_MS = 350
"""A shorter gap is a pause within speech."""

SHORTEST_MS = 60
"""Anything shorter is a click."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Sound without a pause, in milliseconds of the recording."""

    start_ms: int
    end_ms: int


def read_channels(path: Path) -> tuple[Samples, Samples, int]:
    """Caller, assistant, and samples a second."""
    with wave.open(str(path), "rb") as sound:
        frames = np.frombuffer(sound.readframes(sound.getnframes()), dtype="<i2").reshape(-1, 2)
        return frames[:, 0], frames[:, 1], sound.getframerate()


def stretches(samples: Samples, rate: int, pause_ms: int = PAUSE_MS) -> list[Stretch]:
    """Where a channel sounds."""
    hop = rate * HOP_MS // 1000
    usable = len(samples) // hop * hop
    peaks = np.abs(samples[:usable].astype(np.int32)).reshape(-1, hop).max(axis=1)
    found: list[Stretch] = []
    for index in np.flatnonzero(peaks > FLOOR):
        start = int(index) * HOP_MS
        if found and start - found[-1].end_ms < pause_ms:
            found[-1] = Stretch(found[-1].start_ms, start + HOP_MS)
        else:
            found.append(Stretch(start, start + HOP_MS))
    return [stretch for stretch in found if stretch.end_ms - stretch.start_ms >= SHORTEST_MS]


def responses(caller: Samples, assistant: Samples, rate: int) -> list[int]:
    """Milliseconds from the end of each of the caller's turns to the assistant's next sound."""
    answers = stretches(assistant, rate)
    turns = stretches(caller, rate)
    found = []
    for turn, until in zip(turns, [*(turn.start_ms for turn in turns[1:]), 10**9], strict=False):
        starts = (answer.start_ms for answer in answers if turn.end_ms <= answer.start_ms < until)
        if (first := next(starts, None)) is not None:
            found.append(first - turn.end_ms)
    return found
