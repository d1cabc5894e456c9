"""A person's name in an answer: in either order, among courtesies, or spelled."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ringup.skills.intent import Slot
from ringup.skills.understanding.number_words import TIMES
from ringup.skills.understanding.spelling import spelled
from ringup.skills.understanding.tokens import Token, tokens

_LABELLED = re.compile(
    r"\b(first|given|last|family|sur|second)\s*name(?:'s| is)?[\s,:]+(?!name\b)"
    r"([^\W\d_]+(?:['\u2019-][^\W\d_]+)*)",
    re.I,
)
_INTRODUCTION = re.compile(
    r"\b(?:my name(?:'s| is)|the name(?:'s| is)|name(?:'s| is)|this is|speaking is"
    r"|i am called|i'm called|call me)\s+"
    r"(?!(?:a|an|the|about|for|my|not|what|why|how|ridiculous|it|is|really|going|on|under)\b)",
    re.I,
)
_NO_NAME = frozenset({
    "um", "uh", "er", "erm", "hi", "hello", "hey", "good", "morning", "afternoon", "evening", "yes", "yeah",
    "yep", "sure", "okay", "ok", "well", "so", "it", "it's", "its", "is", "this", "that's", "that", "i'm",
    "i", "am", "my", "name", "name's", "names", "the", "here", "speaking", "please", "would", "be", "mr",
    "mrs", "ms", "miss", "doctor", "first", "last", "surname", "and", "called", "there", "spelled", "full",
    "under", "for", "booking", "thanks", "thank", "you", "oh", "sorry", "actually", "no", "not", "know",
    "don't", "what", "why", "how", "can", "do", "want", "need", "a", "an",
})  # fmt: skip
_SPELLED = re.compile(
    r"(?<![\w'\u2019])(?:(?:double|triple) )?[a-z]\b(?:[\s,.-]+(?:(?:double|triple) )?[a-z]\b)+", re.I
)
_AFTER = frozenset(
    {"from", "with", "like", "calling", "live", "up", "in", "at", "on", "as", "spelled", "that's"}
)
_MOST_WORDS = 3


def given(text: str, slot: str = "name") -> Iterator[Slot]:
    """What answers a question for a name: `name` and its parts, or the one part that was asked for."""
    if labelled := list(_labelled(text)):
        yield from _with_rest(text, labelled) if slot == "name" else labelled
        return
    words = _name_words(text)
    if not words:
        if (letters := _SPELLED.search(text)) is not None:
            yield Slot("last_name" if slot == "name" else slot, spelled(letters[0]).title(), *letters.span())
    elif len(words) == 1:
        yield Slot(slot, _cased(text, words), words[0].start, words[0].end)
    elif slot == "name":
        yield from _both(text, words)
    else:
        part = words[:1] if slot == "first_name" else words[1:]
        yield Slot(slot, _cased(text, part), part[0].start, part[-1].end)


def introduced(text: str) -> Iterator[Slot]:
    """A name that the caller gives unasked: "this is mia garcia", "my name's mia"."""
    found = _INTRODUCTION.search(text)
    if found is not None:
        rest = text[found.end() :]
        for slot in given(re.split(r"[.,;!?]", rest)[0]):
            yield Slot(slot.name, slot.value, slot.start + found.end(), slot.end + found.end())


def _both(text: str, words: tuple[Token, ...]) -> Iterator[Slot]:
    """First and last name; "garcia, mia" has them the other way round."""
    between = text[words[0].end : words[1].start]
    turned = len(words) == 2 and "," in between
    first, last = (words[1:], words[:1]) if turned else (words[:1], words[1:])
    yield Slot("name", f"{_cased(text, first)} {_cased(text, last)}", words[0].start, words[-1].end)
    yield Slot("first_name", _cased(text, first), first[0].start, first[-1].end)
    yield Slot("last_name", _cased(text, last), last[0].start, last[-1].end)


def _labelled(text: str) -> Iterator[Slot]:
    for found in _LABELLED.finditer(text):
        slot = "first_name" if found[1].lower() in ("first", "given") else "last_name"
        yield Slot(slot, found[2].title(), *found.span(2))


def _with_rest(text: str, labelled: list[Slot]) -> Iterator[Slot]:
    """ "rossi, first name yusuf": what has no label is the other part."""
    parts = {slot.name: slot for slot in labelled}
    missing = "last_name" if "first_name" in parts else "first_name"
    label = _LABELLED.search(text)
    assert label is not None
    if missing not in parts and (words := _name_words(text[: label.start()])):
        parts[missing] = Slot(missing, _cased(text, words), words[0].start, words[-1].end)
    if len(parts) == 2:
        ends = [slot.start for slot in parts.values()], [slot.end for slot in parts.values()]
        whole = f"{parts['first_name'].value} {parts['last_name'].value}"
        yield Slot("name", whole, min(ends[0]), max(ends[1]))
    yield from parts.values()


def _name_words(text: str) -> tuple[Token, ...]:
    """The words that are the name: the first stretch of others than courtesies, up to an aside."""
    kept: list[Token] = []
    for word in tokens(text):
        if word.text in _AFTER or (word.text in _NO_NAME and kept) or word.text.isdigit():
            if kept:
                break
        elif word.text not in _NO_NAME and not _repeats(text, kept, word):
            kept.append(word)
    return tuple(word for word in kept if word.text not in TIMES and len(word.text) > 1)[:_MOST_WORDS]


def _repeats(text: str, kept: list[Token], word: Token) -> bool:
    """ "amelia. amelia silva": said once more."""
    return len(word.text) > 1 and any(other.text == word.text for other in kept)


def _cased(text: str, words: tuple[Token, ...]) -> str:
    said = text[words[0].start : words[-1].end]
    return (
        said
        if any(sign.isupper() for sign in said)
        else re.sub(r"[^\W\d_]+", lambda w: w[0].capitalize(), said)
    )
