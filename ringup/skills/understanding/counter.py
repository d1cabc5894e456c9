"""What stands at the counter and listens: reads orders and wishes against the shop's own catalogue."""

from __future__ import annotations

from dataclasses import replace

from ringup.skills.basket import Basket, Edit
from ringup.skills.finding import Wish, wish
from ringup.skills.shop import Product
from ringup.skills.understanding.ordering.menu import Synonyms
from ringup.skills.understanding.ordering.reader import OrderReader
from ringup.skills.understanding.wishes import WishReader


class ReadingCounter:
    """The Counter. Made once for a shop, shared by all calls."""

    def __init__(self, products: tuple[Product, ...], synonyms: Synonyms | None = None) -> None:
        self._orders = OrderReader(products, synonyms=synonyms)
        self._wishes = WishReader(products)

    def order(self, text: str, basket: Basket, asked: str, about: int | None) -> tuple[Edit, ...]:
        return self._orders.read(text, basket, asked or None, about)

    def wish(self, text: str, currency: str, before: Wish | None) -> Wish:
        new = wish(self._wishes.read(text), currency)
        return new if before is None else refined(before, new)


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
