"""Matches sound against networks of digits, with pocketsphinx's acoustic model."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from ringup.voice.asr.acoustic_model import Gaussians, Senones, mixtures, transitions
from ringup.voice.asr.acoustics import TELEPHONE, Means
from ringup.voice.asr.cepstra import FrontEnd, streams
from ringup.voice.asr.number_search import Alphabet, Net, best_match, triphones
from ringup.voice.asr.numbers import WAYS, Match, Network
from ringup.voice.asr.senone_scores import Scorer, Scores

KEPT = 8
"""Networks that are asked for again, as that of all numbers of one length."""


class NumberDecoder:
    """Not thread-safe."""

    def __init__(self, *, narrow: bool = False) -> None:
        """`narrow`: for sound that a telephone carried."""
        senones = Senones()
        every = sorted(triphones(way for ways in WAYS.values() for way in ways))
        phones = [senones.numbers[triphone.phone] for triphone in every]
        states = [senones.of(triphone) for triphone in every]
        phone_of = {senone: phone for phone, of_it in zip(phones, states, strict=True) for senone in of_it}
        column_of = {senone: column for column, senone in enumerate(phone_of)}
        alphabet = Alphabet(
            {triphone: row for row, triphone in enumerate(every)},
            np.array([[column_of[senone] for senone in of_it] for of_it in states], np.intp),
            transitions()[phones],
        )
        gaussians = Gaussians.read(TELEPHONE) if narrow else Gaussians.of_pocketsphinx()
        self._scorer = Scorer(gaussians, mixtures(list(phone_of)), list(phone_of.values()))
        self._front_end = FrontEnd()
        self._net = lru_cache(KEPT)(lambda network: Net(network, alphabet))

    def scores(self, pcm: bytes, means: Means) -> Scores:
        """Of 16-bit sound at 16 kHz, to be matched against networks; `means` are those of its cepstra."""
        return self._scorer.scores(streams(self._front_end.cepstra(pcm) - np.array(means)))

    def match(self, network: Network, scores: Scores) -> Match | None:
        """None where the sound is too short for it."""
        return best_match(self._net(network), scores)
