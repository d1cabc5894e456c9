"""Our synthesizer as pipecat's text-to-speech service."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator

from pipecat.frames.frames import ErrorFrame, Frame
from pipecat.services.settings import TTSSettings
from pipecat.services.tts_service import TTSService

from ringup.voice.errors import SynthesisFailed
from ringup.voice.ports import Synthesizer


class Voice(TTSService):
    """Set up as pipecat sets up its own local voice, Piper."""

    def __init__(self, synthesizer: Synthesizer) -> None:
        settings = TTSSettings(model=None, voice=synthesizer.name, language=None)
        super().__init__(push_start_frame=True, push_stop_frames=True, settings=settings)
        self._synthesizer = synthesizer

    async def run_tts(self, text: str, context_id: str) -> AsyncGenerator[Frame | None, None]:
        pieces = self._stream_audio_frames_from_iterator(
            self._pcm(text), in_sample_rate=self._synthesizer.rate, context_id=context_id
        )
        try:
            async for frame in pieces:
                yield frame
        except SynthesisFailed as error:
            yield ErrorFrame(f"not spoken: {error}")

    async def _pcm(self, text: str) -> AsyncIterator[bytes]:
        async for piece in self._synthesizer.synthesize(text):
            yield piece.pcm
