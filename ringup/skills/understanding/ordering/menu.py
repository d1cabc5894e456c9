"""What a shop sells and how it can be made up, as something to look words up in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from ringup.skills.basket import modifiers_of
from ringup.skills.shop import Modifier, Options, Product
from ringup.skills.understanding.ordering.sounds import Lookalikes
from ringup.skills.understanding.ordering.ways import (
    AGREED,
    EVERYDAY,
    Phrase,
    beginnings,
    glued,
    is_switch,
    parts_of_value,
    plain,
    ways_of_value,
    ways_of_variants,
)

LONGEST = 7
"""Words in the longest name that is looked for."""

SHORTEST_STEM = 4
"""Letters of a value that a longer word may begin with: "decaf" in "decaffeinated"."""

UNSAID = frozenset({"here", "there", "no", "none", "yes", "regular", "normal", "standard", "other"})
"""Values that people mean by these words only where they were asked for them."""

Synonyms = Mapping[str, tuple[str, ...]]
"""Further ways to say a product's name or a modifier's value, such as {"non-fat": ("skim", "skimmed")}."""

ELSEWHERE: Synonyms = {
    "here": ("for here", "stay in", "staying in", "sit in", "eat in", "dine in", "drink in", "have it here"),
    "togo": ("take away", "take out", "carry out", "take with me", "on the go"),
}
"""How people say where they will have it, for the values "here" and "to go" of an order's choice."""


@dataclass(frozen=True, slots=True)
class Item:
    """A product's id; `options` where the name was that of a variant."""

    product: str
    options: Options = ()


@dataclass(frozen=True, slots=True)
class Value:
    """A modifier's value. `whole_order`: it is chosen once for the order, not for an item."""

    name: str
    value: str
    whole_order: bool = False


Meaning = Item | Value


class Menu:
    """Made once for a shop, shared by all calls.

    Meanings of a phrase are in order of preference; several values mean that the item decides.
    """

    def __init__(
        self, products: Iterable[Product], choices: Iterable[Modifier] = (), synonyms: Synonyms | None = None
    ) -> None:
        self.products = {product.id: product for product in products}
        self.modifiers = {key: modifiers_of(product) for key, product in self.products.items()}
        self.choices = tuple(choices)
        self._known: dict[str, dict[Meaning, None]] = defaultdict(dict)
        self._asked: dict[str, dict[str, Value]] = defaultdict(dict)
        self._synonyms = {glued(plain(name)): ways for name, ways in (synonyms or {}).items()}
        names = ((plain(name), key) for key, product in self.products.items() for name in product.names)
        self._single_names = {name[0]: Item(key) for name, key in names if len(name) == 1}
        self._learn_values()
        self._learn_items()
        self._names = Lookalikes(name for name, meant in self._known.items() if _is_rare(name, meant))
        self._stems = self._single_values()
        self.alike = lru_cache(maxsize=4096)(self._alike)

    def exact(self, phrase: Phrase) -> tuple[Meaning, ...]:
        return tuple(self._known.get(glued(phrase)) or self._known.get("".join(phrase)) or ())

    def asked(self, name: str, phrase: Phrase) -> Value | None:
        """What `phrase` means as the answer to a question for the modifier of that name."""
        return self._asked.get(name, {}).get(glued(phrase))

    def _alike(self, phrase: Phrase) -> tuple[tuple[Meaning, ...], float]:
        """What was probably meant by words that are no name, and how alike they are (0 to 100)."""
        said = glued(phrase)
        if len(phrase) == 1 and (grown := self._grown(said)):
            return tuple(self._known[grown]), 100.0
        if phrase[0] in EVERYDAY or phrase[-1] in EVERYDAY or phrase[0].isdecimal():
            return (), 0.0
        best = self._names.best(said)
        return (tuple(self._known[best[0]]), best[1]) if best else ((), 0.0)

    def modifier(self, product: str, name: str) -> Modifier | None:
        return next((own for own in self.modifiers.get(product, ()) if own.name == name), None)

    def opposite(self, meant: Value) -> Value | None:
        """The other value of a modifier that has just two, for who wants "no caffeine"."""
        for own in (*self.choices, *(own for all_own in self.modifiers.values() for own in all_own)):
            if own.name == meant.name and meant.value in own.values and len(own.values) == 2:
                other = own.values[1 - own.values.index(meant.value)]
                return Value(own.name, other, meant.whole_order)
        return None

    def _learn_items(self) -> None:
        """Whole names win over values, which win over beginnings of names that only one product has."""
        for product in self.products.values():
            for way, options in ways_of_variants(product):
                self._known[glued(way)] = {Item(product.id, options): None}
        for product in self.products.values():
            for way in (*map(plain, product.names), *self._further(product.names[0])):
                self._known[glued(way)] = {Item(product.id): None}
        begun: dict[str, set[str]] = defaultdict(set)
        for product in self.products.values():
            for way in beginnings(product):
                begun[glued(way)].add(product.id)
        for way_, owners in begun.items():
            if len(owners) == 1 and way_ not in self._known:
                self._known[way_] = {Item(next(iter(owners))): None}

    def _learn_values(self) -> None:
        every = [(own, True) for own in self.choices]
        every += [(own, False) for key in self.products for own in self.modifiers[key]]
        for modifier, whole_order in dict.fromkeys(every):
            self._learn_modifier(modifier, whole_order=whole_order)
        parts: dict[str, dict[Meaning, None]] = defaultdict(dict)
        for modifier, whole_order in dict.fromkeys(every):
            for value in modifier.values:
                for part in parts_of_value(modifier, value):
                    parts[glued(part)][Value(modifier.name, value, whole_order)] = None
        for part_, meant in parts.items():
            if len(meant) == 1 and part_ not in self._known:
                self._known[part_] = meant

    def _learn_modifier(self, modifier: Modifier, *, whole_order: bool) -> None:
        """ "Double espresso" is an espresso, even if shots of it can be chosen; "a double shot of espresso"
        may be both."""
        if is_switch(modifier):
            agreed = next((value for value in modifier.values if value.lower() in AGREED), None)
            if agreed is not None:
                self._known[glued(plain(modifier.name))][Value(modifier.name, agreed, whole_order)] = None
            return
        for value in modifier.values:
            meant = Value(modifier.name, value, whole_order)
            for way in (*ways_of_value(modifier, value), *self._further(value)):
                said = glued(way)
                item = self._single_names.get(way[-1]) if len(way) > 1 and way != plain(value) else None
                if item is not None and "of" not in way:
                    continue
                self._asked[modifier.name].setdefault(said, meant)
                if said not in (UNSAID if way == plain(value) else EVERYDAY):
                    self._known[said][meant] = None
                    self._known[said] |= {item: None} if item is not None else {}

    def _further(self, name: str) -> tuple[Phrase, ...]:
        key = glued(plain(name))
        return tuple(plain(way) for way in (*self._synonyms.get(key, ()), *ELSEWHERE.get(key, ())))

    def _single_values(self) -> tuple[str, ...]:
        """Values of one word that others may be derived from, longest first."""
        singles = (
            name
            for name, meanings in self._known.items()
            if len(name) >= SHORTEST_STEM and all(isinstance(meant, Value) for meant in meanings)
        )
        return tuple(sorted((name for name in singles if name not in EVERYDAY), key=len, reverse=True))

    def _grown(self, said: str) -> str | None:
        endings = ("e", "ed", "d", "s", "y", "feine", "feinated", "eine", "einated")
        for stem in self._stems:
            ending = said.removeprefix(stem)
            if ending != said and (ending in endings or ending.endswith(("ated", "ized", "ised", "ened"))):
                return stem
        return None


def _is_rare(name: str, meanings: Iterable[Meaning]) -> bool:
    """Whether words that are slightly different may be meant for it."""
    of_the_order = any(isinstance(meant, Value) and meant.whole_order for meant in meanings)
    return name.isalpha() and name not in EVERYDAY and not of_the_order
