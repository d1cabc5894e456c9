from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import cast

import pytest

from ringup.skills.checkout import Checkout
from ringup.skills.dialogue import guard
from ringup.skills.dialogue.events import CommitFailure
from ringup.skills.dialogue.guard import Confirmed
from ringup.skills.dialogue.proposals import PlaceOrder
from ringup.skills.intent import Utterance
from ringup.skills.shop import Item, Receipt
from ringup.skills.values import CallId, PromptId
from tests.skills import sample
from tests.skills.fakes import FakeShop


async def confirmed_order(shop: FakeShop) -> Confirmed[PlaceOrder]:
    """The first customer's order of one of the first thing on sale, through the real guard."""
    customer, line = sample.CUSTOMERS[0], sample.PRODUCTS[0].variants[0]
    quote = await shop.quote(customer.id, (Item(line.sku, 1),))
    proposal = PlaceOrder(
        customer.id, quote.lines, quote.delivery, quote.total, quote.arrives_on, quote.address
    )
    read = guard.read_back(CallId("CA1"), proposal, PromptId("p3"))
    read = guard.heard(read, PromptId("p3"), sample.NOW, None)
    confirmed = guard.confirm_by_words(read, proposal, Utterance("yes"), sample.NOW)
    assert isinstance(confirmed, Confirmed)
    return cast("Confirmed[PlaceOrder]", confirmed)


async def test_it_is_recorded_before_it_is_placed_and_settled_after() -> None:
    shop = FakeShop()
    confirmed = await confirmed_order(shop)
    shop.calls.clear()
    receipt = await Checkout(shop, shop).place(confirmed)
    assert isinstance(receipt, Receipt)
    assert shop.calls == ["record", "place", "settle"]
    assert shop.outcomes == {confirmed.key: receipt.number}


async def test_what_cannot_be_recorded_is_not_placed() -> None:
    shop = FakeShop()
    confirmed = await confirmed_order(shop)
    shop.fail("record")
    assert await Checkout(shop, shop).place(confirmed) is CommitFailure.NOT_RECORDED
    assert shop.placed == {}
    assert await shop.unsettled() == ()


async def test_an_outage_leaves_it_pending_and_settling_places_it_once() -> None:
    shop = FakeShop()
    confirmed = await confirmed_order(shop)
    shop.fail("place")
    checkout = Checkout(shop, shop)
    assert await checkout.place(confirmed) is CommitFailure.PENDING
    [settled] = await checkout.settle()
    assert isinstance(settled.outcome, Receipt)
    assert len(shop.placed) == 1
    assert await checkout.settle() == ()


async def test_an_answer_lost_on_the_way_back_does_not_order_twice() -> None:
    shop = FakeShop()
    confirmed = await confirmed_order(shop)
    shop.fail("place", after=True)
    checkout = Checkout(shop, shop)
    assert await checkout.place(confirmed) is CommitFailure.PENDING
    await checkout.settle()
    assert len(shop.placed) == 1


async def test_a_ledger_that_broke_before_it_said_whether_it_had_it_leaves_it_pending() -> None:
    shop = FakeShop()
    confirmed = await confirmed_order(shop)
    shop.fail("record", RuntimeError("a bug"))
    checkout = Checkout(shop, shop)
    assert await checkout.place(confirmed) is CommitFailure.PENDING
    assert shop.placed == {}
    shop.fail("record", times=2)
    assert await checkout.place(confirmed) is CommitFailure.PENDING
    assert [settled.outcome for settled in await checkout.settle()] == [CommitFailure.PENDING]
    [settled] = await checkout.settle()
    assert isinstance(settled.outcome, Receipt)
    assert await checkout.settle() == ()
    assert len(shop.placed) == 1


async def test_what_a_broken_ledger_had_all_the_same_is_placed_once() -> None:
    shop = FakeShop()
    confirmed = await confirmed_order(shop)
    shop.fail("record", RuntimeError("a bug"), after=True)
    checkout = Checkout(shop, shop)
    assert await checkout.place(confirmed) is CommitFailure.PENDING
    assert len(await checkout.settle()) == 1
    assert await checkout.settle() == ()
    assert len(shop.placed) == 1


async def test_what_was_recorded_though_the_answer_was_lost_is_placed_at_once() -> None:
    """Told as not placed, it would be settled later, and placed once more when it is confirmed again."""
    shop = FakeShop()
    confirmed = await confirmed_order(shop)
    shop.fail("record", after=True)
    checkout = Checkout(shop, shop)
    assert isinstance(await checkout.place(confirmed), Receipt)
    assert await checkout.settle() == ()
    assert len(shop.placed) == 1


async def test_the_receipt_of_an_order_is_not_lost_to_a_ledger_that_breaks_after_it() -> None:
    shop = FakeShop()
    confirmed = await confirmed_order(shop)
    shop.fail("settle", RuntimeError("a bug"))
    checkout = Checkout(shop, shop)
    assert isinstance(await checkout.place(confirmed), Receipt)
    assert len(await checkout.settle()) == 1
    assert len(shop.placed) == 1


async def test_a_ledger_that_breaks_is_settled_from_later() -> None:
    shop = FakeShop()
    confirmed = await confirmed_order(shop)
    shop.fail("place")
    checkout = Checkout(shop, shop)
    await checkout.place(confirmed)
    shop.fail("unsettled", RuntimeError("a bug"))
    assert await checkout.settle() == ()
    assert len(await checkout.settle()) == 1


async def test_a_caller_who_leaves_does_not_stop_the_commit() -> None:
    shop = FakeShop()
    confirmed = await confirmed_order(shop)
    gate = shop.hold("place")
    checkout = Checkout(shop, shop)
    waiting = asyncio.create_task(checkout.place(confirmed))
    await asyncio.wait({waiting}, timeout=0.05)
    assert "place" in shop.calls
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    gate.set()
    await checkout.drain()
    assert len(shop.placed) == 1
    assert confirmed.key in shop.outcomes


async def test_two_requests_for_one_key_are_one_order() -> None:
    shop = FakeShop()
    confirmed = await confirmed_order(shop)
    checkout = Checkout(shop, shop)
    first, second = await asyncio.gather(checkout.place(confirmed), checkout.place(confirmed))
    assert first == second
    assert shop.calls.count("place") == 1


async def test_what_the_shop_no_longer_offers_is_refused_and_closed() -> None:
    shop = FakeShop()
    confirmed = await confirmed_order(shop)
    shop.stock = dict.fromkeys(shop.stock, 0)
    assert await Checkout(shop, shop).place(confirmed) is CommitFailure.OUT_OF_STOCK
    assert await shop.unsettled() == ()


async def test_a_changed_price_is_refused() -> None:
    shop = FakeShop()
    confirmed = await confirmed_order(shop)
    shop.terms = replace(shop.terms, price=replace(shop.terms.price, minor=9_999))
    shop.terms = replace(shop.terms, free_from=None)
    outcome = await Checkout(shop, shop).place(confirmed)
    assert outcome is CommitFailure.OFFER_CHANGED
