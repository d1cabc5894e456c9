"""The telephone's acoustic model: how Gaussians follow what was heard, and the files they are kept in."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from ringup.voice.asr.acoustic_model import CEPSTRA, GAUSSIANS, PHONES, SHAPE, STREAMS, Gaussians
from tools.adapt_telephone import Counts, Heard, adapted
from tools.gaussians import write

PHONE, SENONE = 2, 0
SHIFT = 7.0

dice = np.random.default_rng(3)


@pytest.fixture(scope="module")
def counts() -> Counts:
    """A line that adds something to each cepstrum, over which one phone of three was heard."""
    model = Gaussians(
        dice.normal(0, 20, (PHONES, STREAMS, GAUSSIANS, CEPSTRA)),
        np.ones((PHONES, STREAMS, GAUSSIANS, CEPSTRA)),
    )
    counted = Counts(model)
    weights = np.zeros((STREAMS, GAUSSIANS, SENONE + 1))
    for phone in range(0, PHONES, 3):
        wide = model.means[phone, 0][dice.integers(GAUSSIANS, size=400)] + dice.normal(size=(400, CEPSTRA))
        places = np.full(400, phone), np.full(400, SENONE)
        counted.take(Heard(wide, wide + SHIFT, *places), weights)
    return counted


def test_each_frame_is_counted_once_a_stream(counts: Counts) -> None:
    assert counts.frames.sum((0, 2)) == pytest.approx(np.full(STREAMS, 14 * 400))


def test_all_gaussians_follow_the_line(counts: Counts) -> None:
    """Those of the phones that were never heard, too."""
    moved = adapted(counts).means[:, 0] - counts.model.means[:, 0]
    assert np.abs(moved.mean((1, 2)) - SHIFT).max() < 0.5


def test_what_was_heard_often_is_believed_more_than_the_map() -> None:
    model = Gaussians(dice.normal(0, 20, SHAPE), np.ones(SHAPE))
    counted = Counts(model)
    counted.frames[:] = 10
    counted.sums[:] = model.means * 10
    counted.squares[:] = (model.means**2 + 1) * 10
    place, far = (PHONE, 0, 5), model.means[PHONE, 0, 5] + 40
    counted.frames[place], counted.sums[place] = 10_000, far * 10_000
    counted.squares[place] = (far**2 + 1) * 10_000
    assert adapted(counted).means[place] == pytest.approx(far, abs=1)
    assert adapted(counted).means[PHONE, 1] == pytest.approx(model.means[PHONE, 1], abs=1)


def test_files_are_read_as_they_were_written(tmp_path: Path) -> None:
    model = Gaussians.of_pocketsphinx()
    write(model, tmp_path)
    again = Gaussians.read(tmp_path)
    assert again.means == pytest.approx(model.means, rel=1e-3, abs=1e-6)
    assert again.variances == pytest.approx(model.variances, rel=1e-3)
