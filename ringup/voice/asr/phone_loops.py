"""How well a sound fits some things that are said, over and over and in any order: by their phones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from ringup.voice.asr.acoustic_model import SILENCE, STATES, Place, Senones, Triphone, transitions
from ringup.voice.asr.senone_scores import Scores
from ringup.voice.asr.sound_scores import Phone

Chain = Sequence[Phone]
"""Phones one after the other."""

_NEVER = -np.inf


class PhoneLoop:
    """Chains said in any order. `columns` as in `SoundScorer`; `again` is what it costs to begin another, a
    natural logarithm."""

    def __init__(self, chains: Iterable[Chain], columns: Mapping[int, int], again: float) -> None:
        chains = list(chains)
        phones = [phone for chain in chains for phone in chain]
        sizes = [STATES * len(chain) for chain in chains]
        steps = transitions()[[phone for phone, _ in phones]]
        self._columns = np.array([columns[senone] for _, of_it in phones for senone in of_it], np.intp)
        self._stay = np.diagonal(steps, axis1=1, axis2=2).ravel()
        self._step = np.diagonal(steps, 1, axis1=1, axis2=2).ravel()
        self._ends = np.cumsum(sizes) - 1
        self._starts = self._ends - sizes + 1
        self._again = again

    def fit(self, scores: Scores) -> float:
        """The score of the best way through the sound, wherever in a chain it ends."""
        at = np.full(len(self._columns), _NEVER)
        begins = 0.0
        for frame in scores:
            arriving = np.concatenate(([_NEVER], at[:-1] + self._step[:-1]))
            arriving[self._starts] = begins
            at = np.maximum(at + self._stay, arriving) + frame[self._columns]
            begins = (at[self._ends] + self._step[self._ends]).max() + self._again
        return float(at.max())


def chain(way: str, senones: Senones) -> Chain:
    """Phones that are said by themselves, such as "Y EH S"."""
    phones = way.split()
    around = [SILENCE, *phones, SILENCE]
    last = len(phones) - 1
    return [
        (senones.numbers[phone], senones.of(Triphone(phone, around[at], around[at + 2], Place.of(at, last))))
        for at, phone in enumerate(phones)
    ]


def alone(phone: str, senones: Senones) -> Chain:
    """In no neighbourhood that is known."""
    return [(senones.numbers[phone], senones.alone(phone))]
