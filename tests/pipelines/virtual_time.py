"""An event loop on which time passes when there is nothing else to do, and takes none."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")

REAL_SECONDS = 5.0
"""So long another thread may take, where no timer is set."""


class _Leaping(selectors.DefaultSelector):
    """Never waits for a timer: its time has come once no file is ready."""

    def __init__(self) -> None:
        super().__init__()
        self.leapt = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None:
            return self._wait_for_others()
        if timeout <= 0:
            return super().select(timeout)
        ready = super().select(0)
        if not ready:
            self.leapt += timeout
        return ready

    def _wait_for_others(self) -> list[tuple[selectors.SelectorKey, int]]:
        if not (ready := super().select(REAL_SECONDS)):
            raise RuntimeError("nothing will ever happen here any more")
        return ready


class VirtualTimeLoop(asyncio.SelectorEventLoop):
    """Its clock stands still while anything runs. For code that works in no thread but the loop's."""

    def __init__(self) -> None:
        self._leaping = _Leaping()
        super().__init__(self._leaping)

    def time(self) -> float:
        return self._leaping.leapt


def run(scene: Coroutine[Any, Any, T]) -> T:
    """What `scene` returns, whose seconds are over in no time."""
    with asyncio.Runner(loop_factory=VirtualTimeLoop) as runner:
        return runner.run(scene)
