from __future__ import annotations

import pytest

from ringup.skills.finding import Hit
from ringup.skills.shop import Line, Product
from ringup.skills.understanding.possible.shown import pointed
from ringup.skills.values import Money, Sku


def hit(name: str, price: int, color: str) -> Hit:
    line = Line(Sku(name), name, name, "", "", 1, Money(price, "USD"), name, (("color", color),))
    return Hit(Product(name, (name,), (line,)), (line,))


SHOWN = (hit("trail tent", 150_00, "green"), hit("family tent", 90_00, "blue"))


@pytest.mark.parametrize(
    ("text", "names", "rest"),
    [
        ("the first one", ["trail tent"], "it"),
        ("add the second one, two of them", ["family tent"], "add it, two of them"),
        ("I'll take the last one", ["family tent"], "I'll take it"),
        ("the cheaper one please", ["family tent"], "it please"),
        ("the more expensive one", ["trail tent"], "the it"),
        ("the family one", ["family tent"], "it"),
        ("the green one", ["trail tent"], "the green one"),
        ("both of them", ["trail tent", "family tent"], ""),
    ],
)
def test_which_one_is_meant(text: str, names: list[str], rest: str) -> None:
    found = pointed(text, SHOWN)
    assert found is not None
    assert [one.product.id for one in found.hits] == names
    assert found.rest == rest


@pytest.mark.parametrize("text", ["a tent", "something cheaper", "the third one", "hello", "it"])
def test_nothing_is_meant_for_certain(text: str) -> None:
    assert pointed(text, SHOWN) is None


def test_it_is_the_only_one() -> None:
    found = pointed("two of them please", SHOWN[:1])
    assert found is not None
    assert found.rest == "two of them please"
    assert pointed("two of them please", ()) is None
