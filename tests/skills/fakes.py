"""A shop in memory that keeps the desks' contracts, and fails or waits on cue."""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast

from ringup.skills.backends.offers import DeliveryTerms, proven, wanted
from ringup.skills.backends.pricing import (
    USUAL,
    DeliveryWay,
    Pricing,
    asked_for,
    made_up,
    shared_out,
)
from ringup.skills.backends.vouchers import Voucher, normal
from ringup.skills.dialogue.events import AnyReceipt
from ringup.skills.dialogue.guard import Confirmed
from ringup.skills.dialogue.proposals import (
    AfterSale,
    CancelOrder,
    ChangeProfile,
    ExchangeItems,
    PlaceOrder,
    Proposal,
    ReturnItems,
)
from ringup.skills.errors import DeskUnavailable, NotAllowed, OfferChanged, OutOfStock
from ringup.skills.finding import Hit, Wish, fitting
from ringup.skills.handovers import Arranged, Handover, Reach, Waiting
from ringup.skills.knowledge import PageAnswer
from ringup.skills.policy import CALLER_ID, Policy, Secret
from ringup.skills.recommendations import Companion
from ringup.skills.shop import (
    NO_TERMS,
    ChangeReceipt,
    Customer,
    Item,
    Line,
    Order,
    OrderStatus,
    PaymentMethod,
    Product,
    Quote,
    Receipt,
    ShopProfile,
    Terms,
    Told,
)
from ringup.skills.stems import stems
from ringup.skills.understanding.birthdays import birth_dates
from ringup.skills.values import CustomerId, OrderNumber, PhoneNumber, Sku
from tests.skills import sample

METHODS = frozenset(
    {
        "profile", "products", "find", "check", "send_code", "orders_of", "quote", "place",
        "record", "settle", "unsettled", "policy", "details", "identify", "apply",
        "search", "answer", "companions", "hand_over",
    }
)  # fmt: skip


CLOSED = (OrderStatus.CANCELLED, OrderStatus.RETURN_REQUESTED, OrderStatus.EXCHANGE_REQUESTED)
AFTERWARDS: dict[type, OrderStatus] = {
    CancelOrder: OrderStatus.CANCELLED,
    ReturnItems: OrderStatus.RETURN_REQUESTED,
    ExchangeItems: OrderStatus.EXCHANGE_REQUESTED,
}


@dataclass(frozen=True, slots=True)
class Failure:
    """`after`: the work was done and only the answer was lost."""

    error: Exception
    after: bool


class FakeShop:
    """Every desk and the ledger at once. Pass it wherever one of them is wanted.

    `calls` lists the methods in the order they were entered. `placed`, `recorded` and `outcomes`
    are what a real backend would have written, by key. Set any other attribute to change the shop.
    """

    def __init__(self, clock: Callable[[], datetime] = lambda: sample.NOW) -> None:
        self.clock = clock
        self.shop_profile: ShopProfile = sample.PROFILE
        self.terms: DeliveryTerms = sample.TERMS
        self.other_ways: tuple[DeliveryWay, ...] = ()
        self.vouchers: tuple[Voucher, ...] = ()
        self.shop_policy: Policy = sample.POLICY
        self.details_of: dict[CustomerId, dict[str, str]] = dict(sample.DETAILS)
        self.product_list: tuple[Product, ...] = sample.PRODUCTS
        self.stock: dict[Sku, int] = dict(sample.STOCK)
        self.customers: tuple[Customer, ...] = sample.CUSTOMERS
        self.pins: dict[CustomerId, str] = dict(sample.PINS)
        self.codes: dict[CustomerId, str] = {}
        self.wrong: dict[CustomerId, int] = defaultdict(int)
        self.texting = True
        self.texts: list[tuple[PhoneNumber, str]] = []
        self.orders: dict[CustomerId, tuple[Order, ...]] = dict(sample.ORDERS)
        self.placed: dict[str, Receipt] = {}
        self.changed: dict[str, ChangeReceipt] = {}
        self.recorded: dict[str, Confirmed[Proposal]] = {}
        self.outcomes: dict[str, str] = {}
        self.answers: dict[str, PageAnswer] = {}
        self.companion_list: tuple[Companion, ...] = ()
        self.arranged: Arranged = Arranged(Reach.CALLBACK)
        self.handed_over: dict[str, Handover] = {}
        self.calls: list[str] = []
        self._failures: dict[str, deque[Failure]] = defaultdict(deque)
        self._gates: dict[str, asyncio.Event] = {}

    # cues

    def fail(
        self, method: str, error: Exception | None = None, *, times: int = 1, after: bool = False
    ) -> None:
        """Let the next `times` calls of `method` fail, with DeskUnavailable by default."""
        assert method in METHODS, f"a shop has no {method}"
        failure = Failure(error or DeskUnavailable("as the test asked"), after)
        self._failures[method].extend([failure] * times)

    def hold(self, method: str) -> asyncio.Event:
        """Let calls of `method` wait, before they do anything, until the event is set."""
        assert method in METHODS, f"a shop has no {method}"
        self._gates[method] = asyncio.Event()
        return self._gates[method]

    def assert_all_failed(self) -> None:
        """Complain of failures that were asked for and never happened."""
        unused = [method for method, failures in self._failures.items() if failures]
        assert not unused, f"these were to fail and were not called: {unused}"

    # catalogue and customers

    async def profile(self) -> ShopProfile:
        await self._enter("profile")
        return self.shop_profile

    async def policy(self) -> Policy:
        await self._enter("policy")
        return self.shop_policy

    async def details(self, products: tuple[str, ...]) -> tuple[Product, ...]:
        await self._enter("details")
        found = (product for product in self.product_list if product.id in products)
        return tuple(self._stocked(product) for product in found)

    async def products(self) -> tuple[Product, ...]:
        await self._enter("products")
        return self.product_list

    async def search(self, wish: Wish, limit: int = 5) -> tuple[Hit, ...]:
        """By whole words, in the shop's order."""
        await self._enter("search")
        asked = {stem for word in wish.words for stem in stems(word)}
        told = ((p, {*stems(" ".join((*p.names, p.category, p.description)))}) for p in self.product_list)
        fits = [(self._stocked(p), fitting(p, wish)) for p, known in told if asked <= known]
        return tuple(Hit(product, variants) for product, variants in fits if variants)[:limit]

    def _stocked(self, product: Product) -> Product:
        return replace(product, stock=tuple((v.sku, self.stock[v.sku]) for v in product.variants))

    async def answer(self, question: str) -> PageAnswer | None:
        await self._enter("answer")
        return self.answers.get(question)

    async def companions(self, products: tuple[str, ...]) -> tuple[Companion, ...]:
        await self._enter("companions")
        return tuple(each for each in self.companion_list if each.product not in products)

    async def hand_over(self, handover: Handover) -> Arranged:
        """As `arranged` says, where the caller can be put through at all."""
        await self._enter("hand_over")
        self.handed_over[handover.key] = handover
        is_reached = self.arranged.reach is Reach.CALLBACK or handover.at_once
        return self.arranged if is_reached else Arranged(Reach.CALLBACK)

    async def waiting(self) -> tuple[Waiting, ...]:
        told = self.handed_over.values()
        return tuple(Waiting(handover, self.clock(), self.arranged.reach) for handover in told)

    async def dealt_with(self, key: str) -> None:
        del self.handed_over[key]

    async def find(self, phone: PhoneNumber) -> Customer | None:
        await self._enter("find")
        return next((c for c in self.customers if c.phone == phone), None)

    async def check(self, secret: Secret, customer: CustomerId | None, digits: str) -> bool:
        """A code passes once; after three wrong ones in a row, none does any more."""
        lost = await self._enter("check")
        kept = self.pins if secret is Secret.PIN else self.codes
        if customer is None or customer not in kept or self.wrong[customer] >= 3:
            return False
        self.wrong[customer] += 1
        if kept[customer] != digits:
            return False
        self.wrong[customer] = 0
        self.codes.pop(customer, None) if secret is Secret.CODE else None
        if lost is not None:
            raise lost
        return True

    async def send_code(self, customer: CustomerId | None) -> bool:
        """Where `texting`; the text is the code alone."""
        await self._enter("send_code")
        found = next((c for c in self.customers if c.id == customer), None)
        if self.texting and found is not None and found.phone is not None:
            self.codes[found.id] = f"{615_243 + len(self.texts):06}"
            self.texts.append((found.phone, self.codes[found.id]))
        return self.texting

    async def identify(
        self, told: tuple[Told, ...], identify_by: tuple[tuple[str, ...], ...]
    ) -> Customer | None:
        """By the exact details in `details_of`, dates however they are written, and by the number."""
        await self._enter("identify")
        given = {one.item: _plain(one.item, one.readings[0]) for one in told}
        for way in identify_by:
            for customer in self.customers:
                known = self.details_of.get(customer.id, {}) | {
                    CALLER_ID: customer.phone.e164 if customer.phone else ""
                }
                if way and all(_plain(item, known.get(item, "")) == given.get(item, "?") for item in way):
                    return customer
        return None

    # writing

    async def write(self, confirmed: Confirmed[Proposal]) -> AnyReceipt:
        if isinstance(confirmed.proposal, PlaceOrder):
            return await self.place(cast("Confirmed[PlaceOrder]", confirmed))
        return await self.apply(cast("Confirmed[AfterSale]", confirmed))

    async def apply(self, confirmed: Confirmed[AfterSale]) -> ChangeReceipt:
        lost = await self._enter("apply")
        sure = proven(confirmed, AfterSale)
        if sure.key not in self.changed:
            self.changed[sure.key] = self._apply(sure.key, confirmed.proposal)
        if lost is not None:
            raise lost
        return self.changed[sure.key]

    def _apply(self, key: str, proposal: AfterSale) -> ChangeReceipt:
        if isinstance(proposal, ChangeProfile):
            return ChangeReceipt(key, "", self.clock())
        orders = self.orders[proposal.customer]
        order = next((order for order in orders if order.number == proposal.order), None)
        if order is None or order.status in CLOSED:
            raise NotAllowed("no longer")
        new = AFTERWARDS.get(type(proposal), order.status)
        self.orders[proposal.customer] = tuple(
            replace(other, status=new) if other is order else other for other in orders
        )
        return ChangeReceipt(key, order.number, self.clock())

    # orders

    async def orders_of(self, customer: CustomerId) -> tuple[Order, ...]:
        await self._enter("orders_of")
        return self.orders.get(customer, ())[:20]

    async def quote(self, customer: CustomerId, items: tuple[Item, ...], terms: Terms = NO_TERMS) -> Quote:
        await self._enter("quote")
        who = next((c for c in self.customers if c.id == customer), None)
        offered = [self._offered(item) for item in asked_for(items)] if who else []
        shared = shared_out((line for line in offered if line is not None), self.stock)
        asked = tuple(self._voucher(code) for code in terms.vouchers)
        voucher = next((found for found in asked if found is not None), None)
        return self._pricing.quote(shared, who.address if who else "", terms, voucher, self.clock())

    async def place(self, confirmed: Confirmed[PlaceOrder]) -> Receipt:
        lost = await self._enter("place")
        confirmed = proven(confirmed)
        if confirmed.key not in self.placed:
            self._place(confirmed)
        if lost is not None:
            raise lost
        return self.placed[confirmed.key]

    def _place(self, confirmed: Confirmed[PlaceOrder]) -> None:
        proposal = confirmed.proposal
        quantities = wanted(line.item for line in proposal.lines)
        self._check(proposal, quantities)
        for sku, quantity in quantities.items():
            self.stock[sku] -= quantity
        self._spend(proposal)
        number = OrderNumber(str(600_001 + len(self.placed)))
        terms = self._pricing.terms(proposal.way) or self.terms
        arrives_on = max(proposal.arrives_on, terms.arrival(self.clock()))
        receipt = Receipt(confirmed.key, number, proposal.total, arrives_on, self.clock())
        self.placed[confirmed.key] = receipt
        order = Order(
            number,
            receipt.placed_at,
            OrderStatus.PLACED,
            proposal.lines,
            proposal.total,
            arrives_on,
            payment=proposal.payment,
        )
        earlier = self.orders.get(proposal.customer, ())
        self.orders[proposal.customer] = (order, *earlier)

    def _check(self, proposal: PlaceOrder, quantities: dict[Sku, int]) -> None:
        if all(c.id != proposal.customer for c in self.customers):
            raise OfferChanged("nobody to deliver to")
        for line in proposal.lines:
            if self._offered(line.item) != line:
                raise OfferChanged("the product is not what was read back")
        self._pricing.check(proposal, self._voucher(proposal.voucher), self.clock())
        self._check_payment(proposal)
        if any(self.stock[sku] < quantity for sku, quantity in quantities.items()):
            raise OutOfStock("fewer left than were confirmed")

    def _check_payment(self, proposal: PlaceOrder) -> None:
        who = next(c for c in self.customers if c.id == proposal.customer)
        method = who.payment(proposal.payment)
        if proposal.payment is not None and method is None:
            raise OfferChanged("not the customer's")
        if method is not None and method.balance is not None and method.balance < proposal.total:
            raise OfferChanged("too little on the gift card")

    def _spend(self, proposal: PlaceOrder) -> None:
        """A voucher is used once, and a gift card gets lighter."""
        self.vouchers = tuple(
            replace(v, spent=True) if v.code == proposal.voucher else v for v in self.vouchers
        )
        self.customers = tuple(
            replace(c, payments=tuple(_lighter(m, proposal) for m in c.payments)) for c in self.customers
        )

    @property
    def _pricing(self) -> Pricing:
        return Pricing((DeliveryWay("", USUAL, self.terms), *self.other_ways))

    def _voucher(self, code: str) -> Voucher | None:
        return next((voucher for voucher in self.vouchers if voucher.code == normal(code)), None)

    def _offered(self, item: Item) -> Line | None:
        product = next((p for p in self.product_list for v in p.variants if v.sku == item.sku), None)
        line = self._line(item.sku)
        if product is None or line is None:
            return None
        return made_up(sample.of(line, item.quantity), product.modifiers, item.options)

    def _line(self, sku: Sku) -> Line | None:
        variants = (line for product in self.product_list for line in product.variants)
        return next((line for line in variants if line.sku == sku), None)

    # ledger

    async def record(self, confirmed: Confirmed[Proposal]) -> None:
        lost = await self._enter("record")
        confirmed = proven(confirmed, Proposal)
        self.recorded.setdefault(confirmed.key, confirmed)
        if lost is not None:
            raise lost

    async def settle(self, key: str, outcome: str) -> None:
        lost = await self._enter("settle")
        if key in self.recorded:
            self.outcomes.setdefault(key, outcome)
        if lost is not None:
            raise lost

    async def unsettled(self) -> tuple[Confirmed[Proposal], ...]:
        await self._enter("unsettled")
        return tuple(c for key, c in self.recorded.items() if key not in self.outcomes)

    async def _enter(self, method: str) -> Exception | None:
        """Wait and fail as asked. Returns the error to be raised after the work, if any."""
        self.calls.append(method)
        if (gate := self._gates.get(method)) is not None:
            await gate.wait()
        failures = self._failures[method]
        if not failures:
            return None
        failure = failures.popleft()
        if failure.after:
            return failure.error
        raise failure.error


def _lighter(method: PaymentMethod, proposal: PlaceOrder) -> PaymentMethod:
    if method.id != proposal.payment or method.balance is None:
        return method
    return replace(method, balance=method.balance + proposal.total * -1)


def _plain(item: str, text: str) -> str:
    days = birth_dates(text, day_first=False) if item == "date_of_birth" else ()
    return next((day.whole.isoformat() for day in days if day.whole), text.lower())
