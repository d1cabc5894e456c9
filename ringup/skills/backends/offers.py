"""What every backend decides alike: what an order costs now, and whether a yes is proven."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import UnionType
from typing import Any, TypeVar, overload
from zoneinfo import ZoneInfo

from ringup.skills.dialogue import guard
from ringup.skills.dialogue.guard import Confirmed
from ringup.skills.dialogue.proposals import PlaceOrder, Proposal
from ringup.skills.errors import NotConfirmed
from ringup.skills.shop import Item, Line
from ringup.skills.values import CallId, Money, Sku

P = TypeVar("P", bound=Proposal)


@dataclass(frozen=True, slots=True)
class DeliveryTerms:
    """`free_from`: goods worth this much are delivered free; None when delivery always costs.
    `days`: calendar days from the order to the door, counted in the shop's `timezone`."""

    price: Money
    free_from: Money | None
    days: int
    timezone: str

    def charge(self, goods: Money) -> Money:
        free = goods.minor == 0 or (self.free_from is not None and goods >= self.free_from)
        return Money(0, self.price.currency) if free else self.price

    def arrival(self, now: datetime) -> date:
        return now.astimezone(ZoneInfo(self.timezone)).date() + timedelta(days=self.days)


def goods_total(lines: Iterable[Line], currency: str) -> Money:
    return sum((line.total for line in lines), Money(0, currency))


def wanted(items: Iterable[Item]) -> dict[Sku, int]:
    """Quantities by sku in the order they were first named; what is not positive is not wanted."""
    quantities: dict[Sku, int] = {}
    for item in items:
        if item.quantity > 0:
            quantities[item.sku] = quantities.get(item.sku, 0) + item.quantity
    return quantities


@overload
def proven(confirmed: object) -> Confirmed[PlaceOrder]: ...


@overload
def proven(confirmed: object, kind: type[P]) -> Confirmed[P]: ...


@overload
def proven(confirmed: object, kind: UnionType) -> Confirmed[Proposal]: ...


def proven(confirmed: object, kind: type[Any] | UnionType = PlaceOrder) -> Confirmed[Any]:
    """The argument, if the guard made it of a proposal of that kind. Raises NotConfirmed for all else."""
    if not isinstance(confirmed, Confirmed):
        raise NotConfirmed("only a confirmed proposal can be written")
    try:
        key, proposal, evidence = confirmed.key, confirmed.proposal, confirmed.evidence
    except AttributeError as error:
        raise NotConfirmed("this confirmation was not made by the guard") from error
    if not isinstance(proposal, kind):
        raise NotConfirmed("this confirms something else")
    return guard.restore(key, call_of(key), proposal, evidence)


def call_of(key: str) -> CallId:
    """The call under which an idempotency key was made: all before its last colon."""
    return CallId(key.rpartition(":")[0])
