"""Our recogniser as pipecat's speech-to-text service for local models: segment by segment."""

from __future__ import annotations

from collections.abc import AsyncGenerator

from pipecat.frames.frames import ErrorFrame, Frame, TranscriptionFrame
from pipecat.services.settings import STTSettings
from pipecat.services.stt_service import SegmentedSTTService
from pipecat.utils.time import time_now_iso8601

from ringup.voice.audio import Audio
from ringup.voice.errors import RecognitionFailed
from ringup.voice.ports import Recognizer


class Ears(SegmentedSTTService):
    """Gives a transcript a segment; none for one without words."""

    def __init__(self, recognizer: Recognizer) -> None:
        super().__init__(settings=STTSettings(model=recognizer.name, language=None))
        self._recognizer = recognizer

    @property
    def wants_wav_segments(self) -> bool:
        return False

    async def run_stt(self, audio: bytes) -> AsyncGenerator[Frame | None, None]:
        recognition = self._recognizer.begin()
        await recognition.feed(Audio.from_pcm(audio, self.sample_rate))
        try:
            transcript = await recognition.finish()
        except RecognitionFailed as error:
            yield ErrorFrame(f"not recognised: {error}")
            return
        if transcript.text:
            yield TranscriptionFrame(transcript.text, self._user_id, time_now_iso8601())
