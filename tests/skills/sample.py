"""A very small shop, as values: what fakes hold and contract suites expect of every backend."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import cast

from ringup.skills.backends.offers import DeliveryTerms
from ringup.skills.dialogue import guard
from ringup.skills.dialogue.guard import Confirmed
from ringup.skills.dialogue.proposals import PlaceOrder
from ringup.skills.intent import Utterance
from ringup.skills.policy import CallerIdFor, Policy
from ringup.skills.shop import Customer, Line, Order, OrderStatus, Product, Quote, ShopProfile
from ringup.skills.values import (
    CallId,
    CustomerId,
    Money,
    OrderNumber,
    PhoneNumber,
    PromptId,
    Sku,
    Span,
)

NOW = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)
"""A Monday, noon in New York."""

PROFILE = ShopProfile(
    name="Corner Store",
    currency="USD",
    timezone="America/New_York",
    caller_id_limit=Money(200_00, "USD"),
    phone=PhoneNumber("+12025550100"),
    delivery_days=2,
)
TERMS = DeliveryTerms(Money(4_95, "USD"), Money(50_00, "USD"), 2, "America/New_York")


def _line(product: str, sku: str, name: str, price: int, counted: tuple[str, str, str]) -> Line:
    plural, unit, units = counted
    return Line(Sku(sku), name, plural, unit, units, 1, Money(price, "USD"), product)


_WHOLE, _FINE = "house blend coffee, whole bean", "house blend coffee, ground"
BEANS = _line("house-blend", "beans", _WHOLE, 12_50, (_WHOLE, "bag", "bags"))
GROUND = _line("house-blend", "ground", _FINE, 12_50, (_FINE, "bag", "bags"))
TEA = _line("green-tea", "tea", "green tea", 6_75, ("green tea", "box", "boxes"))
LAMP = _line("desk-lamp", "lamp", "desk lamp", 34_00, ("desk lamps", "", ""))
LAPTOP = _line("laptop", "laptop", "laptop", 899_00, ("laptops", "", ""))

PRODUCTS = (
    Product("house-blend", ("house blend coffee", "house coffee", "coffee"), (BEANS, GROUND)),
    Product("green-tea", ("green tea", "tea"), (TEA,)),
    Product("desk-lamp", ("desk lamp", "lamp"), (LAMP,)),
    Product("laptop", ("laptop",), (LAPTOP,)),
)
STOCK = {BEANS.sku: 40, GROUND.sku: 3, TEA.sku: 0, LAMP.sku: 5, LAPTOP.sku: 2}

SAM = Customer(CustomerId("sam"), PhoneNumber("+12025550101"), "Sam", "Rivera", "twelve Harbour Street")
"""Has a usual of one bag of whole beans, and a desk lamp on its way as order 471203."""

ROBIN = Customer(
    CustomerId("robin"), PhoneNumber("+12025550102"), "Robin", "Lee", "four Mill Lane", has_pin=True
)
"""Buys laptops; the PIN is 4321."""

PAT = Customer(CustomerId("pat"), PhoneNumber("+12025550103"), "Pat", "Moss", "nine Hill Road")
"""Has never ordered anything."""

CUSTOMERS = (SAM, ROBIN, PAT)
PINS = {ROBIN.id: "4321"}
DETAILS: dict[CustomerId, dict[str, str]] = {}
"""What customers could prove who they are with; nobody can, here."""

POLICY = Policy(
    identify_by=(), caller_id_for=(CallerIdFor.ORDERS, CallerIdFor.PURCHASES, CallerIdFor.BOOKINGS)
)
"""Caller id is enough for everything up to the limit, and nothing else is asked."""


def phone(customer: Customer) -> PhoneNumber:
    assert customer.phone is not None
    return customer.phone


def of(line: Line, quantity: int) -> Line:
    """So many of `line`."""
    return replace(line, quantity=quantity)


def order(
    number: str,
    days_ago: int,
    status: OrderStatus,
    *lines: Line,
    arrives_on: date | None = None,
    carrier: str | None = None,
) -> Order:
    """An earlier order, without a charge for delivery."""
    total = sum((line.total for line in lines), Money(0, "USD"))
    placed_at = NOW - timedelta(days=days_ago)
    return Order(OrderNumber(number), placed_at, status, lines, total, arrives_on, carrier)


def _to(customer: Customer, *orders: Order) -> tuple[Order, ...]:
    return tuple(replace(order, address=customer.address) for order in orders)


ORDERS: dict[CustomerId, tuple[Order, ...]] = {
    SAM.id: _to(
        SAM,
        order("471203", 3, OrderStatus.SHIPPED, LAMP,
              arrives_on=date(2026, 3, 4), carrier="Parcel Express"),
        order("471150", 9, OrderStatus.DELIVERED, BEANS, arrives_on=date(2026, 2, 23)),
        order("471020", 23, OrderStatus.DELIVERED, BEANS, arrives_on=date(2026, 2, 9)),
    ),
    ROBIN.id: _to(
        ROBIN,
        order("480011", 30, OrderStatus.DELIVERED, LAPTOP, arrives_on=date(2026, 2, 2)),
    ),
}  # fmt: skip
"""Newest first."""


def proposal(quote: Quote, customer: Customer = SAM, repeat: int = 0) -> PlaceOrder:
    """Exactly what was quoted."""
    return PlaceOrder(
        customer.id,
        quote.lines,
        quote.delivery,
        quote.total,
        quote.arrives_on,
        quote.address,
        repeat,
    )


def confirm(
    proposed: PlaceOrder,
    call: str = "call-1",
    at: datetime = NOW,
    heard: Span | None = None,
    answered: Span | None = None,
) -> Confirmed[PlaceOrder]:
    """Read back, heard to its end, and answered with yes: the only way to a confirmation. By typing, or aloud
    at those times."""
    prompt = PromptId("p1")
    read = guard.heard(guard.read_back(CallId(call), proposed, prompt), prompt, at, heard)
    confirmed = guard.confirm_by_words(read, proposed, Utterance("yes please", span=answered), at)
    assert isinstance(confirmed, Confirmed)
    return cast("Confirmed[PlaceOrder]", confirmed)
