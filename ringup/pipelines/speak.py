"""Sentences become sound: each prompt is announced, spoken, and followed by its mark. None begins while the
caller speaks."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator

from pipecat.frames.frames import Frame, InterruptionFrame, TTSAudioRawFrame, TTSStoppedFrame
from pipecat.processors.frame_processor import FrameDirection, FrameProcessor

from ringup.pipelines.floor import Floor
from ringup.pipelines.frames import FillFrame, PromptBeganFrame, PromptFailedFrame, SpeakFrame, mark_after
from ringup.skills.conversation import Speech
from ringup.voice.audio import Audio
from ringup.voice.errors import SynthesisFailed
from ringup.voice.loudness import louder
from ringup.voice.ports import Synthesizer

log = logging.getLogger(__name__)

PIECE_WITHIN = 3.0
"""Seconds in which a voice gives its next piece of sound; a sentence that is waited for longer has failed."""


class Speak(FrameProcessor):
    """Wraps a synthesizer. An interruption cancels the sentence that is being made."""

    def __init__(self, synthesizer: Synthesizer, floor: Floor, piece_within: float = PIECE_WITHIN) -> None:
        super().__init__()
        self._synthesizer = synthesizer
        self._floor = floor
        self._piece_within = piece_within
        self._sounding = asyncio.Lock()
        self._begun = 0
        self._filling: asyncio.Task[None] | None = None

    async def process_frame(self, frame: Frame, direction: FrameDirection) -> None:
        await super().process_frame(frame, direction)
        match frame:
            case SpeakFrame():
                await self._speak(frame.speech)
            case FillFrame():
                self._filling = self.create_task(self._fill(frame.speech))
            case InterruptionFrame():
                await self._stop_filling()
                await self.push_frame(frame, direction)
            case _:
                await self.push_frame(frame, direction)

    async def cleanup(self) -> None:
        await self._stop_filling()
        await super().cleanup()  # type: ignore[no-untyped-call]

    async def _speak(self, speech: Speech) -> None:
        pieces = self._pieces(speech)
        try:
            first = await anext(pieces, None)
            await self._floor.until_free()
            async with self._sounding:
                await self._utter(speech, first, pieces)
        except SynthesisFailed:
            log.exception("a sentence could not be spoken")
            await self.push_frame(PromptFailedFrame(speech.prompt), FrameDirection.UPSTREAM)

    async def _fill(self, speech: Speech) -> None:
        """All its sound is there before any of it is heard: then it cannot keep the sentence waiting whose
        time it fills, and is for nothing once that is there."""
        begun = self._begun
        try:
            made = [piece async for piece in self._pieces(speech)]
        except SynthesisFailed:
            log.exception("a sentence could not be spoken")
            return
        if not made or self._begun != begun or self._sounding.locked():
            return
        async with self._sounding:
            self._floor.given(speech)
            await self._utter(speech, made[0], _each(made[1:]))

    async def _stop_filling(self) -> None:
        filling, self._filling = self._filling, None
        if filling is not None and not filling.done():
            await self.cancel_task(filling)

    async def _utter(self, speech: Speech, first: Audio | None, others: AsyncIterator[Audio]) -> None:
        self._begun += 1
        await self.push_frame(PromptBeganFrame(speech.prompt))
        if first is not None:
            await self._send(speech, first)
        async for piece in others:
            await self._send(speech, piece)
        self._floor.made(speech.prompt, 0.0, whole=True)
        await self.push_frame(TTSStoppedFrame())
        await self.push_frame(mark_after(speech.prompt))

    async def _send(self, speech: Speech, sound: Audio) -> None:
        self._floor.made(speech.prompt, sound.seconds * 1000)
        await self.push_frame(TTSAudioRawFrame(sound.pcm, sound.rate, 1))

    async def _pieces(self, speech: Speech) -> AsyncIterator[Audio]:
        """Raises SynthesisFailed, also when the next piece does not come in time."""
        made = self._synthesizer.synthesize(speech.text, speech.pace.tempo)
        while True:
            try:
                async with asyncio.timeout(self._piece_within):
                    piece = await anext(made, None)
            except TimeoutError as error:
                raise SynthesisFailed("the voice gives no more sound") from error
            if piece is None:
                return
            yield louder(piece, speech.pace.gain)


async def _each(pieces: list[Audio]) -> AsyncIterator[Audio]:
    for piece in pieces:
        yield piece
