"""How well each moment of a sound fits each state of some phones: exactly, of all Gaussians."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ringup.voice.asr.acoustic_model import STREAMS, Floats, Gaussians

_Singles = NDArray[np.float32]

Scores = _Singles
"""Natural logarithms of likelihoods, less those of the best senone of the frame, (frames, senones)."""

_LEAST = 1e-30


@dataclass(frozen=True, slots=True)
class _Codebook:
    """One phone's Gaussians of one stream, for senones of that phone. The logarithm of a density is
    `squared @ x**2 + linear @ x + constant`; `weights` are (Gaussians, senones)."""

    stream: int
    columns: NDArray[np.intp]
    squared: _Singles
    linear: _Singles
    constant: _Singles
    weights: _Singles


class Scorer:
    """Knows some senones: the `mixtures` of each, as `acoustic_model` reads them, and its phone's number."""

    def __init__(self, gaussians: Gaussians, mixtures: Floats, phones: Sequence[int]) -> None:
        self._count = len(phones)
        self._codebooks = [
            _codebook(gaussians, mixtures, phone, stream, np.flatnonzero(np.array(phones) == phone))
            for phone in dict.fromkeys(phones)
            for stream in range(STREAMS)
        ]

    def scores(self, features: Floats) -> Scores:
        """Of features as `cepstra.streams` makes them, (frames, streams, 13)."""
        total = np.zeros((len(features), self._count), np.float32)
        by_stream = _single(features.swapaxes(0, 1))
        for book in self._codebooks:
            x = by_stream[book.stream]
            density = x**2 @ book.squared + x @ book.linear + book.constant
            best = density.max(1, keepdims=True)
            likely = np.exp(density - best) @ book.weights
            total[:, book.columns] += np.log(np.maximum(likely, _LEAST)) + best
        best_of_all: Scores = total.max(1, keepdims=True)
        return total - best_of_all


def _codebook(
    gaussians: Gaussians, mixtures: Floats, phone: int, stream: int, columns: NDArray[np.intp]
) -> _Codebook:
    means, variances = gaussians.means[phone, stream], gaussians.variances[phone, stream]
    return _Codebook(
        stream,
        columns,
        squared=_single((-0.5 / variances).T),
        linear=_single((means / variances).T),
        constant=_single(-0.5 * (means**2 / variances + np.log(2 * np.pi * variances)).sum(1)),
        weights=_single(np.exp(mixtures[stream][:, columns])),
    )


def _single(values: Floats) -> _Singles:
    return np.ascontiguousarray(values, np.float32)
