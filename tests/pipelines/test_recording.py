"""What lies where in a recording, read back from the file."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ringup.pipelines.recording import MOST_AHEAD_MS, Recorder
from ringup.pipelines.timeline import MOST_JUMP_MS
from ringup.skills.values import Span
from ringup.voice.audio import PHONE_RATE
from tests.pipelines.tape import PACKET_MS, Clock, channels, hear, runs, sound


@pytest.fixture
def recorder(path: Path, clock: Clock) -> Iterator[Recorder]:
    recorder = Recorder.open(path, PHONE_RATE, clock=clock)
    yield recorder
    recorder.close()


# the caller


def test_sound_lies_where_its_timestamp_says(recorder: Recorder, path: Path) -> None:
    recorder.caller(sound(1), 0)
    recorder.caller(sound(2), 1_000)
    recorder.close()
    assert runs(channels(path)[0]) == [(1, 0, 20), (2, 1000, 1020)]
    assert (recorder.now_ms, recorder.position_ms) == (1020, 1020)


def test_late_sound_within_the_window_is_placed(recorder: Recorder, path: Path) -> None:
    for stamp, value in ((0, 1), (40, 3), (20, 2), (60, 4)):
        recorder.caller(sound(value), stamp)
    recorder.close()
    assert runs(channels(path)[0]) == [(1, 0, 20), (2, 20, 40), (3, 40, 60), (4, 60, 80)]
    assert recorder.refused == 0


def test_of_sound_that_overlaps_the_first_stays(recorder: Recorder, path: Path) -> None:
    recorder.caller(sound(1), 0)
    recorder.caller(sound(2), 0)
    recorder.caller(sound(3, 40), 10)
    recorder.close()
    assert runs(channels(path)[0]) == [(1, 0, 20), (3, 20, 50)]


@pytest.mark.parametrize("stamp", [0, -60_000, MOST_JUMP_MS + 5_000, 2**62])
def test_a_timestamp_out_of_reach_is_refused(recorder: Recorder, path: Path, stamp: int) -> None:
    recorder.caller(sound(1, 2_000), 0)
    recorder.caller(sound(9), stamp)
    recorder.caller(sound(2), 2_000)
    recorder.close()
    assert runs(channels(path)[0]) == [(1, 0, 2000), (2, 2000, 2020)]
    assert recorder.refused == 1


def test_rounded_timestamps_leave_no_seams(recorder: Recorder, path: Path) -> None:
    for number in range(100):
        recorder.caller(sound(1), number * PACKET_MS + (number % 3 - 1))
    recorder.close()
    assert runs(channels(path)[0]) == [(1, 0, 2000)]


def test_a_carrier_that_counts_anew_is_followed_after_a_second(
    recorder: Recorder, path: Path, clock: Clock
) -> None:
    hear(recorder, clock, 5_000)
    clock.pass_ms(500)
    for stamp in range(0, 2_000, PACKET_MS):
        clock.pass_ms(PACKET_MS)
        recorder.caller(sound(7), stamp)
    recorder.close()
    ((_, start, end),) = runs(channels(path)[0])
    assert start == pytest.approx(6_480, abs=PACKET_MS)
    assert end == pytest.approx(7_500, abs=PACKET_MS)
    assert recorder.refused == 49


def test_without_timestamps_sound_follows_sound(recorder: Recorder, path: Path) -> None:
    recorder.caller(sound(1))
    recorder.caller(sound(2, 30))
    recorder.close()
    assert runs(channels(path)[0]) == [(1, 0, 20), (2, 20, 50)]


def test_another_rate_is_a_programming_error(recorder: Recorder) -> None:
    with pytest.raises(ValueError, match="16000 Hz"):
        recorder.caller(sound(1, rate=16_000))


# the assistant


def test_sentences_sent_ahead_play_in_sequence(recorder: Recorder, path: Path, clock: Clock) -> None:
    hear(recorder, clock, 1_000)
    spans = [recorder.assistant(sound(value, 400)) for value in (1, 2)]
    hear(recorder, clock, 2_000, first=1_000)
    spans.append(recorder.assistant(sound(3, 400)))
    hear(recorder, clock, 1_000, first=3_000)
    recorder.close()
    assert spans == [Span(1000, 1400), Span(1400, 1800), Span(3000, 3400)]
    assert runs(channels(path)[1]) == [(1, 1000, 1400), (2, 1400, 1800), (3, 3000, 3400)]


def test_what_is_cleared_was_never_played(recorder: Recorder, path: Path, clock: Clock) -> None:
    hear(recorder, clock, 1_000)
    recorder.assistant(sound(1, 3_000))
    hear(recorder, clock, 500, first=1_000)
    recorder.clear()
    assert recorder.assistant(sound(2, 100)) == Span(1500, 1600)
    hear(recorder, clock, 2_000, first=1_500)
    recorder.close()
    assert runs(channels(path)[1]) == [(1, 1000, 1500), (2, 1500, 1600)]


def test_the_line_goes_on_while_the_input_stalls(recorder: Recorder, path: Path, clock: Clock) -> None:
    """The caller hears a sentence that is sent during a stall then, and not when the stall began."""
    hear(recorder, clock, 1_000)
    clock.pass_ms(3_000)
    span = recorder.assistant(sound(5, 200))
    for stamp in range(1_000, 4_000, PACKET_MS):
        recorder.caller(sound(1), stamp)
    hear(recorder, clock, 1_000, first=4_000)
    recorder.close()
    assert span == Span(4000, 4200)
    assert runs(channels(path)[0]) == [(1, 1000, 4000)]
    assert runs(channels(path)[1]) == [(5, 4000, 4200)]


def test_sound_that_is_come_to_late_tells_of_the_line_when_it_arrived(
    recorder: Recorder, clock: Clock
) -> None:
    """The line is in time, and the process half a second behind."""
    began = clock.now
    clock.pass_ms(1_500)
    for stamp in range(0, 1_000, PACKET_MS):
        recorder.caller(sound(1), stamp, arrived=began + (stamp + PACKET_MS) / 1000)
    assert recorder.now_ms == 1_000
    assert recorder.assistant(sound(5, 200)) == Span(1_500, 1_700)


def test_speech_in_step_with_a_coarse_clock_has_no_gaps(recorder: Recorder, path: Path) -> None:
    """A browser's sound has no timestamps, and ours is sent at the pace of speech."""
    for _ in range(50):
        recorder.caller(sound(1))
        recorder.assistant(sound(2, 10))
        recorder.assistant(sound(2, 10))
    recorder.close()
    assert runs(channels(path)[1]) == [(2, 20, 1000)]


def test_what_was_not_played_when_the_line_ended_is_left_out(
    recorder: Recorder, path: Path, clock: Clock
) -> None:
    hear(recorder, clock, 1_000)
    recorder.assistant(sound(5, 5_000))
    hear(recorder, clock, 500, first=1_000)
    recorder.close()
    assert runs(channels(path)[1]) == [(5, 1000, 1500)]
    assert recorder.position_ms == 1_500


def test_a_line_without_a_caller_holds_a_bounded_lot(recorder: Recorder) -> None:
    for _ in range(3 * MOST_AHEAD_MS // 1_000):
        recorder.assistant(sound(1, 1_000))
    assert recorder._right.end <= MOST_AHEAD_MS * PHONE_RATE // 1000


def test_what_was_sent_after_the_last_sign_of_the_line_is_left_out(
    recorder: Recorder, path: Path, clock: Clock
) -> None:
    """That the line is gone is noticed late."""
    hear(recorder, clock, 1_000)
    recorder.assistant(sound(5, 5_000))
    hear(recorder, clock, 500, first=1_000)
    clock.pass_ms(400)
    recorder.close()
    assert runs(channels(path)[1]) == [(5, 1000, 1500)]
    assert recorder.position_ms == 1_500


# the file


def test_a_recording_is_on_disk_while_the_call_runs(recorder: Recorder, path: Path, clock: Clock) -> None:
    hear(recorder, clock, 60_000)
    assert len(channels(path)[0]) / PHONE_RATE == pytest.approx(60, abs=1.5)
    assert len(recorder._left._sound) <= 2 * PHONE_RATE


def test_nothing_recorded_is_overwritten(path: Path, clock: Clock) -> None:
    for value in (1, 2):
        recorder = Recorder.open(path, PHONE_RATE, clock=clock)
        recorder.caller(sound(value, 1_000), 0)
        recorder.close()
    assert runs(channels(path)[0]) == [(1, 0, 1000), (2, 1000, 2000)]


def test_closing_again_and_late_sound_change_nothing(recorder: Recorder, path: Path) -> None:
    recorder.caller(sound(1), 0)
    recorder.close()
    content = path.read_bytes()
    recorder.caller(sound(2, 5_000), 20)
    recorder.assistant(sound(3))
    recorder.clear()
    recorder.close()
    assert path.read_bytes() == content


WRITER = """
import sys
import numpy as np
from pathlib import Path
from ringup.pipelines.recording import Recorder
from ringup.voice.audio import Audio

recorder = Recorder.open(Path(sys.argv[1]), 8000)
second = Audio(np.full(8000, 1, np.int16), 8000)
stamp = 0
while True:
    recorder.caller(second, stamp)
    stamp += 1000
    print(recorder.position_ms, flush=True)
"""


def test_a_recording_is_playable_after_a_kill(path: Path, clock: Clock) -> None:
    with subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        written = [int(writer.stdout.readline()) for _ in range(20)][-1]
        os.kill(writer.pid, signal.SIGKILL)
    left, right = channels(path)
    assert len(left) >= written * PHONE_RATE // 1000
    assert left.all()
    assert not right.any()
    resumed = Recorder.open(path, PHONE_RATE, clock=clock)
    resumed.caller(sound(2), 0)
    resumed.close()
    assert [value for value, _, _ in runs(channels(path)[0])] == [1, 2]


# disks that are full


def test_a_full_disk_stops_the_recording_and_nothing_else(path: Path, clock: Clock) -> None:
    path.symlink_to("/dev/full")
    told: list[bool] = []
    recorder = Recorder.open(path, PHONE_RATE, clock=clock, on_failed=lambda: told.append(True))
    hear(recorder, clock, 3_000)
    assert recorder.assistant(sound(1, 100)) == Span(3000, 3100)
    recorder.clear()
    recorder.close()
    assert recorder.failed
    assert told == [True]
    assert (recorder.now_ms, recorder.position_ms) == (3_000, 3_000)


def test_a_disk_that_fills_up_keeps_what_there_was(path: Path, clock: Clock) -> None:
    """A limit on file size stands for the end of the disk."""
    recorder = Recorder.open(path, PHONE_RATE, clock=clock)
    hear(recorder, clock, 2_000)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        hear(recorder, clock, 8_000, first=2_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    recorder.close()
    assert recorder.failed
    assert 1_000 <= len(channels(path)[0]) * 1000 / PHONE_RATE <= 100_000 / 32
    assert recorder.position_ms == 10_000


def test_another_file_in_its_place_is_left_alone(path: Path, clock: Clock) -> None:
    path.write_bytes(b"not a recording" * 10)
    recorder = Recorder.open(path, PHONE_RATE, clock=clock)
    hear(recorder, clock, 2_000)
    recorder.close()
    assert recorder.failed
    assert path.read_bytes() == b"not a recording" * 10


def test_no_file_at_all_is_a_recording_that_failed(tmp_path: Path, clock: Clock) -> None:
    recorder = Recorder.open(tmp_path / "nowhere" / "recording.wav", PHONE_RATE, clock=clock)
    assert recorder.failed
