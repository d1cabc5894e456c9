from __future__ import annotations

import numpy as np
import pytest

from ringup.telephony.standin.recordings import recording
from ringup.telephony.standin.sound import over_the_line
from ringup.voice.audio import PHONE_RATE, WIDE_RATE, Audio, Samples
from ringup.voice.blocks import Blockwise


def first(one: Samples, *_: Samples) -> Samples:
    assert len(one) == 160
    return one


@pytest.mark.parametrize(("rate", "late"), [(PHONE_RATE, 160), (WIDE_RATE, 320)])
def test_sound_of_any_length_comes_out_as_long_and_a_little_later(rate: int, late: int) -> None:
    random = np.random.default_rng(1)
    sound = random.integers(-9_000, 9_000, 20_000).astype(np.int16)
    through, out, at = Blockwise(first, rate), [], 0
    while at < len(sound):
        size = int(random.integers(1, 700))
        piece = Audio(sound[at : at + size], rate)
        made = through(piece)
        assert len(made.samples) == len(piece.samples)
        out.append(made.samples)
        at += size
    joined = np.concatenate(out)
    assert not joined[: late // 4].any()
    if rate == WIDE_RATE:
        assert np.array_equal(joined[late:], sound[:-late])


def test_speech_on_the_telephone_comes_through() -> None:
    said = over_the_line(recording("where-is-my-order"))
    through = Blockwise(first, PHONE_RATE)
    made = np.concatenate([through(piece).samples for piece in said.chunks(0.02)]).astype(float)
    likeness = max(np.corrcoef(made[lag:], said.samples[: len(made) - lag])[0, 1] for lag in range(100, 260))
    assert likeness > 0.98


def test_several_sounds_go_through_side_by_side() -> None:
    def sums(one: Samples, other: Samples) -> Samples:
        return one + other

    ones, twos = (Audio(np.full(3_200, value, np.int16), WIDE_RATE) for value in (1, 2))
    assert set(Blockwise(sums, WIDE_RATE, inputs=2)(ones, twos).samples[320:]) == {3}
