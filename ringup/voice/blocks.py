"""A line's sound through what works on blocks of 10 ms at 16 kHz, as WebRTC's audio processing does."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import soxr

from ringup.voice.asr.resampling import Resampler
from ringup.voice.audio import WIDE_RATE, Audio, Samples

_BLOCK = WIDE_RATE // 100
"""Samples."""

_NOTHING: Samples = np.zeros(0, np.int16)


class Blockwise:
    """Takes `inputs` sounds of the same length, any length, and gives one as long; it is some 10 ms late, and
    begins with silence. `rate` is that of all of them, 8 or 16 kHz."""

    def __init__(self, process: Callable[..., Samples], rate: int, inputs: int = 1) -> None:
        self._process = process
        self._rate = rate
        self._up = [Resampler("QQ") for _ in range(inputs)]
        self._down = None if rate == WIDE_RATE else soxr.ResampleStream(WIDE_RATE, rate, 1, "int16", "QQ")
        self._waiting = [_NOTHING] * inputs
        self._done = np.zeros(2 * _BLOCK * rate // WIDE_RATE, np.int16)

    def __call__(self, *sounds: Audio) -> Audio:
        took = [up.take(sound) for up, sound in zip(self._up, sounds, strict=True)]
        waiting = [np.concatenate(pair) for pair in zip(self._waiting, took, strict=True)]
        whole = len(waiting[0]) // _BLOCK * _BLOCK
        for at in range(0, whole, _BLOCK):
            made = self._process(*(each[at : at + _BLOCK] for each in waiting))
            self._done = np.concatenate([self._done, self._resampled(made)])
        self._waiting = [each[whole:] for each in waiting]
        done, self._done = np.split(self._done, [len(sounds[0].samples)])
        return Audio(done, self._rate)

    def _resampled(self, samples: Samples) -> Samples:
        return samples if self._down is None else np.asarray(self._down.resample_chunk(samples), np.int16)
