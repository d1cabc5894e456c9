"""Which words are an explicit yes: a small grammar over a closed lexicon, and nothing beside it.

An utterance is read from left to right as the longest phrases that the lexicon holds. It is a yes when
every word belongs to one, and at least one of them is assent by itself ("yes", "that is correct", "go
ahead"). All other phrases are courtesy or say the same again. One word beyond ("yes but", "yes maybe",
"yes two", "um yes") and it is not a yes, whatever an understander makes of it. The lexicon holds no
hedge, condition or change, and a negation only where it can mean nothing else ("not wrong").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator

from ringup.skills.dialogue.assent import ASSENT, COURTESY, PRAISE, THANKS

_ASSENT, _PRAISE, _THANKS, _COURTESY = "assent", "praise", "thanks", "courtesy"
_LEXICONS = ((_ASSENT, ASSENT), (_PRAISE, PRAISE), (_THANKS, THANKS), (_COURTESY, COURTESY))

_WRITTEN_OUT = (
    (r"[\u2018\u2019`]", "'"),
    (r"\b(that|it|what|this|everything|all|here|there|how|let)'?s\b", r"\1 is"),
    (r"\b(\w+)'s (right|correct|fine|perfect|good|great|lovely|it)\b(?=\W*$|,)", r"\1 is \2"),
    (r"\blet is\b", "let us"),
    (r"\bwhat'(?:re|ve)\b", "what"),
    (r"\b(i)'?m\b", r"\1 am"),
    (r"\b(you|they|we|those|these)'?re\b", r"\1 are"),
    (r"\b(i|you|we|they)'?ve\b", r"\1 have"),
    (r"\b(i|it|that|you|we)'d\b", r"\1 would"),
    (r"\b(i|it|that|you|we|this|he|she|they)'ll\b", r"\1 will"),
    (r"\byou (?:have )?got(?=\W|$)", "you have"),
    (r"\bi(?: have)? got(?:ta| to)\b", "i have to"),
    (r"\b(?:is|are)n'?t\b", "is not"),
    (r"\b(?:ok|okey|okie)\b", "okay"),
    (r"\balright\b", "all right"),
    (r"\balot\b", "a lot"),
    (r"\byou (?:bet)?cha\b", "you bet"),
    (r"\b100\s?(?:%|percent)", "a hundred percent"),
)
_STAMMER = re.compile(r"\b(\w+)(?: \1\b)+")
_DRAWN_OUT = re.compile(r"([a-wyz])\1{2,}")
"""As in "yesss"."""

_SPELLINGS = tuple((re.compile(pattern), written) for pattern, written in _WRITTEN_OUT)


Reader = Callable[[str, int], Iterator[int]]
"""Finds phrases that begin at a place in the words, as the places at which they end."""


def _nothing(words: str, at: int) -> Iterator[int]:
    return iter(())


def explicit_yes(text: str, echo: Collection[str] = (), besides: Reader = _nothing) -> bool:
    """True when `text` says yes and nothing else. Case and punctuation do not matter, but a question
    is never a yes.

    `echo`: words and phrases of the question that mean nothing new when a yes repeats them, such as
    "cancel it" after "shall I cancel it?". Never part of a list: "yes, the mug" drops the lamp. `besides`:
    reads other phrases that may stand beside a yes here.
    """
    if "?" in text:
        return False
    kinds = _kinds(plain_words(text), tuple(filter(None, map(plain_words, echo))), besides)
    return _ASSENT in kinds or (_PRAISE in kinds and _THANKS not in kinds)


def _kinds(words: str, echo: tuple[str, ...], besides: Reader) -> tuple[str, ...]:
    """What each phrase is, from left to right; none at all if a single word belongs to no phrase."""
    kinds, at = [], 0
    while at < len(words):
        end, kind = max(_phrases(words, at, echo, besides), key=lambda phrase: phrase[0], default=(at, ""))
        if end == at:
            return ()
        kinds.append(kind)
        at = end + 1
    return tuple(kinds)


def _phrases(words: str, at: int, echo: tuple[str, ...], besides: Reader) -> Iterator[tuple[int, str]]:
    """The phrases that begin here, as their end and kind; of equal length the first counts."""
    yield from lexical_phrases(words, at)
    for phrase in echo:
        if f"{words} ".startswith(f"{phrase} ", at):
            yield at + len(phrase), _COURTESY
    for end in besides(words, at):
        yield end, _COURTESY


def lexical_phrases(words: str, at: int) -> Iterator[tuple[int, str]]:
    """The phrases of the lexicon of assent that begin there, as their end and kind."""
    for kind, lexicon in _LEXICONS:
        if found := lexicon.match(words, at):
            yield found.end(), kind


def plain_words(text: str) -> str:
    """Lower-case words with single spaces, contractions written out, stammering left out."""
    text = _DRAWN_OUT.sub(r"\1", text.lower())
    for pattern, written in _SPELLINGS:
        text = pattern.sub(written, text)
    return _STAMMER.sub(r"\1", " ".join(re.findall(r"[\w']+", text)))
