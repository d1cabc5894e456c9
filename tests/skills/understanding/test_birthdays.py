"""Dates of birth."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringup.skills.understanding.birthdays import birth_dates


@pytest.mark.parametrize(
    "text",
    [
        "8th of June 1984",
        "June 8, 1984",
        "the eighth of june nineteen eighty four",
        "8 6 1984",
        "08/06/84",
        "08061984",
        "8th of the 6th 1984",
        "1984-06-08",
        "8th of June 1980 4",
        "8th of June 1980 for",
    ],
)
def test_one_day_said_in_many_ways(text: str) -> None:
    assert birth_dates(text)[0].whole == date(1984, 6, 8)


@pytest.mark.parametrize(
    ("text", "year"), [("two thousand and six", 2006), ("twenty twelve", 2012), ("2000 and 9", 2009)]
)
def test_years_of_this_century(text: str, year: int) -> None:
    assert birth_dates(f"3rd of May {text}")[0].whole == date(year, 5, 3)


def test_the_order_of_figures_is_the_countrys_and_the_other_one_possible() -> None:
    british, american = birth_dates("3 4 1990"), birth_dates("3 4 1990", day_first=False)

    assert [read.whole for read in british[:2]] == [date(1990, 4, 3), date(1990, 3, 4)]
    assert american[0].whole == date(1990, 3, 4)


def test_parts_alone_are_kept() -> None:
    (read,) = birth_dates("the 5th of May")

    assert (read.year, read.month, read.day) == (None, 5, 5)
    assert read.whole is None


@given(st.text(max_size=100))
def test_no_text_is_refused(text: str) -> None:
    assert all(read.cost >= 0 for read in birth_dates(text))


@given(st.dates(date(1900, 1, 1), date(2024, 12, 31)))
def test_any_day_in_figures_is_read_back(day: date) -> None:
    assert birth_dates(f"{day:%d/%m/%Y}")[0].whole == day
