"""Time that tests turn by hand, or that runs ten times as fast as it should."""

from __future__ import annotations

import asyncio

import numpy as np

from ringup.voice.audio import PHONE_RATE, Audio


class ManualClock:
    def __init__(self) -> None:
        self.seconds = 1_000.0

    def __call__(self) -> float:
        return self.seconds


class FastPace:
    """A frame takes two milliseconds: real sockets need some real time, but not as much as people
    do."""

    real_seconds = 0.002

    def __init__(self) -> None:
        self._now = 50.0

    def now(self) -> float:
        return self._now

    async def sleep_until(self, when: float) -> None:
        self._now = max(self._now, when)
        await asyncio.sleep(self.real_seconds)


class LatePace(FastPace):
    """Wakes up late, by a different amount each time, and now and then by very much."""

    real_seconds = 0.0

    def __init__(self) -> None:
        super().__init__()
        self._random = np.random.default_rng(7)

    async def sleep_until(self, when: float) -> None:
        await super().sleep_until(when)
        late = 0.3 if self._random.random() < 0.02 else 0.009
        self._now += late * float(self._random.random())


def tone(seconds: float, hertz: float = 440.0, rate: int = PHONE_RATE) -> Audio:
    times = np.arange(round(seconds * rate)) / rate
    return Audio((8_000 * np.sin(2 * np.pi * hertz * times)).astype(np.int16), rate)
