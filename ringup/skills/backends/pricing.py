"""What goods cost altogether, in every backend alike: delivery by one of several ways, less a voucher."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from ringup.skills.backends.offers import DeliveryTerms, goods_total
from ringup.skills.backends.vouchers import Voucher
from ringup.skills.dialogue.proposals import PlaceOrder
from ringup.skills.errors import OfferChanged
from ringup.skills.shop import (
    DeliveryOffer,
    Item,
    Line,
    Modifier,
    Options,
    Quote,
    Terms,
    VoucherProblem,
)
from ringup.skills.values import Sku

USUAL = "standard delivery"
"""What the usual way of delivery is called where the shop gives it no name."""


@dataclass(frozen=True, slots=True)
class DeliveryWay:
    """`id` is "" for the shop's usual way."""

    id: str
    name: str
    terms: DeliveryTerms


@dataclass(frozen=True, slots=True)
class Pricing:
    """A shop's ways of delivery, the usual one first; never none."""

    ways: tuple[DeliveryWay, ...]

    def terms(self, way: str | None) -> DeliveryTerms | None:
        """Those of that way, None for one that the shop does not have. No way is the usual one."""
        return next((each.terms for each in self.ways if each.id == (way or "")), None)

    def quote(
        self,
        found: Shared,
        address: str,
        terms: Terms,
        voucher: Voucher | None,
        now: datetime,
    ) -> Quote:
        """`voucher`: the first of those asked for that exists. Another way of delivery than those that the
        shop has is the usual one."""
        usual = self.ways[0].terms
        delivery = self.terms(terms.way) or usual
        goods = goods_total(found.lines, usual.price.currency)
        priced = Quote(
            found.lines,
            delivery.charge(goods),
            goods + delivery.charge(goods),
            delivery.arrival(now),
            address,
            found.missing,
            terms,
            self._offers(found.lines, now),
        )
        return _with_voucher(priced, terms, voucher, usual, now)

    def check(self, proposal: PlaceOrder, voucher: Voucher | None, now: datetime) -> None:
        """Raises OfferChanged unless what was read back is what the shop would charge now."""
        delivery = self.terms(proposal.way)
        if delivery is None:
            raise OfferChanged("the shop no longer delivers that way")
        currency = delivery.price.currency
        if not proposal.lines or any(line.quantity < 1 for line in proposal.lines):
            raise OfferChanged("an order is of at least one thing")
        amounts = (proposal.total, proposal.delivery, *(line.unit_price for line in proposal.lines))
        if any(amount.currency != currency for amount in amounts):
            raise OfferChanged("the shop sells in another currency now")
        goods = goods_total(proposal.lines, currency)
        due = goods + delivery.charge(goods)
        if proposal.voucher:
            today = now.astimezone(ZoneInfo(delivery.timezone)).date()
            if voucher is None or voucher.problem(goods, today) or proposal.discount != voucher.worth(goods):
                raise OfferChanged("the voucher does not take off what was read back")
            due = due + voucher.worth(goods) * -1
        elif proposal.discount is not None:
            raise OfferChanged("nothing is taken off without a voucher")
        if proposal.delivery != delivery.charge(goods) or proposal.total != due:
            raise OfferChanged("delivery or the total is not what was read back")

    def _offers(self, lines: Sequence[Line], now: datetime) -> tuple[DeliveryOffer, ...]:
        if len(self.ways) < 2:
            return ()
        goods = goods_total(lines, self.ways[0].terms.price.currency)
        return tuple(
            DeliveryOffer(way.id, way.name, way.terms.charge(goods), way.terms.arrival(now))
            for way in self.ways
        )


@dataclass(frozen=True, slots=True)
class Shared:
    """What there is enough of, and what is left of the rest."""

    lines: tuple[Line, ...]
    missing: tuple[Line, ...]


def asked_for(items: Iterable[Item]) -> tuple[Item, ...]:
    """Items that are alike together, in the order they were first named; what is not positive is not
    wanted."""
    counted: dict[tuple[Sku, Options], int] = {}
    for item in items:
        if item.quantity > 0:
            alike = (item.sku, item.options)
            counted[alike] = counted.get(alike, 0) + item.quantity
    return tuple(Item(sku, quantity, options) for (sku, options), quantity in counted.items())


def shared_out(lines: Iterable[Line], stock: Mapping[Sku, int]) -> Shared:
    """Each line takes from the stock in turn; one that it is too little for is missing."""
    left, enough, missing = dict(stock), [], []
    for line in lines:
        there = left.get(line.sku, 0)
        if line.quantity <= there:
            left[line.sku] = there - line.quantity
            enough.append(line)
        else:
            left[line.sku] = 0
            missing.append(replace(line, quantity=there))
    return Shared(tuple(enough), tuple(missing))


def made_up(line: Line, modifiers: Iterable[Modifier], chosen: Options) -> Line:
    """`line` with those of `chosen` that the product can be made up with."""
    known = {(modifier.name, value) for modifier in modifiers for value in modifier.values}
    kept = tuple(pair for pair in dict.fromkeys(chosen) if pair in known and pair not in line.options)
    return replace(line, options=(*line.options, *kept))


def _with_voucher(
    quote: Quote, terms: Terms, voucher: Voucher | None, usual: DeliveryTerms, now: datetime
) -> Quote:
    if not terms.vouchers or not quote.lines:
        return quote
    if voucher is None:
        return replace(quote, problem=VoucherProblem.UNKNOWN)
    goods = goods_total(quote.lines, usual.price.currency)
    today = now.astimezone(ZoneInfo(usual.timezone)).date()
    if (problem := voucher.problem(goods, today)) is not None:
        return replace(quote, problem=problem, minimum=voucher.minimum)
    off = voucher.worth(goods)
    return replace(quote, voucher=voucher.code, discount=off, total=quote.total + off * -1)
