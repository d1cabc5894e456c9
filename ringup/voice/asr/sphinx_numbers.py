"""Matches sound against networks of digits, with pocketsphinx's acoustic model."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from pocketsphinx import get_model_path

from ringup.voice.asr.acoustic_model import (
    Floats,
    Gaussians,
    Senones,
    Triphone,
    mixtures,
    transitions,
)
from ringup.voice.asr.acoustics import MODEL, TELEPHONE, Means
from ringup.voice.asr.cepstra import FrontEnd, streams
from ringup.voice.asr.number_search import Net, best_match, triphones
from ringup.voice.asr.numbers import ANY_DIGITS, WAYS, Match, Network
from ringup.voice.asr.senone_scores import Scorer, Scores

_EVERY = tuple(way for ways in WAYS.values() for way in ways)


class NumberDecoder:
    """Not thread-safe."""

    def __init__(self, *, narrow: bool = False) -> None:
        """`narrow`: for sound that a telephone carried."""
        gaussians = Gaussians.read(TELEPHONE if narrow else Path(get_model_path(MODEL)))
        self._senones = Senones()
        self._transitions = transitions()
        self._columns: dict[int, int] = {}
        phones: list[int] = []
        for triphone in sorted(triphones(_EVERY)):
            for senone in self._senones.of(triphone):
                if senone not in self._columns:
                    self._columns[senone] = len(phones)
                    phones.append(self._senones.numbers[triphone.phone])
        self._scorer = Scorer(gaussians, mixtures(list(self._columns)), phones)
        self._front_end = FrontEnd()
        self._any_digits = self._net(ANY_DIGITS)

    def scores(self, pcm: bytes, means: Means) -> Scores:
        """Of 16-bit sound at 16 kHz, to be matched against networks; `means` are those of its cepstra."""
        return self._scorer.scores(streams(self._front_end.cepstra(pcm) - np.array(means)))

    def match(self, network: Network, scores: Scores) -> Match | None:
        """None where the sound is too short for it."""
        return best_match(self._any_digits if network == ANY_DIGITS else self._net(network), scores)

    def _net(self, network: Network) -> Net:
        return Net(network, self._states, self._steps)

    def _states(self, triphone: Triphone) -> tuple[int, ...]:
        return tuple(self._columns[senone] for senone in self._senones.of(triphone))

    def _steps(self, triphone: Triphone) -> Floats:
        steps: Floats = self._transitions[self._senones.numbers[triphone.phone]]
        return steps
