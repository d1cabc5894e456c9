"""When an order was placed, as callers say it."""

from __future__ import annotations

from datetime import date

import pytest

from ringup.skills.shopping.order_dates import placed_within

TODAY = date(2026, 3, 4)
"""A Wednesday."""


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("where is the order from yesterday", date(2026, 3, 3), date(2026, 3, 3)),
        ("where's the stuff I ordered last week", date(2026, 2, 23), date(2026, 3, 2)),
        ("the one I placed on Monday", date(2026, 3, 2), date(2026, 3, 2)),
        ("what I bought in November", date(2025, 11, 1), date(2025, 11, 30)),
        ("the order from last month", date(2026, 2, 1), date(2026, 2, 28)),
        ("the lamp I ordered two weeks ago", date(2026, 2, 15), date(2026, 2, 21)),
        ("last week's order", date(2026, 2, 23), date(2026, 3, 2)),
    ],
)
def test_days_of_an_order(text: str, first: date, last: date) -> None:
    span = placed_within(text, TODAY)
    assert span is not None
    assert span[0] <= first
    assert last <= span[1]


@pytest.mark.parametrize("text", ["where is my order", "will it come on friday", "order 471203", "from me"])
def test_days_that_are_none_of_an_order(text: str) -> None:
    assert placed_within(text, TODAY) is None
