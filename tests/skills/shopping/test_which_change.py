"""Which change is meant, by the words and by what could be done with the caller's own orders."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ringup.skills.dialogue.proposals import ReturnItems
from ringup.skills.intent import Intent, Likely, Name
from ringup.skills.policy import Change
from ringup.skills.shopping.proposal_stages import MayBe, Request, Said
from ringup.skills.shopping.request_case import Ready, Unknown
from ringup.skills.shopping.requests import outcome
from ringup.skills.shopping.which_change import corrected, maybe, settled
from tests.skills.after_sale_sample import PRODUCTS
from tests.skills.shopping.test_requests import state

KNOWN = tuple(product.id for product in PRODUCTS)


def open_request(text: str, **chances: float) -> Request:
    rivals = tuple(MayBe(Change(name), chance) for name, chance in chances.items())
    return Request(rivals[0].change, (Said("", text),), PRODUCTS, KNOWN, maybe=rivals)


def meant(text: str, **chances: float) -> Change:
    found = settled(open_request(text, **chances), state())
    assert isinstance(found, Request), found
    return found.change


@pytest.mark.parametrize(
    ("text", "chances", "change"),
    [
        ("i won't be needing the wall clock", {"return": 0.5, "cancel": 0.2}, Change.CANCEL),
        ("the mugs that arrived, i won't be needing them", {"cancel": 0.5, "return": 0.2}, Change.RETURN),
        ("the mugs that arrived, blue ones", {"return": 0.6, "exchange": 0.3}, Change.EXCHANGE),
        ("the glass kettle that arrived, rather steel", {"cancel": 0.6, "exchange": 0.2}, Change.EXCHANGE),
        ("all of order 810004 goes back", {"exchange": 0.8, "return": 0.15}, Change.RETURN),
        ("everything in order 810004 back to my visa", {"change_payment": 0.9, "return": 0.1}, Change.RETURN),
        ("order 810002 to my visa instead", {"change_payment": 0.6, "return": 0.3}, Change.CHANGE_PAYMENT),
    ],
)  # fmt: skip
def test_the_orders_tell_what_the_words_leave_open(
    text: str, chances: dict[str, float], change: Change
) -> None:
    assert meant(text, **chances) is change


def test_what_is_sure_is_left_alone() -> None:
    request = Request(Change.CANCEL, (Said("", "the kettle"),))

    assert settled(request, state()) is request
    assert maybe(Intent(Name.CANCEL_ORDER), None) == ()


def test_what_might_be_wanted_instead_has_to_be_known() -> None:
    request = replace(
        open_request("the kettle that arrived", **{"return": 0.5, "exchange": 0.5}), products=(), looked_up=()
    )

    assert settled(request, state()) == Unknown(("kettle",))


def test_the_change_that_was_made_before_is_likelier() -> None:
    nbest = (Likely(Name.EXCHANGE_ITEMS, 0.6), Likely(Name.CHANGE_ITEMS, 0.3))

    found = maybe(Intent(Name.EXCHANGE_ITEMS, nbest=nbest), Change.RETURN)
    chances = {may.change: round(may.probability, 2) for may in found}
    assert chances == {Change.EXCHANGE: 0.92, Change.CANCEL: 0.02, Change.RETURN: 0.12}
    told = maybe(
        Intent(Name.EXCHANGE_ITEMS, nbest=nbest), Change.RETURN, "exchange the mugs of the same order"
    )
    assert {may.change: round(may.probability, 2) for may in told}[Change.RETURN] == 0.03
    alike = maybe(
        Intent(Name.EXCHANGE_ITEMS, nbest=nbest), Change.RETURN, "and the one with the mugs, this also"
    )
    assert {may.change: round(may.probability, 2) for may in alike}[Change.RETURN] == 0.52


def test_a_no_that_wants_something_new_makes_a_return_an_exchange() -> None:
    now = state()
    first = settled(open_request("the mugs that arrived", **{"return": 0.8, "exchange": 0.2}), now)
    assert isinstance(first, Request)
    assert first.change is Change.RETURN
    answered = replace(first, said=(*first.said, Said("payment", "visa")))
    read = outcome(answered, now)
    assert isinstance(read, Ready)
    assert isinstance(read.proposal, ReturnItems)

    def after(words: str) -> Request | None:
        said = (*answered.said, Said("confirm", words))
        return corrected(replace(answered, said=said, declined=read.proposal), now)

    other = after("no, large blue ones instead")
    assert other is not None
    assert other.change is Change.EXCHANGE
    assert after("no, that's the wrong one") is None
    unread = after("no, large ones instead, and the kettle is to be quieter")
    assert unread is None or unread.change is Change.EXCHANGE


def test_of_an_address_nobody_says_what_a_thing_is_to_be_instead() -> None:
    words = "the mugs that are going to dallas, make those the blue ones"
    request = open_request(words, **{"change_address": 0.8, "exchange": 0.3})
    meant = settled(request, state())
    assert isinstance(meant, Request)
    assert meant.change is Change.EXCHANGE
