"""Who calls in the golden dialogues: the people of the small shop, and some with more to tell."""

from __future__ import annotations

from datetime import date

from ringup.skills.shop import Customer, Order, OrderStatus, PaymentKind, PaymentMethod
from ringup.skills.values import CustomerId, Money, PaymentId, PhoneNumber
from tests.skills import after_sale_sample
from tests.skills.sample import (
    BEANS,
    GROUND,
    LAMP,
    LAPTOP,
    ORDERS,
    PAT,
    ROBIN,
    SAM,
    TEA,
    of,
    order,
)

MAY = Customer(CustomerId("may"), PhoneNumber("+12025550104"), "May", "Adler", "3 Elm Street")
"""Her usual has two lines: two bags of beans and a lamp."""

LOU = Customer(CustomerId("lou"), PhoneNumber("+12025550105"), "Lou", "Brandt", "70 Quay Road")
"""Waits for three orders, one of them late."""

TESS = Customer(CustomerId("tess"), PhoneNumber("+12025550106"), "Tess", "Carr", "8 Oak Court")
"""Drinks what the shop is short of: her usual is the green tea, and she had ground coffee before."""

DEE = Customer(CustomerId("dee"), PhoneNumber("+12025550107"), "Dee", "Farrow", "1 High Street")
"""Buys laptops and has no PIN."""

EVE = Customer(CustomerId("eve"), PhoneNumber("+12025550108"), "Eve", "Grant", "5 Low Street")
"""Her only order was cancelled."""

NORA = Customer(
    CustomerId("nora"),
    PhoneNumber("+12025550109"),
    "Nora",
    "Hill",
    "2 Bay Street",
    payments=(
        PaymentMethod(PaymentId("card"), PaymentKind.CREDIT_CARD, "visa", "2478"),
        PaymentMethod(PaymentId("gift"), PaymentKind.GIFT_CARD, balance=Money(20_00, "USD")),
    ),
)
"""Has a card and a light gift card on file, and has never ordered anything."""

CUSTOMERS = (SAM, ROBIN, PAT, MAY, LOU, TESS, DEE, EVE, NORA)

CALLERS: dict[str, PhoneNumber | None] = {
    **{customer.id: customer.phone for customer in (*CUSTOMERS, *after_sale_sample.CUSTOMERS)},
    "a stranger": PhoneNumber("+12025550177"),
    "withheld": None,
}

DETAILS = {
    SAM.id: {
        "name": "sam rivera", "postcode": "04101", "email": "sam@example.com", "date_of_birth": "6/8/84",
    },
    ROBIN.id: {"name": "robin lee", "postcode": "04102", "email": "robin@example.com"},
}  # fmt: skip
"""What they can prove who they are with, where the shop wants it."""

_ARRIVED = date(2026, 2, 25)

HISTORY: dict[CustomerId, tuple[Order, ...]] = {
    **ORDERS,
    MAY.id: (order("473311", 20, OrderStatus.DELIVERED, of(BEANS, 2), LAMP, arrives_on=_ARRIVED),),
    LOU.id: (
        order("480117", 1, OrderStatus.PACKED, LAMP, arrives_on=date(2026, 3, 4)),
        order("480352", 2, OrderStatus.SHIPPED, of(BEANS, 2), carrier="Northern Post"),
        order("477019", 9, OrderStatus.DELAYED, TEA, arrives_on=date(2026, 3, 6)),
        order("470005", 40, OrderStatus.DELIVERED, GROUND, arrives_on=_ARRIVED),
    ),
    TESS.id: (
        order("474102", 12, OrderStatus.DELIVERED, TEA, arrives_on=_ARRIVED),
        order("474001", 30, OrderStatus.DELIVERED, of(GROUND, 2), arrives_on=_ARRIVED),
        order("473900", 50, OrderStatus.DELIVERED, TEA, arrives_on=_ARRIVED),
    ),
    DEE.id: (order("479900", 30, OrderStatus.DELIVERED, LAPTOP, arrives_on=_ARRIVED),),
    EVE.id: (order("479901", 5, OrderStatus.CANCELLED, BEANS),),
}
