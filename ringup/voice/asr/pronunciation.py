"""How words sound, in the phones that pocketsphinx was trained on (ARPAbet without stress)."""

# ruff: noqa: RUF001 - the phonetic alphabet is full of look-alikes

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

Pronunciations = Mapping[str, tuple[str, ...]]

SOUNDS: Pronunciations = {
    "mm-hmm": ("M HH M", "AH M HH AH M"),
    "mhm": ("M HH M", "AH M HH AH M"),
    "uh-uh": ("AH AH",),
    "nah": ("N AA", "N AE"),
    "yup": ("Y AH P",),
}
"""What people utter on the phone and the dictionary lacks or says in one way only."""

_IPA = {
    "tʃ": "CH",
    "dʒ": "JH",
    "aɪə": "AY ER",
    "aɪ": "AY",
    "aʊ": "AW",
    "eɪ": "EY",
    "oʊ": "OW",
    "əʊ": "OW",
    "ɔɪ": "OY",
    "iə": "IY AH",
    "əl": "AH L",
    "ɑː": "AA",
    "ɔː": "AO",
    "iː": "IY",
    "uː": "UW",
    "ɜː": "ER",
    "ɚ": "ER",
    "ɝ": "ER",
    "ɑ": "AA",
    "a": "AE",
    "æ": "AE",
    "ʌ": "AH",
    "ə": "AH",
    "ɐ": "AH",
    "ɔ": "AO",
    "ɒ": "AA",
    "ɛ": "EH",
    "e": "EH",
    "ɪ": "IH",
    "i": "IY",
    "ᵻ": "IH",
    "o": "OW",
    "ʊ": "UH",
    "u": "UW",
    "b": "B",
    "d": "D",
    "ð": "DH",
    "f": "F",
    "ɡ": "G",
    "g": "G",
    "h": "HH",
    "j": "Y",
    "k": "K",
    "x": "K",
    "l": "L",
    "ɫ": "L",
    "m": "M",
    "n": "N",
    "ŋ": "NG",
    "p": "P",
    "ɹ": "R",
    "r": "R",
    "s": "S",
    "ʃ": "SH",
    "t": "T",
    "ɾ": "T",
    "ʔ": "T",
    "θ": "TH",
    "v": "V",
    "w": "W",
    "z": "Z",
    "ʒ": "ZH",
}
"""espeak-ng's symbols for American English; the longest match is read first."""


def arpabet(ipa: str) -> str:
    """ARPAbet for a word in espeak-ng's IPA; what is no sound of its own (stress) is left out."""
    phones: list[str] = []
    while ipa:
        symbol = next((ipa[:size] for size in (3, 2, 1) if ipa[:size] in _IPA), "")
        if symbol:
            phones.append(_IPA[symbol])
        ipa = ipa[len(symbol) or 1 :]
    return " ".join(phones)


def look_up(words: Iterable[str], dictionary: Path) -> dict[str, tuple[str, ...]]:
    """The pronunciations of `words` in a CMU dictionary; words that it lacks are left out."""
    wanted = set(words)
    found: dict[str, tuple[str, ...]] = {word: SOUNDS[word] for word in wanted & SOUNDS.keys()}
    with dictionary.open(encoding="utf-8") as lines:
        for line in lines:
            entry, phones = line.strip().split(" ", 1)
            word = entry.split("(")[0]
            if word in wanted and word not in SOUNDS:
                found[word] = (*found.get(word, ()), phones.strip())
    return found


def entries(pronunciations: Pronunciations) -> Iterator[str]:
    """Lines of a pocketsphinx dictionary, in alphabetical order."""
    for word in sorted(pronunciations):
        for count, phones in enumerate(pronunciations[word], start=1):
            yield f"{word} {phones}" if count == 1 else f"{word}({count}) {phones}"
