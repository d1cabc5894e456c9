"""What the tagger of booking details sees of each word: its shape, its neighbours, what was asked, whether
it is a name that people have, and whether it belongs to a date, a time or a party.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import resources
from typing import Any

from ringup.skills.understanding.moments.reading import moments
from ringup.skills.understanding.numbers import Found, cardinals
from ringup.skills.understanding.parties import PAIRS, PERSONS, SPEAKER
from ringup.skills.understanding.tokens import Token, singular

_WORD = re.compile(r"[0-9]+|[^\W\d_]+|[^\w\s]|_")
_NAMING = {"first", "last", "second", "sur", "surname", "family", "given", "name", "under", "restaurant"}
_CORRECTING = {"not", "no", "instead", "from", "than", "wait", "sorry", "actually", "to", "meant", "now"}
_AROUND = (-3, -2, -1, 1, 2, 3)


@dataclass(frozen=True, slots=True)
class Seen:
    """One word and what can be said of it alone; `traits` are the tagger's features, `glued` means that no
    space follows."""

    text: str
    traits: tuple[str, ...]
    glued: bool


def words(text: str) -> tuple[Token, ...]:
    """Runs of letters or figures, and each mark by itself; as written, not lower-cased."""
    return tuple(Token(found[0], *found.span()) for found in _WORD.finditer(text))


def features(text: str, asked: frozenset[str], now: datetime) -> list[list[str]]:
    """For each of `words(text)` the features that hold."""
    pieces = words(text)
    marks = _marks(text, pieces, now)
    seen = [
        Seen(piece.text.lower(), _traits(piece, marks[i]), text[piece.end : piece.end + 1].strip() != "")
        for i, piece in enumerate(pieces)
    ]
    return [_of(seen, i, asked) for i in range(len(seen))]


def _of(seen: list[Seen], at: int, asked: frozenset[str]) -> list[str]:
    here = seen[at]
    found = ["bias", *here.traits, *(f"{slot}?" for slot in asked)]
    found += [f"{slot}?{trait}" for slot in asked for trait in here.traits[:4]]
    found += [f"{slot}?{_edge(at, len(seen))}{min(len(seen), 6)}" for slot in asked]
    for by in _AROUND:
        if not 0 <= at + by < len(seen):
            found.append(f"{by}=none")
            continue
        other = seen[at + by]
        wanted = other.traits if abs(by) < 3 else other.traits[:2]
        found += [f"{by}:{trait}" for trait in wanted]
    found += [
        f"2<{_text(seen, at - 2)}_{_text(seen, at - 1)}",
        f"2>{_text(seen, at + 1)}_{_text(seen, at + 2)}",
    ]
    found += [f"1<{_text(seen, at - 1)}_{here.traits[1]}", f"1>{here.traits[1]}_{_text(seen, at + 1)}"]
    found.append(_written(seen, at))
    before = {each.text for each in seen[max(0, at - 6) : at]}
    found += [f"near:{word}" for word in _CORRECTING & before]
    found += [f"naming:{each.text}" for each in seen[max(0, at - 4) : at] if each.text in _NAMING]
    after = {each.text for each in seen[at + 1 :]}
    return [*found, *(f"later:{word}" for word in _CORRECTING & after)]


def _written(seen: list[Seen], at: int) -> str:
    """How the parts of "10:30 AM" are put together, which tells where a time ends."""
    near = [_text(seen, at + by) if 0 <= at + by < len(seen) else "-" for by in (-3, -2, -1, 0)]
    parts = (
        f"{word}{'' if seen[at - 3 + i].glued else ' '}" for i, word in enumerate(near) if at - 3 + i >= 0
    )
    hour = seen[at - 3].text if at > 2 else ""
    return f"as={''.join(parts)}<{_size(int(hour[:6])) if hour.isdecimal() else '-'}"


def _edge(at: int, length: int) -> str:
    return "first" if at == 0 else "last" if at == length - 1 else "inner"


def _text(seen: list[Seen], at: int) -> str:
    if not 0 <= at < len(seen):
        return "-"
    return "0" * len(seen[at].text) if seen[at].text.isdecimal() else seen[at].text


def _traits(piece: Token, marks: tuple[str, ...]) -> tuple[str, ...]:
    """The word with figures levelled and its shape come first."""
    word = piece.text.lower()
    level = "0" * len(word) if word.isdecimal() else word
    found = [f"w={level}", f"s={_shape(piece.text)}", f"m={'+'.join(marks) or '-'}", *marks]
    if word.isdecimal():
        return (*found, f"size={_size(int(word[:6]))}")
    found += [f"e={word[-3:]}", f"b={word[:2]}"]
    names = known_names()
    if word in names.first:
        found.append("first name")
    if word in names.last:
        found.append("last name")
    if word in SPEAKER or word in PERSONS or singular(word) in PERSONS | PAIRS:
        found.append("person")
    return tuple(found)


def _shape(word: str) -> str:
    if word.isdecimal():
        return f"0{min(len(word), 4)}"
    if not word.isalpha():
        return "mark"
    return "x" if word.islower() else "X" if word.isupper() else "Xx"


def _size(number: int) -> str:
    return next((f"<{bound}" for bound in (1, 10, 13, 25, 32, 60, 100, 2400) if number < bound), "large")


def _marks(text: str, pieces: tuple[Token, ...], now: datetime) -> list[tuple[str, ...]]:
    """Of each word: where it stands in a date, a time or an amount, and which of them from the end."""
    read = moments(text, now)
    found: list[list[str]] = [[] for _ in pieces]
    _mark(found, pieces, "day", read.days)
    _mark(found, pieces, "time", read.times)
    _mark(found, pieces, "n", cardinals(text))
    return [tuple(each) for each in found]


def _mark(
    found: list[list[str]], pieces: tuple[Token, ...], name: str, spans: tuple[Found[Any], ...]
) -> None:
    for back, span in enumerate(reversed(spans)):
        sure = "" if getattr(span.value, "sure", True) else "?"
        inside = [i for i, piece in enumerate(pieces) if piece.start < span.end and span.start < piece.end]
        for i in inside:
            place = "B" if i == inside[0] else "E" if i == inside[-1] else "I"
            found[i].append(f"{name}{sure}{place}")
            if name != "n":
                found[i].append(f"{name}{min(back, 2)}")


@dataclass(frozen=True, slots=True)
class Names:
    """Names that people have, in lower case."""

    first: frozenset[str]
    last: frozenset[str]


@cache
def known_names() -> Names:
    """Loaded once a process."""
    return Names(_listed("first_names.txt"), _listed("last_names.txt"))


def _listed(file: str) -> frozenset[str]:
    lines = resources.files(__package__).joinpath("gazetteers", file).read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))
