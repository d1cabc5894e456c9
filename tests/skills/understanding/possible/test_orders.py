"""Which order is meant."""

from __future__ import annotations

import pytest

from ringup.skills.understanding.possible.orders import by_description, by_number
from ringup.skills.values import OrderNumber
from tests.skills.understanding.possible.shelf import ORDERS


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("w two three seven eight one five six", "2378156"),
        ("it's w 237 8156, i have the email open", "2378156"),
        ("w six two four, seven five seven eight", "6247578"),
        ("w four double seven six one six four", "4776164"),
        ("w two three seven eight one five five", "2378156"),
        ("six two four", None),
        ("two three seven eight", "2378156"),
        ("w six two four nine, sorry no, w six two four seven five seven eight", "6247578"),
        ("i don't have it", None),
        ("nine nine nine nine nine nine nine", None),
    ],
)
def test_a_number_is_matched_with_the_customers_own(said: str, number: str | None) -> None:
    found = by_number(said, ORDERS)
    assert (found.number if found else None) == number


@pytest.mark.parametrize(
    ("said", "numbers"),
    [
        ("the one with the kettle in it", {"2378156"}),
        ("it had a lamp and a kettle", {"2378156"}),
        ("the skateboard order", {"4776164"}),
        ("the one with the t-shirt", {"6247578", "4776164"}),
        ("the one that went to new york", {"6247578"}),
        ("my latest order", {"2378156"}),
        ("the one with the piano", set()),
    ],
)
def test_a_description_fits_the_orders_that_hold_it(said: str, numbers: set[str]) -> None:
    assert {order.number for order in by_description(said, ORDERS)} == numbers


def test_the_same_order_is_the_one_just_talked_of() -> None:
    (same,) = by_description("the same order as before", ORDERS, OrderNumber("6247578"))
    assert same.number == "6247578"
