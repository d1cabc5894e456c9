"""Which order a change is about, by its number: keyed, said, in groups, misheard."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ringup.skills.codec import from_data, to_data
from ringup.skills.dialogue import manager
from ringup.skills.dialogue.actions import Ask, Say
from ringup.skills.dialogue.events import Event, KeyPressed, OrdersFound, UtteranceHeard
from ringup.skills.dialogue.prompts import Key
from ringup.skills.dialogue.state import State, Step
from ringup.skills.intent import Answer, Name, Rated
from ringup.skills.shopping.proposal_stages import ProposingOrder, Requesting
from ringup.skills.shopping.stages import Idle
from tests.skills import sample
from tests.skills.after_sale_sample import KIT, ORDERS
from tests.skills.scenes import said, yes
from tests.skills.shopping.test_requests import state

NOW = sample.NOW
NO = said("no", Name.ANSWER, answer=Answer.NO)
CANCEL = (said("cancel an order", Name.CANCEL_ORDER), OrdersFound(NOW, ORDERS[KIT.id]))


def play(*events: Event) -> Step:
    step = Step(replace(state(), task=Idle()))
    for event in (*CANCEL, *events):
        step = manager.advance(step.state, event)
    return step


def keyed(keys: str) -> tuple[Event, ...]:
    return tuple(KeyPressed(NOW, key) for key in keys)


def number(text: str, digits: str, *rated: tuple[str, float]) -> UtteranceHeard:
    ratings = tuple(Rated(*each) for each in rated)
    return said(text, Name.GIVE_NUMBER, ("digits", digits), rated=ratings)


def asked(step: Step) -> list[Key]:
    return [action.prompt.key for action in step.actions if isinstance(action, Say | Ask)]


def proposed(step: Step) -> str:
    assert asked(step) == [Key.IS_IT_ORDER]
    return str(step.state.said[0].value("number"))


@pytest.mark.parametrize(
    "events",
    [
        keyed("810002"),
        (number("eight one oh oh oh two", "810002"),),
        (number("eight one oh", "810"), number("oh oh two", "002")),
        (number("eight one oh", "810"), *keyed("002")),
        (*keyed("8100"), number("oh two", "02")),
        (number("oh two", "02", ("810002", 0.95)),),
    ],
)
def test_a_number_may_come_as_it_likes(events: tuple[Event, ...]) -> None:
    step = play(*events)
    assert asked(step) == [Key.ASK_REASON]
    assert isinstance(step.state.task, Requesting)
    again = manager.advance(step.state, said("by mistake", Name.INFORM))
    assert again.state.said[0].value("number") == "810002"


def test_nothing_is_said_while_a_number_is_keyed() -> None:
    step = play(*keyed("81000"))
    assert step.actions == ()
    assert step.state.misses == 0


def test_what_is_not_sure_is_asked_about_the_likeliest_first() -> None:
    heard = number("eight one", "81", ("810002", 0.6), ("810001", 0.3))
    step = play(heard)
    assert proposed(step) == "810002"
    step = manager.advance(step.state, KeyPressed(NOW, "2"))
    assert proposed(step) == "810001"
    assert asked(manager.advance(step.state, yes())) == [Key.ASK_REASON]
    step = manager.advance(step.state, NO)
    assert asked(step) == [Key.ORDER_AGAIN]
    assert asked(manager.advance(step.state, heard)) == [Key.MORE_DIGITS], (
        "what was ruled out is not proposed"
    )


@pytest.mark.parametrize(
    ("text", "digits"),
    [("nine one oh oh oh two", "910002"), ("one oh oh oh two", "10002")],
)
def test_a_slip_or_a_part_is_read_back_before_it_is_acted_on(text: str, digits: str) -> None:
    step = play(number(text, digits))
    assert proposed(step) == "810002"
    assert isinstance(step.state.task, ProposingOrder)
    assert from_data(to_data(step.state), State) == step.state


def test_an_order_that_the_words_describe_is_no_number() -> None:
    step = play(number("the one with the clock, two of them", "2"))
    assert asked(step) == [Key.ASK_REASON]


def test_at_the_question_another_order_may_be_described() -> None:
    step = play(number("nine one oh oh oh two", "910002"))
    step = manager.advance(step.state, said("the one with the mugs", Name.INFORM))
    step = manager.advance(step.state, said("by mistake", Name.INFORM))
    assert step.state.said[0].value("number") == "810001"


def test_numbers_that_are_nobodys_end_with_a_person() -> None:
    step = play(*keyed("999999"))
    assert asked(step) == [Key.ORDER_AGAIN]
    for event in keyed("999999"):
        step = manager.advance(step.state, event)
    assert asked(step) == [Key.OFFER_PERSON]
