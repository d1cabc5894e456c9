"""Sound for recorders, and what they make of it, read back from the file."""

from __future__ import annotations

import wave
from itertools import pairwise
from pathlib import Path

import numpy as np

from ringup.pipelines.recording import Recorder
from ringup.voice.audio import PHONE_RATE, Audio, Samples

PACKET_MS = 20


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now

    def pass_ms(self, milliseconds: float) -> None:
        self.now += milliseconds / 1000


def sound(value: int, milliseconds: int = PACKET_MS, rate: int = PHONE_RATE) -> Audio:
    return Audio(np.full(milliseconds * rate // 1000, value, np.int16), rate)


def hear(recorder: Recorder, clock: Clock, milliseconds: int, first: int = 0) -> None:
    """The caller is silent for so long, packet by packet at the pace of the line."""
    for stamp in range(first, first + milliseconds, PACKET_MS):
        clock.pass_ms(PACKET_MS)
        recorder.caller(sound(0), stamp)


def channels(path: Path) -> tuple[Samples, Samples]:
    with wave.open(str(path)) as file:
        assert (file.getnchannels(), file.getsampwidth()) == (2, 2)
        both = np.frombuffer(file.readframes(file.getnframes()), "<i2").reshape(-1, 2)
    return both[:, 0], both[:, 1]


def runs(channel: Samples, rate: int = PHONE_RATE) -> list[tuple[int, float, float]]:
    """Value, start and end in milliseconds of every stretch that is not silent."""
    edges = np.flatnonzero(np.diff(channel)) + 1
    bounds = [0, *edges.tolist(), len(channel)]
    return [
        (int(channel[a]), a * 1000 / rate, b * 1000 / rate)
        for a, b in pairwise(bounds)
        if b > a and channel[a]
    ]
