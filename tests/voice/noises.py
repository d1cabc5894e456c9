"""Sound in which nobody speaks, as a telephone brings it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from ringup.voice.audio import PHONE_RATE, Audio

Sound = NDArray[np.float64]


def noise(kind: str, seconds: float, level: int) -> Audio:
    """The same one every time; its loudest part is about `level`."""
    made = NOISES[kind](round(seconds * PHONE_RATE), np.random.default_rng(3))
    scaled = made * (level / np.abs(made).max())
    return Audio(scaled.astype(np.int16), PHONE_RATE)


def _hiss(length: int, dice: np.random.Generator) -> Sound:
    return dice.normal(size=length)


def _gusts(length: int, dice: np.random.Generator) -> Sound:
    swell = np.interp(np.arange(length), np.linspace(0, length, 15), dice.uniform(0, 1, 15))
    return np.asarray(_hiss(length, dice) * swell)


def _rumble(length: int, dice: np.random.Generator) -> Sound:
    walk = np.cumsum(_hiss(length, dice))
    return np.asarray(walk - np.convolve(walk, np.ones(400) / 400, "same"))


def _hum(length: int, dice: np.random.Generator) -> Sound:
    time = np.arange(length) / PHONE_RATE
    return np.asarray(
        sum(np.sin(2 * np.pi * 50 * n * time) / n for n in range(1, 12)) + 0.05 * _hiss(length, dice)
    )


def _clicks(length: int, dice: np.random.Generator) -> Sound:
    made = 0.02 * _hiss(length, dice)
    for at in dice.integers(0, length - 80, 12):
        made[at : at + 80] += _hiss(80, dice) * np.exp(-np.arange(80) / 20)
    return made


def _ringing(length: int, dice: np.random.Generator) -> Sound:
    """North America's: two tones for two seconds, then a pause."""
    time = np.arange(length) / PHONE_RATE
    tones = np.sin(2 * np.pi * 440 * time) + np.sin(2 * np.pi * 480 * time)
    return np.asarray(tones * (time % 6 < 2) + 0.02 * _hiss(length, dice))


NOISES: Mapping[str, Callable[[int, np.random.Generator], Sound]] = {
    "hiss": _hiss,
    "gusts": _gusts,
    "rumble": _rumble,
    "hum": _hum,
    "clicks": _clicks,
    "ringing": _ringing,
}
