"""How well sounds fit states, beside the definition of a mixture."""

from __future__ import annotations

import numpy as np
import pytest

from ringup.voice.asr.acoustic_model import CEPSTRA, GAUSSIANS, PHONES, SHAPE, STREAMS, Gaussians
from ringup.voice.asr.senone_scores import Scorer

dice = np.random.default_rng(5)

MODEL = Gaussians(dice.normal(0, 3, SHAPE), dice.uniform(0.5, 4, SHAPE))
SENONES_PHONES = (2, 7, 2, PHONES - 1)
MIXTURES = np.log(dice.dirichlet(np.ones(GAUSSIANS), (STREAMS, len(SENONES_PHONES))).transpose(0, 2, 1))
SCORER = Scorer(MODEL, MIXTURES, SENONES_PHONES)


def likelihood(frame: np.ndarray[tuple[int, int], np.dtype[np.float64]], senone: int, phone: int) -> float:
    """Of one frame, term by term."""
    total = 0.0
    for stream in range(STREAMS):
        means, variances = MODEL.means[phone, stream], MODEL.variances[phone, stream]
        densities = np.exp(-((frame[stream] - means) ** 2) / (2 * variances)) / np.sqrt(2 * np.pi * variances)
        total += np.log((np.exp(MIXTURES[stream][:, senone]) * densities.prod(1)).sum())
    return total


def test_a_senone_fits_as_its_mixtures_say() -> None:
    features = dice.normal(0, 2, (6, STREAMS, CEPSTRA))
    scores = SCORER.scores(features)
    wanted = np.array(
        [[likelihood(frame, *senone) for senone in enumerate(SENONES_PHONES)] for frame in features]
    )
    assert scores == pytest.approx(wanted - wanted.max(1, keepdims=True), abs=1e-3)


def test_a_sound_that_fits_nothing_still_has_scores() -> None:
    far = np.full((2, STREAMS, CEPSTRA), 500.0)
    scores = SCORER.scores(far)
    assert np.isfinite(scores).all()
    assert scores.shape == (2, len(SENONES_PHONES))
