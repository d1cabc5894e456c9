"""Recordings hold what was really on the line, where it was."""

from __future__ import annotations

import numpy as np
import pytest

from ringup.telephony.standin.events import Kind
from tests.journeys import callers
from tests.journeys.callers import JOURNEYS, Journey
from tests.journeys.outcome import Ends, Outcome
from tests.journeys.sound import at, channels, lags_ms, level

TWO_LINES = (
    callers.is_cut_off_in_the_read_back,
    callers.is_cut_off_after_the_yes,
    callers.is_cut_off_in_the_goodbye,
    callers.comes_in_twice,
)
RECORDED = tuple(journey for journey in JOURNEYS if journey is not callers.has_a_full_disk)
ONE_LINE = tuple(journey for journey in RECORDED if journey not in TWO_LINES)

OFF_BY_MS = 60
"""A frame of the line that is to come, and a piece of ours, which is as long as two, to be played."""

END_MS = 20
"""One frame: what may be lacking, or too much, at the end of the call."""

OFF_BY_SECOND_LINE_MS = 40
"""Where it began is known from the promptest of its first sound, which a busy machine may hear 20 ms late."""

SHORT_MS = 300
"""What sounds for less is no good measure."""


@pytest.mark.parametrize("journey", ONE_LINE)
def test_the_caller_is_recorded_sample_by_sample(ends: Ends, journey: Journey) -> None:
    outcome = ends.of(journey)
    caller, _ = channels(outcome.recording)
    said = outcome.call.caller_track.samples[at(outcome.begins_at_ms) :]
    common = min(len(caller), len(said))
    assert np.array_equal(caller[:common], said[:common])
    assert abs(len(caller) - at(outcome.ends_at_ms - outcome.begins_at_ms)) <= at(END_MS)


@pytest.mark.parametrize("journey", TWO_LINES)
def test_after_a_gap_the_sound_is_in_its_place_again(ends: Ends, journey: Journey) -> None:
    outcome = ends.of(journey)
    caller, assistant = channels(outcome.recording)
    said = outcome.call.caller_track.samples[at(outcome.begins_at_ms) :]
    for turn in (turn for turn in outcome.turns if turn.prompt is None):
        lags = lags_ms(caller, said, turn.start_ms, turn.end_ms)
        assert lags
        assert max(map(abs, lags)) <= OFF_BY_SECOND_LINE_MS
    gap = slice(*(at(ms) for ms in _between_lines(outcome)))
    assert not caller[gap].any()
    assert not assistant[gap].any()


@pytest.mark.parametrize("journey", RECORDED)
def test_every_turn_points_at_its_sound(ends: Ends, journey: Journey) -> None:
    outcome = ends.of(journey)
    caller, assistant = channels(outcome.recording)
    for turn in outcome.turns:
        channel = caller if turn.prompt is None else assistant
        assert 0 <= turn.start_ms <= turn.end_ms
        assert at(turn.end_ms) <= len(channel) + at(OFF_BY_MS)
        if turn.end_ms - turn.start_ms >= SHORT_MS:
            assert level(channel[at(turn.start_ms) : at(turn.end_ms)]) > -40


def _between_lines(outcome: Outcome) -> tuple[float, float]:
    """When nothing can have been recorded; a second line may be there before the first is gone."""
    closed = outcome.call.happened(Kind.STREAM_CLOSED)[0].at * 1000
    opened = outcome.call.happened(Kind.STREAM_OPENED)[1].at * 1000
    begins = outcome.begins_at_ms
    late = OFF_BY_SECOND_LINE_MS
    return closed - begins + late, max(closed, opened) - begins - late
