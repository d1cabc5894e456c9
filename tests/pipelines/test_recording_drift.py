"""Whatever the line does, sound in the recording lies where it was on the line."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.recording_drift import ALLOWED_MS, PACKET_MS, Scenario, Stretch, drift
from ringup.voice.audio import PHONE_RATE, WIDE_RATE

MINUTES_2 = 120_000


def stretches(most: int, longest: int) -> st.SearchStrategy[tuple[Stretch, ...]]:
    """None in the first second: where the line is can be known once it was heard."""
    one = st.builds(Stretch, st.integers(1_000, MINUTES_2), st.integers(20, longest))
    return st.lists(one, max_size=most).map(tuple)


packets = st.frozensets(st.integers(0, MINUTES_2 // PACKET_MS - 1), max_size=20)

scenarios = st.builds(
    Scenario,
    st.just(MINUTES_2),
    stalls=stretches(8, 8_000),
    losses=stretches(4, 5_000),
    sentences=stretches(12, 9_000),
    clears=st.lists(st.integers(0, MINUTES_2), max_size=6).map(tuple),
    repeated=packets,
    swapped=packets,
)


@settings(
    max_examples=100,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(scenarios, st.sampled_from([PHONE_RATE, WIDE_RATE]))
def test_two_minutes_of_a_bad_line_do_not_drift(scenario: Scenario, rate: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        found = drift(scenario, Path(folder) / "recording.wav", rate)
    assert found.caller_ms < ALLOWED_MS
    assert found.assistant_ms < ALLOWED_MS
    assert found.length_ms < ALLOWED_MS
    assert (found.missing, found.strays) == (0, 0)


def test_our_clock_may_run_faster_than_the_carriers(tmp_path: Path) -> None:
    """After a quarter of an hour two crystals are 45 ms apart."""
    scenario = Scenario(900_000, sentences=(Stretch(890_000, 2_000),))
    assert drift(scenario, tmp_path / "recording.wav").assistant_ms < ALLOWED_MS / 2


@pytest.mark.parametrize("channel", ["caller", "assistant"])
def test_a_drift_would_be_noticed(channel: str, tmp_path: Path) -> None:
    """The measurement itself: a click whose sound was lost on the way counts as missing."""
    sentences = (Stretch(5_000, 4_000),)
    whole = drift(Scenario(20_000, sentences=sentences), tmp_path / "whole.wav")
    assert (whole.caller_clicks, whole.assistant_clicks) == (20, 8)
    lossy = {
        "caller": Scenario(20_000, losses=(Stretch(3_000, 2_500),), sentences=sentences),
        "assistant": Scenario(20_000, sentences=sentences, clears=(6_000,)),
    }[channel]
    found = drift(lossy, tmp_path / "lossy.wav")
    assert found.caller_clicks + found.assistant_clicks < 28
    assert found.missing == 0
