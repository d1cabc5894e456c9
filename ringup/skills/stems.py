"""Words in the form under which they are indexed and asked for: "Jackets", "jacket's" and "jacket".

A light suffix stripper after M. F. Porter, "An algorithm for suffix stripping" (1980), steps 1a and 1b,
and the final e of 5a: enough for nouns and verbs of a shop, and never far from what was said.
"""

from __future__ import annotations

import re

from ringup.accents import unaccented

_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")
_VOWEL = re.compile(r"[aeiouy]")
_TWIN = re.compile(r"([^aeiouylsz])\1$")

LONGEST = 64
"""Letters of a stem that are kept."""


def words(text: str) -> tuple[str, ...]:
    """In lower case, without accents and without punctuation: "Caf\u00e9-au-lait" is three words."""
    return tuple(found[0] for found in _WORD.finditer(unaccented(text)))


def stems(text: str) -> tuple[str, ...]:
    return tuple(stem(word) for word in words(text))


def stem(word: str) -> str:
    """`word` in lower case: "boxes" and "box" alike, "shipping" and "ship", "closing" and "close"."""
    base = re.sub("['\u2019]s?$", "", word).replace("'", "").replace("\u2019", "")
    base = _without_verb_ending(_without_plural(base))
    return (base[:-1] if len(base) > 3 and base.endswith("e") else base)[:LONGEST]


def _without_plural(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _without_verb_ending(word: str) -> str:
    for ending in ("ing", "ed"):
        base = word.removesuffix(ending)
        if base != word and len(base) > 2 and _VOWEL.search(base) and not word.endswith("eed"):
            return base[:-1] if _TWIN.search(base) else base
    return word
