"""Values that have more and less of something, and what is said of them: "the longest zoom", "a dimmer one",
"one size up", "the fewest pieces"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ringup.skills.understanding.possible.words import words

Option = tuple[str, str]

_ORDERS = (
    ("xs", "s", "m", "l", "xl", "xxl", "xxxl"),
    ("low", "medium", "high"),
    ("small", "medium", "large", "extra large"),
    ("beginner", "intermediate", "expert"),
    ("light", "medium", "dark"),
    ("soft", "medium", "firm"),
)
"""Values in words, from less to more."""

_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_LARGE_UNITS = {"tb": 1024.0, "l": 1000.0, "kg": 1000.0}
"""What one of it is of the smaller unit that stands beside it: 1TB and 512GB, 1L and 750ml."""

_SIZE = r"(?:size|capacity|volume|length|frame|dimensions?)"
_TOP = r"(?:most|max(?:imum)?|highest|biggest|largest|greatest|longest|best|strongest|fastest|very most)"
_BOTTOM = r"(?:least|fewest|lowest|smallest|shortest|minimum|min)"
_MORE = r"(?:more|higher|bigger|larger|longer|greater|better|stronger|faster|up)"
_LESS = r"(?:less|fewer|lower|smaller|shorter|down)"


@dataclass(frozen=True, slots=True)
class _Saying:
    """`names`: the options it is said of, or None where those must be named beside it."""

    pattern: re.Pattern[str]
    names: re.Pattern[str] | None
    up: bool
    to_the_end: bool


def _saying(pattern: str, names: str | None, *, up: bool, to_the_end: bool) -> _Saying:
    return _Saying(re.compile(rf"\b(?:{pattern})\b"), names and re.compile(names), up, to_the_end)  # type: ignore[arg-type]


_SAYINGS = (
    _saying("easiest", r"difficulty|level", up=False, to_the_end=True),
    _saying("hardest|most difficult", r"difficulty|level", up=True, to_the_end=True),
    _saying("easier|simpler", r"difficulty|level", up=False, to_the_end=False),
    _saying("harder|more difficult", r"difficulty|level", up=True, to_the_end=False),
    _saying("brightest", r"bright", up=True, to_the_end=True),
    _saying(r"brighter|(?<!less )(?<!so )(?<!as )bright", r"bright", up=True, to_the_end=False),
    _saying("dimmest|softest|gentlest", r"bright", up=False, to_the_end=True),
    _saying("dimmer|dim|gentler|softer|(?:less|not (?:so|as)) bright", r"bright", up=False, to_the_end=False),
    _saying("biggest|largest", _SIZE, up=True, to_the_end=True),
    _saying("smallest", _SIZE, up=False, to_the_end=True),
    _saying(
        "bigger|larger|taller|longer|(?:one|a) size (?:up|bigger|larger)", _SIZE, up=True, to_the_end=False
    ),
    _saying("smaller|shorter|(?:one|a) size (?:down|smaller)", _SIZE, up=False, to_the_end=False),
    _saying("lighter", r"weight", up=False, to_the_end=False),
    _saying("heavier", r"weight", up=True, to_the_end=False),
    _saying("thinner", r"thick", up=False, to_the_end=False),
    _saying("thicker", r"thick", up=True, to_the_end=False),
    _saying("air(?:y|ier|flow)|more air|breath(?:es|able)", r"ventilat", up=True, to_the_end=True),
    _saying(_TOP, None, up=True, to_the_end=True),
    _saying(_BOTTOM, None, up=False, to_the_end=True),
    _saying(_MORE, None, up=True, to_the_end=False),
    _saying(_LESS, None, up=False, to_the_end=False),
)


_OF_ONE_OF_TWO = (
    _saying("big|large|tall|long", _SIZE, up=True, to_the_end=False),
    _saying("little|small|tiny|short", _SIZE, up=False, to_the_end=False),
)
"""Said of the one of two as well."""


def comparing(text: str, old: Sequence[Option], new: Sequence[Option]) -> tuple[str, ...]:
    """The words of `text` that say of something with the options `new` what it is beside one with `old`, as
    far as that is true: "shorter" of 28 inches in place of 31."""
    known, gained = (*old, *new), set(new) - set(old)
    return tuple(
        found[0]
        for saying in (*_SAYINGS, *_OF_ONE_OF_TWO)
        if not saying.to_the_end and (found := saying.pattern.search(text)) is not None
        if any(_becomes(saying, name, known, old, text) in gained for name, _ in new)
    )


def _becomes(
    saying: _Saying, name: str, known: Iterable[Option], old: Sequence[Option], text: str
) -> Option | None:
    own = [option for option in known if option[0] == name]
    ordered = _ordered(saying, own, dict(old).get(name)) if _is_of(saying, name, text) else ()
    return next(iter(ordered), None)


def preferred(part: str, known: Iterable[Option], current: Sequence[Option]) -> tuple[Option, ...]:
    """The options that a clause asks for in terms of more and less, best first; none where it does not.
    "Bigger" means the next one up from `current`, then those beyond it."""
    options = tuple(known)
    now = dict(current)
    for saying in _SAYINGS:
        if saying.pattern.search(part) is None:
            continue
        for name in dict.fromkeys(name for name, _ in options):
            if not _is_of(saying, name, part):
                continue
            if found := _ordered(saying, [o for o in options if o[0] == name], now.get(name)):
                return found
    return ()


def _is_of(saying: _Saying, name: str, part: str) -> bool:
    plain = name.lower().replace("_", " ")
    if saying.names is not None:
        return saying.names.search(plain) is not None
    said = words(part)
    return any(said.holds(word) for word in words(plain).all if len(word) > 2)


def _ordered(saying: _Saying, options: list[Option], now: str | None) -> tuple[Option, ...]:
    ranks = {option: rank for option in options if (rank := _rank(option[1], options)) is not None}
    if len(ranks) < 2:
        return ()
    here = _rank(now, options) if now is not None else None
    if saying.to_the_end:
        return tuple(sorted(ranks, key=lambda o: ranks[o], reverse=saying.up))
    if here is None:
        return ()
    beyond = [o for o in ranks if (ranks[o] > here if saying.up else ranks[o] < here)]
    return tuple(sorted(beyond, key=lambda o: abs(ranks[o] - here)))


def _rank(value: str, options: Sequence[Option]) -> float | None:
    plain = value.lower()
    for order in _ORDERS:
        if plain in order and sum(o[1].lower() in order for o in options) > 1:
            return float(order.index(plain))
    found = _NUMBER.search(plain)
    if found is None:
        return None
    unit = plain[found.end() :].strip(" -").split(" ")[0]
    return float(found[0]) * _LARGE_UNITS.get(unit, 1.0)
