"""A caller whose sound comes at once, and ears that a test tells what they hear."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import numpy as np
from pipecat.frames.frames import (
    Frame,
    InputAudioRawFrame,
    VADUserStartedSpeakingFrame,
    VADUserStoppedSpeakingFrame,
)

from ringup.pipelines.floor import Floor
from ringup.pipelines.judge import Think
from ringup.pipelines.recognize import Recognize
from ringup.pipelines.record import CallerTap
from ringup.pipelines.recording import Recorder
from ringup.skills.conversation import Speech
from ringup.skills.dialogue.expectations import Expectation
from ringup.skills.dialogue.fit import Fit
from ringup.skills.intent import Utterance
from ringup.skills.values import PromptId, Span
from ringup.voice.audio import Audio
from ringup.voice.errors import VoiceError
from ringup.voice.ports import Bias, Told, Transcript
from tests.pipelines.rig import Rig

RATE = 8_000
PIECE_MS = 20
START_MS, STOP_MS = 120, 200
"""How late the detector is."""

LOUD = 4_000
"""Of the samples of somebody who speaks."""


class Ears:
    """A recogniser that a test tells what it hears; keeps what was done with it."""

    name = "ears"

    def __init__(self) -> None:
        self.partial: str | None = ""
        self.provisional: Transcript | None = None
        self.is_settling = False
        self.script: deque[Transcript | VoiceError] = deque()
        self.biases: list[Bias] = []
        self.seconds: list[float] = []
        self.finished = 0
        self.abandoned = 0
        self._told: Told | None = None

    def will_hear(self, text: str, confidence: float = 0.9) -> None:
        self.partial = text
        self.script.append(Transcript(text, confidence))

    def hear_now(self, text: str) -> None:
        """Words of sound that came before."""
        assert self._told is not None
        self.is_settling = False
        self.will_hear(text)
        self._told()

    def begin(self, bias: Bias = Bias(), told: Told | None = None) -> EarsRecognition:  # noqa: B008
        self.biases.append(bias)
        self.seconds.append(0.0)
        self._told = told
        return EarsRecognition(self)

    async def close(self) -> None: ...


class EarsRecognition:
    def __init__(self, ears: Ears) -> None:
        self._ears = ears

    async def feed(self, audio: Audio) -> None:
        self._ears.seconds[-1] += audio.seconds

    def partial(self) -> str | None:
        return self._ears.partial

    def provisional(self) -> Transcript | None:
        return self._ears.provisional

    def is_settling(self) -> bool:
        return self._ears.is_settling

    async def finish(self) -> Transcript:
        self._ears.finished += 1
        self._ears.partial = ""
        entry = self._ears.script.popleft()
        if isinstance(entry, VoiceError):
            raise entry
        return entry

    async def abandon(self) -> None:
        self._ears.abandoned += 1


class Mind:
    """Thinks ahead as a test tells it to; keeps what it thought about."""

    def __init__(self) -> None:
        self.fits: dict[str, Fit] = {}
        self.thoughts: list[Utterance] = []
        self.fails = False
        self.hangs = False
        self.goes_on = asyncio.Event()

    async def think(self, said: Utterance) -> Fit:
        self.thoughts.append(said)
        if self.hangs:
            await self.goes_on.wait()
        if self.fails:
            raise RuntimeError("a bug")
        return self.fits.get(said.text, Fit.OPEN)


class Listener:
    """A detector of ends that a test tells what it thinks; keeps how much it was given."""

    def __init__(self) -> None:
        self.says: float | None = None
        self.seconds: list[float] = []

    async def ended(self, audio: Audio) -> float | None:
        self.seconds.append(audio.seconds)
        return self.says

    async def close(self) -> None: ...


class Attention:
    """A detector of beginnings that a test tells what it thinks; keeps how much it was given."""

    def __init__(self) -> None:
        self.says = False
        self.fails = False
        self.seconds: list[float] = []

    async def takes_floor(self, audio: Audio) -> bool:
        self.seconds.append(audio.seconds)
        if self.fails:
            raise RuntimeError("a bug")
        return self.says

    async def close(self) -> None: ...


class Doubt:
    """A detector of yeses that knows one word and that a test tells what it thinks; keeps how much it was
    given."""

    WORD = "sure"

    def __init__(self) -> None:
        self.says = False
        self.fails = False
        self.seconds: list[float] = []

    def knows(self, words: str) -> bool:
        return words == self.WORD

    async def was_said(self, audio: Audio, words: str) -> bool:
        assert words == self.WORD
        self.seconds.append(audio.seconds)
        if self.fails:
            raise RuntimeError("a bug")
        return self.says

    async def close(self) -> None: ...


class Line:
    """A caller on a telephone line whose sound comes at once."""

    def __init__(
        self,
        rig: Rig,
        floor: Floor,
        ears: Ears,
        mind: Mind,
        listener: Listener,
        attention: Attention,
        doubt: Doubt,
    ) -> None:
        self.rig = rig
        self.floor = floor
        self.ears = ears
        self.mind = mind
        self.listener = listener
        self.attention = attention
        self.doubt = doubt

    async def sound(self, milliseconds: int, amplitude: int = 0) -> None:
        piece = bytes(np.full(RATE * PIECE_MS // 1000, amplitude, dtype="<i2"))
        await self.rig.send(*(InputAudioRawFrame(piece, RATE, 1) for _ in range(milliseconds // PIECE_MS)))

    async def speaks(self, milliseconds: int, amplitude: int = LOUD) -> None:
        """Begins, and goes on up to the moment when the detector has noticed the end."""
        await self.begins(amplitude)
        await self.ends(milliseconds, amplitude)

    async def begins(self, amplitude: int = LOUD) -> None:
        """Up to the moment when the detector is sure."""
        await self.sound(START_MS, amplitude)
        await self.rig.send(VADUserStartedSpeakingFrame(start_secs=START_MS / 1000))

    async def goes_on(self, milliseconds: int, amplitude: int = LOUD) -> None:
        """Speech that takes its time, so that what is found out in it is known in it."""
        for _ in range(milliseconds // PIECE_MS):
            await self.sound(PIECE_MS, amplitude)
            await self.settled()

    async def ends(self, milliseconds: int, amplitude: int = LOUD) -> None:
        await self.sound(milliseconds - START_MS, amplitude)
        await self.sound(STOP_MS)
        await self.rig.send(VADUserStoppedSpeakingFrame(stop_secs=STOP_MS / 1000))

    async def pause(self, milliseconds: int) -> None:
        """Silence since the last word, of which the detector has used some up: time enough to think."""
        for _ in range((milliseconds - STOP_MS) // PIECE_MS):
            await self.sound(PIECE_MS)
            await _others_work()

    async def waits(self, milliseconds: int) -> None:
        """A pause that takes its time, so that what is found out in it is known in it."""
        await self.goes_on(milliseconds, amplitude=0)

    async def stands_still(self) -> None:
        """No sound comes, and there is time enough to think."""
        await _others_work()

    async def settled(self) -> list[Frame]:
        """Everything so far has been worked on; what came out since."""
        before = len(self.rig.downs)
        await self.rig.settled()
        return self.rig.downs[before:-1]

    def says(self, text: str, expects: Expectation | None = None, *, until_ms: int = 60_000) -> None:
        """We are saying this, from the start of the call on."""
        prompt = PromptId(f"p{text}")
        self.floor.given(Speech(prompt, text, expects))
        self.floor.placed(prompt, Span(0, until_ms))
        if until_ms < 60_000:
            self.floor.heard(prompt)


async def _others_work() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


@asynccontextmanager
async def calling(folder: Path, think: Think | None = None) -> AsyncIterator[Line]:
    """`think` instead of the line's own mind."""
    recorder = Recorder.open(folder / "recording.wav", RATE)
    floor, ears, mind = Floor(), Ears(), Mind()
    listener, attention, doubt = Listener(), Attention(), Doubt()
    recognize = Recognize(ears, floor, recorder, think or mind.think, listener, attention, doubt)
    async with Rig(CallerTap(recorder), recognize, rate=RATE) as rig:
        yield Line(rig, floor, ears, mind, listener, attention, doubt)
    recorder.close()
