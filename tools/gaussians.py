"""The files of pocketsphinx's acoustic model, https://cmusphinx.github.io/wiki/acousticmodelformat/.

It is a phonetically tied mixture: each phone has 128 Gaussians a stream, which all its states share, and each
state (senone) weighs them in its own way.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pocketsphinx import get_model_path

from ringup.voice.asr.acoustics import MEANS, MODEL, VARIANCES

PHONES, STREAMS, GAUSSIANS, CEPSTRA = SHAPE = (42, 3, 128, 13)

FLOOR = 1e-3
"""Of a variance: phones that are never trained have some of zero."""

_ORDER = 0x11223344
_WEIGHT_STEP = 1024 * np.log(1.0001)
"""Weights are told as so many of these below 1, in natural logarithms, a byte each."""

_HEADER = b"s3\nversion 1.0\nendhdr\n"

Floats = NDArray[np.float64]


class UnknownModel(ValueError):
    """pocketsphinx's acoustic model has another form than is known."""


@dataclass(frozen=True, slots=True)
class Gaussians:
    """(phones, streams, Gaussians, cepstra) each."""

    means: Floats
    variances: Floats

    @classmethod
    def of_pocketsphinx(cls) -> Gaussians:
        """Raises UnknownModel."""
        return cls.read(Path(get_model_path(MODEL)))

    @classmethod
    def read(cls, folder: Path) -> Gaussians:
        """Raises UnknownModel."""
        return cls(_read(folder / MEANS), np.maximum(_read(folder / VARIANCES), FLOOR))

    def write(self, folder: Path) -> None:
        """For `pocketsphinx.Decoder`. As precise as half the bits can tell: the others are zero, and pack."""
        folder.mkdir(exist_ok=True)
        for name, values in ((MEANS, self.means), (VARIANCES, self.variances)):
            sizes = struct.pack("<8I", _ORDER, *SHAPE[:3], *[CEPSTRA] * STREAMS, values.size)
            (folder / name).write_bytes(_HEADER + sizes + values.astype("<f2").astype("<f4").tobytes())


def mixtures() -> Floats:
    """The weights of each senone, natural logarithms, (streams, Gaussians, senones). Raises UnknownModel."""
    raw = Path(get_model_path(MODEL), "sendump").read_bytes()
    at = 0
    while size := struct.unpack_from("<i", raw, at)[0]:
        at += 4 + size  # a line of text
    gaussians, senones = struct.unpack_from("<2i", raw, at + 4)
    if gaussians != GAUSSIANS or len(raw) - at - 12 != STREAMS * gaussians * senones:
        raise UnknownModel(f"pocketsphinx's mixtures are of {gaussians} Gaussians")
    told = np.frombuffer(raw, np.uint8, offset=at + 12).reshape(STREAMS, gaussians, senones)
    weights: Floats = -_WEIGHT_STEP * told.astype(float)
    return weights


def phones() -> tuple[str, ...]:
    """In the order of their Gaussians."""
    raw = Path(get_model_path(MODEL), "mdef").read_bytes()
    (description,) = struct.unpack_from("<I", raw, 8)
    names = raw[12 + description + 40 :].split(b"\0", PHONES)
    return tuple(name.decode("ascii") for name in names[:PHONES])


def _read(path: Path) -> Floats:
    raw = path.read_bytes()
    at = raw.index(b"endhdr\n") + len(b"endhdr\n")
    order, *sizes = struct.unpack_from("<8I", raw, at)
    if (order, *sizes[:3]) != (_ORDER, *SHAPE[:3]) or sizes[3:6] != [CEPSTRA] * STREAMS:
        raise UnknownModel(f"{path} holds Gaussians of another number: {sizes}")
    values = np.frombuffer(raw, "<f4", int(np.prod(SHAPE)), at + 4 * 8)
    return values.reshape(SHAPE).astype(float)
