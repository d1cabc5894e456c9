"""Whether a sound was nobody's words. Pure."""

from __future__ import annotations

from ringup.voice.bargein import WORDLESS

_HESITATIONS = frozenset({"ah", "er", "erm", "hmm", "mm", "uh", "um"})
"""After these somebody says something, or does not."""

_NEVER_ALONE = _HESITATIONS | frozenset(
    {"a", "an", "and", "as", "at", "but", "by", "from", "if", "into", "is", "of", "or", "than", "the", "with"}
)
"""Words of which no utterance consists. A recogniser that knows nothing but words makes some of them of a
cough: all breath, no vowel to speak of."""


HARDLY = 0.1
"""The confidence of words below which a short sound had none. What coughs and sneezes are heard as has less
as a rule, and of short sentences that the embedded recogniser heard right two in 171."""


def is_noise(words: str, seconds: float, confidence: float) -> bool:
    """Whether a sound of that length, in which those words were found, was a cough, a door or somebody who
    thinks. Longer ones without a word are taken for speech that was not understood."""
    said = words.split()
    if said and _HESITATIONS.issuperset(said):
        return True
    return seconds <= WORDLESS and (confidence < HARDLY or _NEVER_ALONE.issuperset(said))
