"""Engines with parts that never come back, as a stuck thread or a dead process would not."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection, Container, Iterable

from ringup.voice.audio import Audio
from ringup.voice.errors import RecognitionFailed, VoiceError
from ringup.voice.ports import Bias, Told, Transcript
from tests.voice.fakes import FakeRecognition, FakeRecognizer, FakeSynthesizer


async def forever() -> None:
    await asyncio.get_running_loop().create_future()


class HangingRecognizer(FakeRecognizer):
    """`hangs` names the methods of its recognitions that never return, or "begin", which then fails at once.
    It may be changed at any time."""

    def __init__(self, hangs: Collection[str], script: Iterable[Transcript | str | VoiceError] = ()) -> None:
        super().__init__(script)
        self.hangs = set(hangs)

    def will_hear(self, words: str) -> None:
        """In the next utterance that is finished, and none of what was not heard before."""
        self._script.clear()
        self._script.append(words)

    def begin(self, bias: Bias = Bias(), told: Told | None = None) -> HangingRecognition:  # noqa: B008
        if "begin" in self.hangs:
            raise RecognitionFailed("no decoder to lend")
        super().begin(bias)
        return HangingRecognition(self)


class HangingRecognition(FakeRecognition):
    def __init__(self, recognizer: HangingRecognizer) -> None:
        super().__init__(recognizer)
        self._hanging = recognizer

    async def feed(self, audio: Audio) -> None:
        await self._unless("feed")
        await super().feed(audio)

    async def finish(self) -> Transcript:
        await self._unless("finish")
        return await super().finish()

    async def abandon(self) -> None:
        await self._unless("abandon")
        await super().abandon()

    async def _unless(self, method: str) -> None:
        if method in self._hanging.hangs:
            await forever()


class HangingSynthesizer(FakeSynthesizer):
    """Never gets beyond the first `pieces` of the sentences in `hangs`, which may be changed at any time."""

    def __init__(self, hangs: Container[str] = (), rate: int = 8_000, pieces: int = 0) -> None:
        super().__init__(rate, seconds_a_word=0.01)
        self.hangs = hangs
        self.pieces = pieces

    async def synthesize(self, text: str, tempo: float = 1.0) -> AsyncIterator[Audio]:
        made = 0
        async for piece in super().synthesize(text, tempo):
            if made == self.pieces and text in self.hangs:
                await forever()
            made += 1
            yield piece
