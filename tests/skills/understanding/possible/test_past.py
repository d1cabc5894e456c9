from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from ringup.skills.understanding.possible.past import past_days

NOW = datetime(2026, 6, 17, 12, tzinfo=ZoneInfo("America/New_York"))
"""A Wednesday."""


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("the tea I bought in March", date(2026, 3, 1), date(2026, 3, 31)),
        ("the same as in november", date(2025, 11, 1), date(2025, 11, 30)),
        ("what I had in june", date(2026, 6, 1), date(2026, 6, 17)),
        ("the lamp from last month", date(2026, 5, 1), date(2026, 5, 31)),
        ("what I got last week", date(2026, 6, 8), date(2026, 6, 14)),
        ("my order of the third of may", date(2026, 5, 3), date(2026, 5, 3)),
        ("what I ordered last friday", date(2026, 6, 12), date(2026, 6, 12)),
        ("the rice I ordered two weeks ago", date(2026, 5, 31), date(2026, 6, 6)),
        ("what I bought yesterday", date(2026, 6, 16), date(2026, 6, 16)),
    ],
)
def test_days_that_are_over(text: str, first: date, last: date) -> None:
    assert past_days(text, NOW) == (first, last)


@pytest.mark.parametrize("text", ["the usual", "the same as last time", "three lamps", "may I have tea"])
def test_no_day_is_meant(text: str) -> None:
    assert past_days(text, NOW) is None
