"""The taps: what was heard and what was sent lands in the recording, and on the floor."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from pipecat.frames.frames import (
    InputAudioRawFrame,
    InterruptionFrame,
    OutputAudioRawFrame,
    TextFrame,
    TTSAudioRawFrame,
)
from pipecat.tests.utils import run_test

from ringup.pipelines.floor import Floor
from ringup.pipelines.frames import PromptBeganFrame
from ringup.pipelines.record import AssistantTap, CallerTap
from ringup.pipelines.recording import Recorder
from ringup.skills.conversation import Speech
from ringup.skills.values import PromptId, Span

RATE = 8_000
P1, P2 = PromptId("p1"), PromptId("p2")


def tone(milliseconds: int) -> bytes:
    return np.full(RATE * milliseconds // 1000, 1_000, dtype="<i2").tobytes()


@pytest.fixture
def recorder(tmp_path: Path) -> Recorder:
    return Recorder.open(tmp_path / "recording.wav", RATE)


async def test_the_callers_sound_is_placed_by_the_carriers_time_and_passed_on(recorder: Recorder) -> None:
    late = InputAudioRawFrame(tone(20), RATE, 1)
    late.pts = 500_000_000
    first = InputAudioRawFrame(tone(20), RATE, 1)
    first.pts = 0
    await run_test(
        CallerTap(recorder),
        frames_to_send=[first, late, TextFrame("x")],
        expected_down_frames=[InputAudioRawFrame, InputAudioRawFrame, TextFrame],
    )
    assert recorder.now_ms == 520


async def test_without_time_stamps_sound_follows_sound(recorder: Recorder) -> None:
    pieces = [InputAudioRawFrame(tone(20), RATE, 1) for _ in range(5)]
    await run_test(CallerTap(recorder), frames_to_send=pieces)
    assert recorder.now_ms == 100


async def test_sound_that_was_sent_belongs_to_the_prompt_before_it(recorder: Recorder) -> None:
    floor = Floor()
    began: list[tuple[PromptId, Span]] = []
    for prompt in (P1, P2):
        floor.given(Speech(prompt, "hello"))
    await run_test(
        AssistantTap(recorder, floor, lambda prompt, span: began.append((prompt, span))),
        frames_to_send=[
            OutputAudioRawFrame(tone(40), RATE, 1),  # nobody's
            PromptBeganFrame(P1),
            TTSAudioRawFrame(tone(100), RATE, 1),
            TTSAudioRawFrame(tone(100), RATE, 1),
            PromptBeganFrame(P2),
            TTSAudioRawFrame(tone(300), RATE, 1),
        ],
    )
    (first, first_span), (second, second_span) = began
    assert (first, second) == (P1, P2)
    assert first_span.end_ms - first_span.start_ms == 100
    spans = {on_air.speech.prompt: span for on_air, span in floor.sounded()}
    assert spans[P1].end_ms - spans[P1].start_ms == 200
    assert spans[P2] == second_span
    assert second_span.start_ms == spans[P1].end_ms


async def test_an_interruption_takes_back_what_was_not_played(recorder: Recorder) -> None:
    floor = Floor()
    await run_test(
        AssistantTap(recorder, floor, lambda *_: None),
        frames_to_send=[PromptBeganFrame(P1), TTSAudioRawFrame(tone(5_000), RATE, 1), InterruptionFrame()],
    )
    recorder.close()
    assert recorder.position_ms < 5_000
