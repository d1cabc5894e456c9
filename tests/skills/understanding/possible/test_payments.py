"""Which way of paying is meant."""

from __future__ import annotations

import pytest

from ringup.skills.understanding.possible.payments import by_preference, payment
from tests.skills.understanding.possible.shelf import GIFT, MASTERCARD, OTHER_VISA, PAYPAL, VISA

METHODS = (VISA, MASTERCARD, PAYPAL, GIFT)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("my visa please", VISA),
        ("the mastercard, it ends in one one one one", MASTERCARD),
        ("put it on pay pal", PAYPAL),
        ("the gift card", GIFT),
        ("a gift card", GIFT),
        ("not the visa, the mastercard", MASTERCARD),
        ("the way i paid", PAYPAL),
        ("back to what i used", PAYPAL),
        ("gift card, and if that won't do then the mastercard", GIFT),
        ("i was thinking gift card but let's use paypal", PAYPAL),
        ("the one ending in two four seven eight", VISA),
    ],
)
def test_what_is_named_is_meant(said: str, meant: object) -> None:
    assert payment(said, METHODS, PAYPAL.id) == meant


@pytest.mark.parametrize(
    "said",
    [
        "paypal, ten dollars of gift card would hardly do it",
        "paypal, my gift card can't cover that",
        "paypal, gift card is almost empty",
        "the gift card isn't enough, so paypal",
    ],
)
def test_what_is_named_as_not_enough_is_not_meant(said: str) -> None:
    assert payment(said, (GIFT, PAYPAL), None) is PAYPAL


@pytest.mark.parametrize("said", ["", "i don't mind", "my bank account", "the card"])
def test_what_is_not_named_stays_open(said: str) -> None:
    assert payment(said, METHODS, PAYPAL.id) is None


def test_two_cards_of_a_brand_are_told_apart_by_their_numbers() -> None:
    assert payment("my visa", (VISA, OTHER_VISA), None) is None
    assert payment("the visa ending nine two one two", (VISA, OTHER_VISA), None) == OTHER_VISA


@pytest.mark.parametrize(
    "said",
    [
        "gift card. paypal if that's not possible.",
        "the gift card, and if it is not enough, paypal",
        "put it on my gift card, or else paypal",
    ],
)
def test_a_second_way_is_kept_for_when_the_first_will_not_do(said: str) -> None:
    assert by_preference(said, METHODS, None) == (GIFT, PAYPAL)
