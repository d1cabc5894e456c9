"""The table of orders, and what must hold for any words at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ringup.skills import codec
from ringup.skills.basket import Basket, Choose, Edit, Entry, SetOption, after
from tests.skills.understanding.ordering.teahouse import PRODUCTS, READER, written

ORDERS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "orders.yaml").read_text())

WORDS = (
    "a two the one other another second both of them and with without no not instead make it change to for "
    "remove add from oolong oolongs sencha chai scone oat milk strong iced regular honey "
    "2% more . , ? go here 0"
)

sayings = st.one_of(
    st.text(max_size=120), st.lists(st.sampled_from(WORDS.split()), max_size=20).map(" ".join)
)


def basket_after(*sayings: str) -> Basket:
    basket = Basket()
    for text in sayings:
        basket = after(basket, READER.read(text, basket))
    return basket


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: " / ".join(order["say"]))
def test_an_order_becomes(order: dict[str, Any]) -> None:
    assert written(basket_after(*order["say"])) == order["basket"]


def test_the_variant_is_known_once_the_options_tell_it() -> None:
    assert [entry.sku for entry in basket_after("a scone").entries] == [None]
    assert [entry.sku for entry in basket_after("a scone", "the small one").entries] == ["scone-small"]


def test_an_answer_is_read_as_what_was_asked() -> None:
    basket = Basket((Entry("oolong"), Entry("sencha")))

    assert READER.read("whole", basket) == ()
    assert READER.read("whole", basket, asked="milk") == (SetOption(1, "milk", "Whole Milk"),)
    assert READER.read("here", basket, asked="where") == (Choose("where", "Here"),)


def test_it_is_what_was_spoken_of() -> None:
    basket = Basket((Entry("oolong"), Entry("sencha")))

    assert READER.read("make it iced", basket, about=0) == (SetOption(0, "temperature", "Iced"),)
    assert READER.read("the other one iced", basket, about=0) == (SetOption(1, "temperature", "Iced"),)
    assert READER.read("the other one iced", basket, about=1) == (SetOption(0, "temperature", "Iced"),)


@given(st.lists(sayings, max_size=4))
def test_any_words_leave_a_basket_that_can_be_had(said: list[str]) -> None:
    basket = basket_after(*said)

    takes = {
        product.id: {(own.name, value) for own in READER.menu.modifiers[product.id] for value in own.values}
        for product in PRODUCTS
    }
    assert all(entry.quantity > 0 for entry in basket.entries)
    assert all(set(entry.options) <= takes[entry.product] for entry in basket.entries)


@given(sayings)
def test_edits_survive_the_log(said: str) -> None:
    for edit in READER.read(said, Basket((Entry("oolong", 2),))):
        assert codec.from_data(codec.to_data(edit, Edit), Edit) == edit
