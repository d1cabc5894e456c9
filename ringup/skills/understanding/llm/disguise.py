"""A text with its private parts behind marks, and the way back."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from ringup.skills.understanding.llm.private import private_parts
from ringup.skills.understanding.numbers import digit_strings

_MARK = re.compile(r"\[[A-Z]+_\d+\]")


@dataclass(frozen=True, slots=True)
class Hidden:
    """`mark` stands at `shown_at` of the shown text for `start` to `end` of the real one. `value` is
    what was hidden: a number's digits, else the words."""

    mark: str
    value: str
    start: int
    end: int
    shown_at: int


@dataclass(frozen=True, slots=True)
class Disguise:
    """`real` is what was said, `shown` is what may leave the house."""

    real: str
    shown: str
    hidden: tuple[Hidden, ...]

    def places(self, words: str) -> tuple[tuple[int, int], ...]:
        """Where in the real text those words of the shown one stand, from left to right. A mark of
        which only a part is meant counts whole. Case does not matter."""
        if not words.strip():
            return ()
        wanted = re.compile(rf"(?<!\w){re.escape(words.strip())}(?!\w)", re.IGNORECASE)
        return tuple(
            (self._real(found.start(), 0), self._real(found.end(), 1))
            for found in wanted.finditer(self.shown)
        )

    def restored(self, value: str) -> str:
        """`value` with every mark replaced by what it hides."""
        known = {hidden.mark: hidden.value for hidden in self.hidden}
        return _MARK.sub(lambda found: known.get(found[0], found[0]), value)

    def _real(self, shown: int, side: int) -> int:
        """The real offset of a shown one; inside a mark, the hidden part's start (0) or end (1)."""
        shift = 0
        for hidden in self.hidden:
            after = hidden.shown_at + len(hidden.mark)
            if shown >= after:
                shift = hidden.end - after
            elif shown > hidden.shown_at:
                return (hidden.start, hidden.end)[side]
        return shown + shift


def disguise(text: str, public: frozenset[str], first: int = 1) -> Disguise:
    """`public` are stems of words that are no names; marks of a kind are numbered from `first`."""
    shown, at, counted = "", 0, Counter[str]()
    hidden: list[Hidden] = []
    for part in private_parts(text, public):
        mark = f"[{part.kind}_{first + counted[part.kind]}]"
        counted[part.kind] += 1
        shown += text[at : part.start]
        hidden.append(
            Hidden(mark, _value(part.kind, text, part.start, part.end), part.start, part.end, len(shown))
        )
        shown, at = shown + mark, part.end
    return Disguise(text, shown + text[at:], tuple(hidden))


def _value(kind: str, text: str, start: int, end: int) -> str:
    words = text[start:end]
    if kind != "NUMBER":
        return words
    return "".join(found.value for found in digit_strings(words)) or words
