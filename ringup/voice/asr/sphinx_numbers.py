"""Matches sound against networks of digits, with pocketsphinx's acoustic model."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from ringup.voice.asr.acoustic_model import Senones, transitions
from ringup.voice.asr.acoustics import Means
from ringup.voice.asr.number_search import Alphabet, Net, best_match, triphones
from ringup.voice.asr.numbers import WAYS, Match, Network
from ringup.voice.asr.senone_scores import Scores
from ringup.voice.asr.sound_scores import SoundScorer

KEPT = 8
"""Networks that are asked for again, as that of all numbers of one length."""


class NumberDecoder:
    """Not thread-safe."""

    def __init__(self, *, narrow: bool = False) -> None:
        """`narrow`: for sound that a telephone carried. Raises UnknownModel."""
        senones = Senones()
        every = sorted(triphones(way for ways in WAYS.values() for way in ways))
        phones = [senones.numbers[triphone.phone] for triphone in every]
        states = [senones.of(triphone) for triphone in every]
        self._scorer = SoundScorer(zip(phones, states, strict=True), narrow=narrow)
        alphabet = Alphabet(
            {triphone: row for row, triphone in enumerate(every)},
            np.array([[self._scorer.columns[senone] for senone in of_it] for of_it in states], np.intp),
            transitions()[phones],
        )
        self._net = lru_cache(KEPT)(lambda network: Net(network, alphabet))

    def scores(self, pcm: bytes, means: Means) -> Scores:
        """Of 16-bit sound at 16 kHz, to be matched against networks; `means` are those of its cepstra."""
        return self._scorer.scores(pcm, means)

    def match(self, network: Network, scores: Scores) -> Match | None:
        """None where the sound is too short for it."""
        return best_match(self._net(network), scores)
