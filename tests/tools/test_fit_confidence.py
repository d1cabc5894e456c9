"""What the confidence is fitted to, and that the fit finds what tells right readings from wrong ones."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np

from ringup.cli.sound import write_wav
from ringup.voice.asr.confidence import Weights
from ringup.voice.audio import PHONE_RATE, WIDE_RATE, Audio
from tools.fit_confidence import BURST, BURSTS, PIECE, Example, Reading, fit, heard_as, noises

PLACES = 9


def reading(*, right: bool, agrees: bool, dice: np.random.Generator) -> Reading:
    """Whose first feature tells, as a rule, and the others nothing."""
    values = dice.normal(size=PLACES)
    values[0] += 2.0 if right else 0.0
    return Reading(3, tuple(map(float, values)), right, agrees)


def believed(weights: Weights, first: float) -> float:
    return 1 / (1 + math.exp(-(weights.bias + weights.features[0] * first)))


def some(*, agrees: bool = False) -> list[Reading]:
    dice = np.random.default_rng(3)
    return [reading(right=bool(at % 2), agrees=agrees, dice=dice) for at in range(400)]


def test_what_tells_gets_the_weight() -> None:
    weights = fit(some(), 1.0)
    assert weights.features[0] > 5 * max(map(abs, weights.features[1:]))
    assert believed(weights, 0.0) < 0.3
    assert believed(weights, 2.0) > 0.7


def test_what_must_not_be_believed_is_believed_less() -> None:
    plain = believed(fit(some(), 1.0), 1.0)
    assert believed(fit(some(), 2.0), 1.0) < plain - 0.05
    assert believed(fit(some(agrees=True), 1.0), 1.0) < plain - 0.05


def test_nearly_every_word_has_to_be_right() -> None:
    said = Example(Audio.silence(1.0, WIDE_RATE), frozenset({"where is my order please"}))
    assert said.is_heard_as("where is the order please")
    assert not said.is_heard_as("wears the order please")
    assert not Example(said.sound).is_heard_as("where is my order please")


def test_noises_are_long_and_short(tmp_path: Path) -> None:
    hiss = np.random.default_rng(0).normal(size=5 * PHONE_RATE) * 1_000
    write_wav(tmp_path / "hiss.wav", Audio(hiss.astype(np.int16), PHONE_RATE))
    seconds = [noise.sound.seconds for noise in noises(tmp_path)]
    assert seconds.count(PIECE) == 2
    assert sum(BURST[0] <= length <= BURST[1] for length in seconds) == 2 * BURSTS


def test_it_is_heard_at_the_recognisers_rate_in_each_room() -> None:
    sounds = list(heard_as(Audio.silence(1.0, WIDE_RATE)))
    assert {sound.rate for sound in sounds} == {WIDE_RATE}
    assert sounds[2].level > sounds[1].level
