"""Where a recording goes on when a caller comes back on another connection."""

from __future__ import annotations

from pathlib import Path

import pytest

from ringup.pipelines.recording import SETTLES_MS, Recorder
from ringup.skills.values import Span
from ringup.voice.audio import PHONE_RATE
from tests.pipelines.tape import PACKET_MS, Clock, channels, hear, runs, sound


@pytest.fixture
def second(path: Path, clock: Clock) -> Recorder:
    """A further connection, which began 4 s after the call and was noticed 300 ms late."""
    first = Recorder.open(path, PHONE_RATE, clock=clock)
    hear(first, clock, 1_000)
    first.close()
    clock.pass_ms(3_300)
    return Recorder.open(path, PHONE_RATE, offset_ms=first.line_ms, clock=clock, line=first.line)


def test_a_caller_who_comes_back_is_placed_after_the_gap(path: Path, clock: Clock) -> None:
    first = Recorder.open(path, PHONE_RATE, clock=clock)
    first.caller(sound(1, 1_000), 0)
    first.close()
    second = Recorder.open(path, PHONE_RATE, offset_ms=7_000, clock=clock)
    assert second.now_ms == 7_000
    second.caller(sound(2, 500), 0)
    second.close()
    assert runs(channels(path)[0]) == [(1, 0, 1000), (2, 7000, 7500)]
    assert second.position_ms == 7_500


def test_a_connection_that_was_noticed_late_is_placed_by_its_own_sound(
    second: Recorder, path: Path, clock: Clock
) -> None:
    """It comes later still, in a burst, then at the pace of the line. What we said meanwhile moves too."""
    clock.pass_ms(200)
    second.caller(sound(1), 0)
    said = second.assistant(sound(5, 200))
    for stamp in range(PACKET_MS, 500, PACKET_MS):
        second.caller(sound(1), stamp)
    for stamp in range(500, 1_000, PACKET_MS):
        clock.pass_ms(PACKET_MS)
        second.caller(sound(2), stamp)
    second.close()
    assert runs(channels(path)[0]) == [(1, 4000, 4500), (2, 4500, 5000)]
    assert runs(channels(path)[1]) == [(5, 4200, 4400)]
    assert said == Span(4_500, 4_700), "given out before it was known better"


def test_once_it_is_settled_a_connection_stays_where_it_is(
    second: Recorder, path: Path, clock: Clock
) -> None:
    """All of its sound was 100 ms late until then."""
    clock.pass_ms(100 + PACKET_MS)
    second.caller(sound(1), 300)
    hear(second, clock, SETTLES_MS - 300, first=320)
    for stamp in range(SETTLES_MS + 20, SETTLES_MS + 120, PACKET_MS):
        second.caller(sound(0), stamp)
    second.close()
    assert runs(channels(path)[0]) == [(1, 4_400, 4_420)]


def test_until_it_is_settled_nothing_of_a_connection_is_final_unless_it_must_be(
    second: Recorder, path: Path, clock: Clock
) -> None:
    hear(second, clock, 2_000)
    assert len(channels(path)[0]) / PHONE_RATE < 4.0
    second.keep()
    assert len(channels(path)[0]) / PHONE_RATE > 5.7
    second.close()


def test_where_both_were_heard_the_sound_before_stays(path: Path, clock: Clock) -> None:
    """A second connection takes the place of the first, and began earlier than was noticed."""
    first = Recorder.open(path, PHONE_RATE, clock=clock)
    hear(first, clock, 1_000)
    clock.pass_ms(200)
    first.caller(sound(1, 200), 1_000)
    first.close()
    second = Recorder.open(path, PHONE_RATE, offset_ms=first.line_ms, clock=clock, line=first.line)
    for stamp in range(0, 400, PACKET_MS):
        second.caller(sound(2), stamp)
    clock.pass_ms(100)
    second.caller(sound(3, 100), 400)
    second.close()
    assert runs(channels(path)[0]) == [(1, 1000, 1200), (3, 1200, 1300)]
