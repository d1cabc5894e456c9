"""Which name was meant by a word that is slightly wrong, to the eye or to the ear.

A recogniser writes "moka" for mocha and "kortado" for cortado; a person types "cappuccnio". Both are
looked for among the few names that the menu has, never among all words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from rapidfuzz import fuzz, process

LOOKS_ALIKE = 84.0
"""rapidfuzz ratio (0 to 100) from which a word is a misspelt one."""

SOUNDS_ALIKE = 62.0
"""The same for words whose consonants sound the same."""

SHORTEST = 5
"""Letters below which too many other words look alike."""

SHORTEST_HEARD = 4

# fmt: off
_RULES = tuple(
    (re.compile(pattern), written)
    for pattern, written in (
        ("ph", "f"), (r"(?<=[aeiou])gh", ""), ("tch|sch|sh", "x"), ("c(?=[eiy])|z", "s"), ("ck|cc|[cq]", "k"),
        ("v", "f"), (r"(?<=.)[aeiouyhw]+", ""), (r"(.)\1+", r"\1"),
    )
)
# fmt: on
"""Letters and how they sound in English, applied in this order. Vowels count only at the start."""

CH = ("k", "x")
"""What "ch" may sound like: as in chemist, and as in cheese."""


def sounds(word: str) -> frozenset[str]:
    """The consonants as they may sound: "mk" and "mx" for "mocha", "mk" for "moka" and "mokka"."""
    return frozenset(_sound(word.replace("ch", ch)) for ch in CH)


def _sound(word: str) -> str:
    for pattern, written in _RULES:
        word = pattern.sub(written, word)
    return word


class Lookalikes:
    """The names that a menu has, glued and in lower case."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = [name for name in names if len(name) >= SHORTEST_HEARD]
        self._sounds: dict[str, list[str]] = defaultdict(list)
        for name in self._names:
            for heard in sounds(name):
                self._sounds[heard].append(name)

    def best(self, said: str) -> tuple[str, float] | None:
        """The name most like `said`, and how much so (0 to 100); None where none is alike enough."""
        if len(said) < SHORTEST_HEARD:
            return None
        seen = process.extractOne(said, self._names, scorer=fuzz.ratio, score_cutoff=LOOKS_ALIKE)
        if seen is not None and min(len(said), len(seen[0])) >= SHORTEST:
            return seen[0], seen[1]
        score, name = max(((fuzz.ratio(said, name), name) for name in self._heard(said)), default=(0.0, ""))
        return (name, score) if score >= SOUNDS_ALIKE else None

    def _heard(self, said: str) -> Iterator[str]:
        """Names of the same sound; of one that is short only those of the same length."""
        for heard in sounds(said):
            for name in self._sounds.get(heard, ()) if len(heard) > 1 else ():
                if len(heard) > 2 or abs(len(name) - len(said)) < 2:
                    yield name
