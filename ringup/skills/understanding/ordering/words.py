"""The words of an order, with what tells amounts, percentages and clauses apart."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ringup.accents import unaccented
from ringup.skills.understanding.number_words import TEENS, TENS, UNITS
from ringup.skills.understanding.tokens import CONTRACTIONS

_PIECE = re.compile(r"[0-9]+|[^\W\d_]+(?:['\u2019][^\W\d_]+)*|[%&]|\.(?=\s|$)|[,;:!?()]|\s-+\s")

AMOUNTS = {**UNITS, **TEENS, **TENS, "couple": 2, "pair": 2, "dozen": 12}

CLAUSE = ","
"""The text of a mark at which a clause may end."""

SENTENCE = "."
"""The text of a mark at which a sentence ends."""


@dataclass(frozen=True, slots=True)
class Word:
    """Lower case without accents, contractions written out. `number` where it is an amount; "one" is 1 and
    may yet be a pronoun. Marks are words too, `CLAUSE` or `SENTENCE`. `start` and `end` are offsets into
    the text."""

    text: str
    start: int
    end: int
    number: int | None = None

    @property
    def is_mark(self) -> bool:
        return self.text in (CLAUSE, SENTENCE)


def words_of(text: str) -> tuple[Word, ...]:
    """Words and marks from left to right. "2%" is "2" and "percent"."""
    return tuple(
        Word(part, *piece.span(), _number(part))
        for piece in _PIECE.finditer(text)
        for part in _parts(piece[0])
    )


def _parts(piece: str) -> tuple[str, ...]:
    said = unaccented(piece.strip()).replace("\u2019", "'")
    if said in ("%", "&"):
        return ("percent",) if said == "%" else ("and",)
    if said in (".", "!", "?"):
        return (SENTENCE,)
    if said in (",", ";", ":", "(", ")") or said.startswith("-"):
        return (CLAUSE,)
    written_out = CONTRACTIONS.get(said, said.removesuffix("'s").replace("'", ""))
    return tuple(written_out.split())


def _number(said: str) -> int | None:
    return int(said) if said.isdecimal() and len(said) < 4 else AMOUNTS.get(said)


def digits(word: Word) -> str:
    """The word as names are compared: amounts in figures."""
    return word.text if word.number is None else str(word.number)
