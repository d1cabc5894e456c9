"""Every intent as callers open with it, beside what is none of a shop's business."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from ringup.skills.dialogue.expectations import Anything, Detail, Expectation, YesNo, named
from ringup.skills.intent import Answer, Intent, Name, Utterance
from ringup.skills.understanding.classifier import embedded_model
from ringup.skills.understanding.embedded import EmbeddedUnderstander
from ringup.skills.understanding.gazetteer import Gazetteer
from tests.skills.understanding.shop import NOON, PRODUCTS

UNDERSTANDER = EmbeddedUnderstander(Gazetteer(PRODUCTS))

OPENINGS = [
    ("i'd like to get rid of the order with the mugs, cancel it", Name.CANCEL_ORDER),
    ("please cancel order four seven one two oh three", Name.CANCEL_ORDER),
    ("hello i want to send back the desk lamp", Name.RETURN_ITEMS),
    ("could i exchange the desk lamp for another one", Name.EXCHANGE_ITEMS),
    ("i need to modify my pending order", Name.CHANGE_ITEMS),
    ("change the shipping address for my order please", Name.CHANGE_ADDRESS),
    ("can i change the payment method on my order", Name.CHANGE_PAYMENT),
    ("update the address on my account", Name.CHANGE_PROFILE),
    ("when do i get my money back", Name.REFUND_STATUS),
    ("i'd like to reserve a table for five on friday at eight", Name.BOOK),
    ("please move my appointment to tuesday", Name.MOVE_BOOKING),
    ("i have to cancel the appointment on monday", Name.CANCEL_BOOKING),
    ("do i have an appointment tomorrow", Name.FIND_BOOKING),
    ("put me on the waiting list", Name.WAITLIST),
    ("are there any openings on thursday afternoon", Name.AVAILABILITY),
    ("what's in my basket", Name.BASKET),
    ("take the desk lamp out of my cart", Name.REMOVE),
    ("i'm ready to pay", Name.CHECKOUT),
    ("i've got a coupon", Name.VOUCHER),
    ("what goes well with the green tea", Name.RECOMMEND),
    ("which is heavier, the desk lamp or the travel mug", Name.COMPARE),
    ("i'm looking for a waterproof jacket under a hundred dollars", Name.SEARCH),
    ("what time do you close on saturdays", Name.ASK),
    ("could you slow down a bit", Name.SLOWER),
    ("speak up please", Name.LOUDER),
    ("let's start over", Name.START_OVER),
    ("are you a machine or a person", Name.BOT),
    ("i don't want to be recorded", Name.STOP_RECORDING),
    ("can i talk to a person", Name.PERSON),
    ("the usual please", Name.REORDER),
    ("did the mail carrier drop off my parcel", Name.ORDER_STATUS),
    ("how long does delivery take", Name.ASK),
    ("is there parking", Name.ASK),
    ("thanks anyway, take care", Name.GOODBYE),
    ("i don't want the headphones any longer", Name.CANCEL_ORDER),
    ("the earbuds from last week, can i get those with a longer battery", Name.EXCHANGE_ITEMS),
    ("pending order, the one on my visa. move it to the mastercard", Name.CHANGE_PAYMENT),
]  # fmt: skip

NOT_OURS = [
    "play some jazz", "what is the square root of ninety", "cancel my alarm", "get me a cab to the airport",
    "book a flight to rome", "who painted the mona lisa", "add eggs to my shopping list", "pay my water bill",
    "please do not cancel my order", "don't cancel my appointment", "order me a taxi to the airport",
]  # fmt: skip


async def understand(text: str, expects: Expectation | None = None) -> Intent:
    return await UNDERSTANDER.understand(Utterance(text), expects or Anything(), NOON)


@pytest.mark.parametrize(("text", "name"), OPENINGS)
async def test_callers_open_with(text: str, name: Name) -> None:
    assert (await understand(text)).name is name


@pytest.mark.parametrize("text", NOT_OURS)
async def test_other_business_opens_no_write(text: str) -> None:
    assert not (await understand(text)).name.writes


async def test_who_wants_theirs_in_another_color_does_not_buy_it_again() -> None:
    assert (await understand("i would like my travel mug in red")).name not in (Name.ORDER, Name.REORDER)


@pytest.mark.parametrize("text", ["i'm so annoyed right now", "i'm so tired today", "this is ridiculous"])
async def test_who_is_upset_does_not_say_goodbye(text: str) -> None:
    assert (await understand(text)).name is not Name.GOODBYE


async def test_an_order_number_may_begin_with_a_letter() -> None:
    intent = await understand("cancel order w two three seven eight one five six")

    assert intent.value("order") == "2378156"


async def test_which_order_is_answered_by_its_number() -> None:
    intent = await understand("it's w two three seven eight one five six", Detail("order"))

    assert (intent.name, intent.value("order")) == (Name.INFORM, "2378156")


async def test_a_booking_carries_its_details() -> None:
    text = "i'd like to reserve a table for five tomorrow at eight pm"
    intent = await understand(text)

    said = {slot.name: (slot.value, text[slot.start : slot.end]) for slot in intent.slots}
    assert said["people"] == ("5", "five")
    assert said["date"] == ("2026-03-03", "tomorrow")
    assert said["time"][0] == "20:00"


@pytest.mark.parametrize(
    ("text", "answer"),
    [("that is incorrect", Answer.NO), ("i really could not tell you", Answer.UNSURE), ("yes", Answer.YES)],
)
@pytest.mark.parametrize("expects", [YesNo(), Anything()])
async def test_answers_are_read_asked_or_not(text: str, answer: Answer, expects: Expectation) -> None:
    assert (await understand(text, expects)).answer is answer


async def test_only_what_the_guard_would_accept_is_a_yes() -> None:
    assert (await understand("i think so", YesNo())).answer is Answer.UNSURE


async def test_confidence_is_never_above_the_utterance() -> None:
    heard = Utterance("i want to send back the desk lamp", 0.5)

    assert 0 < (await UNDERSTANDER.understand(heard, Anything(), NOON)).confidence <= 0.5


def test_the_model_knows_only_names_answers_and_other_business() -> None:
    intents = {label for label in embedded_model().labels if not label.startswith(("other: ", "answer: "))}

    assert intents <= set(Name)
    assert embedded_model().guesses("...") == ()


def test_every_example_belongs_to_an_intent() -> None:
    data = Path(__file__).parents[3] / "ringup/skills/understanding/data"
    labels = {
        label
        for file in data.glob("*.yaml")
        if file.name != "fills.yaml"
        for label in yaml.safe_load(file.read_text())
    }

    assert labels <= set(embedded_model().labels)


def test_what_is_expected_has_a_documented_name() -> None:
    assert named(None) == Anything()
    assert named("yes_no") == YesNo()
    assert named("date").name == "date"
    with pytest.raises(ValueError, match="nothing expects"):
        named("moon")


async def test_another_reading_counts_only_where_the_first_means_nothing() -> None:
    """A "no" among them is none to an open question: it would end the call."""
    heard = Utterance("how much is delivery", 0.9, ("no much is delivery", "hello much is delivery"))
    assert (await UNDERSTANDER.understand(heard, Anything(), NOON)).name is Name.ASK
    garbled = Utterance("much his delivery bree", 0.9, ("no much is delivery",))
    assert (await UNDERSTANDER.understand(garbled, Anything(), NOON)).name is not Name.ANSWER
    number = Utterance("where is the fodder", 0.9, ("where is my order",))
    assert (await UNDERSTANDER.understand(number, Anything(), NOON)).name is Name.ORDER_STATUS


async def test_details_of_a_first_reading_are_kept_where_no_other_means_anything() -> None:
    heard = Utterance("for five tomorrow at eight pm", 0.9, ("four five moreover", "hum"))

    assert (await UNDERSTANDER.understand(heard, Anything(), NOON)).value("date") == "2026-03-03"


async def test_of_what_was_hardly_heard_the_other_readings_are_asked_too() -> None:
    readings = ("when will my order come", "where is my order call", "where's my order", "where is the order")
    heard = Utterance("where is my order", 0.1, readings)
    agreed = await UNDERSTANDER.understand(heard, Anything(), NOON)
    assert agreed.agreement == 1
    assert agreed.confidence > 0.75
    torn = await UNDERSTANDER.understand(
        replace(heard, alternatives=("blue monday", *readings[1:])), Anything(), NOON
    )
    assert torn.agreement == 0.75
    assert torn.confidence <= 0.1
    well = replace(heard, confidence=0.9)
    assert (await UNDERSTANDER.understand(well, Anything(), NOON)).agreement == 0
    alone = replace(heard, alternatives=())
    assert (await UNDERSTANDER.understand(alone, Anything(), NOON)).agreement == 0


async def test_readings_that_answer_otherwise_do_not_mean_the_same() -> None:
    heard = Utterance("no", 0.1, ("yes", "no", "know"))
    intent = await UNDERSTANDER.understand(heard, YesNo(), NOON)
    assert intent.answer is Answer.NO
    assert intent.agreement < 0.5


async def test_a_yes_is_as_sure_as_it_was_heard() -> None:
    intent = await UNDERSTANDER.understand(Utterance("yes", 0.1, ("yes please", "yes yes")), YesNo(), NOON)
    assert intent.answer is Answer.YES
    assert intent.confidence <= 0.1
