"""Finds the shop's products in running text, however they are called or misheard.

A product is known by its names, by the names of its variants, by the beginning of a name ("house
blend") and by what it is ("the coffee", "my lamp"). Words that a recogniser got slightly wrong
still count, with less certainty. What several products share gives all of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz, process

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

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """Words `first` up to `after` name `products` (ids, or skus where a variant was named).

    More than one product means that the words fit all of them. `certainty` is from 0 to 1.
    """

    products: tuple[str, ...]
    first: int
    after: int
    certainty: float


class ProductFinder:
    """Knows the products of one shop; made once, shared by all calls."""

    def __init__(self, products: tuple[Product, ...]) -> None:
        self._known: dict[Phrase, dict[str, None]] = _phrases(products)
        self._whole = {_stems(name) for product in products for name in product.names}
        self._longest = max(map(len, self._known), default=0)
        self._phrases = [p for p in sorted(self._whole) if len("".join(p)) >= SHORTEST_FUZZY]
        self._loose = ["".join(phrase) for phrase in self._phrases]
        self._variants = {product.id: _qualifiers(product) for product in products}
        self.units = frozenset(
            word.lower()
            for product in products
            for line in product.variants
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
            ends = (at + size for size in lengths if stems[at : at + size] in self._known)
            if end := next(ends, 0):
                yield Mention(tuple(self._known[stems[at:end]]), at, end, 1.0)
            at = end or at + 1

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
                yield Mention(tuple(self._known[self._phrases[best]]), *window, certainty)

    def _is_like(self, phrase: int, certainty: float) -> bool:
        """One word must be nearly right; equal words are left to `_exact`."""
        bar = ONE_WORD_LIKE_ENOUGH if len(self._phrases[phrase]) == 1 else LIKE_ENOUGH
        return bar / 100 <= certainty < 1

    def _with_variant(self, mention: Mention, stems: Phrase) -> Mention:
        """With the words beside it that name a variant; its sku instead of the product's id, where
        the words tell which it is."""
        if len(mention.products) != 1:
            return mention
        variants = self._variants.get(mention.products[0], {})
        first, after = _widened(mention, stems, frozenset().union(*variants.values()))
        hits = {sku: len(own & set(stems)) for sku, own in variants.items()}
        most = max(hits.values(), default=0)
        best = tuple(sku for sku, count in hits.items() if count == most)
        meant = best if most > 0 and len(best) == 1 else mention.products
        return Mention(meant, first, after, mention.certainty)


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


def _phrases(products: tuple[Product, ...]) -> dict[Phrase, dict[str, None]]:
    """Every way to name a product, with what it can mean. A whole name wins over parts of others."""
    whole: dict[Phrase, dict[str, None]] = defaultdict(dict)
    parts: dict[Phrase, dict[str, None]] = defaultdict(dict)
    for product in products:
        for name in product.names:
            whole[_stems(name)][product.id] = None
        for name in (*product.names, *(line.name for line in product.variants)):
            for part in _parts(name):
                parts[part][product.id] = None
    for product in products:
        for line in product.variants:
            for name in (line.name, line.plural):
                if _stems(name) not in whole:
                    whole[_stems(name)] = {line.sku: None}
    known = {**parts, **whole}
    known.pop((), None)
    return known


def _parts(name: str) -> Iterator[Phrase]:
    """Of "house blend coffee, ground": "house blend", "house blend coffee", "coffee"."""
    words = _stems(name.split(",", maxsplit=1)[0])
    for end in range(2, len(words) + 1):
        yield words[:end]
    for start in range(1, len(words) - 1):
        yield words[start:]
    if words and words[-1] not in NOT_HEADS:
        yield words[-1:]


def _qualifiers(product: Product) -> dict[str, frozenset[str]]:
    """What sets each variant apart from the product's own names and from all its other variants."""
    if len(product.variants) < 2:
        return {}
    named = {stem for name in product.names for stem in _stems(name)}
    words = {line.sku: _words_of(line) - named for line in product.variants}
    shared = set.intersection(*(set(own) for own in words.values()))
    return {str(sku): frozenset(own - shared - EDGES) for sku, own in words.items()}


def _words_of(line: Line) -> set[str]:
    return set(_stems(line.name))


def _stems(text: str) -> Phrase:
    return tuple(_stemmed(tokens(text)))


def _stemmed(words: Iterable[Token]) -> Iterator[str]:
    for word in words:
        yield singular(word.text)
