"""The telephone's acoustic model: how Gaussians follow what was heard, and the files they are kept in."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from ringup.voice.asr.acoustics import MEANS
from tools import gaussians
from tools.adapt_telephone import Counts, Heard, adapted, streams
from tools.gaussians import CEPSTRA, GAUSSIANS, PHONES, STREAMS, Gaussians

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
    model = Gaussians(dice.normal(0, 20, gaussians.SHAPE), np.ones(gaussians.SHAPE))
    counted = Counts(model)
    counted.frames[:] = 10
    counted.sums[:] = model.means * 10
    counted.squares[:] = (model.means**2 + 1) * 10
    place, far = (PHONE, 0, 5), model.means[PHONE, 0, 5] + 40
    counted.frames[place], counted.sums[place] = 10_000, far * 10_000
    counted.squares[place] = (far**2 + 1) * 10_000
    assert adapted(counted).means[place] == pytest.approx(far, abs=1)
    assert adapted(counted).means[PHONE, 1] == pytest.approx(model.means[PHONE, 1], abs=1)


def test_slopes_are_those_that_pocketsphinx_takes() -> None:
    rising = np.arange(20.0)[:, None] * np.ones(CEPSTRA)
    inside = streams(rising)[5:-5]
    assert inside[:, 1] == pytest.approx(np.full_like(inside[:, 1], 4))
    assert inside[:, 2] == pytest.approx(np.zeros_like(inside[:, 2]))


def test_files_are_read_as_they_were_written(tmp_path: Path) -> None:
    model = Gaussians.of_pocketsphinx()
    model.write(tmp_path)
    again = Gaussians.read(tmp_path)
    assert again.means == pytest.approx(model.means, rel=1e-3, abs=1e-6)
    assert again.variances == pytest.approx(model.variances, rel=1e-3)


def test_a_file_of_another_form_is_refused(tmp_path: Path) -> None:
    Gaussians.of_pocketsphinx().write(tmp_path)
    means = tmp_path / MEANS
    means.write_bytes(means.read_bytes().replace((GAUSSIANS).to_bytes(4, "little"), b"\x07\0\0\0", 1))
    with pytest.raises(gaussians.UnknownModel):
        Gaussians.read(tmp_path)


def test_states_weigh_all_gaussians() -> None:
    shares = np.exp(gaussians.mixtures()).sum(1)
    assert shares.min() > 0.9
    assert shares.max() < 1.1


def test_phones_are_told_by_name() -> None:
    told = gaussians.phones()
    assert len(set(told)) == PHONES
    assert {"AA", "SIL", "ZH"} <= set(told)
