"""Whether a sound was nobody's words. Pure."""

from __future__ import annotations

from ringup.voice.bargein import WORDLESS

_NEVER_ALONE = frozenset(
    {"a", "an", "and", "as", "at", "but", "by", "from", "if", "into", "is", "of", "or", "than", "the", "with"}
)
"""Words of which no utterance consists. A recogniser that knows nothing but words makes one of them of a
cough: all breath, no vowel to speak of."""


def is_noise(words: str, seconds: float) -> bool:
    """Whether a sound of that length, in which those words were found, was a cough or a door. Longer ones are
    taken for speech that was not understood."""
    return seconds <= WORDLESS and (not words or words in _NEVER_ALONE)
