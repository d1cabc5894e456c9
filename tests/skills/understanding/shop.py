"""A small shop for the tests of understanding."""

from __future__ import annotations

from datetime import UTC, datetime

from ringup.skills.shop import Line, Product
from ringup.skills.values import Money, Sku

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
"""A Monday."""


def _line(product: str, sku: str, name: str, plural: str, unit: str = "", units: str = "") -> Line:
    return Line(Sku(sku), name, plural, unit, units, 1, Money(1495, "USD"), product)


def _coffee(product: str, name: str, *names: str) -> Product:
    ways = ("whole bean", "ground")
    lines = tuple(
        _line(product, f"{product}-{way.split()[0]}", f"{name}, {way}", name, "bag", "bags") for way in ways
    )
    return Product(product, (name, *names), lines)


def _simple(product: str, name: str, plural: str, *names: str) -> Product:
    return Product(product, (name, *names), (_line(product, product, name, plural),))


PRODUCTS = (
    _coffee("house-blend", "house blend coffee", "house blend"),
    _coffee("ethiopia", "ethiopia single origin coffee", "ethiopian coffee"),
    Product(
        "green-tea",
        ("green tea",),
        (_line("green-tea", "green-tea", "green tea", "green tea", "box", "boxes"),),
    ),
    _simple("desk-lamp", "desk lamp", "desk lamps", "reading light"),
    _simple("travel-mug", "travel mug", "travel mugs"),
    _simple("trash-bags", "trash bags", "trash bags", "garbage bags"),
    _simple("paper-filters", "paper filters", "paper filters", "coffee filters"),
)
