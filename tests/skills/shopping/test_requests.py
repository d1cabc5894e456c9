"""What a request after the sale comes to, from all that was said about it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from ringup.skills.dialogue.events import Channel
from ringup.skills.dialogue.prompts import Key
from ringup.skills.dialogue.proposals import (
    CancelOrder,
    ChangeAddress,
    ChangeItems,
    ChangePayment,
    ChangeProfile,
    ExchangeItems,
    Proposal,
    ReturnItems,
)
from ringup.skills.dialogue.state import Placed, State
from ringup.skills.policy import Change, ChangeRule, Policy
from ringup.skills.shop import ChangeReceipt, Customer, Line, Order, OrderStatus
from ringup.skills.shopping.proposal_stages import Request, Said
from ringup.skills.shopping.request_case import Missing, Ready, Refused, Unknown
from ringup.skills.shopping.requests import outcome
from ringup.skills.values import CallId, OrderNumber
from tests.skills import sample
from tests.skills.after_sale_sample import (
    AMEX,
    ARRIVED,
    BLUE,
    CLOCK,
    GIFT,
    GIFTED,
    GLASS,
    KIT,
    LARGE_BLUE,
    ORDERS,
    PAYPAL,
    PENDING,
    PRODUCTS,
    RED,
    SENT,
    STEEL,
    STRICT,
    UMA,
    VISA,
    usd,
)

HOME = "8 Quay Street, Boston, MA 02111, USA"
READ_OUT = "eight quay street boston massachusetts oh two one one one"


def state(
    customer: Customer = KIT, orders: tuple[Order, ...] | None = None, policy: Policy = STRICT
) -> State:
    """Of somebody who is proven, with their orders looked up."""
    found = ORDERS[customer.id] if orders is None else orders
    begun = State(CallId("CA1"), Channel.PHONE, sample.PROFILE, None, sample.NOW, policy=policy)
    return replace(begun, customer=customer, orders=found, proven=True)


def asked(change: Change, opening: str, *more: tuple[str, str]) -> Request:
    """With the products of the shop looked up; `more` are answers, with what was asked."""
    said = (Said("", opening), *(Said(slot, text) for slot, text in more))
    return Request(change, said, PRODUCTS, tuple(product.id for product in PRODUCTS))


def missing(request: Request, now: State | None = None) -> tuple[str, Key]:
    found = outcome(request, now or state())
    assert isinstance(found, Missing), found
    return found.slot, found.key


def refused(request: Request, now: State | None = None) -> Key:
    found = outcome(request, now or state())
    assert isinstance(found, Refused), found
    return found.key


def proposed(request: Request, now: State | None = None) -> Proposal:
    found = outcome(request, now or state())
    assert isinstance(found, Ready), found
    return found.proposal


def swaps(request: Request, now: State | None = None) -> list[tuple[str, str]]:
    proposal = proposed(request, now)
    assert isinstance(proposal, ChangeItems | ExchangeItems)
    return [(swap.old.sku, swap.new.sku) for swap in proposal.swaps]


NUMBER = f"order {PENDING.number}"


# what is asked, in which order


@pytest.mark.parametrize(
    ("change", "opening", "questions"),
    [
        (Change.CANCEL, "cancel an order", [("order", NUMBER), ("reason", "by mistake")]),
        (Change.RETURN, "send something back", [("items", "a mug"), ("payment", "visa")]),
        (
            Change.CHANGE_ITEMS,
            f"change {NUMBER}",
            [("items", "the kettle"), ("options", "glass"), ("payment", "paypal")],
        ),
        (Change.CHANGE_ADDRESS, "wrong address", [("order", NUMBER), ("address", READ_OUT)]),
        (Change.CHANGE_PROFILE, "I moved", [("address", READ_OUT)]),
        (Change.CHANGE_PAYMENT, "pay differently", [("order", NUMBER), ("payment", "paypal")]),
    ],
)
def test_one_thing_is_asked_after_the_other(
    change: Change, opening: str, questions: list[tuple[str, str]]
) -> None:
    request = asked(change, opening)
    for slot, answer in questions:
        assert missing(request)[0] == slot
        request = replace(request, said=(*request.said, Said(slot, answer)))
    proposed(request)


def test_what_was_said_at_once_is_not_asked() -> None:
    opening = f"cancel order {PENDING.number}, I don't need it"
    assert proposed(asked(Change.CANCEL, opening)) == CancelOrder(
        KIT.id, PENDING.number, "no longer needed", PENDING.total, lines=PENDING.lines
    )
    whole = f"in {NUMBER} I want the glass kettle instead of steel, on my visa"
    assert swaps(asked(Change.CHANGE_ITEMS, whole)) == [(STEEL.sku, GLASS.sku)]


def test_nobody_is_asked_why_where_the_policy_does_not() -> None:
    lenient = replace(STRICT, rules=(ChangeRule(Change.CANCEL, (OrderStatus.PLACED,)),))
    proposal = proposed(asked(Change.CANCEL, f"cancel {NUMBER}"), state(policy=lenient))
    assert isinstance(proposal, CancelOrder)
    assert proposal.reason == ""


def test_any_other_reason_is_asked_again() -> None:
    request = asked(Change.CANCEL, f"cancel {NUMBER}", ("reason", "I do not like you"))
    assert missing(request) == ("reason", Key.ASK_REASON)


# which order


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("cancel the clock", GIFTED.number),
        ("cancel the one with the mugs", PENDING.number),
        ("cancel the order with the kettle", PENDING.number),
        ("eight one oh oh oh two", GIFTED.number),
    ],
)
def test_an_order_is_told_by_its_number_or_its_contents(said: str, number: str) -> None:
    proposal = proposed(asked(Change.CANCEL, said, ("reason", "by accident")))
    assert isinstance(proposal, CancelOrder)
    assert proposal.order == number


def test_the_only_order_that_fits_is_not_asked_for() -> None:
    proposal = proposed(asked(Change.RETURN, "I want to send the kettle back to my visa"))
    assert isinstance(proposal, ReturnItems)
    assert (proposal.order, proposal.lines) == (ARRIVED.number, (GLASS,))


def test_the_hint_names_only_orders_that_may_be_changed() -> None:
    found = outcome(asked(Change.CANCEL, "cancel something"), state())
    assert isinstance(found, Missing)
    assert dict(found.values)["summaries"] == (RED.name, CLOCK.name)


@pytest.mark.parametrize(
    ("change", "number"),
    [
        (Change.CANCEL, SENT.number),
        (Change.CHANGE_ADDRESS, SENT.number),
        (Change.CHANGE_PAYMENT, ARRIVED.number),
        (Change.RETURN, PENDING.number),
        (Change.EXCHANGE, SENT.number),
    ],
)
def test_what_the_policy_does_not_allow_is_refused_with_the_reason(change: Change, number: str) -> None:
    found = outcome(asked(change, f"order {number} please"), state())
    assert isinstance(found, Refused)
    assert found.key is Key.NOT_ALLOWED
    assert dict(found.values)["number"] == number


def test_what_no_rule_names_is_not_done() -> None:
    assert refused(asked(Change.CANCEL, f"cancel {NUMBER}"), state(policy=Policy())) is Key.NO_RULE


def test_without_orders_there_is_nothing_to_change() -> None:
    assert refused(asked(Change.CANCEL, "cancel it"), state(orders=())) is Key.NO_ORDERS


def test_items_are_changed_once() -> None:
    before = state(orders=(replace(PENDING, items_changed=True), GIFTED))
    request = asked(Change.CHANGE_ITEMS, f"{NUMBER}, the kettle in glass")
    assert refused(request, before) is Key.CHANGED_BEFORE


@pytest.mark.parametrize(("days", "allowed"), [(12, True), (11, False)])
def test_after_the_days_that_the_policy_gives_it_is_too_late(days: int, allowed: bool) -> None:
    """The order was placed twelve days ago, and nobody knows when it came."""
    rules = (ChangeRule(Change.RETURN, (OrderStatus.DELIVERED,), within_days=days),)
    request = asked(Change.RETURN, f"order {ARRIVED.number}, the kettle, on my visa")
    found = outcome(request, state(policy=replace(STRICT, rules=rules)))
    assert isinstance(found, Ready) is allowed
    if not allowed:
        assert isinstance(found, Refused)
        assert found.key is Key.TOO_LONG_AGO
        assert dict(found.values)["days"] == days


def test_the_days_count_from_when_it_came() -> None:
    rules = (ChangeRule(Change.RETURN, (OrderStatus.DELIVERED,), within_days=3),)
    came = replace(ARRIVED, arrives_on=sample.NOW.date() - timedelta(days=3))
    request = asked(Change.RETURN, f"order {ARRIVED.number}, the kettle, on my visa")
    assert isinstance(outcome(request, state(orders=(came,), policy=replace(STRICT, rules=rules))), Ready)


def test_of_two_orders_of_the_same_that_of_the_day_is_meant() -> None:
    last, before = (
        replace(ARRIVED, number=OrderNumber(number), placed_at=sample.NOW - timedelta(days=days))
        for number, days in (("810011", 7), ("810012", 60))
    )
    for words, number in (("last week", "810011"), ("two months ago", "810012")):
        request = asked(Change.RETURN, f"return the kettle i ordered {words}, on my visa")
        proposal = proposed(request, state(orders=(last, before)))
        assert isinstance(proposal, ReturnItems)
        assert proposal.order == number


# which of its items


@pytest.mark.parametrize(
    ("said", "lines", "whole"),
    [
        ("the kettle", (GLASS,), False),
        ("both mugs", (RED, RED), False),
        ("a mug", (RED,), False),
        ("just one of the mugs", (RED,), False),
        ("everything", (RED, RED, GLASS), True),
        ("everything but the kettle", (RED, RED), False),
    ],
)
def test_pieces_go_back_one_by_one(said: str, lines: tuple[object, ...], whole: bool) -> None:
    request = asked(Change.RETURN, "a return", ("items", said), ("payment", "visa"))
    proposal = proposed(request)
    assert isinstance(proposal, ReturnItems)
    assert (proposal.lines, proposal.whole) == (lines, whole)
    assert proposal.refund.minor == sum(line.total.minor for line in proposal.lines)


def test_a_later_word_corrects_an_earlier_one() -> None:
    first = asked(Change.RETURN, "send the kettle back", ("payment", "visa"))
    later = replace(first, said=(*first.said, Said("confirm", "no, the mugs, both of them")))
    proposal = proposed(later)
    assert isinstance(proposal, ReturnItems)
    assert proposal.lines == (RED, RED)


# which variant, and what it is then


def test_before_it_is_sent_items_are_changed_and_after_it_arrived_exchanged() -> None:
    for change in (Change.CHANGE_ITEMS, Change.EXCHANGE):
        early = proposed(asked(change, f"{NUMBER}, the kettle in glass, paypal"))
        late = proposed(asked(change, f"order {ARRIVED.number}, the kettle in steel, paypal"))
        assert isinstance(early, ChangeItems)
        assert isinstance(late, ExchangeItems)
        assert (early.difference, late.difference) == (usd(6_00), usd(-6_00))


def test_products_are_looked_up_before_their_variants_are_known() -> None:
    request = replace(asked(Change.CHANGE_ITEMS, f"{NUMBER}, the kettle in glass"), products=(), looked_up=())
    assert outcome(request, state()) == Unknown((STEEL.product,))


def test_what_is_no_longer_sold_cannot_be_chosen_from() -> None:
    request = replace(asked(Change.CHANGE_ITEMS, f"{NUMBER}, the kettle in glass"), products=PRODUCTS[:1])
    assert refused(request) is Key.NO_LONGER_SOLD


def test_what_comes_in_one_variant_cannot_be_changed() -> None:
    assert refused(asked(Change.CHANGE_ITEMS, "change the clock to black")) is Key.NO_SUCH_VARIANT


def test_what_is_sold_out_is_not_offered() -> None:
    request = asked(Change.CHANGE_ITEMS, NUMBER, ("items", "one of the mugs"), ("options", "gold"))
    kettle = asked(Change.CHANGE_ITEMS, NUMBER, ("items", "both mugs"), ("options", "a gold one"))
    for wanted in (request, kettle):
        found = outcome(wanted, state())
        assert isinstance(found, Missing)
        assert "gold" not in str(dict(found.values).get("choices", ""))


@pytest.mark.parametrize("said", ["gold", "a gold one"])
def test_what_is_not_to_be_had_is_said_with_what_is_nearest(said: str) -> None:
    found = outcome(asked(Change.CHANGE_ITEMS, NUMBER, ("items", "one mug"), ("options", said)), state())
    assert isinstance(found, Missing)
    assert found.key is Key.NOT_TO_BE_HAD
    values = dict(found.values)
    wanted, others = values["line"], values["lines"]
    assert isinstance(wanted, Line)
    assert ("color", "gold") in wanted.options
    assert isinstance(others, tuple)
    assert all(isinstance(line, Line) and ("color", "gold") not in line.options for line in others)


def test_what_can_be_had_in_part_is_proposed_unless_it_was_said_what_to_do_then() -> None:
    wish = "one mug in gold and large"
    in_part = asked(Change.CHANGE_ITEMS, f"{NUMBER}, {wish}, on my visa")
    assert swaps(in_part) == [(RED.sku, LARGE_BLUE.sku)]
    or_else = asked(
        Change.CHANGE_ITEMS, f"{NUMBER}, {wish}, on my visa, if you don't have that cancel the order"
    )
    assert missing(or_else) == ("options", Key.NOT_TO_BE_HAD)


def test_several_things_are_changed_each_as_was_said_of_it() -> None:
    opening = f"{NUMBER}: the kettle in glass, and both mugs in blue and large, on my visa"
    assert sorted(swaps(asked(Change.CHANGE_ITEMS, opening))) == [
        (STEEL.sku, GLASS.sku), (RED.sku, LARGE_BLUE.sku), (RED.sku, LARGE_BLUE.sku),
    ]  # fmt: skip


def test_the_thing_that_can_be_as_was_said_is_meant_where_none_is_named() -> None:
    request = asked(Change.CHANGE_ITEMS, f"{NUMBER}, make that the glass one, on my visa")
    assert swaps(request) == [(STEEL.sku, GLASS.sku)]
    unread = replace(request, products=(), looked_up=())
    assert outcome(unread, state()) == Unknown((RED.product, STEEL.product))


def test_what_none_of_the_things_can_be_leaves_them_open() -> None:
    assert missing(asked(Change.CHANGE_ITEMS, f"{NUMBER}, make that a waterproof one"))[0] == "items"


def test_other_words_for_the_same_things_do_not_change_which_are_meant() -> None:
    two = replace(PENDING, lines=(RED, GLASS, LARGE_BLUE))
    request = asked(
        Change.CHANGE_ITEMS, "the red mug and the kettle, visa", ("options", "the mug blue, the kettle steel")
    )
    assert {old for old, _ in swaps(request, state(orders=(two,)))} == {RED.sku, GLASS.sku}


def test_after_a_no_the_other_one_is_what_was_not_proposed() -> None:
    two = replace(PENDING, lines=(RED, GLASS, LARGE_BLUE))
    now = state(orders=(two,))
    first = asked(Change.CHANGE_ITEMS, "the red mug in gold, visa", ("options", "blue"))
    proposal = proposed(first, now)
    said = (*first.said, Said("confirm", "no, the other mug"), Said("options", "small and red"))
    assert swaps(replace(first, said=said, declined=proposal), now)[0][0] == LARGE_BLUE.sku
    stays = (*first.said, Said("confirm", "no, the red mug, the other mug is fine"))
    assert swaps(replace(first, said=stays, declined=proposal), now)[0][0] == RED.sku


def test_after_a_no_the_other_order_is_what_was_not_proposed() -> None:
    one, two = (
        replace(PENDING, lines=(CLOCK,)),
        replace(PENDING, number=OrderNumber("810009"), lines=(CLOCK,)),
    )
    now = state(orders=(one, two))
    first = asked(Change.CANCEL, "cancel the clock", ("order", one.number), ("reason", "by mistake"))
    said = (*first.said, Said("confirm", "no, my other order"))
    other = proposed(replace(first, said=said, declined=proposed(first, now)), now)
    assert isinstance(other, CancelOrder)
    assert other.order == two.number


def test_what_is_left_open_stays_as_it_was() -> None:
    small = replace(PENDING, lines=(RED,), total=usd(12_00))
    request = asked(Change.CHANGE_ITEMS, "the mug in blue, visa")
    assert swaps(request, state(orders=(small,))) == [(RED.sku, BLUE.sku)]


# how it is paid


def test_a_refund_goes_to_what_was_paid_with_or_to_a_gift_card() -> None:
    request = asked(Change.RETURN, f"return the kettle of order {ARRIVED.number}", ("payment", "paypal"))
    found = outcome(request, state())
    assert isinstance(found, Missing)
    assert (found.slot, found.key) == ("payment", Key.REFUND_NOT_THERE)
    assert dict(found.values)["methods"] == ("Visa", "gift card")
    for answer, method in (("the gift card", GIFT), ("what I paid with", VISA)):
        proposal = proposed(replace(request, said=(*request.said, Said("payment", answer))))
        assert isinstance(proposal, ReturnItems)
        assert proposal.refund_to.id == method.id


def test_the_only_way_of_paying_is_not_asked_for() -> None:
    proposal = proposed(asked(Change.RETURN, "return the kettle"), state(UMA))
    assert isinstance(proposal, ReturnItems)
    assert proposal.refund_to == AMEX


def test_too_little_on_a_gift_card_is_said() -> None:
    request = asked(Change.CHANGE_PAYMENT, f"pay {NUMBER} by gift card")
    assert missing(request) == ("payment", Key.BALANCE_TOO_LOW)
    light = replace(KIT, payments=(VISA, replace(GIFT, balance=usd(5_99))))
    swap = asked(Change.CHANGE_ITEMS, f"{NUMBER}, the kettle in glass, gift card")
    assert missing(swap, state(light, ORDERS[KIT.id])) == ("payment", Key.BALANCE_TOO_LOW)


def test_a_proposal_holds_no_balance() -> None:
    proposal = proposed(asked(Change.CHANGE_ITEMS, f"{NUMBER}, the kettle in glass, gift card"))
    assert isinstance(proposal, ChangeItems)
    assert (proposal.payment.id, proposal.payment.balance) == (GIFT.id, None)


def test_what_it_is_paid_with_already_is_no_change() -> None:
    assert missing(asked(Change.CHANGE_PAYMENT, f"pay {NUMBER} by visa")) == ("payment", Key.SAME_PAYMENT)
    only = state(replace(KIT, payments=(VISA,)), ORDERS[KIT.id])
    assert refused(asked(Change.CHANGE_PAYMENT, f"pay {NUMBER} differently"), only) is Key.SAME_PAYMENT


def test_of_two_the_other_way_of_paying_is_meant() -> None:
    two = state(replace(KIT, payments=(VISA, PAYPAL)), ORDERS[KIT.id])
    proposal = proposed(asked(Change.CHANGE_PAYMENT, f"pay {NUMBER} differently"), two)
    assert proposal == ChangePayment(KIT.id, PENDING.number, PAYPAL, PENDING.total)


# where it goes


def test_an_address_is_read_out_or_pointed_at() -> None:
    read_out = asked(Change.CHANGE_ADDRESS, f"send {NUMBER} somewhere else", ("address", READ_OUT))
    assert proposed(read_out) == ChangeAddress(KIT.id, PENDING.number, HOME)
    elsewhere = state(orders=(replace(PENDING, address=HOME), *ORDERS[KIT.id][1:]))
    pointed = asked(Change.CHANGE_ADDRESS, f"send {NUMBER} to my home address")
    assert proposed(pointed, elsewhere) == ChangeAddress(KIT.id, PENDING.number, KIT.address)


def test_a_number_of_an_address_is_corrected_by_itself() -> None:
    request = asked(Change.CHANGE_PROFILE, f"I moved to {READ_OUT}", ("confirm", "no, number nine"))
    assert proposed(request) == ChangeProfile(KIT.id, HOME.replace("8 Quay", "9 Quay"))


def test_the_same_address_is_that_of_the_last_change() -> None:
    done = Placed(ChangeProfile(KIT.id, HOME), ChangeReceipt("CA1:x", "", sample.NOW))
    request = asked(Change.CHANGE_ADDRESS, f"and send {NUMBER} to the same address")
    proposal = proposed(request, replace(state(), placed=(done,)))
    assert isinstance(proposal, ChangeAddress)
    assert proposal.address == HOME


def test_what_the_shop_has_answered_makes_it_another_proposal() -> None:
    """So there and back and there again are three changes, and trying again is none of the first try."""
    request = asked(Change.CHANGE_ADDRESS, f"send {NUMBER} elsewhere", ("address", READ_OUT))
    done = Placed(ChangeAddress(KIT.id, PENDING.number, HOME), ChangeReceipt("CA1:x", "", sample.NOW))
    again = [replace(state(), refused=1), replace(state(), placed=(done, done))]
    assert len({proposed(request, now) for now in (state(), *again)}) == 3
