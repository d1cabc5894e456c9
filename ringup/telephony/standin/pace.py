"""Time as the line keeps it: a frame every 20 ms, for as long as the call lasts."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from itertools import count
from typing import Protocol

from ringup.voice.audio import PHONE_RATE

FRAME_MS = 20
FRAME_SAMPLES = PHONE_RATE * FRAME_MS // 1000


class Pace(Protocol):
    """A clock that never goes back, in seconds from anywhere."""

    def now(self) -> float: ...

    async def sleep_until(self, when: float) -> None:
        """Return at `when` or later; when that has passed, at once but not without yielding."""


class RealPace:
    def now(self) -> float:
        return time.monotonic()

    async def sleep_until(self, when: float) -> None:
        await asyncio.sleep(max(0.0, when - time.monotonic()))


async def frames(pace: Pace) -> AsyncIterator[int]:
    """Frame numbers from 0, each at its own time after the first.

    Every time is reckoned from the start, so that a late wake-up is made good by the next frames
    and nothing drifts.
    """
    start = pace.now()
    for number in count():
        await pace.sleep_until(start + number * FRAME_MS / 1000)
        yield number
