"""Habits are seen in what somebody bought; what is offered can be had."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from ringup.skills.recommendations import Companion, Habit, due, goes_along, habits
from ringup.skills.shop import Order, OrderStatus, Product
from tests.skills import sample


def bought(*days_ago: int, status: OrderStatus = OrderStatus.DELIVERED) -> tuple[Order, ...]:
    return tuple(sample.order(f"5000{n:02}", ago, status, sample.BEANS) for n, ago in enumerate(days_ago))


def catalogue(left: int = 5) -> tuple[Product, ...]:
    return tuple(replace(p, stock=tuple((x.sku, left) for x in p.variants)) for p in sample.PRODUCTS)


def products_due(*days_ago: int, left: int = 5, basket: tuple[str, ...] = ()) -> list[str]:
    return [habit.product for habit in due(bought(*days_ago), sample.NOW, catalogue(left), basket)]


def test_the_usual_gap_is_the_median() -> None:
    (habit,) = habits(bought(10, 38, 68, 170))
    assert habit == Habit("house-blend", 30, (sample.NOW - timedelta(days=10)).date())


def test_two_purchases_are_no_habit() -> None:
    assert habits(bought(10, 40)) == ()


def test_what_was_bought_twice_on_a_day_counts_once() -> None:
    assert habits(bought(10, 10, 40)) == ()


def test_a_cancelled_order_is_no_purchase() -> None:
    orders = (*bought(10, 40), *bought(70, status=OrderStatus.CANCELLED))
    assert habits(orders) == ()


@pytest.mark.parametrize(("since", "ripe"), [(10, False), (24, False), (25, True), (30, True), (45, True)])
def test_a_product_is_due_after_most_of_the_gap(since: int, ripe: bool) -> None:
    assert bool(products_due(since, since + 30, since + 60)) is ripe


def test_what_is_sold_out_or_in_the_basket_is_not_offered() -> None:
    assert products_due(30, 60, 90) == ["house-blend"]
    assert products_due(30, 60, 90, left=0) == []
    assert products_due(30, 60, 90, basket=("house-blend",)) == []


def test_nothing_is_due_for_somebody_who_never_ordered() -> None:
    assert due((), sample.NOW, catalogue()) == ()


def test_companions_are_offered_in_their_order() -> None:
    named, often = Companion("laptop", True, 0), Companion("green-tea", False, 7)
    offered = goes_along((named, often, named), catalogue())
    assert [product.id for product in offered] == ["laptop", "green-tea"]
    assert [product.id for product in goes_along((named, often), catalogue(), most=1)] == ["laptop"]


def test_companions_that_cannot_be_had_are_left_out() -> None:
    companions = (Companion("laptop", True, 0), Companion("spaceship", True, 3))
    assert goes_along(companions, catalogue(), basket=("laptop",)) == ()
    assert goes_along(companions, catalogue(left=0)) == ()
    assert goes_along(companions, sample.PRODUCTS) == ()
