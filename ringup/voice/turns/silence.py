"""How long a silence ends a turn, given what was asked, what was said so far, and how it sounded.

Everything here is pure. Silence alone does not end a turn while the words are plainly incomplete, and
need not last long where they are plainly complete.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import NamedTuple

from ringup.voice.ports import Grammar


class Completeness(Enum):
    """What whoever asked makes of the words so far."""

    COMPLETE = auto()  # they answer it
    OPEN = auto()  # they may go on or not, or nobody knows
    UNCLEAR = auto()  # nobody knows what to do with them
    UNFINISHED = auto()  # a number that lacks digits


@dataclass(frozen=True, slots=True)
class Silence:
    """A pause in a turn. `words` are those so far, lower case; `lengths` how many digits the asked-for number
    may have and `listed` whether its possible values are known; `ended` how surely the turn sounds over,
    from 0 to 1, or None where that is not known.
    """

    grammar: Grammar
    words: str = ""
    lengths: tuple[int, ...] = ()
    listed: bool = False
    completeness: Completeness = Completeness.OPEN
    ended: float | None = None


class Patience(NamedTuple):
    """Seconds of silence that end a turn which sounds over, which nobody has listened to, and which sounds
    as if it went on. They count from where the detector puts the end of speech, some 80 ms behind it."""

    over: float
    unknown: float
    going_on: float


OPEN = Patience(0.42, 0.60, 2.0)
"""To sound over is not enough to be: the first words of a sentence often do. Not to sound over says more."""

UNCLEAR = Patience(1.3, 1.3, 2.0)
"""For words after which we could only ask what was said: the rest of the sentence may tell, and nobody has
to wait for an answer."""

OPEN_YES_NO = Patience(0.40, 0.40, 0.80)
"""A bare yes may be the beginning of "yes, but": how it sounds never hurries it."""

_READ_OUT = (Grammar.DIGITS, Grammar.SPELLED)
READ_OUT = Patience(1.0, 1.0, 1.0)
"""Numbers and spelled words come in groups, after each of which they sound over."""

COMPLETE = Patience(0.28, 0.35, 0.45)
COMPLETE_YES_NO = Patience(0.30, 0.30, 0.30)
COMPLETE_REQUEST = Patience(0.34, 0.45, 1.4)
"""An answer to an open question, to which people like to add something."""

COMPLETE_WITHOUT_DIGITS = Patience(0.34, 0.45, 1.0)
"""Another answer than the number that was asked for."""

COMPLETE_LISTED_NUMBER = Patience(0.35, 0.35, 0.35)
COMPLETE_NUMBER = Patience(0.60, 0.60, 0.60)

NUMBER_IN_PASSING = Patience(0.70, 0.70, 1.4)
"""After digits that nobody asked for, of a number that nobody knows: how many there will be is not known."""

DANGLING = Patience(2.0, 2.0, 2.0)
"""For a caller who is plainly in the middle of something, however it sounds."""

TOO_SHORT = Patience(2.0, 2.0, 2.0)
"""For a number that still lacks digits, as far as they were heard: people look at the label."""

_LIKELY = 0.7
"""How surely a turn must sound over to count as that. Of 20 turns of our test callers that were, two did not
reach it."""


def patience(silence: Silence) -> float:
    """Seconds of silence to wait before the turn is over."""
    row = _row(silence)
    if silence.ended is None:
        return row.unknown
    return row.over if silence.ended >= _LIKELY else row.going_on


def matters_how_it_sounds(silence: Silence) -> bool:
    """Whether it is worth listening to how the turn ended."""
    return len(set(_row(silence))) > 1


def _row(silence: Silence) -> Patience:
    if silence.completeness is Completeness.UNFINISHED or _lacks_digits(silence):
        return TOO_SHORT
    if incomplete(silence.words):
        return DANGLING
    if silence.completeness is Completeness.COMPLETE:
        return _complete(silence)
    if silence.completeness is Completeness.UNCLEAR and silence.grammar not in _READ_OUT:
        return UNCLEAR
    if silence.grammar in (Grammar.OPEN, Grammar.YES_NO) and ends_in_digits(silence.words):
        return NUMBER_IN_PASSING
    return _open(silence.grammar)


def _lacks_digits(silence: Silence) -> bool:
    """Of a number that was asked for. Words that hold no digit may be one that was misheard, if they are no
    answer either, or sound like one."""
    is_answer = silence.completeness is Completeness.COMPLETE and silence.words not in _LIKE_A_DIGIT
    if not silence.lengths or is_answer:
        return False
    return digits_said(silence.words) < min(silence.lengths)


def _complete(silence: Silence) -> Patience:
    match silence.grammar:
        case Grammar.YES_NO:
            return COMPLETE_YES_NO
        case Grammar.OPEN:
            return COMPLETE_REQUEST
        case Grammar.DIGITS if not digits_said(silence.words):
            return COMPLETE_WITHOUT_DIGITS
        case Grammar.DIGITS:
            return COMPLETE_LISTED_NUMBER if silence.listed else COMPLETE_NUMBER
        case Grammar.SPELLED:
            return READ_OUT
        case Grammar.MOMENT | Grammar.CHOICE:
            return COMPLETE


def _open(grammar: Grammar) -> Patience:
    match grammar:
        case Grammar.YES_NO:
            return OPEN_YES_NO
        case Grammar.DIGITS | Grammar.SPELLED:
            return READ_OUT
        case Grammar.OPEN | Grammar.MOMENT | Grammar.CHOICE:
            return OPEN


_DANGLING = (
    "a",
    "about",
    "an",
    "and",
    "are",
    "at",
    "because",
    "but",
    "by",
    "can i",
    "can you",
    "could you",
    "do you",
    "double",
    "er",
    "for",
    "from",
    "give me",
    "have",
    "how about",
    "i have",
    "i want",
    "i'd like",
    "i'd like to",
    "i'm",
    "in",
    "is",
    "it's",
    "let me see",
    "make it",
    "make that",
    "my",
    "my order number",
    "next",
    "no thank",
    "number",
    "of",
    "on",
    "or",
    "order number",
    "so",
    "should",
    "some",
    "tell me",
    "that's all thank",
    "that's",
    "the",
    "to",
    "triple",
    "uh",
    "um",
    "where is order",
    "with",
    "your",
)
"""No sentence ends like this."""

_BEGINNINGS = frozenset(
    {"book", "can", "cancel", "could", "do", "how", "i", "i'd", "make", "move", "order", "return", "send",
     "when", "where", "which", "would"}
)  # fmt: skip
"""No sentence consists of one of these alone."""

_ENDINGS = frozenset(tuple(ending.split()) for ending in _DANGLING)
_LONGEST = max(map(len, _ENDINGS))

_DIGITS = frozenset(
    "zero oh one two three four five six seven eight nine 0 1 2 3 4 5 6 7 8 9".split()  # noqa: SIM905
)
_TEENS = frozenset(
    "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()  # noqa: SIM905
)
_TENS = frozenset("twenty thirty forty fifty sixty seventy eighty ninety".split())  # noqa: SIM905
_LIKE_A_DIGIT = frozenset({"what"})
"""What people's "one" is heard as where they pause behind it, though it would be a wish to hear us again."""

_ZEROS = frozenset({"zero", "oh", "0"})
_REPEATS = {"double": 2, "triple": 3}


def incomplete(partial: str) -> bool:
    """Whether the words end where no sentence ends: "and", "my order number is", "make it"."""
    words = partial.split()
    if partial in _BEGINNINGS:
        return True
    return any(tuple(words[-size:]) in _ENDINGS for size in range(1, min(_LONGEST, len(words)) + 1))


def ends_in_digits(partial: str) -> bool:
    """Whether the last words are three digits or more: the time of day has fewer, as a rule."""
    words = partial.split()
    spoken = next((at for at, word in enumerate(reversed(words)) if not _is_number(word)), len(words))
    return digits_said(" ".join(words[len(words) - spoken :])) >= 3


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


def _is_number(word: str) -> bool:
    return word in _DIGITS | _TEENS | _TENS or word in _REPEATS or word.isdecimal()
