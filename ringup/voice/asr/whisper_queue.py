"""Which of the waiting passes a model takes next (pure).

The most urgent first; among those that somebody waits for or soon may, the one that has waited longest;
among the words so far, the caller's who was served longest ago. What can be decoded together is taken
together.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from enum import IntEnum
from typing import Generic, TypeVar


class Urgency(IntEnum):
    FINAL = 0  # somebody waits for an answer
    PAUSE = 1  # somebody may soon
    GROWING = 2  # the words so far, of which there will be more


LATE = 0.5
"""Seconds after which a growing utterance's pass is skipped: the next will know more."""

AT_ONCE = 4
"""Passes decoded as one batch. More of them would keep the first one waiting for the last."""


@dataclass(eq=False, slots=True)
class Waiting:
    """`alike`: what passes must have in common to be decoded together. `since` in seconds."""

    caller: Hashable
    urgency: Urgency
    alike: Hashable
    since: float


W = TypeVar("W", bound=Waiting)


class WhisperQueue(Generic[W]):
    """Holds at most `most`."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._waiting: list[W] = []
        self._served: dict[Hashable, int] = {}
        self._turns = 0

    def __len__(self) -> int:
        return len(self._waiting)

    def add(self, one: W) -> bool:
        """False where too many wait already."""
        if len(self._waiting) >= self._most:
            return False
        self._waiting.append(one)
        return True

    def remove(self, one: W) -> None:
        """Nothing happens where it was taken already."""
        if one in self._waiting:
            self._waiting.remove(one)

    def hurry(self, caller: Hashable) -> None:
        """Their pause has become the end of their turn."""
        for one in self._waiting:
            if one.caller == caller and one.urgency is Urgency.PAUSE:
                one.urgency = Urgency.FINAL

    def take(self) -> list[W]:
        """What is decoded next, as one batch; empty where nothing waits."""
        if not self._waiting:
            return []
        order = sorted(self._waiting, key=self._place)
        first = order[0]
        batch = [one for one in order if _go_together(one, first)][:AT_ONCE]
        if first.urgency is Urgency.GROWING:
            batch = [first]  # so that whoever waits for an answer waits for no more than one of them
        self._turns += 1
        for one in batch:
            self._waiting.remove(one)
            self._served[one.caller] = self._turns
        return batch

    def _place(self, one: W) -> tuple[Urgency, float]:
        """The lesser, the sooner. To an utterance that grows there is no end: it takes turns with the others,
        however long ago it asked."""
        is_growing = one.urgency is Urgency.GROWING
        return one.urgency, self._served.get(one.caller, 0) if is_growing else one.since

    def take_late(self, now: float) -> list[W]:
        """Passes that are not worth decoding any more."""
        late = [one for one in self._waiting if one.urgency is Urgency.GROWING and now - one.since > LATE]
        for one in late:
            self._waiting.remove(one)
        return late

    def take_all(self) -> list[W]:
        waiting, self._waiting = self._waiting, []
        return waiting

    def forget(self, caller: Hashable) -> None:
        """They will not come back, nor be there for what they wait for."""
        self._waiting = [one for one in self._waiting if one.caller != caller]
        self._served.pop(caller, None)


def _go_together(one: Waiting, other: Waiting) -> bool:
    """A pause is heard as an end is, and may have become one by the time that it is heard."""
    are_growing = {each.urgency is Urgency.GROWING for each in (one, other)}
    return one.alike == other.alike and len(are_growing) == 1
