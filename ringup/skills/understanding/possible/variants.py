"""Which variant of a product is wanted instead: "the same but blue", "clicky", "the cheapest"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ringup.skills.shop import Line
from ringup.skills.understanding.numbers import digit_strings, readings
from ringup.skills.understanding.possible.scales import preferred
from ringup.skills.understanding.possible.words import Words, clauses, words

_NOT = re.compile(
    r"\b(?:not|non|no(?! more than\b)|without|instead of|rather than|isn't|don't|never|than|anything but"
    r"|(?:would|i'd) have (?:loved|liked|preferred))\b"
)
_CHEAPEST = re.compile(r"\b(?:cheap(?:est)?|least expensive|lowest price|less expensive|most affordable)\b")
_DEAREST = re.compile(r"\b(?:most expensive|pric(?:ie|y)st|dearest|top of the (?:line|range)|best one)\b")
_NO_DEARER = re.compile(
    r"\b(?:(?:not|nothing|no|never) (?:over|more|above|dearer)(?: expensive)? than|not over"
    r"|same (?:price|money)|(?:within|under|below) (?:the |my )?(?:price|what)|no more than|up to what"
    r"|price (?:or|is the same or) less|same or less)\b"
)
_CHEAPER = re.compile(
    r"\b(?:cheaper|less) than (?:what )?(?:i|that|this|mine|the one)\b|\bif it(?:'s| is) cheaper\b"
)
_ANY = re.compile(
    r"\b(?:rest (?:does|do)(?:n't| not) matter|(?:do not|don't) (?:mind|care)|whatever|either"
    r"|any (?:one|of them)|as (?:close|near) as (?:possible|you can))\b"
)
_ELSE = re.compile(
    r"\b(?:(?:or |and )?(?:if (?:not|there (?:is|are)(?:n't| not)(?: any| one)?|you (?:have|do)(?:n't| not)"
    r"(?: got)?(?: any| one| it| that)?|that(?:'s| is) not possible|it(?:'s| is) not(?: there| possible)?)"
    r"|(?:or )?else|otherwise|failing that)|(?:and )?(?:only )?then|or"
    r"|(?:first|second|third) choice|preferably|rather)\b"
)
_IF_THERE_IS_NONE = re.compile(
    r"\b(?:and |or )?if (?:you|there|they|it)\b[^,.;:?]*?(?:n't|\bnot\b|\bno\b)[^,.;:?]*?"
    r"(?=\bthen\b|[,.;:?]|$)|\b(?:no|not) [^,.;:?]*\?"
)
"""Said of what might not be there, and so of nothing that is not wanted."""

_NOT_ENOUGH = re.compile(
    r"\b(?:is(?:n't| not)|are(?:n't| not)|won't|will not|does(?:n't| not)|do(?:n't| not)) "
    r"(?:(?:really|quite|gonna|going to|ever) )*(?:be )?(?:enough|cut it|do(?: it| for me)?$"
    r"|work(?: for me)?$|suit|fit)"
    r"|\b(?:is|are|feels?|looks?|seems?|was|were) (?:(?:just|far|much|a bit|way|simply|really) )*too \w+"
)
"""Said of what somebody has, and why it is not to stay."""

_SOME_ONE = re.compile(
    r"(?<=[a-z] )ones?(?= *(?:$|[,.;:?!]|(?:and|or|with|in|for|of|that|which|to|please|instead|is|i|from|not"
    r"|but|at|on|if|my|you|the|it|than|so|because)\b))"
)
"""No number, but what stands for a thing: "a bigger one"."""

_SO_MANY = re.compile(
    r"\b(?:two|three|four|five|six|both|[2-6]) (?:(?:more|other|different|of the|of my) )?"
    r"(?:things|items|orders|products|parcels|packages|deliveries|boxes|purchases)\b"
)
"""No measure of one of them."""

NEXT_BEST = 0.1
"""So much less a second choice counts than a first."""

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
    it was. `current` where that is what they ask for already ("the cheapest"). None when they ask for
    nothing that it does not have, or several fit alike."""
    if (named := _by_its_number(text, variants)) is not None:
        return named
    others = [line for line in _affordable(text, current, variants) if line.sku != current.sku]
    if not others:
        return None
    wishes = wished(text, variants, current)
    superlative = _superlative(text)
    if not wishes and superlative is None:
        return None
    scored = [_score(line, current, wishes) for line in others]
    most = max(s.said for s in scored)
    if wishes and superlative is None and (most <= 0 or not _wants_another(wishes, current)):
        return None
    best = [s for s in scored if s.said == most]
    if superlative is not None:
        return _by_price([s.line for s in best], current, superlative, among_all=not wishes)
    kept = max(s.kept for s in best)
    closest = [s.line for s in best if s.kept == kept]
    if len(closest) > 1 and _ANY.search(text.lower()):
        return min(closest, key=lambda line: abs(line.unit_price.minor - current.unit_price.minor))
    return closest[0] if len(closest) == 1 else None


def _wants_another(wishes: dict[Option, float], current: Line) -> bool:
    """Whether something is wanted that `current` has not, or not wanted that it has."""
    return any((sign > 0) != (option in current.options) for option, sign in wishes.items())


def _by_its_number(text: str, variants: Sequence[Line]) -> Line | None:
    """The variant whose own number was said, as people have it from a page of the shop."""
    if not any(line.sku.isdigit() for line in variants):
        return None
    said = {found.value for found in digit_strings(text)} | set(readings(text))
    return next((line for line in variants if len(line.sku) >= SKU_DIGITS and line.sku in said), None)


SKU_DIGITS = 6
"""A shorter number could as well be a size."""


def _affordable(text: str, current: Line, variants: Sequence[Line]) -> list[Line]:
    plain, paid = text.lower().replace("\u2019", "'"), current.unit_price.minor
    if _CHEAPER.search(plain):
        return [line for line in variants if line.unit_price.minor < paid]
    if _NO_DEARER.search(plain):
        return [line for line in variants if line.unit_price.minor <= paid]
    return list(variants)


def _by_price(best: list[Line], current: Line, superlative: int, *, among_all: bool) -> Line:
    """`current` itself where it is the cheapest, or the dearest, already."""
    found = min(best, key=lambda line: line.unit_price.minor * superlative)
    already = (current.unit_price.minor - found.unit_price.minor) * superlative <= 0
    return current if among_all and already else found


def wished(text: str, variants: Sequence[Line], current: Line) -> dict[Option, float]:
    """Options that the words name, with 1 for wanted and -1 for not wanted; the last word on each counts.
    Of several values in order of preference ("battery, else USB") each counts a little less than the
    one before."""
    known = tuple(dict.fromkeys(option for line in variants for option in line.options))
    plain = _SO_MANY.sub("", _SOME_ONE.sub("", text.lower().replace("\u2019", "'")))
    plain = _lessened(plain, known)
    found: dict[Option, float] = {}
    for part, sign in _signed(_IF_THERE_IS_NONE.sub(" else ", plain)):
        said = words(part)
        meant = {option: _mentions(said, part, option, known) for option in known}
        for option in sorted(_bound(_longest(meant, said), said), key=lambda option: _place(part, option)):
            found.pop(option, None)
            found[option] = meant[option] * sign
        named = {name for (name, _), value in found.items() if value > 0}
        scaled = preferred(part, known, current.options) if sign > 0 else ()
        if scaled and scaled[0][0] not in named:
            found |= {option: 1 - NEXT_BEST * place for place, option in enumerate(scaled)}
    return _in_order(found) if _ELSE.search(plain) else _without_namesakes(found)


def _without_namesakes(found: dict[Option, float]) -> dict[Option, float]:
    """Of "a medium, high ventilation" the medium is no ventilation: a value that two options have is not that
    one's of which another value was named."""
    wanted = {option: words(option[1]).all for option, sign in found.items() if sign > 0}
    return {
        option: sign
        for option, sign in found.items()
        if option not in wanted
        or not any(other[0] == option[0] and other != option for other in wanted)
        or not any(other[0] != option[0] and wanted[other] == wanted[option] for other in wanted)
    }


def _lessened(plain: str, known: tuple[Option, ...]) -> str:
    """With "bagless" for "without bags", where there is such a value."""
    for value in (value.lower() for _, value in known):
        for part in (word[:-4] for word in value.split() if word.endswith("less") and len(word) > 6):
            plain = re.sub(
                rf"\b(?:without|no|not any|with no) (?:a |any |the )?{part}s?\b", f"{part}less", plain
            )
    return plain


def _longest(meant: dict[Option, int], said: Words) -> list[Option]:
    """The options mentioned. "Rose gold" is no mention of "gold", unless that was said besides."""
    named = [option for option, sign in meant.items() if sign > 0]
    parts = {option for option in named if any(_within(option, each, said) for each in named)}
    return [option for option, sign in meant.items() if sign != 0 and option not in parts]


def _bound(named: list[Option], said: Words) -> list[Option]:
    """Without what is another option's: the "brown" of "brown lenses" is no frame's, where both have one."""
    beside = {words(option[1]).all for option in named if _is_named_beside(option, said)}
    return [
        option for option in named if _is_named_beside(option, said) or words(option[1]).all not in beside
    ]


def _is_named_beside(option: Option, said: Words) -> bool:
    """Whether a word of the option's name stands behind a word of its value, with one between at most."""
    name, value = set(words(option[0]).all), set(words(option[1]).all)
    places = [at for at, word in enumerate(said.all) if word in value]
    return any(name & set(said.all[at + 1 : at + 3]) for at in places)


def _within(option: Option, longer: Option, said: Words) -> bool:
    own, others = words(option[1]).all, words(longer[1]).all
    part = option[0] == longer[0] and set(own) < set(others)
    return part and any(said.all.count(word) < 2 for word in own)


def _place(part: str, option: Option) -> int:
    """Where its value begins in the words; after all that do where it cannot be told."""
    places = [at for word in words(option[1]).all if len(word) > 1 and (at := part.find(word)) >= 0]
    return min(places, default=len(part))


def _in_order(found: dict[Option, float]) -> dict[Option, float]:
    """With less for each further value of an option that was named."""
    seen: dict[str, int] = {}
    ordered = {}
    for (name, value), sign in found.items():
        rank = seen.get(name, 0)
        ordered[name, value] = sign - NEXT_BEST * rank if sign == 1 else sign
        seen[name] = rank + (sign == 1)
    return ordered


def _signed(text: str) -> list[tuple[str, int]]:
    parts: list[tuple[str, int]] = []
    for clause in clauses(text):
        if _NOT_ENOUGH.search(clause):
            parts.append((clause, -1))
            continue
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
    if said.in_a_row(own) if _is_measure(own) else all(_present(said, word) for word in own):
        return 1
    telling = [word for word in own if _tells(word, option, known)]
    return 1 if telling and any(_present(said, word) for word in telling) else 0


def _is_measure(own: tuple[str, ...]) -> bool:
    """A number and its unit, which belong together: "eight inch, thirty two gigs" are not eight gigs."""
    return len(own) > 1 and own[0].isdigit()


def _present(said: Words, word: str) -> bool:
    """Short words and figures have to be just so."""
    return word in said.all if len(word) < 4 or word.isdigit() else said.holds(word)


def _tells(word: str, option: Option, known: tuple[Option, ...]) -> bool:
    """Whether it is neither the option's name nor a word of another, so that it says enough by itself."""
    if len(word) < 3 and not word.isdigit():
        return False
    if word in words(option[0]).all:
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


def is_superlative(text: str) -> bool:
    """Whether the cheapest or the dearest is asked for."""
    return _superlative(text) is not None


def _superlative(text: str) -> int | None:
    """1 to prefer low prices, -1 high ones."""
    if _CHEAPEST.search(text.lower()):
        return 1
    return -1 if _DEAREST.search(text.lower()) else None
