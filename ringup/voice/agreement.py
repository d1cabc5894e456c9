"""Which words of a growing transcript are certain: those that two passes in a row begin with.

LocalAgreement-2 of Macháček, Dabre and Bojar, "Turning Whisper into Real-Time Transcription System" (2023).
Unlike there, the last word of a pass waits for one that follows it: it may be the beginning of another,
as "for" is of "forty", and two passes in quick succession agree on that as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

HELD_BACK = 1
"""Words at the end of a pass that are not agreed on by it."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """`words` are those of the last pass; the first `agreed` of them are certain."""

    words: tuple[str, ...] = ()
    agreed: int = 0

    def heard(self, words: Sequence[str]) -> Agreement:
        """After another pass, over all sound so far. Where it begins with what is certain, that only grows;
        where it does not, because it looked at all anew, it is believed."""
        same = _common(self.words, words)
        return Agreement(tuple(words), min(same, max(self.agreed, len(words) - HELD_BACK)))

    @property
    def certain(self) -> tuple[str, ...]:
        return self.words[: self.agreed]


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
