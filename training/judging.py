"""How well a model hears, through the real faster-whisper: int8, greedy, one thread."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from faster_whisper import WhisperModel
from rapidfuzz.distance import Levenshtein

from ringup.skills.understanding.corpus.spoken import DIGITS
from ringup.voice.asr.whisper import spoken
from ringup.voice.audio import WIDE_RATE
from training.mixing import Sound, telephone
from training.sounds import Sounds

Progress = Callable[[int, int], None]

FIGURES = frozenset({*DIGITS, "oh", "double"})
YES_NO = frozenset({"yes", "no", "yes please", "no thank you", "yeah", "nope"})

LONGEST = 100
"""Tokens that a window may be read as; an untrained model would go on and on."""


@dataclass(frozen=True, slots=True)
class Said:
    """A sound and its text, "" where nobody speaks. It counts for each of its `kinds`."""

    kinds: tuple[str, ...]
    text: str
    sound: Sound


@dataclass(frozen=True, slots=True)
class Score:
    """Of one kind. `wrong` words of `words`; `whole` of `clips` without a mistake; times in seconds."""

    kind: str
    clips: int = 0
    words: int = 0
    wrong: int = 0
    whole: int = 0
    seconds: float = 0.0
    took: float = 0.0

    @property
    def word_error(self) -> float:
        return self.wrong / max(1, self.words)


def judge(folder: Path, sounds: Sequence[Said], progress: Progress = lambda done, of: None) -> list[Score]:
    """A score for each kind, in the order in which they come."""
    model = WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=1)
    scores: dict[str, Score] = {}
    for number, said in enumerate(sounds, 1):
        began = time.perf_counter()
        heard = hear(model, said.sound)
        took = time.perf_counter() - began
        for kind in said.kinds:
            scores[kind] = _counted(scores.get(kind) or Score(kind), said, heard, took)
        progress(number, len(sounds))
    return list(scores.values())


def _counted(score: Score, said: Said, heard: str, took: float) -> Score:
    wrong = Levenshtein.distance(said.text.split(), heard.split())
    return Score(
        score.kind,
        score.clips + 1,
        score.words + len(said.text.split()),
        score.wrong + wrong,
        score.whole + (wrong == 0),
        score.seconds + len(said.sound) / WIDE_RATE,
        score.took + took,
    )


def hear(model: WhisperModel, sound: Sound) -> str:
    """Greedily, in one pass."""
    segments, _ = model.transcribe(
        sound,
        language="en",
        beam_size=1,
        temperature=0.0,
        condition_on_previous_text=False,
        max_new_tokens=LONGEST,
    )
    return spoken(" ".join(segment.text for segment in segments))


def exam(sounds: Sounds, numbers: Iterable[int]) -> Iterator[Said]:
    """Each clip wide band and over a telephone, with half a second of quiet around it."""
    dice = np.random.default_rng(7)
    for number in numbers:
        clip = sounds.clips[number]
        speech = sounds.samples(number).astype(np.float32) / 32_768
        quiet = dice.normal(size=WIDE_RATE // 2).astype(np.float32) * np.float32(3e-4)
        whole = np.concatenate([quiet, speech, quiet[::-1]])
        for band, sound in (("wide", whole), ("phone", telephone(whole))):
            yield Said((f"{band} {_subject(clip.text)}", f"{band} {clip.voice}"), clip.text, sound)


def _subject(text: str) -> str:
    if text in YES_NO:
        return "yes or no"
    return "digits" if set(text.split()) <= FIGURES else "sentences"
