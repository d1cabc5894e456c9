"""The acoustic model of the telephone's band, against what it stands for."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringup.voice.asr import telephone

ALL = 25
LIFTER = 1 + 11 * np.sin(np.arange(13) * np.pi / 22)

cepstra = st.lists(st.floats(-50, 50), min_size=13, max_size=13).map(np.array)


@given(cepstra)
def test_a_spectrum_that_the_cepstra_tell_has_those_of_its_lower_part(all_of_it: telephone.Floats) -> None:
    spectrum = (all_of_it / LIFTER) @ telephone.cosines(ALL)
    lower_part = telephone.cosines(telephone.FILTERS) @ spectrum[: telephone.FILTERS] * LIFTER
    assert np.array(telephone.narrowed(tuple(all_of_it))) == pytest.approx(lower_part, abs=1e-6)


def test_the_lower_filters_stay_where_they_were(tmp_path: Path) -> None:
    options = telephone.options(tmp_path)
    lines = Path(options["featparams"]).read_text("ascii").splitlines()
    told = dict(line.removeprefix("-").split() for line in lines)
    assert (told["nfilt"], told["lowerf"]) == ("18", "130")
    assert float(told["upperf"]) == pytest.approx(3446.5, abs=0.1)


def test_no_variance_grows_and_none_vanishes(tmp_path: Path) -> None:
    numbers = Path(telephone.options(tmp_path)["mllr"]).read_text("ascii").splitlines()
    shares = [np.array(line.split(), float) for line in numbers[17::16]]
    assert len(shares) == 3
    for share in shares:
        assert share.min() >= telephone.LEAST_VARIANCE
        assert share.max() < 1
