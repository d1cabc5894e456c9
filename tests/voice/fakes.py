"""Scripted doubles of the voice ports. They complain when they are used against the contract."""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncIterator, Iterable

import numpy as np
import pytest

from ringup.voice.audio import Audio
from ringup.voice.errors import RecognitionFailed, SynthesisFailed, VoiceError
from ringup.voice.ports import Bias, Told, Transcript

_LOUD = 200
"""Of a sample: what speech reaches, and the noise of a quiet room does not."""


class FakeRecognizer:
    """Hears what the script says, one entry an utterance; an error in the script is raised.

    `biases` and `heard` (seconds of sound) keep what it was given; `open` counts utterances that were
    neither finished nor abandoned.
    """

    def __init__(self, script: Iterable[Transcript | str | VoiceError] = ()) -> None:
        self._script = deque(script)
        self.biases: list[Bias] = []
        self.heard: list[float] = []
        self.open = 0
        self.closed = False

    @property
    def name(self) -> str:
        return "fake recogniser"

    def begin(self, bias: Bias = Bias(), told: Told | None = None) -> FakeRecognition:  # noqa: B008
        if self.closed:
            raise RecognitionFailed("the recogniser is closed")
        self.biases.append(bias)
        self.open += 1
        return FakeRecognition(self)

    def next(self) -> Transcript:
        if not self._script:
            pytest.fail("more was said than the script holds")
        entry = self._script.popleft()
        if isinstance(entry, VoiceError):
            raise entry
        return Transcript(entry, 1.0 if entry else 0.0) if isinstance(entry, str) else entry

    def peek(self) -> Transcript | None:
        """What `next` would give; None instead of an error, and when the script has ended."""
        entry = self._script[0] if self._script else None
        if isinstance(entry, str):
            return Transcript(entry, 1.0 if entry else 0.0)
        return entry if isinstance(entry, Transcript) else None

    async def close(self) -> None:
        self.closed = True


class FakeRecognition:
    """Says how much sound it has as its partial words, so that a test can see them grow."""

    def __init__(self, recognizer: FakeRecognizer) -> None:
        self._recognizer = recognizer
        self._seconds = 0.0
        self._pauses = False
        self._spent = False

    async def feed(self, audio: Audio) -> None:
        self._refuse_when_spent()
        self._seconds += audio.seconds
        self._pauses = int(np.abs(audio.samples.astype(int)).max(initial=0)) < _LOUD

    def partial(self) -> str:
        return "..." if self._seconds else ""

    def provisional(self) -> Transcript | None:
        """As soon as a piece is quiet."""
        return self._recognizer.peek() if self._pauses else None

    def is_settling(self) -> bool:
        return False

    async def finish(self) -> Transcript:
        self._refuse_when_spent()
        self._end()
        self._recognizer.heard.append(self._seconds)
        return self._recognizer.next() if self._seconds else Transcript()

    async def abandon(self) -> None:
        if not self._spent:
            self._end()

    def _end(self) -> None:
        self._spent = True
        self._recognizer.open -= 1

    def _refuse_when_spent(self) -> None:
        if self._spent:
            raise RecognitionFailed("this utterance has ended")
        if self._recognizer.closed:
            raise RecognitionFailed("the recogniser is closed")


class FakeSynthesizer:
    """A quiet tone for each word, in pieces of one word. `said` keeps the sentences in order."""

    def __init__(self, rate: int = 16_000, seconds_a_word: float = 0.25) -> None:
        self._rate = rate
        self._seconds = seconds_a_word
        self.failing: set[str] = set()
        self.said: list[str] = []
        self.closed = False

    @property
    def name(self) -> str:
        return "fake voice"

    @property
    def rate(self) -> int:
        return self._rate

    async def synthesize(self, text: str, tempo: float = 1.0) -> AsyncIterator[Audio]:
        if self.closed:
            raise SynthesisFailed("the voice is closed")
        if text in self.failing:
            raise SynthesisFailed("the script says so")
        words = [word for word in text.split() if any(map(str.isalnum, word))]
        if words:
            self.said.append(text)
        time = np.arange(round(self._seconds / tempo * self._rate)) / self._rate
        tone = (3_000 * np.sin(2 * np.pi * 220 * time)).astype(np.int16)
        for _ in words:
            yield Audio(tone, self._rate)

    async def close(self) -> None:
        self.closed = True
