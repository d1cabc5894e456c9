"""Samples with a rate, and the two formats that calls come in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.int16]

PHONE_RATE = 8_000
"""Samples per second on a telephone line (G.711 mu-law)."""

WIDE_RATE = 16_000
"""Samples per second that recognisers are trained on."""

STEP = 0.02
"""Seconds of sound that one level stands for where it is told from moment to moment."""

SILENT = -96.0
"""Decibels of full scale that are told of sound without any."""


@dataclass(frozen=True, slots=True, eq=False)
class Audio:
    """Mono sound: 16-bit samples in a one-dimensional array, at `rate` samples a second."""

    samples: Samples
    rate: int

    def __post_init__(self) -> None:
        if self.samples.ndim != 1 or self.samples.dtype != np.int16:
            raise ValueError("audio is one channel of 16-bit samples")
        if self.rate <= 0:
            raise ValueError("a sample rate is positive")

    @classmethod
    def from_pcm(cls, pcm: bytes, rate: int) -> Audio:
        """Little-endian signed 16-bit PCM; a trailing odd byte is refused with ValueError."""
        return cls(np.frombuffer(pcm, dtype="<i2").astype(np.int16, copy=False), rate)

    @classmethod
    def silence(cls, seconds: float, rate: int) -> Audio:
        return cls(np.zeros(round(seconds * rate), dtype=np.int16), rate)

    @property
    def pcm(self) -> bytes:
        return self.samples.astype("<i2", copy=False).tobytes()

    @property
    def seconds(self) -> float:
        return len(self.samples) / self.rate

    @property
    def level(self) -> float:
        """Root mean square in dBFS; silence is -inf."""
        if not len(self.samples):
            return float("-inf")
        rms = float(np.sqrt(np.mean(np.square(self.samples.astype(np.float64)))))
        return 20 * float(np.log10(rms / 32_768)) if rms > 0 else float("-inf")

    def levels(self) -> list[float]:
        """That of each STEP, SILENT or above; the last may be shorter."""
        size, count = max(1, round(STEP * self.rate)), len(self.samples)
        if not count:
            return []
        starts = np.arange(0, count, size)
        energies = np.add.reduceat(np.square(self.samples.astype(np.float64)), starts)
        means = energies / np.minimum(size, count - starts)
        levels: list[float] = np.maximum(SILENT, 10 * np.log10(np.maximum(means, 1e-3) / 32_768**2)).tolist()
        return levels

    def between(self, start: float, end: float) -> Audio:
        """The part from `start` to `end` seconds; beyond either edge there is nothing."""
        first, last = max(0, round(start * self.rate)), max(0, round(end * self.rate))
        return Audio(self.samples[first:last], self.rate)

    def __add__(self, other: Audio) -> Audio:
        if other.rate != self.rate:
            raise ValueError(f"cannot join sound at {self.rate} Hz and at {other.rate} Hz")
        return Audio(np.concatenate([self.samples, other.samples]), self.rate)

    def chunks(self, seconds: float) -> Iterator[Audio]:
        """Consecutive pieces of `seconds`; the last may be shorter."""
        size = max(1, round(seconds * self.rate))
        for start in range(0, len(self.samples), size):
            yield Audio(self.samples[start : start + size], self.rate)
