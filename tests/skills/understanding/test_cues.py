"""What a winding request is about, by its telling words."""

from __future__ import annotations

import pytest

from ringup.skills.intent import Name
from ringup.skills.understanding.cues import about
from ringup.skills.understanding.gazetteer import Gazetteer, NameFinder
from ringup.skills.understanding.outline import outline
from tests.skills.after_sale_sample import PRODUCTS

FINDER = NameFinder(Gazetteer(PRODUCTS))


def heard(text: str) -> Name | None:
    return about(outline(text, FINDER))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        # the words of one kind of change, with a story around them
        (
            "so my aunt got me the same kettle last week, which means I can call off that order of mine",
            Name.CANCEL_ORDER,
        ),
        ("there is an order that I do not need any longer, could it be cancelled", Name.CANCEL_ORDER),
        ("the mug leaks all over the desk so I would rather send it back", Name.RETURN_ITEMS),
        ("I bought a kettle and honestly I just want my money back", Name.RETURN_ITEMS),
        ("can the parcel with the mugs be taken back somehow, I want a refund", Name.RETURN_ITEMS),
        ("the kettle arrived but it's steel, I'd trade it for the glass one", Name.EXCHANGE_ITEMS),
        ("could I swap the mug that came for a larger one", Name.EXCHANGE_ITEMS),
        ("hm the mug in my order, I think blue instead would suit the kitchen", Name.CHANGE_ITEMS),
        ("about the kettle in my order, make it the glass one", Name.CHANGE_ITEMS),
        ("we are moving out, the parcel needs to go to my new apartment", Name.CHANGE_ADDRESS),
        ("I typed the wrong address on that order", Name.CHANGE_ADDRESS),
        ("the address on my account is old, will my orders still come", Name.CHANGE_PROFILE),
        ("can you charge my visa for that order", Name.CHANGE_PAYMENT),
        ("that order, I was going to move and then did not, so send it home to me", Name.CHANGE_ADDRESS),
        ("scrap the one on its way to Boston with the kettle, my order was a mistake", Name.CANCEL_ORDER),
        ("is it too late to have the mug in blue", Name.CHANGE_ITEMS),
        ("the kettle should have a larger handle", Name.CHANGE_ITEMS),
        ("the mug I ordered, I do not want that one any more", Name.CANCEL_ORDER),
        ("the mug in my other order is so plain, give me the blue one", Name.CHANGE_ITEMS),
    ],
)
def test_telling_words_open_a_change(text: str, name: Name) -> None:
    assert heard(text) is name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("I was going to cancel the order but please just change the kettle to glass", Name.CHANGE_ITEMS),
        ("do not cancel my order, send it to my office address", Name.CHANGE_ADDRESS),
        ("instead of returning the mug I would like to exchange it", Name.EXCHANGE_ITEMS),
    ],
)
def test_what_is_not_meant_is_passed_over(text: str, name: Name) -> None:
    assert heard(text) is name


@pytest.mark.parametrize(
    "text",
    [
        # nothing of the shop's
        "change the language to spanish",
        "can you cancel that",
        "swap the day shift with my colleague",
        "update my address please",
        # somebody else's business
        "cancel my reservation for the order of monks dinner",
        "move my dentist appointment and cancel the delivery table",
        "has my bank cancelled the credit card I ordered",
        "return flights that I bought are too expensive",
        "add the song that I bought to my playlist instead",
        # no change at all
        "where is my order",
        "I'd like to buy a kettle",
        "how much is the mug",
        "the parcel is here, thank you",
        "",
    ],
)
def test_everything_else_is_left_alone(text: str) -> None:
    assert heard(text) is None


def test_a_product_of_the_shop_makes_any_business_ours() -> None:
    assert heard("cancel the kettle that is on my list") is Name.CANCEL_ORDER
    assert heard("cancel the thing that is on my list") is None
