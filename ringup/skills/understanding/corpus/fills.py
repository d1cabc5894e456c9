"""Fills a template's slots with the shop's own names, or with those of `fills.yaml` where it has none."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ringup.skills.policy import Secret
from ringup.skills.understanding.corpus import moments, spelling
from ringup.skills.understanding.corpus.naming import Thing, as_worded
from ringup.skills.understanding.corpus.spoken import number, plain, random_digits
from ringup.skills.vocabulary import PersonNames, Vocabulary

SLOT = re.compile(r"\{(\w+)(?: (\w+))?\}")

ORDER_DIGITS = 6

_ELSEWHERE = 0.12
"""How often something is named that the shop does not have: people ask for that too."""

_STRANGERS = 0.4
"""How often a name or an address is nobody's of this shop."""

_AMOUNTS = (*(number(value) for value in range(1, 21)), "a couple", "a dozen", "half a dozen", "a few")
_AMOUNT_WEIGHTS = (30, 60, 40, 25, 15, 12, *([4] * (len(_AMOUNTS) - 6)))
_OTHERS = Vocabulary(
    people=(PersonNames("anna", "miller"),),
    postcodes=("04101", "90210"),
    emails=("anna.miller@example.com",),
    ways=("standard", "express"),
)
"""What stands in for what a shop does not have."""

Fill = Callable[[], str]


@dataclass(frozen=True, slots=True)
class _Names:
    """One sentence's customer, so that what is spelled is what was said."""

    first: str
    last: str

    @classmethod
    def of(cls, person: PersonNames) -> _Names:
        return cls(plain(person.first), plain(person.last))


class Speaker:
    """Fills templates, the same way for the same vocabulary and chance."""

    def __init__(
        self, vocabulary: Vocabulary, elsewhere: Mapping[str, tuple[str, ...]], chance: random.Random
    ) -> None:
        self._shop = vocabulary
        self._elsewhere = elsewhere
        self._chance = chance
        self._things = [Thing(product) for product in vocabulary.products]
        self._thing: Thing | None = None
        self._person = _Names.of(_OTHERS.people[0])
        self._own: Mapping[str, Fill] = self._fills()

    def can_say(self, template: str) -> bool:
        """False where a slot needs what the shop does not have, such as products."""
        slots = {slot for slot, _ in SLOT.findall(template)}
        return all(slot in self._own or slot in self._elsewhere for slot in slots)

    def say(self, template: str) -> str:
        self._thing = self._chance.choice(self._things) if self._things else None
        self._person = self._somebody()
        return plain(SLOT.sub(self._filled, template))

    def _filled(self, slot: re.Match[str]) -> str:
        name, about = slot.groups()
        if name == "spelled":
            return self._spelled(about)
        own = self._own.get(name)
        others = self._elsewhere.get(name, ())
        if own is None or (name in _NAMED and others and self._chance.random() < _ELSEWHERE):
            return self._chance.choice(others)
        return own()

    def _somebody(self) -> _Names:
        """A customer, or somebody with the first name of one and the last of another: a stranger must not
        be heard as a customer who has nearly that name."""
        one = _Names.of(self._chance.choice(self._shop.people or _OTHERS.people))
        if self._chance.random() < _STRANGERS:
            one = _Names(one.first, _Names.of(self._chance.choice(self._shop.people or _OTHERS.people)).last)
        return one

    def _email(self) -> str:
        own = self._chance.choice(self._shop.emails or _OTHERS.emails)
        if self._chance.random() < _STRANGERS:
            own = f"{self._person.first}.{self._person.last}@{own.partition('@')[2]}"
        return spelling.email(own, self._chance)

    def _spelled(self, about: str | None) -> str:
        names = {"first": self._person.first, "last": self._person.last}
        return spelling.spelled(names[about or self._chance.choice(("first", "last", "last"))], self._chance)

    def _fills(self) -> dict[str, Fill]:
        shop, chance, pick = self._shop, self._chance, self._chance.choice
        fills: dict[str, Fill] = {
            "spelled": lambda: self._spelled(None),
            "n": lambda: chance.choices(_AMOUNTS, _AMOUNT_WEIGHTS)[0],
            "order": lambda: random_digits(ORDER_DIGITS, chance),
            "part": lambda: random_digits(ORDER_DIGITS // 2, chance),
            "four": lambda: random_digits(4, chance),
            "pin": lambda: random_digits(Secret.PIN.digits, chance),
            "digits": lambda: random_digits(pick((4, 5, 6, 6)), chance),
            "phone": lambda: random_digits(pick((7, 10, 10, 11)), chance),
            "price": lambda: f"{number(pick(_PRICES))} dollars",
            "date": lambda: moments.day(chance),
            "time": lambda: moments.clock(chance),
            "month": lambda: pick(moments.MONTHS),
            "birthday": lambda: moments.birthday(chance),
            "first": lambda: self._person.first,
            "last": lambda: self._person.last,
            "person": lambda: f"{self._person.first} {self._person.last}",
            "postcode": lambda: spelling.postcode(pick(shop.postcodes or _OTHERS.postcodes), chance),
            "email": self._email,
            "way": lambda: as_worded(pick(shop.ways or _OTHERS.ways)),
        }
        if shop.staff:
            fills["staff"] = lambda: as_worded(pick(shop.staff))
        if shop.services:
            fills["service"] = lambda: as_worded(pick(shop.services))
        if shop.vouchers:
            fills["code"] = lambda: spelling.code(pick(shop.vouchers), chance)
        if shop.reasons:
            fills["reason"] = lambda: as_worded(pick(shop.reasons))
        if shop.questions:
            fills["question"] = fills["title"] = lambda: as_worded(pick(shop.questions))
        return fills | (self._places() if shop.addresses else {}) | (self._goods() if self._things else {})

    def _places(self) -> dict[str, Fill]:
        def address() -> str:
            return self._chance.choice(self._shop.addresses)

        return {"address": lambda: plain(address()), "street": lambda: plain(address().split(",")[0])}

    def _goods(self) -> dict[str, Fill]:
        pick = self._chance.choice

        def thing() -> Thing:
            assert self._thing is not None
            return self._thing

        def product() -> str:
            """Another one each time that a sentence names one."""
            name = pick(thing().names)
            self._thing = pick(self._things)
            return name

        return {
            "product": product,
            "unit": lambda: pick(thing().units),
            "units": lambda: pick(thing().plurals),
            "one": lambda: thing().one,
            "some": lambda: f"{self._own['n']()} {thing().many}",
            "option": lambda: pick(thing().options),
            "size": lambda: pick((*self._elsewhere.get("size", ()), *thing().options)),
            "color": lambda: pick((*self._elsewhere.get("color", ()), *thing().options)),
        }


_PRICES = (*range(5, 100, 5), *range(100, 1_000, 50), *range(1, 30), 199, 99, 49)
_NAMED = frozenset({"product", "service", "payment", "address", "code", "date", "time", "n", "price"})
"""Slots for which the examples' own fills are sometimes taken although the shop has names."""
