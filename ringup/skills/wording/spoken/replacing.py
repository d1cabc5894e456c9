"""Words in the place of what is written."""

from __future__ import annotations

import re
from collections.abc import Callable

_SENTENCE_BEFORE = re.compile(r"[.?!]\s+$")


def replaced(pattern: re.Pattern[str], say: Callable[[re.Match[str]], str], text: str) -> str:
    """`text` with what `say` makes of each match; with a capital where that begins a further sentence, so
    that it can still be told from the one before."""

    def said(found: re.Match[str]) -> str:
        words = say(found)
        begins = _SENTENCE_BEFORE.search(found.string, max(0, found.start() - 4), found.start())
        return words[:1].upper() + words[1:] if begins else words

    return pattern.sub(said, text)
