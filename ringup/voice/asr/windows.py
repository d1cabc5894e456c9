"""Utterances that are longer than what is decoded in one go: cut where it is quiet, and put together again
(pure)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from ringup.voice.audio import WIDE_RATE, Samples
from ringup.voice.ports import Transcript

_QUIET = round(0.2 * WIDE_RATE)
"""Samples."""


def windows(sound: Samples, longest: float, looked_back: float) -> Iterator[Samples]:
    """All of it, in order, none longer than so many seconds. They are cut somewhere in the last `looked_back`
    seconds, in which there is some place between two words."""
    while len(sound) > longest * WIDE_RATE:
        cut = quietest(sound, longest, looked_back)
        yield sound[:cut]
        sound = sound[cut:]
    yield sound


def quietest(sound: Samples, longest: float, looked_back: float) -> int:
    """The sample in the middle of the quietest stretch before a window must end."""
    first, last = round((longest - looked_back) * WIDE_RATE), round(longest * WIDE_RATE)
    stretches = sound[first:last].astype(np.float64).reshape(-1, _QUIET)
    return first + int(np.argmin(np.square(stretches).sum(axis=1))) * _QUIET + _QUIET // 2


def joined(transcripts: Sequence[tuple[Transcript, float]]) -> Transcript:
    """Each with the second at which its window begins. As sure as the least sure of them; what else it may
    have been is not told."""
    spoken = [(one, start) for one, start in transcripts if one.text]
    words = tuple(
        replace(word, start=word.start + start, end=word.end + start)
        for one, start in spoken
        for word in one.words
    )
    text = " ".join(one.text for one, _ in spoken)
    return Transcript(text, min((one.confidence for one, _ in spoken), default=0.0), words)
