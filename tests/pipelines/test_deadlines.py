"""Engines that do not answer, and those that do."""

from __future__ import annotations

import asyncio
from collections.abc import Collection

import numpy as np
import pytest

from ringup.pipelines.deadlines import Deadlines, PromptRecognizer
from ringup.voice.audio import Audio
from ringup.voice.errors import RecognitionFailed
from ringup.voice.ports import Bias, Grammar, Told, Transcript
from tests.voice.fakes import FakeRecognizer
from tests.voice.hanging import HangingRecognizer

SOUND = Audio(np.zeros(160, dtype=np.int16), 8_000)
AT_ONCE = Deadlines(feed=0.01, finish=0.01, abandon=0.01)


class Ends:
    """Counts how often a turn was over."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self) -> None:
        self.count += 1


async def test_what_answers_is_passed_on() -> None:
    ears, ends = FakeRecognizer(["two bags"]), Ends()
    prompt = PromptRecognizer(ears, ends)
    recognition = prompt.begin(Bias(Grammar.CHOICE))
    await recognition.feed(SOUND)
    assert (prompt.name, recognition.partial(), ends.count) == ("fake recogniser", "...", 0)
    assert recognition.provisional() == Transcript("two bags", 1.0)
    assert await recognition.finish() == Transcript("two bags", 1.0)
    assert (ears.biases, ears.open, ends.count) == ([Bias(Grammar.CHOICE)], 0, 1)
    await prompt.close()
    assert ears.closed


async def test_an_engines_own_failure_is_passed_on() -> None:
    recognition = PromptRecognizer(FakeRecognizer([RecognitionFailed("noise")]), Ends()).begin()
    await recognition.feed(SOUND)
    with pytest.raises(RecognitionFailed, match="noise"):
        await recognition.finish()


class Buggy:
    """Raises what no contract names, in one of its parts."""

    name = "buggy"

    def __init__(self, part: str) -> None:
        self._part = part

    def begin(self, bias: Bias = Bias(), told: Told | None = None) -> Buggy:  # noqa: B008
        return self

    def _do(self, part: str) -> None:
        if part == self._part:
            raise KeyError("a bug")

    async def feed(self, audio: Audio) -> None:
        self._do("feed")

    def partial(self) -> str | None:
        self._do("partial")
        return "two"

    def provisional(self) -> Transcript | None:
        self._do("provisional")
        return None

    def is_settling(self) -> bool:
        self._do("is_settling")
        return True

    async def finish(self) -> Transcript:
        self._do("finish")
        return Transcript("two bags", 1.0)

    async def abandon(self) -> None:
        self._do("abandon")

    async def close(self) -> None: ...


@pytest.mark.parametrize("part", ["feed", "partial", "provisional", "is_settling", "finish"])
async def test_a_bug_in_an_engine_costs_an_utterance(part: str) -> None:
    recognition = PromptRecognizer(Buggy(part), Ends()).begin()
    await recognition.feed(SOUND)
    assert recognition.partial() == ("two" if part in ("provisional", "is_settling", "finish") else "")
    assert recognition.provisional() is None
    assert recognition.is_settling() == (part == "finish")
    with pytest.raises(RecognitionFailed):
        await recognition.finish()


@pytest.mark.parametrize(
    "hangs", [["finish"], ["feed"], ["feed", "finish", "abandon"], ["finish", "abandon"]], ids="+".join
)
async def test_a_part_that_hangs_fails_in_time(hangs: Collection[str]) -> None:
    ends = Ends()
    recognition = PromptRecognizer(HangingRecognizer(hangs), ends, AT_ONCE).begin()
    async with asyncio.timeout(1.0):
        for _ in range(100):
            await recognition.feed(SOUND)
        with pytest.raises(RecognitionFailed):
            await recognition.finish()
    assert ends.count == 1


async def test_whoever_cannot_begin_is_heard_by_nobody(caplog: pytest.LogCaptureFixture) -> None:
    ears, ends = FakeRecognizer(), Ends()
    await ears.close()
    recognition = PromptRecognizer(ears, ends).begin()
    await recognition.feed(SOUND)
    assert recognition.partial() == ""
    with pytest.raises(RecognitionFailed):
        await recognition.finish()
    assert (ears.open, ends.count) == (0, 1)
    assert "could not be begun" in caplog.text


async def test_an_utterance_that_hung_is_let_go_of() -> None:
    ears = HangingRecognizer(["finish"])
    recognition = PromptRecognizer(ears, Ends(), AT_ONCE).begin()
    with pytest.raises(RecognitionFailed):
        await recognition.finish()
    await recognition.abandon()
    assert ears.open == 0


async def test_an_utterance_is_abandoned_once() -> None:
    ears, ends = FakeRecognizer(), Ends()
    recognition = PromptRecognizer(ears, ends).begin()
    await recognition.abandon()
    await recognition.abandon()
    assert (ears.open, ends.count) == (0, 0)
