"""What people look for, in a shop of tents, tea and lamps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringup.skills.shop import Line, Options, Product
from ringup.skills.understanding.wishes import WishReader
from ringup.skills.values import Money, Sku


def product(name: str, *options: Options) -> Product:
    price = Money(10_00, "USD")
    lines = (
        Line(Sku(f"{name}-{n}"), name, f"{name}s", "", "", 1, price, name, o) for n, o in enumerate(options)
    )
    return Product(name, (name,), tuple(lines))


READER = WishReader(
    (
        product(
            "family tent",
            (("color", "olive green"), ("waterproof", "yes"), ("size", "two")),
            (("color", "red"), ("waterproof", "no"), ("size", "four")),
        ),
        product("green tea", ()),
        product("cotton sheet", (("material", "cotton"), ("color", "white"))),
    )
)


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("a waterproof tent", {"option": ["waterproof"], "product": ["tent"]}),
        ("I'm looking for a red tent, please", {"option": ["red"], "product": ["tent"]}),
        ("a green tent", {"option": ["green"], "product": ["tent"]}),
        ("do you have olive green ones", {"option": ["olive green"]}),
        ("in olive please", {"option": ["olive green"]}),
        ("some green tea", {"product": ["green tea"]}),
        ("a white cotton sheet", {"option": ["white", "cotton"], "product": ["sheet"]}),
        ("a tent that is not waterproof", {"product": ["tent"], "option": ["not waterproof"]}),
        ("family tents under two hundred", {"product": ["family tents"], "price_to": ["200"]}),
        ("the cheapest tent in stock", {"sort": ["cheapest"], "product": ["tent"], "stock": ["in_stock"]}),
        ("something between ten and twenty dollars", {"price_from": ["10"], "price_to": ["20"]}),
        ("garden chair with wheels", {"product": ["garden chair", "wheels"]}),
        ("do you have anything nice", {}),
        ("", {}),
    ],
)
def test_a_wish_is_read(text: str, slots: dict[str, list[str]]) -> None:
    found: dict[str, list[str]] = {}
    for slot in READER.read(text):
        found.setdefault(slot.name, []).append(slot.value)
    assert found == slots


def test_slots_tell_their_places() -> None:
    text = "A Waterproof family tent under two hundred, red"
    places = {slot.name: text[slot.start : slot.end] for slot in READER.read(text)}
    assert places == {"option": "red", "product": "family tent", "price_to": "under two hundred"}


WORDS = "a waterproof green tea tent under over two hundred not without cheapest in stock red , family"


@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(WORDS.split()), max_size=12).map(" ".join)))
def test_any_words_are_read(text: str) -> None:
    for slot in READER.read(text):
        assert 0 <= slot.start < slot.end <= len(text)


def test_a_shop_that_sells_nothing_reads_too() -> None:
    (slot,) = WishReader(()).read("a tent")
    assert (slot.name, slot.value) == ("product", "tent")
