"""What the bench of open lines counts."""

from __future__ import annotations

from itertools import islice

import numpy as np

from bench.open_line.__main__ import From, Kind, Outcome, _coughs, _shuffled, row
from ringup.voice.audio import PHONE_RATE, Audio


def test_echoes_are_counted_against_our_own_sentences() -> None:
    outcome = Outcome(Kind.ECHO, From.READ_BACK, calls=2, minutes=3.04, ours=50, taken=1)
    assert row(outcome) == {
        "line": "echo",
        "from": "read-back",
        "minutes": 3.0,
        "calls": 2,
        "orders": 0,
        "stuck": 0,
        "our sentences": 50,
        "taken for a caller's": 1,
        "% of ours": 2.0,
    }


def test_a_line_on_which_we_never_spoke_has_no_share() -> None:
    assert row(Outcome(Kind.NOISE, From.GREETING))["% of ours"] == 0.0


def test_every_sound_comes_again_and_again_with_a_gap_behind_it() -> None:
    sounds = [Audio(np.full(8, level, np.int16), PHONE_RATE) for level in (1, 2, 3)]
    heard = [int(sound.samples[0]) for sound in islice(_shuffled(sounds, 0), 12)]
    assert sorted(heard[:6]) == sorted(heard[6:]) == [0, 0, 0, 1, 2, 3]
    assert heard[1::2] == [0] * 6


def test_no_cough_is_like_another() -> None:
    coughs = [sound.pcm for sound in islice(_coughs(0), 0, 12, 2)]
    assert len(set(coughs)) == len(coughs)
    gaps = [sound.seconds for sound in islice(_coughs(0), 1, 12, 2)]
    assert all(3 <= gap <= 6 for gap in gaps)
