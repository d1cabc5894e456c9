"""Questions about things of one's own, told from requests and from questions about the shop."""

from __future__ import annotations

import pytest

from ringup.skills.understanding.possible.asked import Fact, asked, is_of_ones_own


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("is that the round or the square one", Fact.OPTIONS),
        ("the mug I bought, does it have a lid or not", Fact.OPTIONS),
        ("What size did I pick?", Fact.OPTIONS),
        ("can you tell me which color the curtains are in my order, what color are they", Fact.OPTIONS),
        ("what are those made of", Fact.OPTIONS),
        ("how much was the clock", Fact.PRICE),
        ("before i decide anything, what did that clock set me back", Fact.PRICE),
        ("what did we pay for the rug", Fact.PRICE),
        ("may i ask what the whole order comes to", Fact.PRICE),
        ("which card did i put that on", Fact.PAYMENT),
        ("when did i order the clock", Fact.PLACED),
        ("when was that delivered", Fact.DELIVERED),
        ("where is the rug going to", Fact.ADDRESS),
        ("what's in that parcel", Fact.CONTENTS),
    ],
)
def test_a_fact_is_asked_for(text: str, fact: Fact) -> None:
    assert asked(text) is fact


@pytest.mark.parametrize(
    "text",
    [
        "is that the round or the square one, if it's round send it back",
        "is that the round one or not, i want the square one",
        "can i have it in red or blue",
        "do you have it in red or blue",
        "how much do i get back for the clock",
        "what did the two together come to, how much comes back",
        "has it been shipped or is it still there",
        "what time is my appointment",
        "what's on my gift card",
        "what's in my basket",
        "paypal, that's what i paid with",
        "the round one or the square one",
        "cancel the order with the clock",
    ],
)
def test_nothing_of_the_kind_is_asked(text: str) -> None:
    assert asked(text) is None


def test_whose_it_is() -> None:
    assert is_of_ones_own("what did my clock cost")
    assert is_of_ones_own("the clock i ordered, is it round or square")
    assert not is_of_ones_own("how much is the clock")
