from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ringup.voice.audio import Audio
from ringup.voice.loudness import louder


def tone(peak: int) -> Audio:
    time = np.arange(800) / 8_000
    return Audio((peak * np.sin(2 * np.pi * 200 * time)).astype(np.int16), 8_000)


def test_quiet_speech_is_amplified_as_it_is() -> None:
    quiet = tone(1_000)
    assert abs(louder(quiet, 6.0).level - quiet.level - 6.0) < 0.1


def test_nothing_to_add_gives_the_same_sound() -> None:
    sound = tone(1_000)
    assert louder(sound, 0.0) is sound


@given(st.lists(st.integers(-32_768, 32_767), min_size=1, max_size=50), st.floats(0.5, 24.0))
def test_no_sample_turns_over_and_order_stays(samples: list[int], decibels: float) -> None:
    before = np.array(samples, dtype=np.int16)
    after = louder(Audio(before, 8_000), decibels).samples
    assert np.all(np.sign(after) * np.sign(before) >= 0)
    ranked = np.argsort(before, kind="stable")
    assert np.all(np.diff(after[ranked].astype(int)) >= 0)
