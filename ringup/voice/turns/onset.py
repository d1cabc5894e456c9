"""Whether somebody who begins to speak while we do wants the floor. By how it sounds, not by words.

A recogniser takes most of a second until its words can be believed. Two loops of phones tell sooner: one of
what listeners say and of what a cough is made of, one of any phones. The sound so far is matched against
both, with pocketsphinx's acoustic model, and what the second fits so much better is neither: a sequential
test of two hypotheses (Wald 1945, https://doi.org/10.1214/aoms/1177731118).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

import numpy as np

from ringup.voice.asr.acoustic_model import (
    SILENCE,
    STATES,
    Place,
    Senones,
    Triphone,
    transitions,
)
from ringup.voice.asr.resampling import Resampler
from ringup.voice.asr.senone_scores import Scores
from ringup.voice.asr.sound_scores import Phone, SoundScorer
from ringup.voice.asr.sphinx_decoder import USUAL
from ringup.voice.audio import PHONE_RATE, Audio
from ringup.voice.turns.one_by_one import OneByOne

LISTENING = (
    "AH HH AA", "AH HH AH", "AH M HH AH M", "AO L R AY T", "G AA T IH T", "HH AH M", "AY S IY", "M", "M HH M",
    "OW", "OW K EY", "R AY T", "SH ER", "SH UH R", "Y AE", "Y EH", "Y EH P", "Y EH S", "AH", "AH M",
)  # fmt: skip
"""What listeners say, each by itself: "uh-huh", "um-hum", "all right", "got it", "hum", "I see", "mm", "oh",
"okay", "right", "sure", "yeah", "yep", "yes", "uh", "um"."""

COUGHING = ("AA", "AH", "HH", "P", "+NSN+", "+SPN+")
"""A burst, breath and an open vowel; the model's own noises."""

AGAIN, NEXT = -1.0, -3.0
"""What it costs to say the next of what listeners say, and the next phone of any: natural logarithms."""

LEAST = 0.05
"""Seconds of sound, for there to be a frame of it."""

SURE, SURE_A_FRAME = 30.0, 1.5
"""How much better than listening anything else has to fit, at first and with every frame, in natural
logarithms: what is between an acknowledgement and the model of it grows with its length. Chosen with six
synthetic voices, half of them in noise: of 168 acknowledgements none is taken for more, of 133 coughs,
sneezes and "um" two, and of what wants the floor 57 % is known .4 s after it began."""

_NEVER = -np.inf


class OnsetModel:
    """Keeps the port `OnsetDetector`. Listens in a thread of its own, to one after the other, some 12 ms."""

    def __init__(self) -> None:
        """Loads what a telephone call needs. Raises UnknownModel."""
        self._of = cache(_Onsets)
        self._of(narrow=True)
        self._queue = OneByOne("onset", self._listen)

    async def takes_floor(self, audio: Audio) -> bool:
        return bool(await self._queue.ask(audio))

    async def close(self) -> None:
        await self._queue.close()

    def _listen(self, audio: Audio) -> bool:
        return self._of(narrow=audio.rate == PHONE_RATE).takes_floor(audio)


class _Onsets:
    """Not thread-safe."""

    def __init__(self, *, narrow: bool) -> None:
        senones = Senones()
        listening = [_chain(way, senones) for way in LISTENING] + [
            _alone(phone, senones) for phone in (*COUGHING, SILENCE)
        ]
        anything = [_alone(phone, senones) for phone in senones.phones if phone[0] != "+"]
        self._scorer = SoundScorer((phone for way in (*listening, *anything) for phone in way), narrow=narrow)
        self._listening = _Loop(listening, self._scorer.columns, AGAIN)
        self._anything = _Loop(anything, self._scorer.columns, NEXT)

    def takes_floor(self, audio: Audio) -> bool:
        if audio.seconds < LEAST:
            return False
        resampler = Resampler()
        pcm = b"".join(s.astype("<i2").tobytes() for s in (resampler.take(audio), resampler.rest()))
        scores = self._scorer.scores(pcm, USUAL)
        margin = self._anything.fit(scores) - self._listening.fit(scores)
        return margin > SURE + SURE_A_FRAME * len(scores)


_Chain = Sequence[Phone]
"""Phones one after the other."""


class _Loop:
    """Chains said in any order. `columns` as in `SoundScorer`; `again` is what it costs to begin another."""

    def __init__(self, chains: Iterable[_Chain], columns: Mapping[int, int], again: float) -> None:
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


def _chain(way: str, senones: Senones) -> _Chain:
    """Something said by itself."""
    phones = way.split()
    around = [SILENCE, *phones, SILENCE]
    last = len(phones) - 1
    return [
        (senones.numbers[phone], senones.of(Triphone(phone, around[at], around[at + 2], Place.of(at, last))))
        for at, phone in enumerate(phones)
    ]


def _alone(phone: str, senones: Senones) -> _Chain:
    """In no neighbourhood that is known."""
    return [(senones.numbers[phone], senones.alone(phone))]
