from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from pipecat.frames.frames import (
    InterruptionFrame,
    TextFrame,
    TTSAudioRawFrame,
    TTSStoppedFrame,
)
from pipecat.tests.utils import run_test

from ringup.pipelines.frames import (
    MarkFrame,
    PromptBeganFrame,
    PromptFailedFrame,
    SpeakFrame,
    mark_after,
    mark_name,
)
from ringup.pipelines.speak import Speak
from ringup.skills.conversation import Speech
from ringup.skills.pace import Pace
from ringup.skills.values import PromptId
from ringup.voice.audio import Audio
from tests.pipelines.rig import Rig
from tests.voice.fakes import FakeSynthesizer

HELLO = Speech(PromptId("p1"), "Hello Sam.")
BYE = Speech(PromptId("p2"), "Goodbye.")


async def test_a_sentence_is_announced_spoken_and_followed_by_its_mark() -> None:
    down, _ = await run_test(
        Speak(FakeSynthesizer(8_000)),
        frames_to_send=[SpeakFrame(HELLO), SpeakFrame(BYE)],
        expected_down_frames=[
            PromptBeganFrame,
            TTSAudioRawFrame,
            TTSAudioRawFrame,
            TTSStoppedFrame,
            MarkFrame,
            PromptBeganFrame,
            TTSAudioRawFrame,
            TTSStoppedFrame,
            MarkFrame,
        ],
    )
    sound = down[1]
    assert isinstance(sound, TTSAudioRawFrame)
    assert (sound.sample_rate, sound.num_channels) == (8_000, 1)
    assert [x.prompt for x in down if isinstance(x, PromptBeganFrame | MarkFrame)] == ["p1", "p1", "p2", "p2"]


async def test_a_sentence_that_cannot_be_spoken_is_reported_and_the_next_one_is_said(
    caplog: pytest.LogCaptureFixture,
) -> None:
    voice = FakeSynthesizer(8_000)
    voice.failing.add(HELLO.text)
    down, up = await run_test(Speak(voice), frames_to_send=[SpeakFrame(HELLO), SpeakFrame(BYE)])
    [failed] = [frame for frame in up if isinstance(frame, PromptFailedFrame)]
    assert failed.prompt == HELLO.prompt
    assert [frame.prompt for frame in down if isinstance(frame, MarkFrame)] == [BYE.prompt]
    assert "a sentence could not be spoken" in caplog.text
    assert HELLO.text not in caplog.text


async def test_what_is_not_for_it_passes() -> None:
    await run_test(
        Speak(FakeSynthesizer(8_000)), frames_to_send=[TextFrame("x")], expected_down_frames=[TextFrame]
    )


async def test_a_sentence_is_said_as_slowly_and_loudly_as_the_caller_asked() -> None:
    plain = await _sound_of(HELLO)
    asked = await _sound_of(replace(HELLO, pace=Pace(tempo=0.5, gain=6.0)))
    assert asked.seconds == 2 * plain.seconds
    assert 5.5 < asked.level - plain.level < 6.5


async def _sound_of(speech: Speech) -> Audio:
    down, _ = await run_test(Speak(FakeSynthesizer(8_000)), frames_to_send=[SpeakFrame(speech)])
    pieces = [Audio.from_pcm(x.audio, x.sample_rate) for x in down if isinstance(x, TTSAudioRawFrame)]
    return pieces[0]


class SlowVoice(FakeSynthesizer):
    """Makes one piece of a sentence, then waits."""

    def __init__(self) -> None:
        super().__init__(8_000)
        self.go_on = asyncio.Event()

    async def synthesize(self, text: str, tempo: float = 1.0) -> AsyncIterator[Audio]:
        async for piece in super().synthesize(text, tempo):
            yield piece
            await self.go_on.wait()


async def test_an_interruption_stops_the_sentence_and_its_mark_never_comes() -> None:
    voice = SlowVoice()
    async with Rig(Speak(voice)) as rig:
        await rig.send(SpeakFrame(HELLO), SpeakFrame(BYE))
        await rig.down(TTSAudioRawFrame)
        await rig.send(InterruptionFrame())
        await rig.down(InterruptionFrame)
        voice.go_on.set()
        await rig.send(SpeakFrame(Speech(PromptId("p3"), "Of course.")))
        mark = await rig.down(MarkFrame)
    assert mark.prompt == "p3"
    assert rig.count(MarkFrame) == 1
    assert voice.said == ["Hello Sam.", "Of course."]


def test_a_mark_is_known_by_its_name_in_both_directions() -> None:
    assert mark_name(mark_after(PromptId("p1")).message) == "p1"
    assert mark_name({"event": "mark", "name": "p1"}) == "p1"
    for other in (
        None,
        "mark",
        {"event": "stop"},
        {"event": "mark", "mark": {}},
        {"event": "mark", "name": 7},
    ):
        assert mark_name(other) is None
