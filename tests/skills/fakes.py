"""A shop in memory that keeps the desks' contracts, and fails or waits on cue."""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from ringup.skills.backends.offers import (
    DeliveryTerms,
    check_price,
    goods_total,
    proven,
    wanted,
)
from ringup.skills.dialogue.guard import Confirmed
from ringup.skills.dialogue.proposals import PlaceOrder
from ringup.skills.errors import DeskUnavailable, OfferChanged, OutOfStock
from ringup.skills.shop import (
    Customer,
    Item,
    Line,
    Order,
    OrderStatus,
    Product,
    Quote,
    Receipt,
    ShopProfile,
)
from ringup.skills.values import CustomerId, OrderNumber, PhoneNumber, Sku
from tests.skills import sample

METHODS = frozenset(
    {
        "profile", "products", "find", "check_pin", "orders_of", "quote", "place",
        "record", "settle", "unsettled",
    }
)  # fmt: skip


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
        self.product_list: tuple[Product, ...] = sample.PRODUCTS
        self.stock: dict[Sku, int] = dict(sample.STOCK)
        self.customers: tuple[Customer, ...] = sample.CUSTOMERS
        self.pins: dict[CustomerId, str] = dict(sample.PINS)
        self.orders: dict[CustomerId, tuple[Order, ...]] = dict(sample.ORDERS)
        self.placed: dict[str, Receipt] = {}
        self.recorded: dict[str, Confirmed[PlaceOrder]] = {}
        self.outcomes: dict[str, str] = {}
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

    async def products(self) -> tuple[Product, ...]:
        await self._enter("products")
        return self.product_list

    async def find(self, phone: PhoneNumber) -> Customer | None:
        await self._enter("find")
        return next((c for c in self.customers if c.phone == phone), None)

    async def check_pin(self, customer: CustomerId, pin: str) -> bool:
        await self._enter("check_pin")
        return self.pins.get(customer) == pin

    # orders

    async def orders_of(self, customer: CustomerId) -> tuple[Order, ...]:
        await self._enter("orders_of")
        return self.orders.get(customer, ())[:20]

    async def quote(self, customer: CustomerId, items: tuple[Item, ...]) -> Quote:
        await self._enter("quote")
        who = next((c for c in self.customers if c.id == customer), None)
        asked = [(self._line(sku), n) for sku, n in wanted(items).items()] if who else []
        known = [(line, n) for line, n in asked if line is not None]
        lines = tuple(sample.of(x, n) for x, n in known if n <= self.stock[x.sku])
        missing = tuple(sample.of(x, self.stock[x.sku]) for x, n in known if n > self.stock[x.sku])
        goods = goods_total(lines, self.shop_profile.currency)
        delivery, arrival = self.terms.charge(goods), self.terms.arrival(self.clock())
        address = who.address if who else ""
        return Quote(lines, delivery, goods + delivery, arrival, address, missing)

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
        number = OrderNumber(str(600_001 + len(self.placed)))
        arrives_on = max(proposal.arrives_on, self.terms.arrival(self.clock()))
        receipt = Receipt(confirmed.key, number, proposal.total, arrives_on, self.clock())
        self.placed[confirmed.key] = receipt
        order = Order(
            number,
            receipt.placed_at,
            OrderStatus.PLACED,
            proposal.lines,
            proposal.total,
            arrives_on,
        )
        earlier = self.orders.get(proposal.customer, ())
        self.orders[proposal.customer] = (order, *earlier)

    def _check(self, proposal: PlaceOrder, quantities: dict[Sku, int]) -> None:
        if all(c.id != proposal.customer for c in self.customers):
            raise OfferChanged("nobody to deliver to")
        for line in proposal.lines:
            now = self._line(line.sku)
            if now is None or sample.of(now, line.quantity) != line:
                raise OfferChanged("the product is not what was read back")
        check_price(proposal, self.terms)
        if any(self.stock[sku] < quantity for sku, quantity in quantities.items()):
            raise OutOfStock("fewer left than were confirmed")

    def _line(self, sku: Sku) -> Line | None:
        variants = (line for product in self.product_list for line in product.variants)
        return next((line for line in variants if line.sku == sku), None)

    # ledger

    async def record(self, confirmed: Confirmed[PlaceOrder]) -> None:
        lost = await self._enter("record")
        confirmed = proven(confirmed)
        self.recorded.setdefault(confirmed.key, confirmed)
        if lost is not None:
            raise lost

    async def settle(self, key: str, outcome: str) -> None:
        lost = await self._enter("settle")
        if key in self.recorded:
            self.outcomes.setdefault(key, outcome)
        if lost is not None:
            raise lost

    async def unsettled(self) -> tuple[Confirmed[PlaceOrder], ...]:
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
