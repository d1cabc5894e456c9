from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ringup.voice.asr.confidence import HeardWord, believe, clarity, levels

CLEAR = HeardWord("yes", 30, 60, 0.99, -60.0, -2.5, 3)

probabilities = st.floats(0, 1)


def test_nothing_heard_is_nothing_believed() -> None:
    assert believe([], 1.0, 40.0) == 0.0


def test_believes_a_clear_word() -> None:
    assert believe([CLEAR], 0.3, 40.0) > 0.8


def test_doubts_a_word_with_rivals_that_fits_badly() -> None:
    rivalled = replace(CLEAR, posterior=0.1, acoustic=-200.0, language=-6.0)
    assert believe([rivalled], 0.01, 40.0) < 0.4


def test_doubts_a_word_stretched_over_noise() -> None:
    assert believe([replace(CLEAR, end=230, acoustic=-400.0)], 0.3, 40.0) < 0.1


def test_believes_nothing_that_noise_covers() -> None:
    assert believe([CLEAR], 0.9, 5.0) == 0.0


@given(probabilities, probabilities, st.floats(-1e4, 0), st.floats(-50, 0), st.floats(0, 90))
def test_is_a_probability(
    posterior: float, path: float, acoustic: float, language: float, decibels: float
) -> None:
    word = replace(CLEAR, posterior=posterior, acoustic=acoustic, language=language)
    assert 0 <= believe([word, CLEAR], path, decibels) <= 1


def test_clarity_is_the_distance_from_noise_to_speech() -> None:
    dice = np.random.default_rng(0)
    quiet, loud = dice.normal(size=16_000) * 30, dice.normal(size=16_000) * 3_000
    sound = np.concatenate([quiet, loud]).astype(np.int16)
    assert 37 < clarity(levels(sound)) < 43
    assert clarity(levels(loud.astype(np.int16))) < 3
    assert clarity([]) == 0
