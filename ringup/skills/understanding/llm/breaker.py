"""Leaves a language model alone for a while after it failed several times in a row."""

from __future__ import annotations

import time
from collections.abc import Callable

FAILURES = 3
"""So many in a row are no accident."""

REST = 30.0
"""Seconds until it is tried again, with one turn of one caller."""


class Breaker:
    """Shared by all calls of a process, on one event loop. `clock` is monotonic seconds.

    Written here because the libraries that do this for asyncio read the clock themselves, so that a
    test of the rest would have to sleep through it.
    """

    def __init__(
        self, failures: int = FAILURES, rest: float = REST, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most = failures
        self._rest = rest
        self._clock = clock
        self._failures = 0
        self._again_at = 0.0

    @property
    def is_open(self) -> bool:
        """Whether it failed too often, and has not succeeded since."""
        return self._failures >= self._most

    def admits(self) -> bool:
        """Whether to ask now. True only once a rest after too many failures: a trial that is cancelled
        and reports nothing leaves no trace."""
        if not self.is_open:
            return True
        if self._clock() < self._again_at:
            return False
        self._again_at = self._clock() + self._rest
        return True

    def succeeded(self) -> None:
        self._failures = 0

    def failed(self) -> None:
        self._failures += 1
        self._again_at = self._clock() + self._rest
