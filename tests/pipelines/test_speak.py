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

from ringup.pipelines.floor import Floor
from ringup.pipelines.frames import (
    FillFrame,
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
from tests.voice.hanging import HangingSynthesizer

HELLO = Speech(PromptId("p1"), "Hello Sam.")
BYE = Speech(PromptId("p2"), "Goodbye.")


async def test_a_sentence_is_announced_spoken_and_followed_by_its_mark() -> None:
    down, _ = await run_test(
        Speak(FakeSynthesizer(8_000), Floor()),
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
    down, up = await run_test(Speak(voice, Floor()), frames_to_send=[SpeakFrame(HELLO), SpeakFrame(BYE)])
    [failed] = [frame for frame in up if isinstance(frame, PromptFailedFrame)]
    assert failed.prompt == HELLO.prompt
    assert [frame.prompt for frame in down if isinstance(frame, MarkFrame)] == [BYE.prompt]
    assert "a sentence could not be spoken" in caplog.text
    assert HELLO.text not in caplog.text


async def test_what_is_not_for_it_passes() -> None:
    await run_test(
        Speak(FakeSynthesizer(8_000), Floor()),
        frames_to_send=[TextFrame("x")],
        expected_down_frames=[TextFrame],
    )


async def test_a_sentence_is_said_as_slowly_and_loudly_as_the_caller_asked() -> None:
    plain = await _sound_of(HELLO)
    asked = await _sound_of(replace(HELLO, pace=Pace(tempo=0.5, gain=6.0)))
    assert asked.seconds == 2 * plain.seconds
    assert 5.5 < asked.level - plain.level < 6.5


async def _sound_of(speech: Speech) -> Audio:
    down, _ = await run_test(Speak(FakeSynthesizer(8_000), Floor()), frames_to_send=[SpeakFrame(speech)])
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
    async with Rig(Speak(voice, Floor())) as rig:
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


async def test_no_sentence_begins_while_the_caller_has_the_floor() -> None:
    voice, floor = GatedVoice(HELLO.text), Floor()
    voice.go_on.set()
    floor.take()
    async with Rig(Speak(voice, floor)) as rig:
        await rig.send(SpeakFrame(HELLO))
        await voice.asked.wait()
        await rig.send(InterruptionFrame())
        await rig.down(InterruptionFrame)
        assert rig.count(PromptBeganFrame) == 0
        await rig.send(SpeakFrame(BYE), FillFrame(MOMENT))
        assert (await rig.down(MarkFrame)).prompt == MOMENT.prompt
        floor.leave()
        assert (await rig.down(MarkFrame)).prompt == BYE.prompt


MOMENT = Speech(PromptId("filler1"), "One moment, please.")


async def test_how_much_of_a_sentence_is_made_is_known() -> None:
    floor = Floor()
    floor.given(HELLO)
    assert floor.unfinished
    await run_test(Speak(FakeSynthesizer(8_000, 0.25), floor), frames_to_send=[SpeakFrame(HELLO)])
    made = floor.heard(HELLO.prompt)
    assert made is not None
    assert (made.made_ms, made.whole, floor.unfinished) == (500, True, False)


@pytest.mark.parametrize("pieces", [0, 1])
async def test_a_voice_that_gives_no_more_sound_has_failed(pieces: int) -> None:
    voice = HangingSynthesizer({HELLO.text}, pieces=pieces)
    down, up = await run_test(
        Speak(voice, Floor(), piece_within=0.02), frames_to_send=[SpeakFrame(HELLO), SpeakFrame(BYE)]
    )
    assert [frame.prompt for frame in up if isinstance(frame, PromptFailedFrame)] == [HELLO.prompt]
    assert [frame.prompt for frame in down if isinstance(frame, MarkFrame)] == [BYE.prompt]


async def test_the_time_until_a_sentence_sounds_can_be_filled() -> None:
    voice, floor = GatedVoice(HELLO.text), Floor()
    async with Rig(Speak(voice, floor)) as rig:
        await rig.send(SpeakFrame(HELLO))
        await voice.asked.wait()
        await rig.send(FillFrame(MOMENT))
        assert (await rig.down(MarkFrame)).prompt == MOMENT.prompt
        assert floor.heard(MOMENT.prompt) is not None
        voice.go_on.set()
        assert (await rig.down(MarkFrame)).prompt == HELLO.prompt
    began = [frame.prompt for frame in rig.downs if isinstance(frame, PromptBeganFrame)]
    assert began == [MOMENT.prompt, HELLO.prompt]


async def test_nothing_is_filled_in_once_the_sentence_sounds() -> None:
    voice, floor = SlowVoice(), Floor()
    async with Rig(Speak(voice, floor)) as rig:
        await rig.send(SpeakFrame(HELLO))
        await rig.down(TTSAudioRawFrame)
        await rig.send(FillFrame(MOMENT))
        await rig.send(InterruptionFrame())  # no frame tells that nothing came of another
        await rig.down(InterruptionFrame)
    assert rig.count(MarkFrame) == 0
    assert floor.idle


async def test_a_filler_that_comes_too_late_is_not_said() -> None:
    voice, floor = GatedVoice(MOMENT.text), Floor()
    async with Rig(Speak(voice, floor)) as rig:
        await rig.send(FillFrame(MOMENT))
        await voice.asked.wait()
        await rig.send(SpeakFrame(HELLO))
        assert (await rig.down(MarkFrame)).prompt == HELLO.prompt
        voice.go_on.set()
        await rig.send(SpeakFrame(BYE))
        assert (await rig.down(MarkFrame)).prompt == BYE.prompt
    assert rig.count(PromptBeganFrame) == 2


async def test_an_interruption_stops_a_filler_as_well() -> None:
    voice, floor = GatedVoice(MOMENT.text), Floor()
    async with Rig(Speak(voice, floor)) as rig:
        await rig.send(FillFrame(MOMENT))
        await voice.asked.wait()
        await rig.send(InterruptionFrame())
        await rig.down(InterruptionFrame)
        voice.go_on.set()
        await rig.send(SpeakFrame(BYE))
        assert (await rig.down(MarkFrame)).prompt == BYE.prompt
    assert rig.count(PromptBeganFrame) == 1


class GatedVoice(FakeSynthesizer):
    """Has nothing of one sentence until it may `go_on`; `asked` says that it was asked for."""

    def __init__(self, slow: str) -> None:
        super().__init__(8_000)
        self.asked, self.go_on = asyncio.Event(), asyncio.Event()
        self._slow = slow

    async def synthesize(self, text: str, tempo: float = 1.0) -> AsyncIterator[Audio]:
        if text == self._slow:
            self.asked.set()
            await self.go_on.wait()
        async for piece in super().synthesize(text, tempo):
            yield piece


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
