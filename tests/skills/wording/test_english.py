"""Every prompt has a sentence that a voice can read."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from ringup.skills.bookings.diary import Start
from ringup.skills.bookings.wall_clock import wall_time
from ringup.skills.dialogue.consent import explicit_yes
from ringup.skills.dialogue.prompts import Key, Prompt, Value
from ringup.skills.dialogue.proposals import Swap
from ringup.skills.policy import Change
from ringup.skills.shop import DeliveryOffer, OrderStatus, PaymentKind, PaymentMethod
from ringup.skills.values import Money, PaymentId, PhoneNumber, PromptId
from ringup.skills.wording.english import FIXED, fixed_sentences, render
from tests.skills.sample import BEANS, LAMP, TEA, of

TODAY = date(2026, 3, 2)
PHONE = PhoneNumber("+12025550100")

EVERYTHING: dict[str, Value] = {
    "shop": "Corner Store",
    "name": "Sam",
    "phone": PHONE,
    "line": of(BEANS, 3),
    "lines": (of(BEANS, 2), LAMP),
    "delivery": Money(495, "USD"),
    "total": Money(6395, "USD"),
    "arrives_on": date(2026, 3, 4),
    "address": "12 Harbour St. #4",
    "number": "471203",
    "digits": "471",
    "summaries": ("desk lamp", "green tea"),
    "status": OrderStatus.SHIPPED,
    "carrier": "Parcel Express",
    "change": Change.RETURN,
    "methods": ("PayPal", "gift card"),
    "method": PaymentMethod(PaymentId("card-1"), PaymentKind.CREDIT_CARD, "visa", "2478"),
    "reasons": ("no longer needed", "ordered by mistake"),
    "choices": ("black or silver",),
    "swaps": (Swap(LAMP, replace(LAMP, options=(("color", "black"),))),),
    "difference": Money(-500, "USD"),
    "refund": Money(3400, "USD"),
    "days": 7,
    "can": ("orders", "status", "changes", "bookings", "questions", "person"),
    "on": date(2026, 3, 3),
    "text": "We open at 9:30. A parcel costs $4.95; over 2.5 kg it is $12!",
    "tracking": "1Z93AB",
    "service": "haircut",
    "services": ("haircut", "lamp repair"),
    "staff": "the small table",
    "start": Start(wall_time(date(2026, 3, 6), 930), "haircut", "Ann"),
    "old": Start(wall_time(date(2026, 3, 4), 540), "haircut", "Ann"),
    "until": Start(wall_time(date(2026, 3, 6), 1020)),
    "starts": (
        Start(wall_time(date(2026, 3, 6), 600)),
        Start(wall_time(date(2026, 3, 7), 1005), "supper", "Bob"),
    ),
    "people": 4,
    "cost": Money(4800, "USD"),
    "most": 6,
    "least": 2,
    "every": 30,
    "day": date(2026, 3, 6),
    "weekly": 0,
    "slot": "items",
    "sold_out": ("desk lamp",),
    "first": LAMP,
    "second": TEA,
    "dearer": Money(-2725, "USD"),
    "differences": ("black or white|green", "wool|10% cotton"),
    "left": 3,
    "option": "size",
    "ways": (
        DeliveryOffer("", "standard delivery", Money(495, "USD"), date(2026, 3, 4)),
        DeliveryOffer("express", "express", Money(1200, "USD"), date(2026, 3, 3)),
    ),
    "problem": "minimum",
    "minimum": Money(2500, "USD"),
    "way": "express",
    "voucher": "SPRING10",
    "discount": Money(500, "USD"),
}

SAYABLE = re.compile(r"[A-Z][A-Za-z',.:? ]*[.?]")


def say(key: Key, **values: Value | None) -> str:
    given = EVERYTHING | values
    prompt = Prompt(PromptId("p1"), key, tuple((k, v) for k, v in given.items() if v is not None))
    return render(prompt, TODAY)


@pytest.mark.parametrize("key", Key)
def test_every_prompt_is_a_sentence_without_figures_or_symbols(key: Key) -> None:
    assert SAYABLE.fullmatch(say(key)), say(key)


AS_WRITTEN = replace(LAMP, name="lamp 60W, 1.5 m", plural="lamps 60W, 1.5 m", options=(("size", '27"'),))
WRITTEN: dict[str, Value] = {
    "shop": "Joe's 24/7 & Co.",
    "carrier": "Post & Parcel 24",
    "line": AS_WRITTEN,
    "lines": (AS_WRITTEN, AS_WRITTEN),
    "first": AS_WRITTEN,
    "second": AS_WRITTEN,
    "sold_out": (AS_WRITTEN.name,),
    "address": "12-B Main St. #4, Springfield, IL 62704",
    "service": "30 min. massage",
    "services": ("30 min. massage", "A/C check"),
    "staff": "table #4",
    "methods": ("Visa (2478)", "PayPal"),
    "summaries": ("60W lamp",),
    "choices": ("100ml", "1.5L"),
    "reasons": ("no longer needed/wanted",),
    "swaps": (Swap(LAMP, AS_WRITTEN),),
    "text": "Mon-Fri 9am-5pm (closed Dec. 24); $1,250 & up: free, e.g. 2.5 kg @ 50% off!",
    "start": Start(wall_time(date(2026, 3, 6), 930), "30 min. massage", "Dr. Ann #2"),
    "old": Start(wall_time(date(2026, 3, 4), 540), "30 min. massage", "Dr. Ann #2"),
    "starts": (Start(wall_time(date(2026, 3, 6), 600), "30 min. massage", "Dr. Ann #2"),),
    "option": "size/weight",
    "way": "express (24h)",
    "ways": (DeliveryOffer("", "24h express", Money(495, "USD"), date(2026, 3, 4)),),
}


@pytest.mark.parametrize("key", Key)
def test_every_prompt_is_one_whatever_a_shop_writes(key: Key) -> None:
    assert SAYABLE.fullmatch(said := say(key, **WRITTEN)), said


@pytest.mark.parametrize("key", Key)
def test_no_sentence_ends_with_a_word_whose_echo_would_be_a_yes(key: Key) -> None:
    assert not explicit_yes(say(key).split()[-1])


def test_fixed_sentences_are_the_ones_that_hold_no_values() -> None:
    assert fixed_sentences() == tuple(say(key) for key in FIXED)


@pytest.mark.parametrize("key", [Key.STRANGER, Key.NO_PERSON, Key.PIN_FAILED, Key.NO_PIN, Key.GIVING_UP])
def test_a_shop_without_a_number_offers_none(key: Key) -> None:
    assert "two zero two" in say(key)
    without = say(key, phone=None)
    assert "two zero two" not in without
    assert SAYABLE.fullmatch(without)


def test_a_caller_without_a_name_is_greeted_without_one() -> None:
    assert say(Key.GREETING).startswith("Hello Sam. ")
    assert say(Key.GREETING, name=None).startswith("Hello. ")


def test_a_read_back_says_everything_that_is_agreed_to() -> None:
    assert say(Key.READ_BACK) == (
        "That is two bags of house blend coffee, whole bean, and a desk lamp, "
        "to twelve Harbour Street, number four, arriving on Wednesday. "
        "Sixty three dollars and ninety five cents, with delivery. "
        "The voucher takes five dollars off. It comes by express. "
        "It is paid with your Visa ending in two four seven eight."
    )
    usual = say(Key.READ_BACK, delivery=Money(0, "USD"), discount=None, way=None, method=None)
    assert usual.endswith(", delivery is free.")


@pytest.mark.parametrize(
    ("status", "arrives", "carrier", "ending"),
    [
        (OrderStatus.PLACED, date(2026, 3, 3), None, "has been placed. It should arrive tomorrow."),
        (OrderStatus.PACKED, None, None, "is packed and leaves soon."),
        (OrderStatus.SHIPPED, None, "Parcel Express", "is on its way with Parcel Express."),
        (OrderStatus.OUT_FOR_DELIVERY, TODAY, None, "is out for delivery. It should arrive today."),
        (
            OrderStatus.DELAYED,
            date(2026, 3, 6),
            None,
            "is delayed. It should now arrive Friday. I am sorry about that.",
        ),
        (OrderStatus.DELIVERED, date(2026, 3, 1), "Parcel Express", "was delivered yesterday."),
        (OrderStatus.CANCELLED, date(2026, 3, 1), "Parcel Express", "was cancelled."),
    ],
)
def test_how_an_order_stands(
    status: OrderStatus, arrives: date | None, carrier: str | None, ending: str
) -> None:
    said = say(Key.ORDER_STATUS, status=status, arrives_on=arrives, carrier=carrier, lines=(LAMP,))
    assert said == f"Your order four seven one, two zero three, a desk lamp, {ending}"


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (of(TEA, 0), "I am sorry, the green tea is sold out."),
        (of(BEANS, 0), "I am sorry, the house blend coffee, whole bean, is sold out."),
        (of(LAMP, 1), "I am sorry, only one is left of the desk lamp."),
        (of(LAMP, 2), "I am sorry, only two desk lamps are left."),
        (replace(TEA, name="tea no. 5", quantity=0), "I am sorry, the tea number five is sold out."),
    ],
)
def test_what_is_left(left: Value, said: str) -> None:
    assert say(Key.NOT_ENOUGH, line=left) == said


def test_which_order_without_anything_to_name() -> None:
    assert say(Key.WHICH_ORDER, summaries=()) == "Which order do you mean? Say its number, or key it in."


def test_an_order_that_may_be_meant_is_named_with_its_number() -> None:
    said = say(Key.IS_IT_ORDER, number="471203", lines=(TEA,))
    assert said.startswith("Is it order four seven one, two zero three, ")
    assert said.endswith("?")


@pytest.mark.parametrize("status", OrderStatus)
@pytest.mark.parametrize("arrives", [None, date(2026, 3, 4)])
def test_every_status_of_an_order_can_be_said(status: OrderStatus, arrives: date | None) -> None:
    said = say(Key.ORDER_STATUS, number="480117", status=status, arrives_on=arrives, lines=(LAMP,))
    assert said.endswith(".")


def test_a_number_to_call_back_is_read_back_in_groups() -> None:
    said = say(Key.IS_IT_NUMBER, phone=PhoneNumber("+12025550199"))
    assert said == "That is two zero two, five five five, zero one nine nine. Is that right?"
