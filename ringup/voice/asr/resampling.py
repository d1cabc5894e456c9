"""Sound at any rate, as recognisers want it."""

from __future__ import annotations

from typing import Literal

import numpy as np
import soxr

from ringup.voice.audio import WIDE_RATE, Audio, Samples


class Resampler:
    """A stream of sound to 16 kHz. All of a stream has one rate.

    `upsampling` is soxr's quality for sound of a lower rate. The quick one, cubic interpolation,
    leaves mirrored sound above the telephone's band. pocketsphinx wants that: it was trained on speech
    that has something there, and with the band empty its word error on telephone sound doubles. `rate` is the
    stream's own, once there is some of it.
    """

    def __init__(self, upsampling: Literal["QQ", "HQ"] = "QQ") -> None:
        self._upsampling = upsampling
        self.rate: int | None = None
        self._stream: soxr.ResampleStream | None = None

    def take(self, audio: Audio) -> Samples:
        """The next samples at 16 kHz. Raises ValueError when the rate changes on the way."""
        if self.rate is None:
            self.rate = audio.rate
            if audio.rate != WIDE_RATE:
                quality = self._upsampling if audio.rate < WIDE_RATE else "HQ"
                self._stream = soxr.ResampleStream(audio.rate, WIDE_RATE, 1, dtype="int16", quality=quality)
        if audio.rate != self.rate:
            raise ValueError(f"the sound changed from {self.rate} Hz to {audio.rate} Hz")
        return audio.samples if self._stream is None else self._resample(audio.samples, last=False)

    def rest(self) -> Samples:
        """What the filter still holds."""
        empty = np.zeros(0, np.int16)
        return empty if self._stream is None else self._resample(empty, last=True)

    def _resample(self, samples: Samples, *, last: bool) -> Samples:
        assert self._stream is not None
        return np.asarray(self._stream.resample_chunk(samples, last=last), np.int16)
