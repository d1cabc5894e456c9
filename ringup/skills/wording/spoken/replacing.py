"""Words in the place of what is written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

_SENTENCE_BEFORE = re.compile(r"(?:[a-z]{3}|[0-9%])\.\s+$|[?!]\s+$")


def any_of(words: Iterable[str]) -> str:
    """A pattern for one of them, the longest that is there; of none for none."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or "(?!)"


def replaced(pattern: re.Pattern[str], say: Callable[[re.Match[str]], str], text: str) -> str:
    """`text` with what `say` makes of each match; with a capital where that begins a further sentence, so
    that it can still be told from the one before."""

    def said(found: re.Match[str]) -> str:
        words = say(found)
        begins = _SENTENCE_BEFORE.search(found.string, max(0, found.start() - 6), found.start())
        return words[:1].upper() + words[1:] if begins else words

    return pattern.sub(said, text)
