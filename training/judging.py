"""How well a model hears, through the real faster-whisper: int8, greedy, one thread."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from faster_whisper import WhisperModel
from faster_whisper.transcribe import Segment
from rapidfuzz.distance import Levenshtein

from ringup.voice.asr.hallucination import Evidence, imagined, is_worth_hearing
from ringup.voice.asr.whisper import DEMO_EXPECTS, DEMO_WINDOW
from ringup.voice.asr.whisper_decoder import Pass, WhisperDecoder
from ringup.voice.asr.whisper_text import spoken
from ringup.voice.audio import WIDE_RATE
from training.exam import Said
from training.mixing import Sound, as_audio

Progress = Callable[[int, int], None]

LONGEST = 100
"""Tokens that a window may be read as; an untrained model would go on and on."""


@dataclass(frozen=True, slots=True)
class Heard:
    """`text` is all that the model wrote; `believed` what is left of it where the product asks and believes
    the model. `took`: seconds of one core."""

    said: Said
    text: str
    believed: str
    took: float

    @property
    def wrong(self) -> int:
        return int(Levenshtein.distance(self.said.text.split(), self.text.split()))

    @property
    def real_time_factor(self) -> float:
        return self.took / self.said.seconds


@dataclass(frozen=True, slots=True)
class Score:
    """`wrong` words of `words`; `whole` of `clips` without a mistake."""

    clips: int
    words: int
    wrong: int
    whole: int
    real_time_factor: float
    """The median clip's."""

    @property
    def word_error(self) -> float:
        return self.wrong / max(1, self.words)


Hear = Callable[[Sound], tuple[str, str]]
"""All that is written, and what is believed of it. Greedily, in one pass."""


def transcribed(model: WhisperModel) -> Hear:
    """By faster-whisper's `transcribe`, in windows of half a minute."""

    def hear(sound: Sound) -> tuple[str, str]:
        found, _ = model.transcribe(
            sound,
            language="en",
            beam_size=1,
            temperature=0.0,
            condition_on_previous_text=False,
            max_new_tokens=LONGEST,
        )
        segments = list(found)
        kept = list(filter(_is_believed, segments)) if is_worth_hearing(as_audio(sound)) else []
        return _text(segments), _text(kept)

    return hear


def as_in_calls(model: WhisperModel) -> Hear:
    """In the windows of calls; there, what is not believed is not written."""
    decoder = WhisperDecoder(model, DEMO_EXPECTS)

    def hear(sound: Sound) -> tuple[str, str]:
        wanted = Pass(as_audio(sound).samples, "en", thorough=False, window=DEMO_WINDOW)
        [reading] = decoder.decode([wanted])
        return reading.transcript.text, reading.transcript.text

    return hear


def judge(
    folder: Path,
    exam: Sequence[Said],
    progress: Progress = lambda done, of: None,
    way: Callable[[WhisperModel], Hear] = transcribed,
) -> list[Heard]:
    """All of it, in order, heard that way."""
    model = WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=1)
    hear = way(model)
    hear(np.zeros(WIDE_RATE, np.float32))  # what is set up once is nobody's time
    heard = []
    for number, said in enumerate(exam, 1):
        began = time.process_time()
        text, kept = hear(said.sound)
        heard.append(Heard(said, text, kept, time.process_time() - began))
        progress(number, len(exam))
    return heard


def score(some: Iterable[Heard]) -> Score:
    """Of one clip at least."""
    heard = tuple(some)
    return Score(
        len(heard),
        sum(len(one.said.text.split()) for one in heard),
        sum(one.wrong for one in heard),
        sum(one.wrong == 0 for one in heard),
        float(np.median([one.real_time_factor for one in heard])),
    )


def _is_believed(segment: Segment) -> bool:
    evidence = Evidence(segment.no_speech_prob, segment.avg_logprob, segment.compression_ratio)
    return not imagined(spoken(segment.text), evidence)


def _text(segments: Iterable[Segment]) -> str:
    return spoken(" ".join(segment.text for segment in segments))
