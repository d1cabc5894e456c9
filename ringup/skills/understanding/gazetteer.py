"""Finds what the shop has in running text, however it is called or misheard: products, services, staff.

A product is known by its names, by the names of its variants, by the beginning of a name ("house
blend") and by what it is ("the coffee", "my lamp"); a service likewise; staff by their names, where one
speaks of people ("with Nora"). Words that a recogniser got slightly wrong still count, with less
certainty. What several things share gives all of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz, process

from ringup.skills.bookings.values import Service, Staff
from ringup.skills.shop import Line, Product
from ringup.skills.understanding.number_words import TEENS, TENS, UNITS
from ringup.skills.understanding.tokens import Token, singular, tokens

LIKE_ENOUGH = 83.0
"""rapidfuzz ratio (0 to 100) from which a name counts as misheard rather than as something else."""

ONE_WORD_LIKE_ENOUGH = 88.0
"""The same for names of one word, which other words resemble more easily."""

SHORTEST_FUZZY = 6
"""Shorter names resemble too many words to be matched loosely."""

LONGEST_WINDOW = 7

# fmt: off
EDGES = {
    "a", "an", "the", "my", "our", "some", "of", "to", "for", "and", "in", "on", "is", "it", "i",
    "you", "me", "we", "do", "order", "usual", *UNITS, *TEENS, *TENS,
}
# fmt: on
"""Words that no misheard name begins or ends with."""

# fmt: off
NOT_HEADS = {
    "bag", "pack", "box", "set", "size", "bottle", "jar", "tin", "tube", "pair", "case", "piece",
    "kit", "order", "usual",
}
# fmt: on
"""Last words of names that do not say by themselves what is meant."""

BEFORE_PEOPLE = {"with", "by", "see", "is", "does", "has", "meet", "visit", "than"}
"""Words before a name that make it one: "may" and "will" are names only then."""

Phrase = tuple[str, ...]


class Kind(StrEnum):
    """What a name stands for, as it is written in an outline. Of words that fit several the first counts."""

    PRODUCT = "PRODUCT"
    SERVICE = "SERVICE"
    STAFF = "STAFF"


@dataclass(frozen=True, slots=True)
class Thing:
    """Something with names. `variants` are a product's."""

    kind: Kind
    id: str
    names: tuple[str, ...]
    variants: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """Words `first` up to `after` name `things` (ids, or skus where a variant of a product was named).

    More than one means that the words fit all of them. `certainty` is from 0 to 1.
    """

    kind: Kind
    things: tuple[str, ...]
    first: int
    after: int
    certainty: float


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All of one shop that callers speak of by name."""

    products: tuple[Product, ...] = ()
    services: tuple[Service, ...] = ()
    staff: tuple[Staff, ...] = ()

    def things(self) -> Iterator[Thing]:
        """Rooms and tables are not asked for by name."""
        for product in self.products:
            yield Thing(Kind.PRODUCT, product.id, product.names, product.variants)
        for service in self.services:
            yield Thing(Kind.SERVICE, service.id, service.names)
        for staff in self.staff:
            if staff.person:
                yield Thing(Kind.STAFF, staff.id, staff.names)


class NameFinder:
    """Knows the names of one shop; made once, shared by all calls."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        things = tuple(gazetteer.things())
        self._known: dict[Phrase, Known] = _phrases(things)
        self._whole = {_stems(name) for thing in things for name in thing.names}
        self._longest = max(map(len, self._known), default=0)
        self._phrases = [p for p in sorted(self._whole) if len("".join(p)) >= SHORTEST_FUZZY]
        self._loose = ["".join(phrase) for phrase in self._phrases]
        self._variants = {thing.id: _qualifiers(thing) for thing in things if thing.kind is Kind.PRODUCT}
        self.units = frozenset(
            word.lower()
            for thing in things
            for line in thing.variants
            for unit in (line.unit, line.units)
            for word in unit.split()
        )

    def find(self, words: tuple[Token, ...]) -> tuple[Mention, ...]:
        """Mentions from left to right, none of them overlapping."""
        stems = tuple(singular(word.text) for word in words)
        exact = tuple(self._exact(stems))
        firm = (m for m in exact if stems[m.first : m.after] in self._whole)
        misheard = tuple(self._misheard(stems, _places(firm)))
        vague = (m for m in exact if _places([m]).isdisjoint(_places(misheard)))
        found = sorted((*vague, *misheard), key=lambda mention: mention.first)
        return tuple(self._with_variant(mention, stems) for mention in found)

    def _exact(self, stems: Phrase) -> Iterator[Mention]:
        """The longest name at each place."""
        at = 0
        while at < len(stems):
            lengths = range(min(self._longest, len(stems) - at), 0, -1)
            ends = (at + size for size in lengths if self._is_name(stems, at, at + size))
            if end := next(ends, 0):
                yield self._mention(stems[at:end], at, end, 1.0)
            at = end or at + 1

    def _is_name(self, stems: Phrase, first: int, after: int) -> bool:
        known = self._known.get(stems[first:after])
        if known is None or known.kind is not Kind.STAFF or after - first > 1:
            return known is not None
        return first > 0 and stems[first - 1] in BEFORE_PEOPLE

    def _mention(self, phrase: Phrase, first: int, after: int, certainty: float) -> Mention:
        known = self._known[phrase]
        return Mention(known.kind, known.ids, first, after, certainty)

    def _misheard(self, stems: Phrase, taken: set[int]) -> Iterator[Mention]:
        """The names most alike among words that are not taken. Part of a name ("coffee") may be the
        end of a whole one that was misheard, so it is not taken. Spaces do not count, for a
        recogniser puts them anywhere."""
        windows = [window for window in _windows(stems) if taken.isdisjoint(range(*window))]
        if not windows or not self._loose:
            return
        said = ["".join(stems[first:after]) for first, after in windows]
        likeness = process.cdist(said, self._loose, scorer=fuzz.ratio, score_cutoff=LIKE_ENOUGH)
        taken = set(taken)
        for row in sorted(range(len(windows)), key=lambda row: -likeness[row].max()):
            best, window = int(likeness[row].argmax()), windows[row]
            certainty = float(likeness[row, best]) / 100
            if self._is_like(best, certainty) and taken.isdisjoint(range(*window)):
                taken |= set(range(*window))
                yield self._mention(self._phrases[best], *window, certainty)

    def _is_like(self, phrase: int, certainty: float) -> bool:
        """One word must be nearly right; equal words are left to `_exact`."""
        bar = ONE_WORD_LIKE_ENOUGH if len(self._phrases[phrase]) == 1 else LIKE_ENOUGH
        return bar / 100 <= certainty < 1

    def _with_variant(self, mention: Mention, stems: Phrase) -> Mention:
        """With the words beside it that name a variant; its sku instead of the product's id, where
        the words tell which it is."""
        if mention.kind is not Kind.PRODUCT or len(mention.things) != 1:
            return mention
        variants = self._variants.get(mention.things[0], {})
        first, after = _widened(mention, stems, frozenset().union(*variants.values()))
        hits = {sku: len(own & set(stems)) for sku, own in variants.items()}
        most = max(hits.values(), default=0)
        best = tuple(sku for sku, count in hits.items() if count == most)
        meant = best if most > 0 and len(best) == 1 else mention.things
        return Mention(mention.kind, meant, first, after, mention.certainty)


def _widened(mention: Mention, stems: Phrase, qualifiers: frozenset[str]) -> tuple[int, int]:
    first, after = mention.first, mention.after
    while first > 0 and stems[first - 1] in qualifiers:
        first -= 1
    while after < len(stems) and stems[after] in qualifiers:
        after += 1
    return first, after


def _places(mentions: Iterable[Mention]) -> set[int]:
    return {at for mention in mentions for at in range(mention.first, mention.after)}


def _windows(stems: Phrase) -> Iterator[tuple[int, int]]:
    """Stretches that could be a misheard name, as index of the first word and after the last."""
    for first in range(len(stems)):
        for after in range(first + 1, min(len(stems), first + LONGEST_WINDOW) + 1):
            if stems[first] not in EDGES and stems[after - 1] not in EDGES:
                yield first, after


@dataclass(frozen=True, slots=True)
class Known:
    """What a phrase can mean: ids, or skus, of one kind."""

    kind: Kind
    ids: tuple[str, ...]


def _phrases(things: tuple[Thing, ...]) -> dict[Phrase, Known]:
    """Every way to name a thing, with what it can mean. A whole name wins over parts of others."""
    whole: dict[Phrase, dict[tuple[Kind, str], None]] = defaultdict(dict)
    parts: dict[Phrase, dict[tuple[Kind, str], None]] = defaultdict(dict)
    for thing in things:
        for name in thing.names:
            whole[_stems(name)][thing.kind, thing.id] = None
        for name in (*thing.names, *(line.name for line in thing.variants)):
            for part in _given(name) if thing.kind is Kind.STAFF else _parts(name):
                parts[part][thing.kind, thing.id] = None
    for thing in things:
        for line in thing.variants:
            for name in (line.name, line.plural):
                if _stems(name) not in whole:
                    whole[_stems(name)] = {(thing.kind, line.sku): None}
    known = {phrase: _of_one_kind(means) for phrase, means in {**parts, **whole}.items()}
    known.pop((), None)
    return known


def _of_one_kind(means: Iterable[tuple[Kind, str]]) -> Known:
    kinds = {kind for kind, _ in means}
    first = next(kind for kind in Kind if kind in kinds)
    return Known(first, tuple(own for kind, own in means if kind is first))


def _given(name: str) -> Iterator[Phrase]:
    """The first of somebody's names: "Nora" of "Nora Lindqvist"."""
    yield _stems(name)[:1]


def _parts(name: str) -> Iterator[Phrase]:
    """Of "house blend coffee, ground": "house blend", "house blend coffee", "coffee"."""
    words = _stems(name.split(",", maxsplit=1)[0])
    for end in range(2, len(words) + 1):
        yield words[:end]
    for start in range(1, len(words) - 1):
        yield words[start:]
    if words and words[-1] not in NOT_HEADS:
        yield words[-1:]


def _qualifiers(thing: Thing) -> dict[str, frozenset[str]]:
    """What sets each variant apart from the product's own names and from all its other variants."""
    if len(thing.variants) < 2:
        return {}
    named = {stem for name in thing.names for stem in _stems(name)}
    words = {line.sku: _words_of(line) - named for line in thing.variants}
    shared = set.intersection(*(set(own) for own in words.values()))
    return {str(sku): frozenset(own - shared - EDGES) for sku, own in words.items()}


def _words_of(line: Line) -> set[str]:
    return set(_stems(line.name))


def _stems(text: str) -> Phrase:
    return tuple(_stemmed(tokens(text)))


def _stemmed(words: Iterable[Token]) -> Iterator[str]:
    for word in words:
        yield singular(word.text)
