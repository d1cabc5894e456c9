"""What people say of a price, and what they say of other numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringup.skills.understanding.prices import price_bounds


def bounds(text: str) -> dict[str, str]:
    return {bound.name: bound.value for bound in price_bounds(text)}


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("under two hundred", None, "200"),
        ("for less than 50 dollars", None, "50"),
        ("up to $19.99", None, "19.99"),
        ("no more than nineteen ninety nine", None, "19.99"),
        ("below one fifty", None, "150"),
        ("at most five dollars and ten cents", None, "5.10"),
        ("cheaper than 1,200", None, "1200"),
        ("a hundred and twenty or less", None, "120"),
        ("eighty bucks max", None, "80"),
        ("my budget is three hundred", None, "300"),
        ("for thirty dollars", None, "30"),
        ("over a thousand", "1000", None),
        ("at least forty euros", "40", None),
        ("sixty or more", "60", None),
        ("between fifty and a hundred", "50", "100"),
        ("from twenty to thirty dollars", "20", "30"),
        ("twenty to thirty dollars", "20", "30"),
        ("around a hundred", "80", "120"),
        ("under ninety nine cents", None, "0.99"),
    ],
)
def test_a_price_is_bounded(text: str, low: str | None, high: str | None) -> None:
    wanted = {"price_from": low, "price_to": high}
    assert bounds(text) == {name: value for name, value in wanted.items() if value is not None}


@pytest.mark.parametrize(
    "text",
    ["", "two tents", "a tent for two", "from two to three people", "size ten", "under", "more than enough"],
)
def test_other_numbers_bound_nothing(text: str) -> None:
    assert bounds(text) == {}


def test_a_bound_tells_its_place() -> None:
    (bound,) = price_bounds("a tent under two hundred dollars please")
    assert "a tent under two hundred dollars please"[bound.start : bound.end] == "under two hundred dollars"


WORDS = "under over between and to from two hundred fifty 20 19.99 1,200 $ dollars cents or less around a"


@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(WORDS.split()), max_size=12).map(" ".join)))
def test_any_words_are_read(text: str) -> None:
    for bound in price_bounds(text):
        assert 0 <= bound.start < bound.end <= len(text)
        assert float(bound.value) >= 0
