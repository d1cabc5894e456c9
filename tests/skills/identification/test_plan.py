"""What a caller is asked for next."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ringup.skills.identification.plan import Way, next_item, next_way

SHOP: tuple[Way, ...] = (
    ("caller_id", "postcode"),
    ("name", "postcode", "code"),
    ("caller_id", "pin"),
    ("name", "postcode", "date_of_birth"),
)
UNKNOWN = ("caller_id",)
"""Lacking where the number is nobody's."""


def questions(ways: tuple[Way, ...], lacking: tuple[str, ...] = (), most: int = 12) -> Iterator[str]:
    """What is asked of somebody whose every detail is wrong, until a secret is or nothing is left."""
    asked: tuple[str, ...] = ()
    for _ in range(most):
        item = next_item(next_way(ways, asked, lacking), asked)
        if item is None:
            return
        yield item
        if item in ("pin", "code"):
            return
        asked = (*asked, item)


def test_from_their_own_number_people_are_asked_one_thing() -> None:
    assert next(questions(SHOP)) == "postcode"


def test_who_is_not_found_twice_may_be_somebody_else_on_that_telephone() -> None:
    assert list(questions(SHOP)) == ["postcode", "postcode", "name", "code"]


def test_a_stranger_tells_who_they_are_before_a_code_is_texted() -> None:
    assert list(questions(SHOP, UNKNOWN)) == ["name", "postcode", "code"]


@pytest.mark.parametrize(
    ("lacking", "asked"),
    [
        (("postcode",), ["pin"]),
        (("postcode", "pin"), []),
        ((*UNKNOWN, "code"), ["name", "postcode", "date_of_birth"] * 3),
        ((*UNKNOWN, "code", "date_of_birth"), []),
    ],
)
def test_what_somebody_cannot_tell_is_not_asked_for(lacking: tuple[str, ...], asked: list[str]) -> None:
    assert list(questions(SHOP, lacking)) == asked


def test_three_tries_where_there_is_no_other_way() -> None:
    assert list(questions((("caller_id", "postcode"), ("caller_id", "pin")))) == ["postcode"] * 3
    assert list(questions((("name", "postcode"), ("email",)), UNKNOWN)) == ["name", "postcode"] * 3


def test_nothing_proves_anything_where_there_is_no_way() -> None:
    assert next_way((), ()) == ()
    assert next_way((("caller_id", "postcode"),), (), UNKNOWN) == ()
