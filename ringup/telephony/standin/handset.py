"""The caller's end of the line: what they say, what they hear, and both remembered side by side."""

from __future__ import annotations

from ringup.telephony.standin.impairments import UNIMPAIRED, Channel, Impairments
from ringup.telephony.standin.pace import FRAME_MS, FRAME_SAMPLES
from ringup.telephony.standin.playout import Playout
from ringup.telephony.standin.sound import SILENCE, from_line, to_line
from ringup.voice.audio import PHONE_RATE, Audio

LOUD = -45.0
"""dBFS from which a frame of the assistant's counts as speech."""

BREATH = 15
"""Frames of quiet inside one stretch of speech."""


class Handset:
    """`tick` is called once a frame; all else looks at what the ticks have left behind."""

    def __init__(self, impairments: Impairments = UNIMPAIRED) -> None:
        self.playout = Playout()
        self.frames = 0
        self._channel = Channel(impairments)
        self._to_say = bytearray()
        self._said = bytearray()
        self._heard = bytearray()
        self._last_loud = -1
        self._stretch_began = 0

    def speak(self, mulaw: bytes) -> None:
        self._to_say += mulaw

    @property
    def is_speaking(self) -> bool:
        return bool(self._to_say)

    def tick(self) -> tuple[bytes | None, list[str]]:
        """The next frame that goes on the line, None where it gets lost, and the marks that playing has
        reached with it."""
        said = bytes(self._to_say[:FRAME_SAMPLES]).ljust(FRAME_SAMPLES, SILENCE)
        del self._to_say[:FRAME_SAMPLES]
        heard, marks = self.playout.take(FRAME_SAMPLES)
        self._said += said
        self._heard += heard
        self._listen(heard)
        self.frames += 1
        return self._sent(said, heard), marks

    @property
    def now(self) -> float:
        """Seconds so far."""
        return self.frames * FRAME_MS / 1000

    @property
    def said(self) -> Audio:
        """As it was said: without what the line adds or loses."""
        return from_line(bytes(self._said))

    @property
    def heard(self) -> Audio:
        return from_line(bytes(self._heard))

    def heard_since(self, frame: int) -> bool:
        """Whether the assistant made a sound in that frame or later."""
        return self._last_loud >= frame

    @property
    def quiet(self) -> float:
        """Seconds since the assistant's last sound, or 0 while more waits to be played."""
        return 0.0 if not self.playout.is_empty else self._quiet_frames * FRAME_MS / 1000

    @property
    def stretch(self) -> float:
        """Seconds that the assistant has been speaking without a pause, or 0 when it is not."""
        if self._last_loud < 0 or self._quiet_frames > BREATH:
            return 0.0
        return (self.frames - self._stretch_began) * FRAME_MS / 1000

    @property
    def _quiet_frames(self) -> int:
        return self.frames - 1 - self._last_loud

    def _sent(self, said: bytes, heard: bytes) -> bytes | None:
        if self._channel.loses_one():
            return None
        if not self._channel.changes_sound:
            return said
        sent = self._channel.sent(from_line(said).samples, from_line(heard).samples)
        return to_line(Audio(sent, PHONE_RATE))

    def _listen(self, heard: bytes) -> None:
        if from_line(heard).level < LOUD:
            return
        if self._last_loud < 0 or self.frames - self._last_loud > BREATH:
            self._stretch_began = self.frames
        self._last_loud = self.frames
