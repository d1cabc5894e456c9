"""When a turn is over: how long a silence to wait for, given what was asked and what was said so far.

Everything here is pure. Silence alone does not end a turn while the words are plainly incomplete.
"""

from __future__ import annotations

from collections.abc import Sequence

from ringup.voice.ports import Grammar

PATIENCE: dict[Grammar, float] = {
    Grammar.YES_NO: 0.45,
    Grammar.OPEN: 0.55,
    Grammar.DIGITS: 1.0,
    Grammar.SPELLED: 1.0,
    Grammar.MOMENT: 0.55,
    Grammar.CHOICE: 0.55,
}
"""Seconds of silence that end a turn: short for a yes, long for a number read out in groups."""

INCOMPLETE_PATIENCE = 1.6
"""Seconds for a caller who is plainly in the middle of something."""

_NUMBER_PATIENCE = 2.0
"""Seconds for a number that still lacks digits: people look at the label."""

_DANGLING = (
    "a",
    "an",
    "and",
    "but",
    "can i",
    "double",
    "er",
    "for",
    "from",
    "how about",
    "i want",
    "i'd like",
    "i'd like to",
    "is",
    "it's",
    "let me see",
    "make it",
    "make that",
    "my",
    "my order number",
    "number",
    "of",
    "or",
    "order number",
    "so",
    "some",
    "that's",
    "the",
    "to",
    "triple",
    "uh",
    "um",
    "where is order",
    "with",
)
"""No sentence ends like this."""

_ENDINGS = frozenset(tuple(ending.split()) for ending in _DANGLING)
_LONGEST = max(map(len, _ENDINGS))

_DIGITS = frozenset(
    "zero oh one two three four five six seven eight nine 0 1 2 3 4 5 6 7 8 9".split()  # noqa: SIM905
)
_TEENS = frozenset(
    "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()  # noqa: SIM905
)
_TENS = frozenset("twenty thirty forty fifty sixty seventy eighty ninety".split())  # noqa: SIM905
_ZEROS = frozenset({"zero", "oh", "0"})
_REPEATS = {"double": 2, "triple": 3}


def patience(grammar: Grammar, partial: str = "", lengths: Sequence[int] = ()) -> float:
    """Seconds of silence to wait before the turn is over.

    `partial` is what was said so far, lower case; `lengths` how many digits the asked-for number may
    have, where that is known.
    """
    usual = PATIENCE[grammar]
    if lengths and too_short(partial, lengths):
        return max(usual, _NUMBER_PATIENCE)
    return max(usual, INCOMPLETE_PATIENCE) if incomplete(partial) else usual


def incomplete(partial: str) -> bool:
    """Whether the words end where no sentence ends: "and", "my order number is", "make it"."""
    words = partial.split()
    return any(tuple(words[-size:]) in _ENDINGS for size in range(1, min(_LONGEST, len(words)) + 1))


def too_short(partial: str, lengths: Sequence[int]) -> bool:
    """Whether a number was begun that has fewer digits than any it may have."""
    return 0 < digits_said(partial) < min(lengths)


def digits_said(partial: str) -> int:
    """How many digits the words hold: "double five" is two, "twenty three" two, "47" two."""
    count, repeat, after_tens = 0, 1, False
    for word in partial.split():
        if word in _DIGITS - _ZEROS and after_tens:
            pass  # "twenty three": the tens already counted both
        elif word in _DIGITS:
            count += repeat
        elif word in _TEENS or word in _TENS:
            count += 2
        elif word.isdecimal():
            count += len(word)
        after_tens = word in _TENS
        repeat = _REPEATS.get(word, 1)
    return count
