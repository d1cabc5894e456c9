"""What a Whisper model makes of some sound: one window, one text, and what else it may have been.

faster-whisper's `transcribe` gives one reading of one sound. Here several sounds are decoded as one batch,
each behind words that are agreed on already, and the readings of all beams are kept.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from itertools import accumulate, takewhile
from typing import Any

import numpy as np
import numpy.typing as npt
from ctranslate2 import StorageView
from ctranslate2.models import WhisperGenerationResult
from faster_whisper import WhisperModel
from faster_whisper.tokenizer import Tokenizer
from faster_whisper.transcribe import get_compression_ratio, get_suppressed_tokens

from ringup.voice.asr.hallucination import Evidence, imagined, without_ending
from ringup.voice.asr.whisper_text import spoken
from ringup.voice.audio import WIDE_RATE, Samples
from ringup.voice.errors import RecognitionFailed
from ringup.voice.ports import Transcript, Word

WHOLE = 30.0
"""Seconds of the windows that Whisper was trained with. They are padded, and most of the work is the
encoder's, which is the same for a word and for half a minute."""

MARGIN = 2.0
"""Seconds that a shorter window has at least behind its sound: without them Whisper does not know when to
stop."""

MOST_EXPECTED = 100
"""Tokens of what is expected: a hint. There is room for twice as many."""

BEAMS = 10
"""Many, because half of them differ in times alone."""

ALTERNATIVES = 5

_RIVAL = 0.01
"""Share of the best reading's probability that an alternative has to have."""

_DOUBTED = 0.3
"""Below this probability a word was agreed on wrongly: now that all of the sound is there, it is not."""

_LEAST = -1_000.0
"""A logarithm. CTranslate2 scores a reading without tokens as impossible."""

_FEWEST_TOKENS, _TOKENS_A_SECOND = 20, 15
"""More are not said, but written by a model that repeats itself."""

_FRAMES_A_SECOND = 100
_STEP = 200
"""Frames that a window is rounded up to, so that several are of one width."""

_OPENING, _CLOSING = "\"'“¿([{-", "\"'.,!?:”)]}"
"""Punctuation that belongs to the word behind it and before it."""


@dataclass(frozen=True, slots=True)
class Pass:
    """Sound at 16 kHz, at most `WHOLE` seconds, and how it is to be heard.

    `expected`: phrases that may be said, the likeliest first. `agreed`: what is known to be its beginning, as
    written. `thorough`: with the times of its words, and alternatives. `window`: seconds it is padded to.
    """

    samples: Samples
    language: str
    expected: tuple[str, ...] = ()
    agreed: str = ""
    thorough: bool = True
    window: float = WHOLE

    @property
    def seconds(self) -> float:
        return len(self.samples) / WIDE_RATE

    @property
    def width(self) -> int:
        """Frames of its window."""
        seconds = min(WHOLE, max(self.window, self.seconds + MARGIN))
        return math.ceil(seconds * _FRAMES_A_SECOND / _STEP) * _STEP


@dataclass(frozen=True, slots=True)
class Reading:
    """`written`: the words of the text as the model writes them."""

    transcript: Transcript = field(default_factory=Transcript)
    written: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    """What the model wrote, the best reading first, and how sure it was of that one."""

    tokens: list[int]
    evidence: Evidence
    alternatives: tuple[str, ...]


class WhisperDecoder:
    """Blocks while it works; may be used from as many threads as the model has workers."""

    def __init__(self, model: WhisperModel, most_expected: int = MOST_EXPECTED) -> None:
        """`most_expected`: tokens in front of a pass."""
        self._model = model
        self._most_expected = most_expected
        self._tokenizer = cache(self._make_tokenizer)
        self._in_front = lru_cache(64)(self._fit)

    def alike(self, wanted: Pass) -> Hashable:
        """Passes for which this is the same can be decoded as one batch. CTranslate2 wants the prompts of a
        batch to have their beginning at the same place."""
        return wanted.language, wanted.thorough, wanted.width, self._prompt(wanted).index(self._sot(wanted))

    def decode(self, passes: Sequence[Pass]) -> list[Reading]:
        """Passes that are alike. Raises RecognitionFailed."""
        try:
            return self._decode(passes)
        except (RuntimeError, ValueError) as error:  # of ctranslate2 and of faster-whisper
            raise RecognitionFailed(f"faster-whisper failed: {error}") from error

    def _decode(self, passes: Sequence[Pass]) -> list[Reading]:
        encoded = self._model.encode(np.stack([self._features(one) for one in passes]))
        results = self._generate(encoded, passes)
        found = [self._found(*pair) for pair in zip(passes, results, strict=True)]
        if not passes[0].thorough:
            return [self._brief(*pair) for pair in zip(passes, found, strict=True)]
        words = self._aligned(encoded, passes, found)
        return [self._thorough(*triple) for triple in zip(passes, found, words, strict=True)]

    def _features(self, wanted: Pass) -> npt.NDArray[np.float32]:
        sound = wanted.samples.astype(np.float32) / 32_768
        features = self._model.feature_extractor(sound)[:, :-1][:, : wanted.width]
        return np.pad(features, ((0, 0), (0, wanted.width - features.shape[1]))).astype(np.float32)

    def _generate(self, encoded: StorageView, passes: Sequence[Pass]) -> list[WhisperGenerationResult]:
        beams = BEAMS if passes[0].thorough else 1
        prompts = [self._prompt(one) for one in passes]
        longest = _FEWEST_TOKENS + _TOKENS_A_SECOND * math.ceil(max(one.seconds for one in passes))
        results: list[WhisperGenerationResult] = self._model.model.generate(
            encoded,
            prompts,
            beam_size=beams,
            num_hypotheses=beams,
            max_length=min(self._model.max_length, max(map(len, prompts)) + longest),
            return_scores=True,
            return_no_speech_prob=True,
            suppress_tokens=get_suppressed_tokens(self._tokenizer(passes[0].language), [-1]),
        )
        return results

    def _found(self, wanted: Pass, result: WhisperGenerationResult) -> _Found:
        """The tokens that were agreed on are in the result, their probabilities are not. Readings that
        differ in their times alone are one."""
        tokenizer = self._tokenizer(wanted.language)
        scored = zip(result.scores, result.sequences_ids, strict=True)
        logs = [max(_LEAST, score) * max(1, len(ids)) for score, ids in scored]
        texts = [tokenizer.decode(ids) for ids in result.sequences_ids]
        shares: dict[str, float] = {}
        for text, log in zip(texts, logs, strict=True):
            shares[spoken(text)] = shares.get(spoken(text), 0.0) + math.exp(log - logs[0])
        best = max(shares, key=lambda text: shares[text])
        first = next(number for number, text in enumerate(texts) if spoken(text) == best)
        ids = result.sequences_ids[first]
        new = max(0, len(ids) - len(self._agreed(wanted))) + 1  # and the end
        evidence = Evidence(result.no_speech_prob, logs[first] / new, get_compression_ratio(texts[first]))
        tokens = [token for token in ids if token < tokenizer.eot]
        return _Found(tokens, evidence, _rivals(shares, best))

    def _brief(self, wanted: Pass, found: _Found) -> Reading:
        written = self._tokenizer(wanted.language).decode(found.tokens).split()
        said = [(spoken(word), word) for word in written if spoken(word)]
        said = said[: without_ending([text for text, _ in said])]
        text = " ".join(text for text, _ in said)
        if imagined(text, found.evidence):
            return Reading()
        return Reading(Transcript(text), tuple(word for _, word in said))

    def _aligned(
        self, encoded: StorageView, passes: Sequence[Pass], found: Sequence[_Found]
    ) -> list[list[dict[str, Any]]]:
        """The words of each, with times and probabilities."""
        segments: list[list[dict[str, Any]]] = [
            [{"seek": 0, "start": 0.0, "end": one.seconds, "tokens": its.tokens}]
            for one, its in zip(passes, found, strict=True)
        ]
        frames = [min(one.width, int(one.seconds * _FRAMES_A_SECOND)) for one in passes]
        tokenizer = self._tokenizer(passes[0].language)
        self._model.add_word_timestamps(segments, tokenizer, encoded, frames, _OPENING, _CLOSING, 0.0)
        return [_joined(its["words"]) for (its,) in segments]

    def _thorough(self, wanted: Pass, found: _Found, words: list[dict[str, Any]]) -> Reading:
        said = [(one, word["word"].strip()) for word in words if (one := _word(word)).text]
        said = said[: without_ending([word.text for word, _ in said])]
        text = " ".join(word.text for word, _ in said)
        if self._agreed_wrongly(wanted, [word for word, _ in said], imagined(text, found.evidence)):
            return self._decode([replace(wanted, agreed="")])[0]
        if imagined(text, found.evidence):
            return Reading()
        heard = tuple(word for word, _ in said)
        sure = sum(word.confidence for word in heard) / len(heard)
        confidence = min(sure, 1 - found.evidence.no_speech)
        others = tuple(other for other in found.alternatives if other != text)
        return Reading(Transcript(text, confidence, heard, others), tuple(word for _, word in said))

    def _agreed_wrongly(self, wanted: Pass, words: Sequence[Word], doubtful: bool) -> bool:
        agreed = words[: len(wanted.agreed.split())]
        return bool(wanted.agreed) and (doubtful or any(word.confidence < _DOUBTED for word in agreed))

    def _prompt(self, wanted: Pass) -> list[int]:
        """Times are written: without them Whisper takes a pause for the end."""
        tokenizer = self._tokenizer(wanted.language)
        hint = self._in_front(wanted.language, wanted.expected)
        prompt: list[int] = self._model.get_prompt(tokenizer, [], hotwords=hint)
        return [*prompt, tokenizer.timestamp_begin, *self._agreed(wanted)] if wanted.agreed else prompt

    def _fit(self, language: str, expected: tuple[str, ...]) -> str | None:
        """As many of the phrases as there is room for."""
        tokens = self._tokenizer(language).encode
        lists = accumulate(expected, "{}, {}".format)
        fitting = takewhile(lambda phrases: len(tokens(f" {phrases}")) <= self._most_expected, lists)
        return max(fitting, key=len, default=None)

    def _agreed(self, wanted: Pass) -> list[int]:
        return self._tokenizer(wanted.language).encode(f" {wanted.agreed}") if wanted.agreed else []

    def _sot(self, wanted: Pass) -> int:
        return int(self._tokenizer(wanted.language).sot)

    def _make_tokenizer(self, language: str) -> Tokenizer:
        model = self._model
        try:
            return Tokenizer(model.hf_tokenizer, model.model.is_multilingual, "transcribe", language)
        except ValueError as error:
            raise RecognitionFailed(f"Whisper knows no language {language!r}") from error


def _rivals(shares: Mapping[str, float], best: str) -> tuple[str, ...]:
    """What is likely enough beside the best, the likeliest first."""
    likely = [text for text, share in shares.items() if text and share >= _RIVAL * shares[best]]
    ordered = sorted(likely, key=lambda text: shares[text], reverse=True)
    return tuple(text for text in ordered if text != best)[:ALTERNATIVES]


def _joined(pieces: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """faster-whisper takes a point for a word, so that an amount is two: " $5", ".50". What does not begin
    with a space belongs to what is before it."""
    words: list[dict[str, Any]] = []
    for piece in pieces:
        if not words or piece["word"].startswith(" "):
            words.append(piece)
            continue
        last = words[-1]
        sure = min(last["probability"], piece["probability"])
        words[-1] = {**last, "word": last["word"] + piece["word"], "end": piece["end"], "probability": sure}
    return words


def _word(word: dict[str, Any]) -> Word:
    """Empty where it is punctuation."""
    probability = min(1.0, max(0.0, float(word["probability"])))
    return Word(spoken(word["word"]), float(word["start"]), float(word["end"]), probability)
