"""What a line adds to what its caller says, and what it loses: noise, echo, dropped frames."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle

import numpy as np
import numpy.typing as npt
import soxr

from ringup.telephony.standin.pace import FRAME_MS, FRAME_SAMPLES
from ringup.voice.audio import PHONE_RATE, Audio, Samples

SPEECH_LEVEL = -22.0
"""dBFS of the recorded callers while they speak; what signal-to-noise ratios are reckoned from."""

_Floats = npt.NDArray[np.float64]

_ECHO_FILTER = np.array([0.25, 0.5, 0.25])
"""An echo is duller than what is heard: less of the highest octave."""


@dataclass(frozen=True, slots=True)
class Noise:
    """A bed of sound under all of a call, repeated as often as need be. `snr_db` is its distance to a
    caller who speaks at SPEECH_LEVEL."""

    sound: Audio
    snr_db: float


@dataclass(frozen=True, slots=True)
class Echo:
    """What the caller hears comes back: `level_db`, below 0, in relation to how it was heard."""

    level_db: float
    delay_ms: int


@dataclass(frozen=True, slots=True)
class Loss:
    """Frames that never arrive, `share` of all, in bursts of `burst_ms` on average: the simple Gilbert
    model, in which every frame of a burst is lost. https://doi.org/10.1002/j.1538-7305.1960.tb03959.x"""

    share: float
    burst_ms: float = 100.0

    def __post_init__(self) -> None:
        if not 0 <= self.share < 1 or self.burst_ms < FRAME_MS:
            raise ValueError("a share from 0 to below 1, in bursts of a frame or more")

    @property
    def ends(self) -> float:
        """The probability that a burst is over with the next frame."""
        return FRAME_MS / self.burst_ms

    @property
    def begins(self) -> float:
        """The probability that the next frame begins a burst."""
        return min(1.0, self.ends * self.share / (1 - self.share))


@dataclass(frozen=True, slots=True)
class Impairments:
    """Of one line; none unless given. `seed` decides which frames are lost."""

    noise: Noise | None = None
    echo: Echo | None = None
    loss: Loss | None = None
    seed: int = 0


UNIMPAIRED = Impairments()


class Channel:
    """The way from one caller's mouth to the carrier. A frame in, a frame out."""

    def __init__(self, impairments: Impairments) -> None:
        self._noise = _bed(impairments.noise)
        self._echo = None if impairments.echo is None else _EchoPath(impairments.echo)
        self._loss = impairments.loss
        self._in_burst = False
        self._random = np.random.default_rng(impairments.seed)

    @property
    def changes_sound(self) -> bool:
        return self._noise is not None or self._echo is not None

    def sent(self, said: Samples, heard: Samples) -> Samples:
        """What goes on the line while the caller says and hears these frames."""
        sum_of_all = said.astype(np.float64)
        if self._noise is not None:
            sum_of_all += next(self._noise)
        if self._echo is not None:
            sum_of_all += self._echo.back(heard)
        return np.clip(np.round(sum_of_all), -32_768, 32_767).astype(np.int16)

    def loses_one(self) -> bool:
        """Whether the next frame does not arrive. Ask once a frame."""
        if self._loss is None:
            return False
        turning = self._loss.ends if self._in_burst else self._loss.begins
        if self._random.random() < turning:
            self._in_burst = not self._in_burst
        return self._in_burst


class _EchoPath:
    def __init__(self, echo: Echo) -> None:
        self._gain = 10 ** (echo.level_db / 20)
        self._delay = PHONE_RATE * echo.delay_ms // 1000
        self._before: _Floats = np.zeros(self._delay + len(_ECHO_FILTER) - 1)

    def back(self, heard: Samples) -> _Floats:
        """As long as `heard`."""
        known = np.concatenate([self._before, heard.astype(np.float64)])
        self._before = known[len(heard) :]
        delayed = known[: len(heard) + len(_ECHO_FILTER) - 1]
        return self._gain * np.convolve(delayed, _ECHO_FILTER, mode="valid")


def _bed(noise: Noise | None) -> Iterator[_Floats] | None:
    if noise is None:
        return None
    samples = soxr.resample(noise.sound.samples.astype(np.float64), noise.sound.rate, PHONE_RATE)
    whole = len(samples) // FRAME_SAMPLES * FRAME_SAMPLES
    if not whole or not np.any(samples):
        raise ValueError("noise is a frame of sound or more")
    wanted = 32_768 * 10 ** ((SPEECH_LEVEL - noise.snr_db) / 20)
    scaled = samples * wanted / np.sqrt(np.mean(np.square(samples)))
    return cycle(scaled[:whole].reshape(-1, FRAME_SAMPLES))
