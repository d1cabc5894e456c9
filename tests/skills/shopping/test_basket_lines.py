from __future__ import annotations

from dataclasses import replace

from ringup.skills.basket import Basket, Entry
from ringup.skills.shop import Item, Line, Modifier, Product
from ringup.skills.shopping.basket_lines import (
    KIND,
    basket_of,
    checked,
    items,
    lines,
    open_option,
    shelved,
    total,
)
from ringup.skills.values import Money, Sku


def shirt(size: str, color: str) -> Line:
    options = (("size", size), ("color", color), ("cotton", "yes"))
    name = f"shirt, {size}, {color}"
    return Line(Sku(f"{size}-{color}"), name, name, "", "", 1, Money(20_00, "USD"), "shirt", options)


SHIRTS = tuple(shirt(size, color) for size in ("small", "large") for color in ("red", "blue"))
SHIRT = Product("shirt", ("shirt",), SHIRTS, stock=tuple((line.sku, 2) for line in SHIRTS[:3]))
"""No large blue one is left."""

_CUP = Line(Sku("tea"), "tea", "teas", "", "", 1, Money(3_00, "USD"), "tea")
TEA = Product(
    "tea",
    ("tea",),
    (_CUP,),
    (Modifier("milk", ("none", "soy")), Modifier("extras", ("lemon", "honey"), several=True)),
    stock=((_CUP.sku, 9),),
)


def test_what_is_open_is_asked_one_by_one_of_what_can_be_had() -> None:
    first = open_option(SHIRT, Entry("shirt"))
    assert first == Modifier("size", ("small", "large"))
    second = open_option(SHIRT, Entry("shirt", options=(("size", "small"),)))
    assert second == Modifier("color", ("red", "blue"))


def test_only_one_left_is_the_one() -> None:
    found = checked(SHIRT, Entry("shirt", options=(("size", "large"),)))
    assert found.entry == Entry("shirt", 1, (("size", "large"),), Sku("large-red"))


def test_a_choice_that_is_gone_is_open_again() -> None:
    found = checked(SHIRT, Entry("shirt", options=(("size", "large"), ("color", "blue"))))
    assert found.entry == Entry("shirt")
    assert found.short == replace(SHIRTS[3], quantity=0)


def test_no_more_than_there_are() -> None:
    found = checked(SHIRT, Entry("shirt", 5, (), Sku("small-red")))
    assert found.entry == Entry("shirt", 2, (), Sku("small-red"))
    assert found.short == replace(SHIRTS[0], quantity=2)


def test_nothing_of_it_is_left() -> None:
    gone = replace(SHIRT, stock=())
    assert checked(gone, Entry("shirt")).entry is None


def test_what_several_may_be_chosen_of_is_not_asked() -> None:
    assert open_option(TEA, Entry("tea", sku=_CUP.sku)) == TEA.modifiers[0]
    assert open_option(TEA, Entry("tea", options=(("milk", "soy"),), sku=_CUP.sku)) is None


def test_variants_without_options_are_told_apart_by_their_names() -> None:
    plain = tuple(replace(line, options=()) for line in SHIRTS[:2])
    product = replace(SHIRT, variants=plain)
    assert open_option(product, Entry("shirt")) == Modifier(KIND, ("small, red", "small, blue"))


def test_a_basket_is_bought_as_it_is_said() -> None:
    shelf = shelved((), (SHIRT, TEA))
    basket = Basket((Entry("tea", 2, (("milk", "soy"),), _CUP.sku), Entry("shirt")))
    said = lines(basket, shelf)
    assert [line.name for line in said] == ["tea", "shirt"]
    assert total(said) == Money(26_00, "USD")
    assert items(Basket(basket.entries[:1]), shelf) == (Item(_CUP.sku, 2, (("milk", "soy"),)),)
    assert lines(basket_of(said[:1]), shelf) == said[:1]
