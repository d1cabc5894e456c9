"""Cuts a reply so that speech starts early. Pure.

A voice that makes a sentence at a time is silent until all of the first is made. Its first clause is made
sooner, and sounds as it should by itself where punctuation follows it; before a mere "and" it would not.
"""

from __future__ import annotations

import re

LEAST = 12
"""Letters and figures on each side of a cut: what is shorter belongs to what is beside it."""

_MARK = re.compile(r"(?:[,;:]|\s[-\u2013\u2014])\s+|\u2014")
_SENTENCE_END = re.compile(r"[.!?\u2026]+(?=\s|$)|$")
_GROUPS = re.compile(r"\d\W+\d")


def phrased(text: str) -> tuple[str, ...]:
    """All of `text`, in the pieces that it is best made in."""
    first = first_clause(text)
    return (first, text[len(first) :]) if first else (text,)


def first_clause(text: str) -> str:
    """With which the first sentence of `text` begins, up to where the next begins; "" where it has but one.
    Not cut between groups of figures, nor between short words in a row, such as digits that are read out."""
    found = _SENTENCE_END.search(text)
    end = found.start() if found else len(text)
    marks = [mark for mark in _MARK.finditer(text, 0, end) if mark.end() < end]
    ends = [*(mark.start() for mark in marks), end]
    for mark, after in zip(marks, ends[1:], strict=True):
        is_number = _GROUPS.fullmatch(text[max(0, mark.start() - 1) : mark.end() + 1])
        if not is_number and _is_long(text[: mark.start()]) and _is_long(text[mark.end() : after]):
            return text[: mark.end()]
    return ""


def _is_long(part: str) -> bool:
    return sum(map(str.isalnum, part)) >= LEAST
