"""Hearing with faster-whisper: for people's real voices. One model serves all calls.

Whisper hears whole utterances: sound is kept until `finish`, and there are no partial words.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from faster_whisper import WhisperModel
from faster_whisper.transcribe import Segment

from ringup.voice.asr import demo_whisper
from ringup.voice.asr.hallucination import Evidence, imagined
from ringup.voice.asr.resampling import Resampler
from ringup.voice.audio import WIDE_RATE, Audio, Samples
from ringup.voice.errors import EngineUnavailable, RecognitionFailed
from ringup.voice.ports import Bias, Transcript, Word

QUIETEST = -55.0
"""dBFS: below it the model is not even asked."""

SHORTEST = 0.1
"""Seconds: less than a spoken "no"."""

_NOT_SAID = re.compile(r"[^\w\s'-]+|(?<!\w)['-]+|['-]+(?!\w)")


class WhisperRecognizer:
    """A faster-whisper model, by name ("small.en") or by the path of its folder."""

    def __init__(
        self,
        model: str | Path,
        *,
        device: str = "cpu",
        compute_type: str = "int8",
        language: str = "en",
        workers: int = 1,
        threads: int = 0,
    ) -> None:
        """`language` is pinned: short turns would flip it. `threads` a worker; 0 leaves it to the
        library. Never downloads. Raises EngineUnavailable."""
        self._name = demo_whisper.LABEL if demo_whisper.is_meant(model) else Path(model).name
        self._language = language
        self._model = _load(model, device, compute_type, workers, threads)
        self._executor = ThreadPoolExecutor(workers, thread_name_prefix="whisper")
        self._closed = False

    @property
    def name(self) -> str:
        return f"faster-whisper ({self._name}, {self._language})"

    def begin(self, bias: Bias = Bias()) -> WhisperRecognition:  # noqa: B008 - frozen
        """Raises RecognitionFailed after `close`."""
        self.refuse_when_closed()
        return WhisperRecognition(self, bias)

    async def close(self) -> None:
        self._closed = True
        await asyncio.get_running_loop().run_in_executor(None, self._executor.shutdown)

    def refuse_when_closed(self) -> None:
        if self._closed:
            raise RecognitionFailed("the recogniser is closed")

    async def transcribe(self, samples: Samples, bias: Bias) -> Transcript:
        self.refuse_when_closed()
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._executor, self._transcribe, samples, bias)

    def _transcribe(self, samples: Samples, bias: Bias) -> Transcript:
        try:
            segments, _ = self._model.transcribe(
                samples.astype(np.float32) / 32_768,
                language=self._language,
                temperature=0.0,  # one pass: falling back to others takes seconds
                condition_on_previous_text=False,
                word_timestamps=True,
                hotwords=", ".join(bias.phrases) or None,
            )
            return _transcript(segments)
        except (RuntimeError, ValueError) as error:  # of ctranslate2 and of faster-whisper
            raise RecognitionFailed(f"faster-whisper failed: {error}") from error


class WhisperRecognition:
    """One utterance's sound, kept until it is finished."""

    def __init__(self, recognizer: WhisperRecognizer, bias: Bias) -> None:
        self._recognizer = recognizer
        self._bias = bias
        self._resampler = Resampler("HQ")
        self._pieces: list[Samples] = []
        self._ended = False

    async def feed(self, audio: Audio) -> None:
        """Raises RecognitionFailed when the utterance has ended or the recogniser was closed."""
        self._refuse_when_spent()
        self._pieces.append(self._resampler.take(audio))

    def partial(self) -> str:
        return ""

    def provisional(self) -> Transcript | None:
        return None

    async def finish(self) -> Transcript:
        self._refuse_when_spent()
        self._ended = True
        heard = Audio(np.concatenate([*self._pieces, self._resampler.rest()]), WIDE_RATE)
        self._pieces.clear()
        if not is_worth_hearing(heard):
            return Transcript()
        return await self._recognizer.transcribe(heard.samples, self._bias)

    async def abandon(self) -> None:
        self._ended = True
        self._pieces.clear()

    def _refuse_when_spent(self) -> None:
        if self._ended:
            raise RecognitionFailed("this utterance has ended")
        self._recognizer.refuse_when_closed()


def _load(model: str | Path, device: str, compute_type: str, workers: int, threads: int) -> WhisperModel:
    try:
        return WhisperModel(
            str(model),
            device=device,
            compute_type=compute_type,
            num_workers=workers,
            cpu_threads=threads,
            local_files_only=True,
        )
    except (OSError, ValueError, RuntimeError) as error:  # of the hub's cache and of ctranslate2
        raise EngineUnavailable(
            f"Whisper's model {str(model)!r} is not on this machine or is broken; "
            f"run `ringup models pull` ({type(error).__name__})"
        ) from error


def _transcript(segments: Iterable[Segment]) -> Transcript:
    kept = believed(segments)
    words = tuple(
        Word(said, float(word.start), float(word.end), min(1.0, max(0.0, word.probability)))
        for segment in kept
        for word in segment.words or ()
        if (said := spoken(word.word))
    )
    confidence = sum(word.confidence for word in words) / len(words) if words else 0.0
    speech = min((1 - segment.no_speech_prob for segment in kept), default=0.0)
    text = spoken(" ".join(segment.text for segment in kept))
    return Transcript(text, min(confidence, speech) if text else 0.0, words)


def is_worth_hearing(audio: Audio) -> bool:
    """Whether the model is asked at all."""
    return audio.seconds >= SHORTEST and audio.level >= QUIETEST


def believed(segments: Iterable[Segment]) -> list[Segment]:
    """Those that the model did not write out of nothing."""
    return [segment for segment in segments if not imagined(spoken(segment.text), _evidence(segment))]


def _evidence(segment: Segment) -> Evidence:
    return Evidence(segment.no_speech_prob, segment.avg_logprob, segment.compression_ratio)


def spoken(text: str) -> str:
    """Lower case, without punctuation; apostrophes and hyphens stay inside words."""
    return " ".join(_NOT_SAID.sub(" ", text.lower()).split())
