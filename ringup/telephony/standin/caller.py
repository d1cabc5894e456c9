"""A caller with a script: talks, listens, interrupts, presses keys, hangs up."""

from __future__ import annotations

from ringup.telephony.errors import CallIsOver
from ringup.telephony.standin.events import EndedBy, Kind
from ringup.telephony.standin.line import Line, Terms
from ringup.telephony.standin.recordings import DEFAULT_VOICE, recording, sentences
from ringup.telephony.standin.sound import to_line
from ringup.telephony.standin.webhooks import CallFacts
from ringup.voice.audio import Audio

PATIENCE = 30.0
"""Seconds that a wait may take unless told otherwise."""


class StandInCall(Line):
    """A call with somebody on it. A wait raises WaitTimedOut, or CallIsOver if the call ends."""

    def __init__(self, facts: CallFacts, terms: Terms, voice: str = DEFAULT_VOICE) -> None:
        super().__init__(facts, terms)
        self._voice = voice
        self._listens_from = 0

    async def say(self, what: Audio | str) -> None:
        """Say a recording, by its slug, or any sound; returns when it is said. Talks over whatever
        the assistant is saying."""
        audio = recording(what, self._voice) if isinstance(what, str) else what
        words = sentences().get(what, "") if isinstance(what, str) else ""
        self._must_go_on()
        self.note(Kind.CALLER_BEGAN, words)
        self.handset.speak(to_line(audio))
        within = audio.seconds + PATIENCE
        await self.until(lambda: not self.handset.is_speaking, within, "the caller to finish")
        self.note(Kind.CALLER_ENDED, words)
        self._listens_from = self.handset.frames

    async def answered(self, within: float = PATIENCE) -> None:
        """Wait until a media stream is open."""
        await self.until(lambda: self._stream is not None, within, "a media stream")

    async def heard_out(self, quiet_ms: int = 700, within: float = PATIENCE) -> None:
        """Wait until the assistant has spoken since the caller last did, or was last heard out, and
        then been quiet for `quiet_ms` with nothing left to play."""
        began = self._listens_from

        def finished() -> bool:
            return self.handset.heard_since(began) and self.handset.quiet * 1000 >= quiet_ms

        await self.until(finished, within, "the assistant to speak and finish")
        self._listens_from = self.handset.frames

    async def heard_for(self, seconds: float, within: float = PATIENCE) -> None:
        """Wait until the assistant has been speaking for so long, to interrupt it there."""
        what = f"the assistant to speak for {seconds:g} s"
        await self.until(lambda: self.handset.stretch >= seconds, within, what)

    async def wait(self, seconds: float) -> None:
        """Say nothing for so long."""
        later = self.now + seconds
        await self.until(lambda: self.now >= later, seconds + PATIENCE, "time to pass")

    def press(self, keys: str) -> None:
        """Any of 0-9, * and #. They leave with the next frame."""
        for key in keys:
            if key not in "0123456789*#":
                raise ValueError("a telephone has the keys 0-9, * and #")
            self._live().dtmf(key)
            self.note(Kind.PRESSED, key)

    async def hang_up(self) -> None:
        await self.end(EndedBy.CALLER)

    def _must_go_on(self) -> None:
        if self.ended_by is not None:
            raise CallIsOver(f"the call has ended: {self.ended_by}") from self.failure
