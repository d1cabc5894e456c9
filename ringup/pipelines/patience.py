"""How long a call waits for what, and the clocks that see to it: every stall ends in a sentence."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ringup.pipelines.floor import Floor
from ringup.skills.dialogue.quiet import Quiet


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds. `asked`, `asked_again` and `told_how`: of quiet before the caller is asked once more, one
    after the other; `number`: while they look for one; `keying`: between two keys of a number that may be
    whole. `held`: before somebody who asked us to wait is told that we do, which would be talking into an
    aside if it came at once; `given_time` is what they then have.

    `filler`: without a sound of ours while something is worked on, after which the caller hears that it is;
    `filler_again`: between two of them. `mark`: without any sign of the carrier after which a sentence counts
    as not heard, its own length not counted. `unspoken`: before a question that could not be spoken is asked
    again. `overheard`: of quiet after words that seemed to be for somebody else. `sound`: without sound from
    a line on which the caller was speaking. `taken`: for the staff to take the line."""

    asked: float = 8.0
    asked_again: float = 10.0
    told_how: float = 12.0
    number: float = 14.0
    keying: float = 1.8
    held: float = 1.8
    given_time: float = 30.0
    filler: float = 1.0
    filler_again: float = 9.0
    mark: float = 12.0
    unspoken: float = 2.0
    overheard: float = 2.5
    sound: float = 1.5
    taken: float = 10.0

    def quiet(self, why: Quiet) -> float:
        """How long such a silence may last."""
        seconds: Mapping[Quiet, float] = {
            Quiet.ASKED: self.asked,
            Quiet.ASKED_AGAIN: self.asked_again,
            Quiet.TOLD_HOW: self.told_how,
            Quiet.NUMBER: self.number,
            Quiet.KEYING: self.keying,
            Quiet.HELD: self.held,
            Quiet.GIVEN_TIME: self.given_time,
        }
        return seconds[why]


UNHURRIED = Patience()


class Timer:
    """One thing that will happen, unless something else is put in its place."""

    def __init__(self) -> None:
        self._handle: asyncio.TimerHandle | None = None

    @property
    def runs(self) -> bool:
        return self._handle is not None

    def set(self, seconds: float, then: Callable[[], None]) -> None:
        self.rest()
        self._handle = asyncio.get_running_loop().call_later(seconds, self._ring, then)

    def rest(self) -> None:
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None

    def _ring(self, then: Callable[[], None]) -> None:
        self._handle = None
        then()


class DeadAir:
    """The one clock of the time in which the caller hears nothing though something is worked on: by the
    recogniser, the understander, a desk or the voice. It runs from the end of the caller's turn."""

    def __init__(
        self,
        patience: Patience,
        floor: Floor,
        now_ms: Callable[[], int],
        works: Callable[[], bool],
        fill: Callable[[], None],
    ) -> None:
        """`works`: whether anything but the voice is at work while the caller listens. `fill` says that it
        takes a moment."""
        self._patience = patience
        self._floor = floor
        self._now_ms = now_ms
        self._works = works
        self._fill = fill
        self._timer = Timer()

    def begin(self) -> None:
        """From now on the caller waits for us."""
        self._timer.set(self._patience.filler, self._look)

    def go_on(self) -> None:
        """They do, and maybe have for a while."""
        if not self._timer.runs:
            self.begin()

    def rest(self) -> None:
        self._timer.rest()

    def _look(self) -> None:
        if not self._works() and not self._floor.unfinished:
            return
        if (sounds_for := self._floor.sounds_for(self._now_ms())) > 0:
            self._timer.set(sounds_for / 1000 + self._patience.filler, self._look)
            return
        self._fill()
        self._timer.set(self._patience.filler_again, self._look)


class Sound:
    """Whether the caller's sound still comes. A line may die in the middle of a word, and what hears the end
    of speech by its sound would wait for ever."""

    def __init__(self, patience: Patience, now_ms: Callable[[], int], lost: Callable[[], None]) -> None:
        """`lost` is called once after `watch` when no sound has come for that long."""
        self._patience = patience
        self._now_ms = now_ms
        self._lost = lost
        self._timer = Timer()

    def watch(self) -> None:
        self._look_after(self._now_ms())

    def rest(self) -> None:
        self._timer.rest()

    def _look_after(self, before_ms: int) -> None:
        self._timer.set(self._patience.sound, lambda: self._look(before_ms))

    def _look(self, before_ms: int) -> None:
        if (now_ms := self._now_ms()) > before_ms:
            self._look_after(now_ms)
        else:
            self._lost()
