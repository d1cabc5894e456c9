"""What Whisper writes when nobody speaks. It learnt from subtitles, and ends silence as they end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ringup.voice.audio import Audio

QUIETEST = -55.0
"""dBFS: below it the model is not even asked."""

SHORTEST = 0.1
"""Seconds: less than a spoken "no"."""

ALWAYS = frozenset(
    {
        "thank you for watching",
        "thanks for watching",
        "thank you so much for watching",
        "thank you for listening",
        "please subscribe",
        "please subscribe to my channel",
        "like and subscribe",
        "don't forget to subscribe",
        "see you in the next video",
        "i'll see you in the next video",
        "subtitles by the amara org community",
        "transcription by castingwords",
    }
)
"""Nobody says these to a shop."""

ON_SILENCE = frozenset({"thank you", "thanks", "you", "bye", "bye bye", "so", "the end", "music"})
"""People do say these, so the sound must be doubtful too."""

NO_SPEECH = 0.6
DOUBTFUL_SPEECH = 0.3
LOG_PROBABILITY = -1.0
COMPRESSION = 2.4
"""The bars of openai/whisper's decoding: above this ratio of compression a text repeats itself."""

PLAIN_WORDS = 3
PLAIN_LOG_PROBABILITY = -0.5
SURELY_NO_SPEECH = 0.85
"""A short answer is mostly silence in its window, which the model may take for all of it though it is sure of
the words. To drop them were not to hear the caller; with what confidence is left they are asked about."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the decoder says of one segment: natural logarithms and probabilities."""

    no_speech: float
    log_probability: float
    compression: float


def is_worth_hearing(audio: Audio) -> bool:
    """Whether the model is asked at all."""
    return audio.seconds >= SHORTEST and audio.level >= QUIETEST


def without_ending(words: Sequence[str]) -> int:
    """How many words are left when the end is taken away with which subtitles end. Whisper also writes it
    behind what somebody said."""
    for count in range(len(words)):
        if " ".join(words[count:]) in ALWAYS:
            return without_ending(words[:count])
    return len(words)


def imagined(text: str, evidence: Evidence) -> bool:
    """Whether a segment is to be dropped. `text` is lower case without punctuation."""
    if not text or text in ALWAYS or evidence.compression > COMPRESSION:
        return True
    if evidence.log_probability < LOG_PROBABILITY:
        return True
    if text in ON_SILENCE:
        return evidence.no_speech > DOUBTFUL_SPEECH
    return evidence.no_speech > (SURELY_NO_SPEECH if _is_plain(text, evidence) else NO_SPEECH)


def _is_plain(text: str, evidence: Evidence) -> bool:
    return len(text.split()) <= PLAIN_WORDS and evidence.log_probability > PLAIN_LOG_PROBABILITY
