"""What in a caller's words concerns nobody but them: numbers, addresses, names, letters spelled out.

Too much is found rather than too little: what is hidden by mistake is put back afterwards, what is
not hidden has left the house. Amounts below a thousand stay visible, unless the caller speaks of
a PIN, a card, a phone or the like.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ringup.skills.dialogue.expectations import Choice, Detail, Digits, Expectation
from ringup.skills.understanding.number_words import (
    HOMOPHONES,
    PAUSES,
    SCALES,
    TEENS,
    TENS,
    TIMES,
    UNITS,
    ZEROS,
)
from ringup.skills.understanding.tokens import Token, singular, tokens

MOST_OPEN_DIGITS = 3
"""Digits in a row that may be an amount; more are a number of something."""

MOST_MONEY_DIGITS = 6
"""Of a price, cents included, where the words beside it say that it is one."""

_PRIVATE_SLOTS = frozenset({"address", "code", "date_of_birth", "email", "name", "pin", "postcode"})

_HESITATION = frozenset({"hm", "hmm", "mm", "ah", "like", "so", "well", "wait", "sorry", "space", "point"})
_BETWEEN_ANY = (PAUSES - {"and", "then"}) | _HESITATION
_BETWEEN_DIGITS = PAUSES | _HESITATION | HOMOPHONES.keys()
_SECRETIVE = re.compile(
    r"(?i)\b(?:pin|pass ?(?:code|word)|cvv|cvc|security|card|phone|telephone|mobile|cell|number is|zip"
    r"|post ?(?:al )?code|account|birth\w*|born|social|iban)\b"
)
_MONEY_BEFORE = re.compile(
    r"(?i)(?:[$\u00a3\u20ac]|\b(?:under|below|over|above|(?:less|more|cheaper) than)) ?$"
)
_MONEY_AFTER = re.compile(r"(?i) ?(?:[$\u00a3\u20ac]|dollars?|bucks|pounds|euros?|cents)\b")
_MONTH = "january|february|march|april|may|june|july|august|september|october|november|december"
_DAY = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"

_LOCAL = r"[\w.+'-]+(?: (?:dot|point|underscore|dash|hyphen) [\w'-]+)*"
_EMAIL = re.compile(
    rf"(?i)[\w.+'-]+@[\w.-]+|(?:\b(?!is\b|it's\b|to\b|at\b|email\b|address\b)[\w'-]+ ){{0,2}}\b{_LOCAL} "
    r"at (?:[\w-]+ )?[\w-]+(?: (?:dot|point) [\w-]+)+"
)
_POSTCODE = re.compile(r"(?i)\b(?:[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-CEGHJ-NPR-TVXY]\d[A-Z] ?\d[A-Z]\d)\b")
_BIRTH = re.compile(
    r"(?i)\b(?:born(?: on| in)?|(?:date of birth|birthday|birth ?date|d o b|dob)(?: is|'s)?(?: on)?),? "
    r"(?P<private>[^,.;]{1,60})"
)
_SPELLED_BY_WORDS = re.compile(
    r"(?i)\b[a-z] (?:for|as in|like|is for) \w+(?:[ ,]+[a-z] (?:for|as in|like|is for) \w+)+"
)
_STREETS = (
    "street|st|road|rd|avenue|ave|lane|ln|drive|dr|court|way|place|square|boulevard|blvd|terrace|close"
    "|crescent|row|hill|gardens|mews"
)
_COUNT = "|".join((r"\d+[a-z]?", *UNITS, *TEENS, *TENS, "hundred"))
_ADDRESS = re.compile(rf"(?i)\b(?:(?:{_COUNT})[ -])+(?!{_COUNT})(?:[\w']+ ){{1,3}}(?:{_STREETS})\b")

_WORD = r"[^\W\d_][^\W\d_'-]*(?:['-][^\W\d_]+)*"
_NOT_NAMES = (
    r"(?!(?:a|an|and|the|please|i|i'd|i'm|my|but|can|could|not|in|on|at|for|to|it|is|it's|here|just|with"
    r"|so|calling|speaking|about|again|from|of|that|this|sorry|no|yes|first|last|name|surname|am|we|are|was|you|who|anyone)\b)"
)
_NAME = rf"(?P<private>{_NOT_NAMES}{_WORD}(?:[ ,]+{_NOT_NAMES}{_WORD}){{0,2}})"
_NAMED = (
    re.compile(
        r"(?i)\b(?:(?:first|last|sur|family|full) ?names?(?:'s| is| was|:)?|names?(?:'s| is| was| of|:)"
        rf"|called|call me|speaking (?:to|with)|mr|mrs|ms|miss|mister|doctor|dr)\.? {_NAME}"
    ),
    re.compile(
        rf"(?i)\b(?:this is|it's|it is|i'm|i am) (?P<private>{_NOT_NAMES}{_WORD}(?: {_NOT_NAMES}{_WORD})?)"
        r" (?:calling|speaking|here|again|from)\b"
    ),
    re.compile(
        rf"(?i)^(?P<private>{_NOT_NAMES}{_WORD}(?: {_NOT_NAMES}{_WORD})?) (?:speaking|calling|here)\b"
    ),
)
_CAPITALISED = re.compile(
    r"(?<![\w'])(?:[A-Z][a-z]+(?:['-][A-Z]?[a-z]+)*)(?: (?:[A-Z][a-z]+(?:['-][A-Z]?[a-z]+)*))*"
)
_ORDINARY = frozenset(f"{_MONTH}|{_DAY}|okay|ok|yes|no|hi|hello|thanks|please|mr|mrs|ms|dr".split("|"))


@dataclass(frozen=True, slots=True)
class Private:
    """`start` and `end` are character offsets; `kind` says what a mark in its place is called."""

    kind: str
    start: int
    end: int


def stays_here(expects: Expectation) -> bool:
    """Whether the whole answer is private, or digits, which need no model. It is then read in this
    process alone."""
    match expects:
        case Digits():
            return True
        case Choice(slot) | Detail(slot):
            return slot in _PRIVATE_SLOTS
        case _:
            return False


def private_parts(text: str, public: frozenset[str]) -> tuple[Private, ...]:
    """From left to right, none overlapping. `public` are stems of words that are no names: the shop's."""
    found: list[Private] = []
    for part in _all(text, public):
        whole = _of_whole_words(part, text)
        found += [p for p in _beside(whole, found) if re.search(r"\w", text[p.start : p.end])]
    return tuple(sorted(found, key=lambda part: part.start))


def _of_whole_words(part: Private, text: str) -> Private:
    """Figures among letters are a code: half of it would tell the rest."""
    start, end = part.start, part.end
    while start > 0 and re.match(r"\w", text[start - 1]):
        start -= 1
    while end < len(text) and re.match(r"\w", text[end]):
        end += 1
    cut = (start, end) != (part.start, part.end)
    return Private("CODE" if cut and part.kind == "NUMBER" else part.kind, start, end)


def _beside(part: Private, others: list[Private]) -> Iterator[Private]:
    """What of `part` none of the others covers."""
    start = part.start
    for other in sorted(others, key=lambda other: other.start):
        if other.end <= start or other.start >= part.end:
            continue
        if start < other.start:
            yield Private(part.kind, start, other.start)
        start = max(start, other.end)
    if start < part.end:
        yield Private(part.kind, start, part.end)


def _all(text: str, public: frozenset[str]) -> Iterator[Private]:
    """What is surest first: it wins where two overlap."""
    yield from (Private("EMAIL", *found.span()) for found in _EMAIL.finditer(text))
    yield from (Private("BIRTHDAY", *found.span("private")) for found in _BIRTH.finditer(text))
    yield from (Private("POSTCODE", *found.span()) for found in _POSTCODE.finditer(text))
    yield from (Private("ADDRESS", *found.span()) for found in _ADDRESS.finditer(text))
    yield from (Private("SPELLED", *found.span()) for found in _SPELLED_BY_WORDS.finditer(text))
    words = tokens(text)
    yield from _spelled(words)
    yield from _numbers(text, words)
    yield from _names(text, public)


# numbers and letters


def _spelled(words: tuple[Token, ...]) -> Iterator[Private]:
    """Three letters or more, digits among them: "s m i t h", "k one a oh b one"."""
    run: list[Token] = []
    for word in (*words, Token("", 0, 0)):
        if len(word.text) == 1 or _digits(word.text) == 1:
            run.append(word)
            continue
        if sum(w.text.isalpha() and len(w.text) == 1 for w in run) >= 2 and len(run) >= 3:
            yield Private("SPELLED", run[0].start, run[-1].end)
        run = []


def _numbers(text: str, words: tuple[Token, ...]) -> Iterator[Private]:
    """Stretches of many digits, however they are said. "One" alone is a pronoun too often."""
    most = 0 if (secretive := _SECRETIVE.search(text)) else MOST_OPEN_DIGITS
    for run in _stretches(words):
        start, end, digits = run[0].start, run[-1].end, sum(_digits(word.text) for word in run)
        is_money = not secretive and digits <= MOST_MONEY_DIGITS and _is_money(text, start, end)
        if digits > most and not is_money and [word.text for word in run] != ["one"]:
            yield Private("NUMBER", start, end)


def _is_money(text: str, start: int, end: int) -> bool:
    return bool(_MONEY_BEFORE.search(text[:start]) or _MONEY_AFTER.match(text[end:]))


def _stretches(words: tuple[Token, ...]) -> Iterator[tuple[Token, ...]]:
    start = last = -1
    for at, word in enumerate(words):
        if not _digits(word.text):
            continue
        if last >= 0 and not _joined(words, last, at):
            yield words[start : last + 1]
            start = at
        start, last = (at if last < 0 else start), at
    if last >= 0:
        yield words[start : last + 1]


def _joined(words: tuple[Token, ...], last: int, at: int) -> bool:
    """Whether what stands between two number words lets them be one number."""
    between = [word.text for word in words[last + 1 : at]]
    single = _digits(words[last].text) != 2 and _digits(words[at].text) != 2
    allowed = _BETWEEN_DIGITS if single else _BETWEEN_ANY
    return len(between) <= 2 and all(word in allowed for word in between)


def _digits(word: str) -> int:
    """How many digits a word stands for; 0 where it is none."""
    if word.isdecimal():
        return len(word)
    if word in UNITS or word in ZEROS or word in TIMES:
        return 1
    if word in TEENS or word in TENS or word == "hundred":
        return 2
    return 3 if word in SCALES else 0


# names


def _names(text: str, public: frozenset[str]) -> Iterator[Private]:
    """A part for each word, so that a first name can be told from a last one."""
    for pattern in _NAMED:
        for found in pattern.finditer(text):
            start, end = found.span("private")
            yield from (_name(word, start) for word in tokens(text[start:end]))
    for found in _CAPITALISED.finditer(text):
        yield from _capitalised(text, found.start(), found.end(), public)


def _capitalised(text: str, start: int, end: int, public: frozenset[str]) -> Iterator[Private]:
    """Capitalised words inside a sentence that are neither the shop's nor a day or month."""
    words = [w for w in tokens(text[start:end]) if w.text not in _ORDINARY and singular(w.text) not in public]
    opens = len(words) == 1 and words[0].start == 0 and _begins_sentence(text, start)
    yield from (_name(word, start) for word in words if not opens)


def _name(word: Token, offset: int) -> Private:
    return Private("NAME", offset + word.start, offset + word.end)


def _begins_sentence(text: str, at: int) -> bool:
    return re.search(r"(?:^|[.!?])\W*$", text[:at]) is not None
