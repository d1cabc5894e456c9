"""Whether what we hear is ourselves, coming back from a loudspeaker. Pure.

An echo repeats a run of our words in order, and it comes when they were played, give or take the
line's delay. Both must hold: a caller who answers with one of our words says it later than an echo.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

TAIL = 1.2
"""Seconds by which an echo may come late: loudspeaker, network and recogniser."""

EARLY = 0.6
"""Seconds by which our guess at when a word was played may be late."""

ENOUGH = 0.8
"""Share of the heard words that must be ours, each in its place; the rest may be misheard."""

_EXACT_BELOW = 3
"""Heard words below which all of them must be ours: so few leave no room for errors."""

_WORD = re.compile(r"[\w]+(?:['-]\w+)*")


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence of ours and when it was played, in seconds on the clock of the call."""

    text: str
    started: float
    ended: float


def is_echo(heard: str, began: float, spoken: Iterable[Spoken]) -> bool:
    """Whether `heard`, whose first sound came at `began`, is probably part of what we said."""
    words = _words(heard)
    return bool(words) and any(_echoes(words, began, sentence) for sentence in spoken)


def _echoes(heard: Sequence[str], began: float, sentence: Spoken) -> bool:
    ours = _words(sentence.text)
    needed = len(heard) if len(heard) < _EXACT_BELOW else ENOUGH * len(heard)
    return any(
        _agreeing(heard, ours, first) >= needed and _played_at(ours, first, sentence, began)
        for first in range(1 - len(heard), len(ours))
    )


def _agreeing(heard: Sequence[str], ours: Sequence[str], first: int) -> int:
    """How many heard words are ours, when the first heard is laid on our word number `first`."""
    pairs = zip(heard[max(0, -first) :], ours[max(0, first) :], strict=False)
    return sum(one == other for one, other in pairs)


def _played_at(ours: Sequence[str], word: int, sentence: Spoken, began: float) -> bool:
    """Whether word number `word` was played about when the sound began; time goes with letters."""
    total = sum(map(len, ours))
    share = sum(map(len, ours[: max(0, word)])) / total
    played = sentence.started + share * (sentence.ended - sentence.started)
    return played - EARLY <= began <= played + TAIL


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())
