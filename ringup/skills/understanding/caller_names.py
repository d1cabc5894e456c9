"""The caller's own name where it stands in an answer: whole words, particles, and names on no list."""

from __future__ import annotations

import re

from ringup.skills.understanding.booking_features import known_names

Span = tuple[int, int]

# fmt: off
NO_NAMES = {
    "no", "not", "nope", "yes", "yeah", "yep", "ok", "okay", "sure", "way", "that", "thats", "this",
    "it", "is", "what", "why", "who", "how", "when", "where", "right", "wrong", "correct", "incorrect",
    "thanks", "thank", "you", "please", "sorry", "hello", "hi", "hey", "good", "bye", "never", "mind",
    "nothing", "none", "nobody", "someone", "anyone", "i", "my", "me", "we", "us", "the", "a", "an",
    "and", "or", "same", "cancel", "stop", "wait", "help", "again", "name", "first", "last", "table",
    "booking", "reservation", "mr", "mrs", "ms", "miss", "dr", "doctor", "sir", "madam", "at", "for",
    "to", "in", "on", "tomorrow", "today", "tonight", "can", "do", "does", "would", "want", "need",
    "told", "said", "already", "our", "your", "his", "her", "their", "party", "people", "number",
}
PARTICLES = {
    "de", "van", "der", "den", "von", "zu", "la", "le", "di", "da", "dos", "del", "della", "bin", "ibn", "al",
    "el", "ter", "ten", "st",
}
# fmt: on
"""Words that nobody is called, though they may stand where a name should; and those before a family name."""

_LETTERS = r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*"
_WORD = re.compile(_LETTERS)
_ANSWER = re.compile(
    r"(?i)\W*(?:(?:yes|yeah|sure|um|uh|er|okay|hi|hello),? +)*"
    r"(?:(?:it(?:['\u2019]?s| is)|(?:my|the) (?:full )?name(?:['\u2019]?s| is)|this is"
    r"|i(?:['\u2019]?m| am)|call me|(?:it is |it['\u2019]s )?(?:under|for)(?: the name(?: of)?)?) +)?"
    rf"(?:(?:mr|mrs|ms|miss|dr)\.? +)?(?P<first>{_LETTERS})(?: +(?P<last>{_LETTERS}(?: +{_LETTERS}){{0,2}}))?"
    r"(?:,? +(?:please|thanks|thank you))?\W*"
)

_IS = r"(?: name|name)(?: is|['\u2019]?s)?,? +"
_TOLD = {
    "first_name": (
        re.compile(rf"(?i)\b(?:first|given){_IS}({_LETTERS})"),
        re.compile(rf"(?i)\b({_LETTERS}) is (?:my|the) (?:first|given) name"),
    ),
    "last_name": (
        re.compile(rf"(?i)\b(?:last|second|family|sur){_IS}({_LETTERS})"),
        re.compile(rf"(?i)\b({_LETTERS}) is (?:my|the) (?:last name|second name|family name|surname)"),
    ),
}


def told(text: str) -> dict[str, Span]:
    """Names that the caller says which they are: "my surname is Reilly"."""
    found = {}
    for name, patterns in _TOLD.items():
        matches = (match for pattern in patterns for match in pattern.finditer(text))
        spans = [match.span(1) for match in matches if match[1].lower() not in NO_NAMES]
        if spans:
            found[name] = spans[-1]
    return found


def whole(text: str, span: Span, family: bool) -> Span:
    """The span with all of the words that it begins and ends in ("O'Neill", "Mary-Jane"), and the particles
    of a family name."""
    start, end = span
    for word in _WORD.finditer(text):
        if word.start() < end and span[0] < word.end():
            start, end = min(start, word.start()), max(end, word.end())
    before = list(_WORD.finditer(text, 0, start))
    while family and before and before[-1][0].lower() in PARTICLES and text[before[-1].end() : start] == " ":
        start = before.pop().start()
    return start, end


def value(said: str) -> str | None:
    """With capitals, unless the caller's writing has some already; None for what nobody is called."""
    if said.lower() in NO_NAMES or not any(letter.isalpha() for letter in said):
        return None
    return said.title() if said.islower() or said.isupper() else said


def answered(text: str) -> dict[str, Span]:
    """A name as the whole answer to the question for it, or nothing. A single word must look like one."""
    match = _ANSWER.fullmatch(text)
    if match is None:
        return {}
    words = [word for part in match.groups("") for word in part.lower().split()]
    if any(word in NO_NAMES for word in words):
        return {}
    if match["last"] is not None:
        return {"first_name": match.span("first"), "last_name": match.span("last")}
    if not (match["first"][0].isupper() or words[0] in known_names().first):
        return {}
    return {"first_name": match.span("first")}
