"""One utterance heard with Whisper, again and again while it grows.

Passes over the words so far are quick: they go on behind what two of them agreed on. In a pause, when the
turn is perhaps about to end, all of it is heard anew and thoroughly, in the time that the turn's end is
waited for; if nothing but silence follows, that is what was said. Else the end is decoded behind the
words that are agreed on.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass

import numpy as np

from ringup.voice.agreement import Agreement
from ringup.voice.asr.hallucination import is_worth_hearing
from ringup.voice.asr.pauses import FRAME_BYTES, Pauses
from ringup.voice.asr.resampling import Resampler
from ringup.voice.asr.whisper_decoder import WHOLE, Pass, Reading
from ringup.voice.asr.whisper_pool import WhisperPool
from ringup.voice.asr.whisper_queue import Urgency
from ringup.voice.asr.whisper_text import beginning, spoken
from ringup.voice.asr.windows import joined, windows
from ringup.voice.audio import WIDE_RATE, Audio, Samples
from ringup.voice.errors import RecognitionFailed
from ringup.voice.ports import Told, Transcript

logger = logging.getLogger(__name__)

FIRST, STEP = 0.5, 0.35
"""Seconds of sound before the first pass, and more of it before the next. Passes that follow each other
closer agree on halves of words."""

LONGEST = 28.0
"""Seconds that fit into Whisper's window."""

_LOOKED_BACK = 8.0
"""Seconds before that in which there is some place between two words."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How an utterance is heard. `expected`: phrases that it may hold. The windows, in seconds, are those
    of thorough passes and of passes over the words so far."""

    language: str
    expected: tuple[str, ...] = ()
    window: float = WHOLE
    growing_window: float = WHOLE


class WhisperRecognition:
    """Keeps all of the utterance's sound until it ends."""

    def __init__(self, pool: WhisperPool, manner: Manner, told: Told | None = None) -> None:
        self._pool = pool
        self.manner = manner
        self._told = told
        self._resampler = Resampler("HQ")
        self._pcm = bytearray()
        self._pauses = Pauses()
        self._measured = 0
        self._asked = self._known = 0.0
        self._reading = Reading()
        self._agreement = Agreement()
        self._growing: asyncio.Task[None] | None = None
        self._settling: asyncio.Task[Transcript | None] | None = None
        self._settled_at = 0
        self._ended = False

    async def feed(self, audio: Audio) -> None:
        """Raises RecognitionFailed when the utterance has ended or the recogniser was closed."""
        self._refuse_when_spent()
        self._take(self._resampler.take(audio))
        if self._seconds > WHOLE:
            return  # more than one window is heard at the end
        if self._pauses.is_pause:
            if not self._is_settled():
                self._settle()
        elif self._has_grown():
            self._asked = self._seconds
            self._growing = asyncio.create_task(self._grow(self._samples()))

    def partial(self) -> str:
        return self._reading.transcript.text

    def provisional(self) -> Transcript | None:
        settled = self._settled
        return None if self._ended or settled is None else settled.result()

    def is_settling(self) -> bool:
        return self._pauses.is_pause and self._settled is None

    async def finish(self) -> Transcript:
        self._refuse_when_spent()
        self._take(self._resampler.rest())
        self._ended = True
        _cancel(self._growing)
        try:
            return await self._conclude()
        finally:
            self._free()

    async def abandon(self) -> None:
        self._ended = True
        self._free()

    def _free(self) -> None:
        _cancel(self._growing)
        _cancel(self._settling)
        self._pcm = bytearray()
        self._pool.forget(self)

    def _refuse_when_spent(self) -> None:
        if self._ended:
            raise RecognitionFailed("this utterance has ended")
        self._pool.refuse_when_closed()

    def _take(self, samples: Samples) -> None:
        self._pcm += samples.astype("<i2", copy=False).tobytes()
        whole = len(self._pcm) // FRAME_BYTES * FRAME_BYTES
        self._pauses.take(bytes(self._pcm[self._measured : whole]))
        self._measured = whole

    @property
    def _seconds(self) -> float:
        return len(self._pcm) / 2 / WIDE_RATE

    def _samples(self) -> Samples:
        return np.frombuffer(bytes(self._pcm), "<i2").astype(np.int16, copy=False)

    # The words so far

    def _has_grown(self) -> bool:
        """Enough for a pass, and the last one has come to its end. Where that takes long, there are fewer."""
        free = self._growing is None or self._growing.done()
        return free and self._seconds >= FIRST and self._seconds - self._asked >= STEP

    async def _grow(self, sound: Samples) -> None:
        if not is_worth_hearing(Audio(sound, WIDE_RATE)):
            return
        manner = self.manner
        wanted = Pass(
            sound, manner.language, manner.expected, self._agreed(), False, window=manner.growing_window
        )
        try:
            reading = await self._pool.hear(self, wanted, Urgency.GROWING)
        except RecognitionFailed:
            logger.warning("a growing utterance could not be heard", exc_info=True)
            return
        if reading is not None and reading.written:
            self._note(reading, wanted.seconds)
            self._tell()

    def _note(self, reading: Reading, seconds: float) -> None:
        """What a pass over so much of the sound found."""
        if seconds > self._known:
            self._known, self._reading = seconds, reading
            self._agreement = self._agreement.heard([spoken(word) for word in reading.written])

    def _tell(self) -> None:
        if self._told is not None and not self._ended:
            self._told()

    def _agreed(self) -> str:
        return beginning(self._reading.written[: self._agreement.agreed])

    # Pauses

    def _is_settled(self) -> bool:
        """Whether all but silence is heard thoroughly, or is about to be."""
        return self._settling is not None and self._pauses.is_quiet_since(self._settled_at)

    @property
    def _settled(self) -> asyncio.Task[Transcript | None] | None:
        """The thorough pass over all but silence, once it is done."""
        settling = self._settling
        return settling if settling is not None and settling.done() and self._is_settled() else None

    def _settle(self) -> None:
        _cancel(self._growing)
        _cancel(self._settling)
        self._settled_at = len(self._pauses.levels)
        self._settling = asyncio.create_task(self._hear_pause(self._samples()))
        self._settling.add_done_callback(lambda _: self._tell())

    async def _hear_pause(self, sound: Samples) -> Transcript | None:
        """None when that failed; at the end of the turn it is tried once more."""
        try:
            reading = await self._hear(sound, Urgency.PAUSE)
        except RecognitionFailed:
            logger.warning("an utterance could not be heard in its pause", exc_info=True)
            return None
        self._note(reading, len(sound) / WIDE_RATE)
        return reading.transcript

    # The end

    async def _conclude(self) -> Transcript:
        if self._settling is not None and self._is_settled():
            self._pool.hurry(self)
            if (settled := await self._settling) is not None:
                return settled
        parts = list(windows(self._samples(), LONGEST, _LOOKED_BACK))
        agreed = self._agreed() if len(parts) == 1 else ""
        readings = await asyncio.gather(*(self._hear(part, Urgency.FINAL, agreed) for part in parts))
        if len(parts) == 1:
            return readings[0].transcript
        starts = np.cumsum([0, *(len(part) for part in parts)]) / WIDE_RATE
        return joined([(one.transcript, float(at)) for one, at in zip(readings, starts, strict=False)])

    async def _hear(self, sound: Samples, urgency: Urgency, agreed: str = "") -> Reading:
        """Thoroughly."""
        if not is_worth_hearing(Audio(sound, WIDE_RATE)):
            return Reading()
        manner = self.manner
        wanted = Pass(sound, manner.language, manner.expected, agreed, window=manner.window)
        reading = await self._pool.hear(self, wanted, urgency)
        assert reading is not None, "only the words so far are skipped"
        return reading


def _cancel(task: asyncio.Task[None] | asyncio.Task[Transcript | None] | None) -> None:
    if task is not None:
        task.cancel()
