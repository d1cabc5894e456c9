"""A caller who follows a script whatever comes, and remembers when they made which sound."""

from __future__ import annotations

import sys
from contextlib import suppress

from bench.duplex.cast import Cast, cough
from bench.duplex.scripts import Beside, Script, Step
from bench.duplex.ticks import Kind, Sound, Track
from bench.waveform import PAUSE_MS, stretches
from ringup.telephony.errors import CallIsOver, StandInError, WaitTimedOut
from ringup.telephony.standin.caller import StandInCall
from ringup.telephony.standin.events import Kind as CallEventKind
from ringup.voice.audio import Audio

PATIENCE = 7.0
"""Seconds without an answer after which a caller speaks again."""

LISTENS = 2.6
"""Seconds for which a caller who coughed into silence waits to see whether that is answered: longer than the
window in which it counts."""

GOES_ON = 1.2
"""Seconds that a caller gives the assistant to go on after they said something into its speech."""

YIELDS_WITHIN = 3.0
"""Seconds after which a caller who interrupted stops waiting for silence: longer than the window in which a
yield counts."""

BREATH = 0.8
"""Seconds of the assistant's silence after which it has finished."""

LONGEST = 45.0
"""Seconds that a caller listens without a word."""


class Person:
    """One call. The script goes on whether or not it was understood: what is measured is who speaks when."""

    def __init__(self, call: StandInCall, script: Script, cast: Cast) -> None:
        self._call = call
        self._script = script
        self._cast = cast
        self._sounds: list[Sound] = []
        self._asked = 0

    async def talk(self) -> None:
        """Until the script or the call is over."""
        try:
            said = ""
            for step in self._script.steps:
                await self._step(step, said)
                said = step.words
            if await self._is_answered():
                await self._heard_out()
        except CallIsOver:
            return
        except StandInError as error:
            print(f"call {self._script.number}: {error}", file=sys.stderr)
        finally:
            await self._call.hang_up()

    def track(self, pause_ms: int = PAUSE_MS) -> Track:
        """`pause_ms`: a shorter gap within the assistant's speech is part of it."""
        heard = self._call.assistant_track
        answers = stretches(heard.samples, heard.rate, pause_ms)
        clears = tuple(round(event.at * 1000) for event in self._call.happened(CallEventKind.CLEAR))
        return Track(tuple(self._sounds), tuple(answers), round(heard.seconds * 1000), clears)

    async def _step(self, step: Step, said: str) -> None:
        if not await self._is_answered() and said:
            await self._say(Kind.TURN, said, self._words(said))
            await self._is_answered()
        if step.interrupts and await self._speaks_for(step.beside):
            await self._say(Kind.INTERRUPTION, step.words, self._words(step.words))
            await self._is_yielded_to()
            return
        if step.beside is not None and not step.interrupts:
            await self._do(step.beside)
        await self._heard_out()
        await self._say(Kind.TURN, step.words, self._words(step.words))

    async def _do(self, beside: Beside) -> None:
        if beside.after is not None:
            if await self._speaks_for(beside):
                await self._say(beside.kind, beside.what, self._sound(beside))
                await self._call.wait(GOES_ON)
            return
        await self._heard_out()
        await self._say(beside.kind, beside.what, self._sound(beside))
        await self._call.wait(LISTENS)

    async def _is_answered(self) -> bool:
        """Whether the assistant has spoken since the caller last did, or does so while they are patient."""
        try:
            await self._call.until(lambda: self._call.handset.heard_since(self._asked), PATIENCE, "an answer")
        except WaitTimedOut:
            return False
        return True

    async def _is_yielded_to(self) -> None:
        """Until the assistant is silent. Who is not yielded to in time hears it out like anybody."""
        handset = self._call.handset
        with suppress(WaitTimedOut):
            await self._call.until(lambda: handset.stretch == 0, YIELDS_WITHIN, "the assistant to stop")
        self._asked = handset.frames

    async def _speaks_for(self, beside: Beside | None) -> bool:
        """Until the assistant is so far into its speech. False where it ended before."""
        assert beside is not None
        assert beside.after is not None
        handset, after = self._call.handset, beside.after
        await self._call.until(
            lambda: handset.stretch >= after or handset.quiet >= BREATH, LONGEST, "the assistant to speak"
        )
        return handset.stretch >= after

    async def _heard_out(self) -> None:
        handset = self._call.handset
        await self._call.until(lambda: handset.quiet >= BREATH, LONGEST, "the assistant to finish")

    async def _say(self, kind: Kind, words: str, sound: Audio) -> None:
        start = round(self._call.now * 1000)
        self._sounds.append(Sound(kind, start, start + round(sound.seconds * 1000), words))
        await self._call.say(sound)
        if kind in (Kind.TURN, Kind.INTERRUPTION):
            self._asked = self._call.handset.frames

    def _words(self, words: str) -> Audio:
        return self._cast.says(self._script.voice, words)

    def _sound(self, beside: Beside) -> Audio:
        if beside.kind is Kind.ASIDE:
            return self._cast.says_aside(self._script.voice, beside.what)
        if not beside.is_spoken:
            return cough(beside.what, self._script.number * 100 + len(self._sounds))
        return self._words(beside.what)
