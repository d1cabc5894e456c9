"""A customer's orders, to read words against."""

from __future__ import annotations

from datetime import UTC, datetime

from ringup.skills.shop import Line, Options, Order, OrderStatus, PaymentKind, PaymentMethod
from ringup.skills.values import Money, OrderNumber, PaymentId, Sku


def line(name: str, sku: str, price: int = 2000, product: str = "", **options: str) -> Line:
    chosen: Options = tuple((key.replace("_", " "), value) for key, value in options.items())
    return Line(Sku(sku), name, f"{name}s", "", "", 1, Money(price, "USD"), product or name, chosen)


def order(number: str, address: str, *lines: Line, day: int = 1) -> Order:
    total = Money(sum(each.total.minor for each in lines), "USD")
    placed = datetime(2026, 3, day, tzinfo=UTC)
    return Order(OrderNumber(number), placed, OrderStatus.DELIVERED, lines, total, address=address)


KETTLE = line("electric kettle", "kettle", color="white", material="glass", capacity="1.5L")
LAMP = line("desk lamp", "lamp", color="black", brightness="medium", power_source="USB")
RED_SHIRT = line("t-shirt", "red", 4000, "shirt", color="red", size="XXL", style="v-neck")
BLUE_SHIRT = line("t-shirt", "blue", 5000, "shirt", color="blue", size="S", style="crew neck")
BOARD = line("skateboard", "board", length="31 inch")
PARCEL = (KETTLE, LAMP, RED_SHIRT, BLUE_SHIRT)

OAK, ELM = "12 Oak Street, Denver, CO 80279, USA", "9 Elm Road, Suite 5, New York, NY 10108, USA"
ORDERS = (
    order("2378156", OAK, KETTLE, LAMP, day=3),
    order("6247578", ELM, RED_SHIRT, day=2),
    order("4776164", OAK, BLUE_SHIRT, BOARD, day=1),
)

VISA = PaymentMethod(PaymentId("v"), PaymentKind.CREDIT_CARD, "visa", "2478")
OTHER_VISA = PaymentMethod(PaymentId("w"), PaymentKind.CREDIT_CARD, "visa", "9212")
MASTERCARD = PaymentMethod(PaymentId("m"), PaymentKind.CREDIT_CARD, "mastercard", "1111")
PAYPAL = PaymentMethod(PaymentId("p"), PaymentKind.PAYPAL)
GIFT = PaymentMethod(PaymentId("g"), PaymentKind.GIFT_CARD, balance=Money(1000, "USD"))
