"""People and voices that say order numbers, over a telephone line out of a quiet room."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.hearing.voices import VOICES, in_a_room
from ringup.cli.sound import read_wav
from ringup.skills.understanding.corpus.spoken import DIGITS
from ringup.telephony.standin.sound import over_the_line
from ringup.voice.audio import WIDE_RATE, Audio
from training.voices import own_rate

PEOPLE = ("jackson", "nicolas", "theo")
TAKES = 15

_GAPS = (0.05, 0.2)
_MIDDLE = (0.2, 0.5)
"""Seconds between the digits, and between the two halves."""


@dataclass(frozen=True, slots=True)
class Person:
    """One of the speakers of the single digits, of which each number is put together from takes of its
    own."""

    name: str
    folder: Path

    def says(self, number: str, chance: random.Random) -> Audio:
        pieces: list[Audio] = []
        for place, figure in enumerate(number):
            if place:
                gap = _MIDDLE if place == len(number) // 2 else _GAPS
                pieces.append(Audio.silence(chance.uniform(*gap), pieces[0].rate))
            pieces.append(read_wav(self.folder / f"{figure}_{self.name}_{chance.randrange(TAKES)}.wav"))
        said = Audio(np.concatenate([piece.samples for piece in pieces]), pieces[0].rate)
        return over_the_line(in_a_room(said))


def synthetic(voice: str, numbers: list[str], chance: random.Random) -> Iterator[Audio]:
    """Each number in two groups, digit by digit. Raises VoiceMissing."""
    texts = [_in_groups(number, chance.choice(("zero", "oh"))) for number in numbers]
    for spoken in VOICES[voice].say(texts, [own_rate(voice)] * len(texts)):
        yield over_the_line(in_a_room(Audio(spoken.samples, WIDE_RATE)))


def _in_groups(number: str, zero: str) -> str:
    words = [zero if figure == "0" else DIGITS[int(figure)] for figure in number]
    half = len(words) // 2
    return f"{' '.join(words[:half])}, {' '.join(words[half:])}"
