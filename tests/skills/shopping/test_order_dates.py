"""When an order was placed, as callers say it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from ringup.skills.shopping.order_dates import dated, placed_within
from tests.skills.after_sale_sample import ARRIVED

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


def test_what_came_then_is_told_from_what_was_ordered_then() -> None:
    early = replace(ARRIVED, placed_at=datetime(2026, 2, 10, tzinfo=UTC), arrives_on=date(2026, 2, 26))
    late = replace(ARRIVED, placed_at=datetime(2026, 2, 25, tzinfo=UTC), arrives_on=date(2026, 3, 3))
    zone = ZoneInfo("America/New_York")
    for text, order in (
        ("the kettle that came last week", early),
        ("the kettle i got yesterday", late),
        ("the kettle i ordered last week", late),
    ):
        assert dated((early, late), text, TODAY, zone) == (order,)
    assert dated((early, late), "the kettle that came with a mug", TODAY, zone) == ()
