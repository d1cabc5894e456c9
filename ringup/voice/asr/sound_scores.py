"""Of sound, how well each moment of it fits some states of phones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from ringup.voice.asr.acoustic_model import Gaussians, mixtures
from ringup.voice.asr.acoustics import TELEPHONE, USUAL, Means
from ringup.voice.asr.cepstra import FrontEnd, streams
from ringup.voice.asr.resampling import Resampler
from ringup.voice.asr.senone_scores import Scorer, Scores
from ringup.voice.audio import Audio

Phone = tuple[int, Sequence[int]]
"""Its number and senones of it."""


LEAST = 0.05
"""Seconds of sound, for there to be a frame of it."""


class SoundScorer:
    """Everything of pocketsphinx's acoustic model that some phones need. `columns`: of the scores, in which a
    senone's stand. Not thread-safe."""

    def __init__(self, phones: Iterable[Phone], *, narrow: bool) -> None:
        """`narrow`: for sound that a telephone carried. Raises UnknownModel."""
        phone_of = {senone: phone for phone, states in phones for senone in states}
        self.columns = {senone: column for column, senone in enumerate(phone_of)}
        gaussians = Gaussians.read(TELEPHONE) if narrow else Gaussians.of_pocketsphinx()
        self._scorer = Scorer(gaussians, mixtures(list(phone_of)), list(phone_of.values()))
        self._front_end = FrontEnd()

    def scores(self, pcm: bytes, means: Means) -> Scores:
        """Of 16-bit sound at 16 kHz; `means` are those of its cepstra."""
        return self._scorer.scores(streams(self._front_end.cepstra(pcm) - np.array(means)))

    def scores_of(self, audio: Audio) -> Scores:
        """Of sound at any rate, on a line that is like most."""
        resampler = Resampler()
        pcm = b"".join(s.astype("<i2").tobytes() for s in (resampler.take(audio), resampler.rest()))
        return self.scores(pcm, USUAL)
