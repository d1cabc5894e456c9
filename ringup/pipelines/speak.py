"""Sentences become sound: each prompt is announced, spoken, and followed by its mark."""

from __future__ import annotations

import logging

from pipecat.frames.frames import Frame, TTSAudioRawFrame, TTSStoppedFrame
from pipecat.processors.frame_processor import FrameDirection, FrameProcessor

from ringup.pipelines.frames import PromptBeganFrame, PromptFailedFrame, SpeakFrame, mark_after
from ringup.skills.conversation import Speech
from ringup.voice.errors import SynthesisFailed
from ringup.voice.loudness import louder
from ringup.voice.ports import Synthesizer

log = logging.getLogger(__name__)


class Speak(FrameProcessor):
    """Wraps a synthesizer. An interruption cancels the sentence that is being made."""

    def __init__(self, synthesizer: Synthesizer) -> None:
        super().__init__()
        self._synthesizer = synthesizer

    async def process_frame(self, frame: Frame, direction: FrameDirection) -> None:
        await super().process_frame(frame, direction)
        if isinstance(frame, SpeakFrame):
            await self._speak(frame.speech)
        else:
            await self.push_frame(frame, direction)

    async def _speak(self, speech: Speech) -> None:
        await self.push_frame(PromptBeganFrame(speech.prompt))
        try:
            async for piece in self._synthesizer.synthesize(speech.text, speech.pace.tempo):
                sound = louder(piece, speech.pace.gain)
                await self.push_frame(TTSAudioRawFrame(sound.pcm, sound.rate, 1))
        except SynthesisFailed:
            log.exception("a sentence could not be spoken")
            await self.push_frame(PromptFailedFrame(speech.prompt), FrameDirection.UPSTREAM)
            return
        await self.push_frame(TTSStoppedFrame())
        await self.push_frame(mark_after(speech.prompt))
