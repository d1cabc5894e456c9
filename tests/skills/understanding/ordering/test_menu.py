"""What the words of a menu mean, however they are said."""

from __future__ import annotations

import pytest

from ringup.skills.shop import Modifier, Product
from ringup.skills.understanding.ordering.menu import Item, Menu, Value
from ringup.skills.understanding.ordering.sounds import Lookalikes, sounds
from ringup.skills.understanding.ordering.ways import plain
from ringup.skills.understanding.ordering.words import words_of
from tests.skills.understanding.ordering.teahouse import READER


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("masala chai", Item("masala")),
        ("masala", Item("masala")),
        ("rooibos vanille", Item("rooibos")),
        ("oat milk", Value("milk", "Oat Milk")),
        ("oat", Value("milk", "Oat Milk")),
        ("nonfat", Value("milk", "Non-fat Milk")),
        ("ginger syrup", Value("extras", "Ginger Syrup")),
        ("sugar free", Value("extras", "Sugar Free Ginger Syrup")),
        ("to go", Value("where", "To go", whole_order=True)),
    ],
)
def test_a_phrase_means(said: str, meant: Item | Value) -> None:
    assert READER.menu.exact(tuple(said.split())) == (meant,)


@pytest.mark.parametrize("said", ["milk", "fat", "syrup", "here", "whole", "the"])
def test_shared_and_everyday_words_mean_nothing(said: str) -> None:
    assert READER.menu.exact((said,)) == ()


@pytest.mark.parametrize("said", ["cafe creme", "Café crème"])
def test_names_are_found_with_accents_and_without(said: str) -> None:
    menu = Menu([Product("creme", ("Café Crème",), ())])

    assert menu.exact(plain(said)) == (Item("creme"),)


def test_a_beginning_that_two_products_share_names_neither() -> None:
    menu = Menu([Product("a", ("lemon tart",), ()), Product("b", ("lemon cake",), ())])

    assert menu.exact(("lemon",)) == ()


def test_a_product_is_no_shot_of_itself() -> None:
    shots = Modifier("espresso shots", ("Single", "Double"))
    menu = Menu(
        [Product("espresso", ("espresso",), (), (shots,)), Product("mocha", ("mocha",), (), (shots,))]
    )

    assert menu.exact(("double", "espresso")) == ()
    assert menu.exact(("double", "shot", "of", "espresso")) == (
        Value("espresso shots", "Double"),
        Item("espresso"),
    )


def test_derived_words_mean_the_value() -> None:
    menu = Menu([Product("mocha", ("mocha",), (), (Modifier("caffeine", ("Decaf", "Caff")),))])

    assert menu.alike(("decaffeinated",))[0] == (Value("caffeine", "Decaf"),)
    assert menu.opposite(Value("caffeine", "Caff")) == Value("caffeine", "Decaf")


def test_words_of_the_same_sound() -> None:
    assert sounds("moka") & sounds("mocha") & sounds("mokka")
    assert sounds("sensha") & sounds("sencha")
    assert sounds("fone") == sounds("phone")


def test_only_what_is_alike_enough_is_taken() -> None:
    names = Lookalikes(["cappuccino", "mocha", "sencha"])

    assert (names.best("capuchino") or ("",))[0] == "cappuccino"
    assert (names.best("moka") or ("",))[0] == "mocha"
    assert names.best("capital") is None
    assert names.best("mo") is None


def test_words_with_amounts_and_marks() -> None:
    words = words_of("I'd like two, 2% & the rest")

    assert [word.text for word in words] == [
        "i",
        "would",
        "like",
        "two",
        ",",
        "2",
        "percent",
        "and",
        "the",
        "rest",
    ]
    assert [word.number for word in words if word.number] == [2, 2]
