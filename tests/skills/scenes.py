"""A small shop and the events that happen in it, for tests of the dialogue."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from ringup.skills.dialogue.events import CallStarted, Channel, UtteranceHeard
from ringup.skills.intent import Answer, Intent, Name, Rated, Slot, Utterance
from ringup.skills.policy import CallerIdFor, Policy
from ringup.skills.shop import Customer, Line, Order, OrderStatus, Quote, ShopProfile
from ringup.skills.values import (
    CallId,
    CustomerId,
    Money,
    OrderNumber,
    PhoneNumber,
    Sku,
    Span,
)

NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
SHOP = ShopProfile(
    "Harbour Street Store",
    "USD",
    "America/New_York",
    Money(20_000, "USD"),
    PhoneNumber("+12025550199"),
)
POLICY = Policy(
    identify_by=(), caller_id_for=(CallerIdFor.ORDERS, CallerIdFor.PURCHASES, CallerIdFor.BOOKINGS)
)
SAM_PHONE = PhoneNumber("+12025550101")
SAM = Customer(CustomerId("sam"), SAM_PHONE, "Sam", "Rivera", "12 Harbour Street", True)
COFFEE = Line(
    Sku("coffee-whole"),
    "house blend coffee",
    "house blend coffee",
    "bag",
    "bags",
    1,
    Money(1250, "USD"),
    "coffee",
)
LAMP = Line(Sku("lamp"), "desk lamp", "desk lamps", "", "", 1, Money(3900, "USD"), "lamp")


def usd(minor: int) -> Money:
    return Money(minor, "USD")


def started(products: int = 2, caller: PhoneNumber | None = SAM_PHONE) -> CallStarted:
    return CallStarted(NOW, CallId("CA1"), Channel.PHONE, SHOP, caller, products, POLICY)


def order(
    number: str, *lines: Line, status: OrderStatus = OrderStatus.DELIVERED, days_ago: int = 10
) -> Order:
    total = usd(sum(line.total.minor for line in lines))
    placed = NOW - timedelta(days=days_ago)
    return Order(OrderNumber(number), placed, status, lines, total, date(2026, 11, 22), "Swift Post")


def quote(*lines: Line, delivery: int = 495, missing: tuple[Line, ...] = ()) -> Quote:
    total = usd(sum(line.total.minor for line in lines) + delivery)
    return Quote(lines, usd(delivery), total, date(2026, 11, 22), SAM.address, missing)


def said(
    text: str,
    name: Name,
    *slots: tuple[str, str],
    answer: Answer = Answer.NONE,
    confidence: float = 0.95,
    span: Span | None = None,
    echo: bool = False,
    rated: tuple[Rated, ...] = (),
    agreement: float = 0.0,
    goes_on: bool = False,
) -> UtteranceHeard:
    """What a perfect understander makes of `text`."""
    utterance = Utterance(text, confidence, span=span, echo=echo, rated=rated)
    found = tuple(Slot(k, v, 0, len(text)) for k, v in slots)
    intent = Intent(name, found, answer, confidence, agreement=agreement)
    return UtteranceHeard(NOW, utterance, intent, goes_on)


def yes(text: str = "yes please", **more: object) -> UtteranceHeard:
    return said(text, Name.ANSWER, answer=Answer.YES, **more)  # type: ignore[arg-type]
