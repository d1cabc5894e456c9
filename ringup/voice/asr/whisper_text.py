"""Between what Whisper writes and what people say."""

from __future__ import annotations

import re

_NOT_SAID = re.compile(r"[^\w\s'-]+|(?<!\w)['-]+|['-]+(?!\w)")
_AT_THE_END = re.compile(r"[^\w]+$")


def spoken(text: str) -> str:
    """Lower case, without punctuation; apostrophes and hyphens stay inside words."""
    return " ".join(_NOT_SAID.sub(" ", text.lower()).split())


def beginning(written: tuple[str, ...]) -> str:
    """Words that more may follow: a full stop behind them would be the end."""
    return _AT_THE_END.sub("", " ".join(written))
