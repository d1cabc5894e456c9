"""Which variant of a product is wanted instead: "the same but blue", "clicky", "the cheapest"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ringup.skills.shop import Line
from ringup.skills.understanding.possible.words import Words, clauses, words

_NOT = re.compile(
    r"\b(?:not|no(?! more than\b)|without|instead of|rather than|isn't|don't|never|than|anything but"
    r"|(?:would|i'd) have (?:loved|liked|preferred))\b"
)
_CHEAPEST = re.compile(r"\b(?:cheap(?:est)?|least expensive|lowest price|less expensive|most affordable)\b")
_DEAREST = re.compile(r"\b(?:most expensive|pric(?:ie|y)st|dearest|top of the (?:line|range)|best one)\b")
_YES = ("yes", "true")
_NO = ("no", "none", "false")
_WITHOUT = re.compile(r"(?:not|non|without)[ -]")

Option = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Scored:
    line: Line
    said: float
    kept: int


def variant(text: str, current: Line, variants: Sequence[Line]) -> Line | None:
    """The one of `variants` that the words ask for in place of `current`; what they leave open stays as
    it was. None when they ask for nothing, or several fit alike."""
    others = [line for line in variants if line.sku != current.sku]
    if not others:
        return None
    wishes = wished(text, variants)
    superlative = _superlative(text)
    if not wishes and superlative is None:
        return None
    scored = [_score(line, current, wishes) for line in others]
    most = max(s.said for s in scored)
    if wishes and most <= 0 and superlative is None:
        return None
    best = [s for s in scored if s.said == most]
    if superlative is not None:
        return sorted(best, key=lambda s: s.line.unit_price.minor * superlative)[0].line
    kept = max(s.kept for s in best)
    closest = [s for s in best if s.kept == kept]
    return closest[0].line if len(closest) == 1 else None


def wished(text: str, variants: Sequence[Line]) -> dict[Option, float]:
    """Options that the words name, with 1 for wanted and -1 for not wanted; the last word on each counts."""
    known = dict.fromkeys(option for line in variants for option in line.options)
    found: dict[Option, float] = {}
    for part, sign in _signed(text.lower().replace("\u2019", "'")):
        said = words(part)
        for option in known:
            if (meant := _mentions(said, part, option, tuple(known))) != 0:
                found[option] = meant * sign
    return found


def _signed(text: str) -> list[tuple[str, int]]:
    parts: list[tuple[str, int]] = []
    for clause in clauses(text):
        cut = _NOT.search(clause)
        if cut is None or (cut.start() == 0 and cut[0] == "no" and len(clause.split()) < 2):
            parts.append((clause, 1))
            continue
        parts.append((clause[: cut.start()], 1))
        parts.append((clause[cut.end() :], -1))
    return [(part, sign) for part, sign in parts if part.strip()]


def _mentions(said: Words, part: str, option: Option, known: tuple[Option, ...]) -> int:
    """1 when the words name the option's value, -1 when they name its contrary, 0 when neither."""
    name, value = option
    plain = value.lower()
    if (without := _WITHOUT.match(plain)) is not None:
        own = words(plain[without.end() :]).all
        return -1 if own and all(_present(said, word) for word in own) else 0
    if plain in _YES or plain in _NO:
        named = all(said.holds(word) for word in words(name).all)
        return (1 if plain in _YES else -1) if named else 0
    own = words(value).all
    if not own:
        return 0
    if all(_present(said, word) for word in own):
        return 1
    telling = [word for word in own if _tells(word, option, known)]
    return 1 if telling and any(_present(said, word) for word in telling) else 0


def _present(said: Words, word: str) -> bool:
    """Short words and figures have to be just so."""
    return word in said.all if len(word) < 4 or word.isdigit() else said.holds(word)


def _tells(word: str, option: Option, known: tuple[Option, ...]) -> bool:
    """Whether no other option of the product has this word, so that it says enough by itself."""
    if len(word) < 3 and not word.isdigit():
        return False
    return not any(word in words(value).all for name, value in known if (name, value) != option)


def _score(line: Line, current: Line, wishes: dict[Option, float]) -> _Scored:
    """What was asked for counts for or against; an option with another value named counts against."""
    named = {name for (name, _), sign in wishes.items() if sign > 0}
    said = 0.0
    for option in line.options:
        if option in wishes:
            said += wishes[option]
        elif option[0] in named:
            said -= 1
    kept = sum(option in current.options and option[0] not in named for option in line.options)
    return _Scored(line, said, kept)


def _superlative(text: str) -> int | None:
    """1 to prefer low prices, -1 high ones."""
    if _CHEAPEST.search(text.lower()):
        return 1
    return -1 if _DEAREST.search(text.lower()) else None
