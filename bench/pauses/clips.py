"""Two hundred things that callers say with a pause in the middle, half of them to tune with, half kept.

Numbers are people's: single digits of the Free Spoken Digit Dataset, put together to six, with a pause
between two of them. Sentences are flite's and festival's, spoken as a whole and cut at the end of a word, so
that the first part does not sound like an end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from pathlib import Path
from random import Random

import numpy as np
import yaml

from bench.duplex.cast import on_the_phone
from bench.hearing.voices import VOICES
from ringup.cli.sound import read_wav
from ringup.voice.audio import PHONE_RATE, WIDE_RATE, Audio
from training.voices import Spoken, own_rate

SPEAKERS = ("jackson", "nicolas", "theo")
SENTENCE_VOICES = ("rms", "slt", "awb", "kal_diphone")

PAUSES = (0.3, 1.8)
"""Seconds, all alike probable."""

BETWEEN_DIGITS = (0.06, 0.14)
DIGITS = 6
BAR = " | "


class Half(StrEnum):
    TUNE = "tune"
    KEPT = "kept"


class Kind(StrEnum):
    NUMBER = "number"
    DANGLING = "dangling"
    COMPLETE = "complete"


@dataclass(frozen=True, slots=True)
class Clip:
    """`parts` at the line's rate, with `pause` seconds between them; `words` with the bar where it is."""

    kind: Kind
    half: Half
    voice: str
    words: str
    pause: float
    parts: tuple[Audio, Audio]


def clips(digits: Path, each: int = 100, seed: int = 0) -> tuple[Clip, ...]:
    """`each` of numbers and sentences. `digits` is the folder of the data set. Raises VoiceMissing."""
    return (*numbers(digits, each, seed), *sentences(each, seed))


def numbers(digits: Path, count: int, seed: int = 0) -> Iterator[Clip]:
    """Takes with an even number make up the half to tune with, the others the half that is kept."""
    for number in range(count):
        random, half = Random(f"number {seed} {number}"), _half(number)
        speaker, place = SPEAKERS[number // 2 % len(SPEAKERS)], random.randint(1, DIGITS - 1)
        said = [random.randrange(10) for _ in range(DIGITS)]
        sounds = [_digit(digits, digit, speaker, half, random) for digit in said]
        parts = (_run(sounds[:place], random), _run(sounds[place:], random))
        words = BAR.join(" ".join(map(str, some)) for some in (said[:place], said[place:]))
        yield Clip(Kind.NUMBER, half, speaker, words, _pause(random), parts)


def sentences(count: int, seed: int = 0) -> Iterator[Clip]:
    """Each written one by each voice in turn, until there are so many."""
    planned = [_planned(number, seed) for number in range(count)]
    for voice, some in groupby(sorted(planned, key=lambda clip: clip.voice), key=lambda clip: clip.voice):
        yield from _spoken(voice, list(some))


@dataclass(frozen=True, slots=True)
class _Planned:
    kind: Kind
    half: Half
    voice: str
    words: str
    pause: float


def _planned(number: int, seed: int) -> _Planned:
    kind = (Kind.DANGLING, Kind.COMPLETE)[number // 2 % 2]
    half = _half(number)
    own = written(kind, half)
    turn = number // 4
    voice = SENTENCE_VOICES[turn // len(own) % len(SENTENCE_VOICES)]
    return _Planned(kind, half, voice, own[turn % len(own)], _pause(Random(f"sentence {seed} {number}")))


def written(kind: Kind, half: Half) -> Sequence[str]:
    content: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_name("sentences.yaml").read_text())
    return content[kind.value][0 if half is Half.TUNE else 1 :: 2]


def _spoken(voice: str, planned: Sequence[_Planned]) -> Iterator[Clip]:
    texts = [one.words.replace(BAR, " ") for one in planned]
    said = VOICES[voice].say(texts, [own_rate(voice)] * len(texts))
    for one, spoken in zip(planned, said, strict=True):
        parts = cut(spoken, len(one.words.split(BAR, maxsplit=1)[0].split()))
        yield Clip(one.kind, one.half, voice, one.words, one.pause, parts)


def cut(spoken: Spoken, words: int) -> tuple[Audio, Audio]:
    """At the end of so many words."""
    at = round(spoken.ends[words - 1] * WIDE_RATE)
    first, second = spoken.samples[:at], spoken.samples[at:]
    return on_the_phone(Audio(first, WIDE_RATE)), on_the_phone(Audio(second, WIDE_RATE))


def _half(number: int) -> Half:
    return Half.TUNE if number % 2 == 0 else Half.KEPT


def _pause(random: Random) -> float:
    return round(random.uniform(*PAUSES), 2)


def _digit(folder: Path, digit: int, speaker: str, half: Half, random: Random) -> Audio:
    wanted = 0 if half is Half.TUNE else 1
    takes = sorted(folder.glob(f"{digit}_{speaker}_*.wav"))
    own = [path for path in takes if int(path.stem.rpartition("_")[2]) % 2 == wanted]
    return on_the_phone(read_wav(random.choice(own)))


def _run(sounds: Iterable[Audio], random: Random) -> Audio:
    pieces: list[Audio] = []
    for sound in sounds:
        if pieces:
            pieces.append(Audio.silence(random.uniform(*BETWEEN_DIGITS), PHONE_RATE))
        pieces.append(sound)
    return Audio(np.concatenate([piece.samples for piece in pieces]), PHONE_RATE)
