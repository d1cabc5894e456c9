"""What stands at the counter and listens: reads orders and wishes against the shop's own catalogue."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from ringup.skills.basket import Basket, Edit
from ringup.skills.finding import Wish, called, wish
from ringup.skills.shop import Product
from ringup.skills.understanding.ordering.menu import Synonyms
from ringup.skills.understanding.ordering.reader import OrderReader
from ringup.skills.understanding.wishes import WishReader


class ReadingCounter:
    """The Counter. Made once for a shop, shared by all calls."""

    def __init__(self, products: tuple[Product, ...], synonyms: Synonyms | None = None) -> None:
        self._orders = OrderReader(products, synonyms=synonyms)
        self._wishes = WishReader(products)
        self._of: dict[str, set[str]] = defaultdict(set)
        for name, value in (
            option for product in products for line in product.variants for option in line.options
        ):
            self._of[called(name, value)].add(name)

    def order(self, text: str, basket: Basket, asked: str, about: int | None) -> tuple[Edit, ...]:
        return self._orders.read(text, basket, asked or None, about)

    def wish(self, text: str, currency: str, before: Wish | None) -> Wish:
        new = wish(self._wishes.read(text), currency)
        return new if before is None else refined(self._without(before, new), new)

    def _without(self, before: Wish, new: Wish) -> Wish:
        """Without the black of what is now to be navy."""
        chosen: set[str] = set().union(*(self._of.get(value, set()) for value in new.options))
        kept = tuple(value for value in before.options if chosen.isdisjoint(self._of.get(value, ())))
        return replace(before, options=kept)


def refined(before: Wish, new: Wish) -> Wish:
    """What was wished, and then corrected or narrowed. Words that say what it is begin another wish."""
    if new.words:
        return new
    return replace(
        before,
        options=tuple(dict.fromkeys((*before.options, *new.options))),
        price_from=new.price_from or before.price_from,
        price_to=new.price_to or before.price_to,
        in_stock=new.in_stock or before.in_stock,
        cheapest=new.cheapest or before.cheapest,
    )
