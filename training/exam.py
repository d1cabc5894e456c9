"""What a model is asked to hear: texts that were held out, spoken for this alone, and sound in which nobody
speaks.

The texts were never trained on, in no voice; their words and patterns were. Texts of one or two words are
too few to be held out, and are only spoken anew.
"""

from __future__ import annotations

import asyncio
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import numpy as np

from ringup.cli.sound import read_wav
from ringup.skills.understanding.corpus.spoken import DIGITS
from ringup.voice.audio import WIDE_RATE, Samples
from training import sentences
from training.mixing import Sound, telephone
from training.sounds import FASTEST, SLOWEST, held_out
from training.texts import Texts
from training.voices import Voice

SEED = 7
FIGURES = frozenset({*DIGITS, "oh", "double"})
YES_NO = ("yes", "no", "yes please", "no thank you", "yeah", "nope")

ENOUGH = 40_000
"""Texts drawn, of which one in forty is held out."""

TURN_SECONDS = 10.0
"""Sound without speech is heard in pieces, as turns are."""

SILENCES = {"a quiet room, -60 dBFS": -60.0, "a hiss, -45 dBFS": -45.0}
"""The product does not ask the model about the first, whatever that would write."""


class Band(Enum):
    WIDE = "wide band"
    PHONE = "phone band"


class Subject(Enum):
    """What is said. `OTHER`: random words, times, prices, letters."""

    SENTENCES = "sentences"
    DIGITS = "digits"
    YES_NO = "yes or no"
    OTHER = "other texts"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Said:
    """`who`: a voice, or what there is to be heard where nobody speaks; then the text is ""."""

    subject: Subject
    who: str
    band: Band
    text: str
    sound: Sound

    @property
    def seconds(self) -> float:
        return len(self.sound) / WIDE_RATE


Chosen = Mapping[Subject, Sequence[str]]


def texts(most: int) -> Chosen:
    """At most so many of each subject, the same ones every time."""
    said = asyncio.run(sentences.of_sample_shop(ENOUGH, SEED))
    shop = dict.fromkeys(text.replace("-", " ") for text in said)
    found: dict[Subject, list[str]] = {subject: [] for subject in Subject}
    for text in dict.fromkeys((*shop, *Texts(said, SEED).draw(ENOUGH))):
        if held_out(text):
            found[_subject(text, shop)].append(text)
    found[Subject.YES_NO] = list(YES_NO)
    return {subject: some[:most] for subject, some in found.items() if some}


def _subject(text: str, shop: Container[str]) -> Subject:
    if set(text.split()) <= FIGURES:
        return Subject.DIGITS
    return Subject.SENTENCES if text in shop else Subject.OTHER


def spoken(voices: Sequence[Voice], chosen: Chosen) -> Iterator[Said]:
    """All texts by each voice, wide band and over a telephone, at paces drawn by chance and with half a
    second of a quiet room around them. Raises VoiceMissing."""
    dice = np.random.default_rng(SEED)
    of = [(subject, text) for subject, some in chosen.items() for text in some]
    for voice in voices:
        rates = dice.uniform(SLOWEST, FASTEST, len(of)).tolist()
        for (subject, text), speech in zip(of, voice.say([text for _, text in of], rates), strict=True):
            yield from _both(subject, voice.name, text, _in_a_room(speech.samples, dice))


def silence(minutes: float) -> Iterator[Said]:
    """So much of each kind."""
    dice = np.random.default_rng(SEED)
    for name, level in SILENCES.items():
        for _ in range(round(60 * minutes / TURN_SECONDS)):
            yield Said(Subject.NOBODY, name, Band.WIDE, "", _noise(TURN_SECONDS, level, dice))


def noises(folder: Path) -> Iterator[Said]:
    """WAV files at 16 kHz."""
    for path in sorted(folder.glob("*.wav")):
        for turn in read_wav(path).chunks(TURN_SECONDS):
            yield from _both(Subject.NOBODY, path.stem.replace("_", " "), "", _sound(turn.samples))


def _both(subject: Subject, who: str, text: str, sound: Sound) -> Iterator[Said]:
    yield Said(subject, who, Band.WIDE, text, sound)
    yield Said(subject, who, Band.PHONE, text, telephone(sound))


def _in_a_room(speech: Samples, dice: np.random.Generator) -> Sound:
    before, after = (_noise(0.5, SILENCES["a quiet room, -60 dBFS"], dice) for _ in range(2))
    return np.concatenate([before, _sound(speech), after])


def _noise(seconds: float, level: float, dice: np.random.Generator) -> Sound:
    noise = dice.normal(size=round(seconds * WIDE_RATE)) * 10 ** (level / 20)
    return noise.astype(np.float32)


def _sound(samples: Samples) -> Sound:
    return samples.reshape(-1).astype(np.float32) / np.float32(32_768)
