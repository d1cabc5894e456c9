"""Which lines of an order are meant: "the keyboard and the mouse", "everything except the pet bed"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ringup.skills.shop import Line
from ringup.skills.understanding.possible.words import Words, clauses, words

_ALL = re.compile(
    r"\b(?:all(?! i\b| (?:handled|done|sorted|dealt|in one|at once|good|right|set|day|along|over|about"
    r"|the time)\b)"
    r"|(?<!same )everything(?! else\b)|anything(?= but| except)|every (?:item|thing|single)|entire|whole"
    r"|the lot|complete(?:ly)?|each of|(?:nearly|almost|practically) (?:all|an?|the) (?:\w+ )?(?:order"
    r"|delivery|box|parcel|package))\b"
)
_EACH = re.compile(r"\b(?:(?:of|for) each|each (?:one|item|of them)|every (?:item|one|single))\b")
"""Whatever is named beside it tells how one of them is to be."""

_KEPT = re.compile(
    r"\b(?:not|except|excluding|without|apart from|other than|besides|minus|keep(?:ing)?|leave|forget"
    r"|(?:any|every)thing but|all but|don't|do not|never mind|skip|no longer|(?:hands|paws) off)\b"
)
_STAYS = re.compile(
    r"\b(?:stays?|is(?:n't| not) going|remains?|i'?ll keep|i'?m keeping|i am keeping"
    r"|(?:holding|hanging|hold|hang) on to|i(?:'ll| will| can) live with|(?:i|we) (?:do )?(?:like|love)$"
    r"|(?:(?<=')s|is|are) (?:just |quite |all |very |so |really )?(?:fine|okay|ok|good|perfect|great"
    r"|all right|comfortable|lovely|brilliant|wonderful|excellent)"
    r"(?=(?: really)?$| as (?:it is|they are)$| with me$))\b"
)
_NOTHING_ELSE = re.compile(
    r"\b(?:not(?:hing)? (?:anything )?(?:else|more|other)|keep the rest|leave the rest|not the rest"
    r"|no others?)\b"
)
_ONLY = re.compile(r"\b(?:just|only)\b")
_THE_REST = re.compile(
    r"\bthe (?:rest|remaining|others|other (?:two|three|four|five|six|ones|things|items|stuff|pieces))\b"
    r"|\b(?:all|everything) else\b"
)
_ONLY_THING = re.compile(r" and (?=the only (?:thing|one|item)\b)")
_TAKEN_BACK = re.compile(
    r"\b(?:scratch that|wait no|actually no|no wait|or rather|i mean|on second thought)\b"
)
_THAT = re.compile(r"\b(?:that|it|this|them|those|these)\b|^$|^\s*$")
_CORRECTION = re.compile(r"(?:um |uh |oh |ah )*(?:excuse me|sorry|no sorry|i mean|wait|pardon|no wait)")
_CONTEXT = re.compile(
    r"\b(?:(?:it |they |that |which )?(?:was |were )?(?:ordered|came|arrived|bought|delivered"
    r"|sent|shipped|come)(?: in)?(?: together| along)? with\b|(?:together|along) with\b"
    r"|(?:the|that|an|one) (?:order|one|delivery|box|package|parcel) (?:[\w']+ ){0,4}?with\b"
    r"|there(?:'s| is) (?:one|an order) (?:[\w']+ ){0,6}?with\b"
    r"|there(?:'s| is| was| were)? (?:an?|the|some) .* in (?:it|there)\b)"
)
_IN_THE_ONE = re.compile(
    r"\b(?:in|from) (?:the|that|my) (?:order|one|delivery|box|package|parcel) (?:\w+ ){0,4}?with\b[^,.;]*?"
    r"(?=,|\bthere(?:'s| is| are| was)\b|\bi(?:'d|'ll)? )"
)
"""Tells of which order somebody speaks, before what of it is meant."""

_ITS_ORDER = re.compile(
    r"\b(?:the|that|my) (?!(?:whole|entire|same|other|full|complete)\b)(?:[\w'-]+ ){1,3}?"
    r"(?:order|delivery|parcel|package)\b"
)
"""The same by one of its things, "the tablet order", where others are named besides."""

_BARE_OPTION = re.compile(r"(?<=, )the [a-z]+$")
""" "One of the two brushes, the blue"."""

_ONE_OF = re.compile(r"\b(?:one of|just one|only one|a single)\b")
_THE_ONE = re.compile(r"\b(?:the|that|my) ((?:[\w'-]+ ){1,5}?)ones?\b")
_BOTH = re.compile(r"\b(?:both|two|all|three|four|every|pair)\b")
_DEAR = re.compile(r"\b(?:(?:more|most) expensive|pric(?:ier|iest)|dear(?:er|est)|expensive one)\b")
_CHEAP = re.compile(r"\b(?:cheap(?:er|est)?|less expensive|least expensive)\b")

Places = frozenset[int]


def items(text: str, lines: Sequence[Line]) -> Places | None:
    """The places in `lines` of what was named. None when nothing was, or when it cannot be told which of
    several is meant."""
    said = _IN_THE_ONE.sub(" ", _latest(text.lower().replace("\u2019", "'")))
    apart = _ITS_ORDER.sub(" ", said)
    if named(apart, lines):
        said = apart
    if (ends := _BARE_OPTION.search(said)) and not named(ends[0], lines):
        said += " one"
    wanted: set[int] = set()
    kept: set[int] = set()
    last: Places = frozenset()
    everything = rest = False
    for part, sign in _signed(said):
        found = named(part, lines)
        rest = rest or (sign and _THE_REST.search(part) is not None)
        if not found and sign and (one := _one_of(part, lines, wanted)) is not None:
            wanted = wanted - _alike(one, lines) | {one}
            last = frozenset({one})
            continue
        if not found:
            kept |= last if found is not None and not sign and _THAT.search(part) else set()
            continue
        last = found
        if sign:
            everything = everything or _ALL.search(part) is not None
            wanted |= found
        else:
            kept |= found
    if _EACH.search(said):
        return frozenset(set(range(len(lines))) - kept) or None
    everything = everything or (_ALL.search(said) is not None and not wanted) or (rest and bool(kept))
    chosen = (set(range(len(lines))) if everything and (kept or not wanted) else wanted) - kept
    if not chosen and not kept:
        if found := named(said, lines):
            return found
        one = _one_of(said, lines, set(range(len(lines))))
        return frozenset({one}) if one is not None else None
    return frozenset(chosen) if chosen else None


def named(part: str, lines: Sequence[Line]) -> Places | None:
    """The lines that a few words name; none where they name nothing, None where it stays open which."""
    said = words(part)
    groups: dict[str, list[int]] = {}
    for place, line in enumerate(lines):
        if _is_named(said, line):
            groups.setdefault(line.product or line.name, []).append(place)
    found: set[int] = set()
    groups = _without_ends(groups, lines, said)
    for places in _best(groups, lines, said).values():
        picked = _picked(part, said, places, lines)
        if picked is None:
            return None
        found |= picked
    return frozenset(found)


def _one_of(part: str, lines: Sequence[Line], among: set[int]) -> int | None:
    """What "the large one" is, of several of a kind or of all there is; None where that stays open."""
    found = _THE_ONE.search(part)
    if found is None:
        return None
    for phrase in (found[1], part):
        best = _fitting(words(phrase), sorted(among), lines)
        if len(best) == 1:
            return best[0]
    return None


def _alike(place: int, lines: Sequence[Line]) -> set[int]:
    """The places of the same product."""
    product = lines[place].product
    return {at for at, line in enumerate(lines) if line.product == product}


def _latest(text: str) -> str:
    """Without what was taken back."""
    *_, last = _TAKEN_BACK.split(text)
    return last if len(last.split()) > 1 else text


def _signed(text: str) -> Iterator[tuple[str, bool]]:
    """Parts of the text, and whether what they name is wanted or kept. What only tells which order is
    meant ("it came with a kettle") is left out."""
    sign, corrected = True, False
    for clause in clauses(_ONLY_THING.sub(", ", _NOTHING_ELSE.sub(" ", text))):
        if _CORRECTION.fullmatch(clause):
            corrected = True
            continue
        for part, mine in _parts(_CONTEXT.split(clause)[0]):
            sign = sign and mine if corrected else mine
            yield part, sign
        corrected = False


def _parts(clause: str) -> Iterator[tuple[str, bool]]:
    if _STAYS.search(clause):
        yield clause, False
        return
    found = _KEPT.search(clause)
    if found is None:
        yield clause, True
        return
    if before := clause[: found.start()].strip():
        yield before, True
    after = clause[found.end() :]
    only = _ONLY.search(after)
    yield (after[: only.start()] if only else after), False
    if only:
        yield after[only.start() :], True


def _is_named(said: Words, line: Line) -> bool:
    """By the last word of its name, or by another that says as much."""
    name = words(line.name.split(",", maxsplit=1)[0]).all
    if not name:
        return False
    if said.holds(name[-1]):
        return True
    return any(len(word) >= 4 and word in said.all for word in name[:-1])


def _without_ends(groups: dict[str, list[int]], lines: Sequence[Line], said: Words) -> dict[str, list[int]]:
    """Without products that were named only as the end of another's name: "wristwatch" is no smart watch."""
    names = {key: words(lines[places[0]].name).all for key, places in groups.items()}
    exact = {key for key, name in names.items() if set(name) & set(said.all)}
    taken = {word for key in exact for word in names[key] if word in said.all}
    return {
        key: places
        for key, places in groups.items()
        if key in exact or not any(word.endswith(name[-1]) for word in taken if (name := names[key]))
    }


def _best(groups: dict[str, list[int]], lines: Sequence[Line], said: Words) -> dict[str, list[int]]:
    """Of products that share a word ("desk lamp", "standing desk"), those named more fully."""
    fullness = {
        key: sum(said.holds(word) for word in words(lines[places[0]].name).all)
        for key, places in groups.items()
    }
    return {
        key: places
        for key, places in groups.items()
        if not any(
            fullness[other] > fullness[key] and _share_words(lines[places[0]], lines[groups[other][0]], said)
            for other in groups
            if other != key
        )
    }


def _share_words(one: Line, other: Line, said: Words) -> bool:
    """Whether everything that names `one` names `other` as well."""
    mine = {word for word in words(one.name).all if said.holds(word)}
    return mine <= set(words(other.name).all)


def _picked(part: str, said: Words, places: list[int], lines: Sequence[Line]) -> set[int] | None:
    """Of several lines of one product, those that the words set apart."""
    if len(places) == 1:
        return set(places)
    if _DEAR.search(part):
        return {max(places, key=lambda place: lines[place].unit_price.minor)}
    if _CHEAP.search(part):
        return {min(places, key=lambda place: lines[place].unit_price.minor)}
    places = _attributed(part, places, lines) or _fitting(said, places, lines) or places
    if _ONE_OF.search(part) and (one := _any_of(places, lines)):
        return one
    if _BOTH.search(part) or _ALL.search(part) or _plural(part, lines[places[0]]):
        return set(places)
    return _any_of(places, lines)


def _attributed(part: str, places: list[int], lines: Sequence[Line]) -> list[int]:
    """The one whose option stands before its name: of "the black earbuds i'd like in blue" the black ones;
    none where that tells no more than the rest."""
    head = lines[places[0]].name.split(",", maxsplit=1)[0].split()[-1].lower()
    found = re.search(rf"\b((?:[\w'-]+ ){{1,4}}?)(?:[\w'-]+ )?{re.escape(head)}(?:e?s)?\b", part)
    if found is None:
        return []
    before = re.split(r"\b(?:the|my|a|an|that|this|those|these)\b", part[: found.end()])[-1]
    fitting = _fitting(words(before), places, lines)
    return fitting if len(fitting) == 1 else []


def _any_of(places: list[int], lines: Sequence[Line]) -> set[int] | None:
    """One of them where they are all alike; None where it matters which."""
    return {places[0]} if len({lines[place].sku for place in places}) == 1 else None


def _fitting(said: Words, places: Sequence[int], lines: Sequence[Line]) -> list[int]:
    """Those whose options the words name more of than others'; none where they name none."""
    fits = {place: _fit(said, lines[place]) for place in places}
    most = max(fits.values(), default=0)
    return [place for place in places if fits[place] == most > 0]


def _fit(said: Words, line: Line) -> int:
    return sum(
        all(said.holds(word) for word in value.all)
        for value in (words(v) for _, v in line.options)
        if value.all
    )


def _plural(part: str, line: Line) -> bool:
    last = line.name.split(",", maxsplit=1)[0].split()[-1].lower()
    return re.search(rf"\b{re.escape(last)}(?:e?s)\b", part) is not None and not last.endswith("s")
