"""What to offer somebody: what they are about to run out of, and what goes with what they take. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from statistics import median

from ringup.skills.shop import Order, OrderStatus, Product

LEAST_PURCHASES = 3
"""Days on which a product was bought before a habit is seen in them."""

DUE_FROM = 0.8
"""Share of the usual gap after which a product is about to run out."""


@dataclass(frozen=True, slots=True)
class Companion:
    """A product's id; whether the shop itself names it; and in how many orders it was bought along."""

    product: str
    named: bool
    together: int


@dataclass(frozen=True, slots=True)
class Habit:
    """A product that somebody buys about every `every_days` days, the last time on `last`."""

    product: str
    every_days: int
    last: date

    def elapsed(self, today: date) -> float:
        """Since the last time, as a share of the usual gap: 1 when it is time again."""
        return (today - self.last).days / self.every_days


def habits(orders: Iterable[Order]) -> tuple[Habit, ...]:
    """By product, in no particular order. The usual gap is the median of those between the days on which
    it was bought; what was cancelled or sent back was not."""
    days: dict[str, set[date]] = {}
    for order in orders:
        if order.status not in _UNDONE:
            for line in order.lines:
                days.setdefault(line.product, set()).add(order.placed_at.date())
    return tuple(_habit(product, sorted(on)) for product, on in days.items() if len(on) >= LEAST_PURCHASES)


def due(
    orders: Iterable[Order], now: datetime, catalogue: Iterable[Product], basket: Collection[str] = ()
) -> tuple[Habit, ...]:
    """Habits whose time has come, the longest overdue first: of products that can be had now and are not
    in the basket. `catalogue` tells the stock; `basket` holds products' ids."""
    can_be_had = {product.id for product in catalogue if in_stock(product)} - set(basket)
    ripe = [habit for habit in habits(orders) if habit.elapsed(now.date()) > DUE_FROM]
    ripe.sort(key=lambda habit: (-habit.elapsed(now.date()), habit.product))
    return tuple(habit for habit in ripe if habit.product in can_be_had)


def goes_along(
    companions: Iterable[Companion], catalogue: Iterable[Product], basket: Collection[str] = (), most: int = 2
) -> tuple[Product, ...]:
    """The first `most` companions that can be had now and are not in the basket."""
    found = {product.id: product for product in catalogue if in_stock(product)}
    fitting = (each.product for each in companions if each.product in found.keys() - set(basket))
    return tuple(found[product] for product in dict.fromkeys(fitting))[:most]


def in_stock(product: Product) -> bool:
    return any(count > 0 for _, count in product.stock)


def _habit(product: str, days: list[date]) -> Habit:
    gaps = [(later - earlier).days for earlier, later in pairwise(days)]
    return Habit(product, max(1, round(median(gaps))), days[-1])


_UNDONE = frozenset({OrderStatus.CANCELLED, OrderStatus.RETURN_REQUESTED})
