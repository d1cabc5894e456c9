"""espeak-ng: the embedded voice. Plain, instant, and without a download."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor

from ringup.voice.asr.pronunciation import arpabet
from ringup.voice.audio import Audio
from ringup.voice.errors import SynthesisFailed
from ringup.voice.tts.espeak_library import library
from ringup.voice.tts.streaming import Emit, stream

_SAYABLE = re.compile(r"\w")


class EspeakSynthesizer:
    """A voice of espeak-ng. All voices of a process share one library, so they speak in turn."""

    def __init__(self, voice: str = "en-us", words_per_minute: int = 165) -> None:
        """Raises EngineUnavailable when the package is missing."""
        self._library = library()
        self._voice = voice
        self._words_per_minute = words_per_minute
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="espeak")
        self._closed = False

    @property
    def name(self) -> str:
        return f"espeak-ng (embedded, {self._voice})"

    @property
    def rate(self) -> int:
        return self._library.rate

    async def synthesize(self, text: str, tempo: float = 1.0) -> AsyncIterator[Audio]:
        if self._closed:
            raise SynthesisFailed("the voice is closed")
        if not _SAYABLE.search(text):
            return

        def make(emit: Emit) -> None:
            self._library.speak(
                text,
                self._voice,
                round(self._words_per_minute * tempo),
                lambda samples: emit(Audio(samples, self._library.rate)),
            )

        async for piece in stream(self._executor, make):
            yield piece

    async def close(self) -> None:
        self._closed = True
        await asyncio.get_running_loop().run_in_executor(None, self._executor.shutdown)


def pronounce(word: str) -> str:
    """A word's ARPAbet phones by espeak-ng's rules, for words that no dictionary has.

    Raises EngineUnavailable when the package is missing.
    """
    return arpabet(library().phonemes(word, "en-us"))
