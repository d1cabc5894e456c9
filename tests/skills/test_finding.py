"""What fits a wish, and what two products have not in common."""

from __future__ import annotations

import pytest

from ringup.skills.finding import CHEAPEST, Difference, Wish, amount, called, compare, fitting, wish
from ringup.skills.intent import Slot
from ringup.skills.shop import Line, Options, Product
from ringup.skills.values import Money, Sku


def usd(minor: int) -> Money:
    return Money(minor, "USD")


def variant(sku: str, price: int, *options: tuple[str, str]) -> Line:
    named: Options = options
    return Line(Sku(sku), f"tent, {sku}", f"tents, {sku}", "", "", 1, usd(price), "tent", named)


BLUE = variant("navy", 120_00, ("color", "navy blue"), ("waterproof", "yes"), ("size", "two"))
RED = variant("red", 90_00, ("color", "red"), ("waterproof", "no"), ("size", "three"))
TENT = Product("tent", ("tent",), (BLUE, RED), category="camping", stock=((BLUE.sku, 0), (RED.sku, 2)))


@pytest.mark.parametrize(
    ("wanted", "fits"),
    [
        (Wish(), (BLUE, RED)),
        (Wish(options=("blue",)), (BLUE,)),
        (Wish(options=("navy blue", "waterproof")), (BLUE,)),
        (Wish(options=("not waterproof",)), (RED,)),
        (Wish(options=("red", "waterproof")), ()),
        (Wish(price_to=usd(90_00)), (RED,)),
        (Wish(price_from=usd(90_01)), (BLUE,)),
        (Wish(in_stock=True), (RED,)),
        (Wish(category="camping"), (BLUE, RED)),
        (Wish(category="garden"), ()),
    ],
)
def test_variants_fit_a_wish(wanted: Wish, fits: tuple[Line, ...]) -> None:
    assert fitting(TENT, wanted) == fits


def test_a_variant_whose_option_is_told_only_by_its_name_fits() -> None:
    plain = variant("olive green", 80_00)
    assert fitting(Product("tent", ("tent",), (plain,)), Wish(options=("green",))) == (plain,)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("color", "black", "black"),
        ("waterproof", "yes", "waterproof"),
        ("waterproof", "no", "not waterproof"),
    ],
)
def test_an_option_is_called_as_people_do(name: str, value: str, said: str) -> None:
    assert called(name, value) == said


def test_slots_become_a_wish() -> None:
    slots = [
        Slot("product", "winter jacket", 0, 0),
        Slot("option", "black", 0, 0),
        Slot("option", "waterproof", 0, 0),
        Slot("price_from", "19.99", 0, 0),
        Slot("price_to", "200", 0, 0),
        Slot("sort", CHEAPEST, 0, 0),
        Slot("stock", "in_stock", 0, 0),
        Slot("date", "2026-03-02", 0, 0),
    ]
    assert wish(slots, "USD") == Wish(
        words=("winter", "jacket"),
        options=("black", "waterproof"),
        price_from=usd(19_99),
        price_to=usd(200_00),
        in_stock=True,
        cheapest=True,
    )


@pytest.mark.parametrize(
    ("text", "currency", "money"),
    [
        ("200", "USD", usd(200_00)),
        ("19.99", "USD", usd(19_99)),
        ("200", "JPY", Money(200, "JPY")),
        ("often", "USD", None),
        ("NaN", "USD", None),
    ],
)
def test_amounts_are_read_in_the_shops_currency(text: str, currency: str, money: Money | None) -> None:
    assert amount(text, currency) == money


def test_products_differ_in_price_and_in_what_they_do_not_share() -> None:
    heavy = variant("black", 150_00, ("color", "black"), ("waterproof", "yes"), ("floor", "sewn in"))
    other = compare(TENT, Product("lodge", ("lodge",), (heavy,)))
    assert other.dearer == usd(60_00)
    assert other.differences == (
        Difference("color", ("navy blue", "red"), ("black",)),
        Difference("size", ("two", "three"), ()),
        Difference("floor", (), ("sewn in",)),
    )


def test_a_product_does_not_differ_from_itself() -> None:
    assert compare(TENT, TENT).differences == ()
    assert compare(TENT, TENT).dearer == usd(0)
