from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from ringup.voice.asr.windows import joined, windows
from ringup.voice.audio import WIDE_RATE, Samples
from ringup.voice.ports import Transcript, Word

LONGEST, LOOKED_BACK = 28.0, 8.0


def _talk(seconds: float, *pauses: float) -> Samples:
    """Noise, with a pause of half a second at each of `pauses`."""
    sound = (np.random.default_rng(5).normal(size=round(seconds * WIDE_RATE)) * 3_000).astype(np.int16)
    for pause in pauses:
        sound[round(pause * WIDE_RATE) : round((pause + 0.5) * WIDE_RATE)] //= 100
    return sound


@settings(max_examples=20, deadline=None)  # minutes of sound
@given(st.floats(0, 100))
def test_nothing_is_lost_and_every_window_fits(seconds: float) -> None:
    sound = _talk(seconds)
    parts = list(windows(sound, LONGEST, LOOKED_BACK))
    assert np.array_equal(np.concatenate(parts), sound)
    assert all(len(part) <= LONGEST * WIDE_RATE for part in parts)


def test_it_is_cut_where_nobody_speaks() -> None:
    first, second = windows(_talk(40, 12.0, 24.0), LONGEST, LOOKED_BACK)
    assert 24.0 < len(first) / WIDE_RATE < 24.5
    assert len(first) + len(second) == 40 * WIDE_RATE


def test_what_was_heard_is_put_together() -> None:
    yes = Transcript("yes", 0.9, (Word("yes", 0.5, 0.8, 0.9),), ("yep",))
    both = joined([(yes, 0.0), (Transcript(), 25.0), (Transcript("please", 0.6, ()), 50.0), (yes, 75.0)])
    assert (both.text, both.confidence) == ("yes please yes", 0.6)
    assert [(word.start, word.end) for word in both.words] == [(0.5, 0.8), (75.5, 75.8)]


def test_nothing_in_any_window_is_nothing() -> None:
    assert joined([(Transcript(), 0.0), (Transcript(), 25.0)]) == Transcript()
