"""What pocketsphinx's acoustic model is for sound that a telephone carried: reckoned, not trained.

Its features are cepstra of 25 mel filters up to 6.8 kHz. A telephone leaves the upper seven empty, and with
them what tells "six" from "eight". The other 18 have cepstra of their own, which follow from those of all
25: back to the spectrum, of that the lower part, and cepstra of it, all of which is one matrix. It turns the
means of the model into those of a model of the lower filters, as an MLLR transform does (Leggetter and
Woodland, 1995), which pocketsphinx reads from a file.

It tells figures apart. Sentences are heard no better by it than with sound mirrored into the empty filters
(see `resampling`): there the words expected help, and every filter does.
"""

from __future__ import annotations

import struct
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pocketsphinx import get_model_path

MODEL = "en-us/en-us"

FILTERS = 18
"""Up to 3,446 Hz; a telephone ends at 3,400."""

LEAST_VARIANCE = 0.4
"""Share that the variance of each cepstrum keeps. By the matrix alone the last four, of which the model tells
nothing, would hardly vary; this is about what they do, measured on eleven synthetic voices."""

_STREAMS = 3
"""Cepstra, their slopes, and the slopes of those: all by the same matrix."""

_CEPSTRA = 13
_BYTE_ORDER = 0x11223344

Floats = NDArray[np.float64]
Means = tuple[float, ...]
"""Of each cepstral coefficient over an utterance: what of a sound is the line's and the voice's, not the
words'."""


def options(folder: Path) -> dict[str, str]:
    """For `pocketsphinx.Decoder`, which reads the files of `folder` while it is made."""
    features, transform = folder / "feat.params", folder / "telephone.mllr"
    features.write_text("".join(f"-{name} {value}\n" for name, value in _narrow_features().items()), "ascii")
    transform.write_text("\n".join(_lines()) + "\n", "ascii")
    return {"featparams": str(features), "mllr": str(transform)}


def narrowed(means: Means) -> Means:
    """Of the lower filters' cepstra, where those are of all filters'."""
    return tuple(map(float, matrix() @ np.array(means)))


@cache
def matrix() -> Floats:
    """From the cepstra of all filters to those of the lower ones, (13, 13)."""
    features = _features()
    every, order = int(features["nfilt"]), int(features["lifter"])
    weights = 1 + order / 2 * np.sin(np.arange(_CEPSTRA) * np.pi / order)
    made: Floats = weights[:, None] * (cosines(FILTERS) @ cosines(every).T[:FILTERS]) / weights
    return made


def cosines(filters: int) -> Floats:
    """The cosine transform of so many filters, (13, filters); its transpose goes back (`-transform dct`)."""
    waves = np.cos(np.arange(_CEPSTRA)[:, None] * np.pi / filters * (np.arange(filters) + 0.5))
    scale = np.full((_CEPSTRA, 1), np.sqrt(2 / filters))
    scale[0] = np.sqrt(1 / filters)
    return scale * waves


def _features() -> dict[str, str]:
    lines = Path(get_model_path(MODEL), "feat.params").read_text("ascii").split()
    return {name.lstrip("-"): value for name, value in zip(lines[::2], lines[1::2], strict=True)}


def _narrow_features() -> dict[str, str]:
    """The lower filters are where they are among all of them: evenly spaced in mel."""
    features = _features()
    low, high = (_mel(float(features[edge])) for edge in ("lowerf", "upperf"))
    top = low + (high - low) * (FILTERS + 1) / (int(features["nfilt"]) + 1)
    return {**features, "nfilt": str(FILTERS), "upperf": f"{700 * (10 ** (top / 2595) - 1):.1f}"}


def _mel(hertz: float) -> float:
    return float(2595 * np.log10(1 + hertz / 700))


def _lines() -> list[str]:
    """An MLLR transform of one class, as SphinxTrain writes it: of each stream the matrix, what is added, and
    what variances are multiplied by."""
    lines = ["1", str(_STREAMS)]
    for variance in _variances():
        kept = np.maximum(LEAST_VARIANCE, matrix() ** 2 @ variance / variance)
        lines += [str(_CEPSTRA), *map(_line, matrix()), _line(np.zeros(_CEPSTRA)), _line(kept)]
    return lines


def _line(values: Floats) -> str:
    return " ".join(f"{value:.6f}" for value in values)


def _variances() -> Floats:
    """Of each stream those of all its Gaussians, averaged, (streams, 13)."""
    raw = Path(get_model_path(MODEL), "variances").read_bytes()
    at = raw.index(b"endhdr\n") + len(b"endhdr\n")
    order, codebooks, streams, gaussians, *lengths = struct.unpack_from(f"<{4 + _STREAMS}I", raw, at)
    if (order, streams, lengths) != (_BYTE_ORDER, _STREAMS, [_CEPSTRA] * _STREAMS):
        raise ValueError("pocketsphinx's acoustic model has another form than is known")
    shape = (codebooks, streams, gaussians, _CEPSTRA)
    values = np.frombuffer(raw, "<f4", int(np.prod(shape)), at + 4 * (5 + _STREAMS))
    averaged: Floats = values.reshape(shape).mean(axis=(0, 2), dtype=np.float64)
    return averaged
