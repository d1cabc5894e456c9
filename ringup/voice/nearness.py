"""Whether speech on a line comes from whoever holds the telephone, or from farther away: a television, others
in the room, our own echo. By its level against that of the caller's own turns.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection
from heapq import nlargest
from statistics import median

FAR = 8.5
"""Decibels below the caller's usual level. People speak some 3 dB louder or softer from turn to turn."""

USUAL = -25.0
"""Decibels of full scale; half of all callers are above."""

FAINTEST = -40.0
"""Below this nobody speaks into a telephone."""

TURNS = 5
"""The latest, whose median level is the usual one: who puts the telephone on a table is followed."""

MOST_PASSED_OVER = 2
"""So many turns in a row are taken for somebody else's; the next is the caller's, who may have moved."""

_LOUDEST = 5
"""Steps, the loudest ones, of which the softest tells how loud a turn is: a vowel, whatever else and
however much silence there is in it. A click is shorter."""


def level_of(steps: Collection[float]) -> float:
    """Of a turn, by the levels of its steps, in decibels of full scale. There are some."""
    return min(nlargest(_LOUDEST, steps))


class Nearness:
    """One call's. All levels are those of `level_of`."""

    def __init__(self) -> None:
        self._own: deque[float] = deque(maxlen=TURNS)
        self._passed_over = 0

    def may_be_far(self, level: float) -> bool:
        """Whether it may be somebody else, as long as the caller has not spoken. Half of them are as soft."""
        return not self._own and level < USUAL

    def is_far(self, level: float) -> bool:
        """Until the caller's own level is known, only what is so on any line."""
        if self._passed_over >= MOST_PASSED_OVER:
            return False
        return level < (median(self._own) - FAR if self._own else FAINTEST)

    def heard(self, level: float) -> None:
        """A turn of the caller's own."""
        self._own.append(level)
        self._passed_over = 0

    def passed_over(self) -> None:
        """A turn that was far was not answered."""
        self._passed_over += 1
