"""Between what Whisper writes and what people say."""

from __future__ import annotations

import re

from ringup.voice.ports import Bias

MOST_EXPECTED = 400
"""Letters in front of a pass: what is expected is a hint, and the decoder has room for some 200 tokens."""

_NOT_SAID = re.compile(r"[^\w\s'-]+|(?<!\w)['-]+|['-]+(?!\w)")
_AT_THE_END = re.compile(r"[^\w]+$")


def spoken(text: str) -> str:
    """Lower case, without punctuation; apostrophes and hyphens stay inside words."""
    return " ".join(_NOT_SAID.sub(" ", text.lower()).split())


def beginning(written: tuple[str, ...]) -> str:
    """Words that more may follow: a full stop behind them would be the end."""
    return _AT_THE_END.sub("", " ".join(written))


def expected(bias: Bias) -> str:
    """What an utterance may hold, in front of which it is heard: as many phrases as there is room for."""
    phrases, letters = [], 0
    for phrase in bias.phrases:
        letters += len(phrase) + 2
        if letters > MOST_EXPECTED:
            break
        phrases.append(phrase)
    return ", ".join(phrases)
