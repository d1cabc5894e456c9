"""Whether a caller who makes a sound while we speak wants us to stop. Pure."""

from __future__ import annotations

from itertools import pairwise

WORDLESS = 0.8
"""Seconds of speech without a recognised word that interrupt all the same."""

SURE = 0.7
"""Seconds of speech from which any words do. In the first half second of "okay" or a cough a recogniser finds
the beginning of some sentence, and most acknowledgements are over by then."""

STRANGER = 1.2
"""Seconds from which any speech does, with words or without, that is soft where nobody knows yet how loud the
caller is: it may be somebody else in their room, of whom few words are heard ..."""

MANY = 3
"""... and so many are taken for the caller's."""

# fmt: off
_TELLING = frozenset(
    (
        "actually", "bye", "can't", "cancel", "change", "could", "excuse", "goodbye", "never", "no", "nope",
        "not", "sorry", "stop", "wait", "when", "where",
    )
)
"""Words that nothing but somebody who wants to speak is heard as. "Don't" is heard in "okay"."""

_REQUESTS = frozenset(
    {
        ("are", "you"), ("can", "i"), ("can", "we"), ("can", "you"), ("do", "you"), ("how", "long"),
        ("how", "many"), ("how", "much"), ("i", "need"), ("i", "want"), ("i'd", "like"), ("make", "it"),
    }
)
"""The same of two words. "Can" alone is heard in coughs."""

_FAINT = frozenset(
    (
        "a", "an", "and", "are", "as", "at", "but", "for", "h", "he", "hello", "hey", "hi", "him", "how", "i",
        "i'm", "in", "is", "it", "m", "me", "of", "oh", "on", "one", "or", "so", "that", "the", "them",
        "this", "to", "uh", "um", "well", "you",
    )
)
# fmt: on
"""Words that a recogniser makes of hums and coughs, and of the beginning of acknowledgements."""

_ACKNOWLEDGEMENTS = frozenset(
    {
        ("all", "right"),
        ("alright",),
        ("go", "on"),
        ("got", "it"),
        ("hmm",),
        ("i", "see"),
        ("mhm",),
        ("mm",),
        ("mm", "hmm"),
        ("mm-hmm",),
        ("ok",),
        ("oh",),
        ("okay",),
        ("right",),
        ("sure",),
        ("uh", "huh"),
        ("uh-huh",),
        ("um",),
        ("uh",),
    }
)
"""What listeners say so that we go on. Compared word for word: "right" is one, "copyright" is not."""

_AGREEMENTS = frozenset({("yes",), ("yeah",), ("yep",), ("yup",)})
"""Acknowledgements too, except at a question, where they are answers."""

_PASSED_OVER = _ACKNOWLEDGEMENTS | _AGREEMENTS


def interrupts(
    partial: str,
    seconds: float,
    *,
    asking: bool = False,
    is_stranger: bool = False,
    takes_floor: bool = False,
) -> bool:
    """Whether to stop speaking for this.

    `partial` is what was recognised so far, lower case, and `seconds` how long the caller has spoken.
    `asking`: what we say now is a question, so that a yes is an answer to it. `is_stranger`: it may be
    somebody else, for it is soft, and nobody knows yet how loud the caller is. `takes_floor`: it sounds like
    more than an acknowledgement or a cough, as `OnsetDetector` tells.
    """
    words = tuple(partial.split())
    least = STRANGER if is_stranger and len(words) < MANY else SURE
    if words and is_acknowledgement(partial, asking=asking):
        return False
    if takes_floor and not is_stranger:
        return True
    if not words:
        return seconds > max(least, WORDLESS)
    if not _TELLING.isdisjoint(words) or not _REQUESTS.isdisjoint(pairwise(words)):
        return True
    if asking and (words[0],) in _AGREEMENTS:
        return True
    return seconds >= least and not _FAINT.issuperset(words)


def is_acknowledgement(words: str, *, asking: bool = False) -> bool:
    """Whether `words`, lower case, only say that we may go on. `asking` as in `interrupts`."""
    return _made_of(tuple(words.split()), _ACKNOWLEDGEMENTS if asking else _PASSED_OVER)


def _made_of(words: tuple[str, ...], phrases: frozenset[tuple[str, ...]]) -> bool:
    """Whether `words` are `phrases` in a row and nothing else; no phrase is longer than two words."""
    position = 0
    while position < len(words):
        size = next((n for n in (2, 1) if words[position : position + n] in phrases), 0)
        if size == 0:
            return False
        position += size
    return True
