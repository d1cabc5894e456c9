"""Reads what a product must be: "a waterproof winter jacket under two hundred, black"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ringup.skills.finding import CHEAPEST, called
from ringup.skills.intent import Slot
from ringup.skills.shop import Product
from ringup.skills.stems import stem, stems
from ringup.skills.understanding.prices import price_bounds
from ringup.skills.understanding.tokens import Token, tokens

_SAYS_NOTHING = """
a an the some any something anything thing things one ones kind sort of for from to in on at with
and or but i i'd i'm i'll me my you your we us our it its it's that that's this these those which
who there there's is are was be am do does did have has had got get can could would will should may
might want wants wanted need needs looking look find search searching show see tell give sell sells
buy order like love please maybe perhaps just also well so um uh er erm hi hello hey okay ok yes
yeah good nice new really very preferably ideally if possible what how about know let whether color
colour size sized price priced budget cost costs costing money dollars dollar bucks each he she him
her his they them wife husband son daughter friend mum mom dad option options choice available
currently today right now not too than must made out by as all other else another come comes called
what's don't doesn't isn't mind go going help hear interested browse browsing suggest recommend gift
check whatever expensive fancy two three four five six seven eight ten no without non
"""
_NOTHING = frozenset(stem(word) for word in _SAYS_NOTHING.split())
_CHEAPEST = frozenset({"cheapest", "cheap", "cheaper", "inexpensive", "affordable", "lowest"})
_IN_STOCK = (("in", "stock"), ("on", "stock"))
_NEGATIONS = ("not", "non", "without", "no")


class WishReader:
    """Knows the options and names of one shop's products; made once, shared by all calls."""

    def __init__(self, products: tuple[Product, ...]) -> None:
        options = {
            stems(called(*option)): called(*option)
            for product in products
            for line in product.variants
            for option in line.options
        }
        self._options = {phrase: value for phrase, value in options.items() if phrase}
        self._heads = _first_words(options) | dict(
            part for phrase, value in options.items() for part in _general(phrase, value)
        )
        self._names: dict[tuple[str, ...], frozenset[str]] = {
            phrase: _stems_of_options(product)
            for product in products
            for name in product.names
            if len(phrase := stems(name)) > 1
        }
        self._longest = max(map(len, (*self._options, *self._names)), default=1)

    def read(self, text: str) -> tuple[Slot, ...]:
        """Slots left to right: `product` (the words that say what it is), `option` (a value of the
        catalogue), `price_from` and `price_to` (amounts such as "19.99"), `sort` ("cheapest") and
        `stock`. Empty where the words ask for nothing in particular."""
        words = tokens(text)
        priced = [Slot(bound.name, bound.value, bound.start, bound.end) for bound in price_bounds(text)]
        free = [not any(slot.start <= word.start < slot.end for slot in priced) for word in words]
        features = list(self._features(words, free))
        product = _runs(words, free)
        return tuple(sorted((*priced, *features, *product), key=lambda slot: (slot.start, slot.name)))

    def _features(self, words: tuple[Token, ...], free: list[bool]) -> Iterator[Slot]:
        """Marks what it takes as no longer free."""
        named = self._named(words)
        for at in range(len(words)):
            slot, size = self._feature(words, at, named) if free[at] else (None, 0)
            if slot is not None:
                free[at : at + size] = [False] * size
                yield slot

    def _feature(self, words: tuple[Token, ...], at: int, named: set[int]) -> tuple[Slot | None, int]:
        if words[at].text in _CHEAPEST:
            return Slot("sort", CHEAPEST, words[at].start, words[at].end), 1
        if tuple(word.text for word in words[at : at + 2]) in _IN_STOCK:
            return Slot("stock", "in_stock", words[at].start, words[at + 1].end), 2
        for size in range(min(self._longest, len(words) - at), 0, -1):
            value = self._value(words[at : at + size])
            if value is not None and named.isdisjoint(range(at, at + size)):
                first = at - 1 if at and words[at - 1].text in _NEGATIONS else at
                said = value if first == at else f"not {value.removeprefix('not ')}"
                return Slot("option", said, words[first].start, words[at + size - 1].end), size
        return None, 0

    def _value(self, words: tuple[Token, ...]) -> str | None:
        phrase = tuple(stem(word.text) for word in words)
        return self._options.get(phrase) or self._heads.get(phrase)

    def _named(self, words: tuple[Token, ...]) -> set[int]:
        """Places of words that are a product's name and none of its options: the "green" of "green tea" is
        no color."""
        said = tuple(stem(word.text) for word in words)
        return {
            place
            for at in range(len(said))
            for size in range(2, min(self._longest, len(said) - at) + 1)
            if (own := self._names.get(said[at : at + size])) is not None
            for place in range(at, at + size)
            if said[place] not in own
        }


def _stems_of_options(product: Product) -> frozenset[str]:
    told = (called(*option) for line in product.variants for option in line.options)
    return frozenset(part for value in told for part in stems(value))


def _first_words(options: dict[tuple[str, ...], str]) -> dict[tuple[str, ...], str]:
    """The first word of a value where no other value has it: "navy" for "navy blue"."""
    of = Counter(word for phrase in options for word in set(phrase))
    return {
        phrase[:1]: value
        for phrase, value in options.items()
        if len(phrase) > 1 and of[phrase[0]] == 1 and not value.startswith("not ")
    }


def _general(phrase: tuple[str, ...], value: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """The last word of a value by itself: "blue" for "navy blue"."""
    if len(phrase) > 1 and not value.startswith("not "):
        yield phrase[-1:], value.rpartition(" ")[2]


def _runs(words: tuple[Token, ...], free: list[bool]) -> Iterator[Slot]:
    """Stretches of the words that are left and say something."""
    start: int | None = None
    for at, word in enumerate((*words, Token("", 0, 0))):
        says = at < len(words) and free[at] and stem(word.text) not in _NOTHING
        if says and start is None:
            start = at
        if not says and start is not None:
            said = words[start:at]
            value = " ".join(each.text for each in said)
            yield Slot("product", value, said[0].start, said[-1].end)
            start = None
