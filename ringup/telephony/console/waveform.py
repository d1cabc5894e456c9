"""What the player draws: the loudest sample of each short stretch, for both channels.

Computed here, so that a browser need not load and decode a long call before it can play it.
"""

from __future__ import annotations

import io
import wave
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

FULL_SCALE = 32768
FEWEST, MOST = 1_200, 20_000
PER_SECOND = 50
HEADER_BYTES = 44

QUIETEST = 0.05
"""A call quieter than this is not drawn larger, or noise would look like speech."""


@dataclass(frozen=True, slots=True)
class Waveform:
    """`bytes`: how much of the file was read. Peaks are 0 to 100; the loudest of the call is 100."""

    bytes: int
    duration: float
    caller: tuple[int, ...]
    assistant: tuple[int, ...]


def read_waveform(path: Path) -> Waveform:
    """Of a recording that may still be growing. Raises OSError, and ValueError for another file."""
    with path.open("rb") as file:
        header = file.read(HEADER_BYTES)
        rate = _rate(header)
        samples = np.frombuffer(file.read(), dtype="<i2")
    frames = len(samples) // 2
    peaks = _peaks(samples[: frames * 2].reshape(frames, 2), _buckets(frames / rate))
    scale = 100 / max(float(peaks.max(initial=0)), QUIETEST * FULL_SCALE)
    caller, assistant = (np.round(peaks * scale).astype(int).T).tolist()
    return Waveform(HEADER_BYTES + frames * 4, frames / rate, tuple(caller), tuple(assistant))


def _rate(header: bytes) -> int:
    """From the header, whose lengths are behind while the call runs."""
    try:
        with wave.open(io.BytesIO(header)) as described:
            if (described.getnchannels(), described.getsampwidth()) != (2, 2):
                raise ValueError("the recording is not 16-bit stereo")
            return int(described.getframerate())
    except (wave.Error, EOFError) as error:
        raise ValueError("the recording is not a WAV file") from error


def _buckets(seconds: float) -> int:
    return int(min(MOST, max(FEWEST, seconds * PER_SECOND)))


def _peaks(samples: NDArray[np.int16], buckets: int) -> NDArray[np.int32]:
    """Shape (buckets, 2)."""
    if len(samples) == 0:
        return np.zeros((buckets, 2), dtype=np.int32)
    starts = np.arange(buckets) * len(samples) // buckets
    highest = np.maximum.reduceat(samples, starts).astype(np.int32)
    lowest = np.minimum.reduceat(samples, starts).astype(np.int32)
    return np.maximum(highest, -lowest)
