"""What digits and choices mean, given what is possible."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from ringup.skills.dialogue.expectations import Digits
from ringup.skills.understanding.numbers import (
    MOST_READINGS,
    digit_strings,
    readings,
    readings_of,
    runs,
)
from ringup.skills.understanding.tokens import expanded, singular, tokens

LIKE_ENOUGH = 80.0
"""rapidfuzz ratio (0 to 100) from which a word counts as one of an option's."""

ONE_OFF = 0.6
"""Certainty of a number that differs from the only possible one by a single digit."""

MOST_SLIPS = 1
"""Digits of a number that may be wrong, missing or too many."""

LONG_ENOUGH = 5
"""Digits from which one slip of the recogniser still leaves no doubt."""

_ENDING = re.compile(r"\b(?:end(?:s|ing)? (?:in|with|on)|last (?:\w+ )?(?:digits|numbers) (?:are|is))\b")
_ORDINALS = {
    "first": 0, "1st": 0, "newest": 0, "latest": 0, "former": 0,
    "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3,
    "last": -1, "latter": -1, "bottom": -1, "top": 0,
}  # fmt: skip
_NAMES_NOTHING = {
    "the", "a", "an", "my", "one", "that", "this", "please", "i", "it", "is", "mean", "want", "for",
    "would", "like", "to", "of", "make", "yes", "no", "um", "uh", "and", "number", "order", "option",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class NumberGiven:
    """`digits` as read best; `value` where they are complete or can only be one of the candidates.

    `start` and `end` are character offsets of all of it.
    """

    digits: str
    value: str | None
    start: int
    end: int
    certainty: float = 1.0


def number_given(text: str, expects: Digits, *, spoken: bool) -> NumberGiven | None:
    """The number in `text`, matched with what is possible, or None where there are no digits.

    `spoken`: a recogniser may have slipped, so one wrong digit is forgiven where the rest of the
    number can only be one candidate. Secrets are never forgiven anything.
    """
    found = digit_strings(text)
    if not found:
        return _by_position(text, expects)
    start, end = found[0].start, found[-1].end
    possible = ways(text)
    if (ending := _ENDING.search(text.lower())) is not None:
        return _by_ending(text, ending.end(), expects)
    for way in possible:
        if way in expects.candidates or (not expects.candidates and len(way) in expects.lengths):
            return NumberGiven(way, way, start, end)
    complete = next((way for way in possible if len(way) in expects.lengths), None)
    if spoken and not expects.secret and (near := _one_off(possible, expects)) is not None:
        return NumberGiven(near, near, start, end, ONE_OFF)
    return NumberGiven(complete or possible[0], complete, start, end)


def choice(text: str, options: tuple[str, ...]) -> str | None:
    """The only option that the words fit, by its place ("the second one") or by its name."""
    words = [singular(word.text) for word in expanded(tokens(text))]
    place = _place(words, len(options))
    if place is not None:
        return options[place]
    said = [word for word in words if word not in _NAMES_NOTHING]
    scores = [_fit(said, option) for option in options]
    best = max(scores, default=0.0)
    return options[scores.index(best)] if best > 0 and scores.count(best) == 1 else None


def ways(text: str) -> tuple[str, ...]:
    """All of it as one number, then its parts, the last first: people correct themselves."""
    parts = [way for run in reversed(runs(tokens(text))) for way in islice(readings_of(run), MOST_READINGS)]
    return tuple(dict.fromkeys((*readings(text), *parts)))


def closest(digits: str, numbers: Sequence[str]) -> str | None:
    """The number itself, else the only one that a slip makes of it."""
    for slips in range(MOST_SLIPS + 1):
        near = [number for number in numbers if Levenshtein.distance(number, digits) <= slips]
        if near:
            return near[0] if len(near) == 1 else None
    return None


def _one_off(possible: tuple[str, ...], expects: Digits) -> str | None:
    near = (closest(way, expects.candidates) for way in possible if len(way) >= LONG_ENOUGH)
    return next((number for number in near if number is not None), None)


def _by_ending(text: str, at: int, expects: Digits) -> NumberGiven | None:
    """ "the one ending in two oh three"."""
    found = digit_strings(text[at:])
    if not found:
        return None
    start, end = at + found[0].start, at + found[-1].end
    for way in readings(text[at:]):
        fitting = [c for c in expects.candidates if c.endswith(way)]
        if len(fitting) == 1:
            return NumberGiven(fitting[0], fitting[0], start, end)
    return None


def _by_position(text: str, expects: Digits) -> NumberGiven | None:
    words = tokens(text)
    place = _place([word.text for word in words], len(expects.candidates))
    if place is None:
        return None
    word = next(word for word in words if word.text in _ORDINALS)
    value = expects.candidates[place]
    return NumberGiven(value, value, word.start, word.end, 0.9)


def _place(words: list[str], count: int) -> int | None:
    """Which of so many an ordinal or "number two" means."""
    places = [
        _ORDINALS[word]
        for before, word in pairwise(["", *words])
        if word in _ORDINALS and before not in ("a", "one", "another")
    ]
    if not places:
        spoken = digit_strings(" ".join(words)) if len(words) <= 3 else ()
        places = [int(found.value) - 1 for found in spoken if len(found.value) == 1]
    fitting = [place for place in places if -1 <= place < count]
    return fitting[-1] if fitting and count else None


def _fit(said: list[str], option: str) -> float:
    """How much of an option the words name, from 0; half a point for a misheard word."""
    wanted = [singular(word.text) for word in tokens(option)]
    score = 0.0
    for word in said:
        if word in wanted:
            score += 1.0
        elif len(word) > 3 and any(fuzz.ratio(word, other) >= LIKE_ENOUGH for other in wanted):
            score += 0.5
    return score
