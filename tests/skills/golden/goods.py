"""What the shop of the golden dialogues sells besides, and how it can come and be made cheaper."""

from __future__ import annotations

from datetime import date

from ringup.skills.backends.offers import DeliveryTerms
from ringup.skills.backends.pricing import DeliveryWay
from ringup.skills.backends.vouchers import Voucher
from ringup.skills.shop import Line, Modifier, Product
from ringup.skills.values import Money, Sku


def _usd(minor: int) -> Money:
    return Money(minor, "USD")


def _coat(product: str, price: int, size: str, color: str) -> Line:
    name = f"{product}, {size}, {color}"
    options = (("size", size), ("color", color), ("waterproof", "yes"))
    key = product.replace(" ", "-")
    sku = Sku(f"{key}-{size}-{color}")
    return Line(sku, name, f"{product}s, {size}, {color}", "", "", 1, _usd(price), key, options)


def _coats(product: str, price: int, *colors: str) -> tuple[Line, ...]:
    return tuple(_coat(product, price, size, color) for size in ("small", "large") for color in colors)


_RAIN = _coats("rain jacket", 89_00, "black", "green")
_CITY = _coats("city jacket", 149_00, "black")
_LATTE = Line(Sku("latte"), "latte", "lattes", "", "", 1, _usd(4_50), "latte")
_MUFFIN = Line(Sku("muffin"), "blueberry muffin", "blueberry muffins", "", "", 1, _usd(3_25), "muffin")

GOODS = (
    Product(
        "rain-jacket", ("rain jacket",), _RAIN, description="A light waterproof jacket.", category="jackets"
    ),
    Product(
        "city-jacket", ("city jacket",), _CITY, description="A warm waterproof jacket.", category="jackets"
    ),
    Product("latte", ("latte",), (_LATTE,), (Modifier("milk", ("whole", "oat", "soy")),)),
    Product("muffin", ("blueberry muffin", "muffin"), (_MUFFIN,)),
)
"""Jackets in sizes and colors, of which no large green one is left, and what a café makes up."""

STOCK = {line.sku: 6 for product in GOODS for line in product.variants} | {_RAIN[3].sku: 0}

VOUCHERS = (
    Voucher("SPRING10", percent=10),
    Voucher("WELCOME5", amount=_usd(5_00), minimum=_usd(100_00)),
    Voucher("WINTER20", percent=20, last=date(2026, 2, 28)),
    Voucher("ONCE7", amount=_usd(7_00), spent=True),
)

EXPRESS = DeliveryWay("express", "express", DeliveryTerms(_usd(12_00), None, 1, "America/New_York"))
