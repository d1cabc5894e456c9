"""The basket and its edits."""

from __future__ import annotations

import pytest

from ringup.skills.basket import (
    Add,
    Basket,
    Choose,
    ClearOption,
    Edit,
    Empty,
    Entry,
    Remove,
    Replace,
    SetOption,
    SetQuantity,
    Split,
    after,
    apply,
    modifiers_of,
    touched,
    variant_of,
)
from ringup.skills.shop import Line, Modifier, Product
from ringup.skills.values import Money, Sku

TEA = Entry("tea", 2, (("milk", "oat"), ("extras", "honey")))
CAKE = Entry("cake")
BASKET = Basket((TEA, CAKE), (("where", "here"),))


def _shirt(color: str, size: str) -> Line:
    options = (("color", color), ("size", size))
    return Line(Sku(f"{color}-{size}"), "shirt", "shirts", "", "", 1, Money(900, "USD"), "shirt", options)


SHIRT = Product(
    "shirt",
    ("shirt",),
    (_shirt("red", "S"), _shirt("red", "L"), _shirt("blue", "L")),
    (Modifier("gift", ("yes",)),),
)


@pytest.mark.parametrize(
    ("edit", "entries"),
    [
        (Add(Entry("scone")), (TEA, CAKE, Entry("scone"))),
        (Remove(0), (CAKE,)),
        (SetQuantity(1, 3), (TEA, Entry("cake", 3))),
        (SetQuantity(1, 0), (TEA,)),
        (SetOption(0, "milk", "soy"), (Entry("tea", 2, (("extras", "honey"), ("milk", "soy"))), CAKE)),
        (
            SetOption(0, "extras", "lemon", several=True),
            (Entry("tea", 2, (*TEA.options, ("extras", "lemon"))), CAKE),
        ),
        (SetOption(0, "extras", "honey", several=True), (TEA, CAKE)),
        (ClearOption(0, "milk"), (Entry("tea", 2, (("extras", "honey"),)), CAKE)),
        (ClearOption(0, "milk", "soy"), (TEA, CAKE)),
        (Replace(1, Entry("scone")), (TEA, Entry("scone"))),
        (Split(0), (Entry("tea", 1, TEA.options), Entry("tea", 1, TEA.options), CAKE)),
        (Split(1), (TEA, CAKE)),
        (Remove(5), (TEA, CAKE)),
        (SetQuantity(-1, 5), (TEA, CAKE)),
    ],
)
def test_an_edit_leaves(edit: Edit, entries: tuple[Entry, ...]) -> None:
    assert apply(BASKET, edit).entries == entries


def test_a_choice_of_the_whole_order_takes_the_place_of_the_last() -> None:
    assert apply(BASKET, Choose("where", "to go")).choices == (("where", "to go"),)


def test_emptied() -> None:
    assert after(BASKET, (Add(CAKE), Empty())) == Basket()


def test_pieces_are_counted() -> None:
    assert BASKET.count == 3


def test_what_sets_variants_apart_is_a_choice_too() -> None:
    assert [own.name for own in modifiers_of(SHIRT)] == ["color", "size", "gift"]


@pytest.mark.parametrize(
    ("options", "sku"),
    [
        ((), None),
        ((("color", "red"),), None),
        ((("color", "blue"),), "blue-L"),
        ((("color", "red"), ("size", "L"), ("gift", "yes")), "red-L"),
        ((("color", "blue"), ("size", "S")), None),
    ],
)
def test_the_variant_that_options_tell(options: tuple[tuple[str, str], ...], sku: str | None) -> None:
    assert variant_of(SHIRT, options) == sku


@pytest.mark.parametrize(
    ("edits", "at"),
    [
        ((), None),
        ((Add(CAKE),), 2),
        ((Add(CAKE), SetQuantity(0, 5)), 0),
        ((SetQuantity(0, 5), Remove(1)), None),
        ((Choose("where", "here"),), None),
        ((SetOption(7, "milk", "soy"),), None),
    ],
)
def test_what_was_touched_last(edits: tuple[Edit, ...], at: int | None) -> None:
    assert touched(after(BASKET, edits), edits) == at
