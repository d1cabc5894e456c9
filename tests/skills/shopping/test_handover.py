"""A person: what they are told, and what happens when nobody takes the line."""

from __future__ import annotations

from ringup.skills.codec import from_data, to_data
from ringup.skills.dialogue import manager
from ringup.skills.dialogue.actions import Ask, HandOver, PutThrough, Say
from ringup.skills.dialogue.events import (
    CallResumed,
    Committed,
    CustomerFound,
    DeskFailed,
    Event,
    HandedOver,
    OrdersFound,
    PromptPlayed,
    PutThroughFailed,
    QuoteReady,
)
from ringup.skills.dialogue.prompts import Key
from ringup.skills.dialogue.state import State, Step
from ringup.skills.handovers import Arranged, Handover, Reach, Why
from ringup.skills.intent import Answer, Name
from ringup.skills.shop import Receipt
from ringup.skills.shopping.handover_stages import PuttingThrough
from ringup.skills.shopping.proposal_stages import Committing
from ringup.skills.values import OrderNumber
from ringup.skills.wording.summing_up import summary
from tests.skills.scenes import COFFEE, NOW, SAM, order, quote, said, started, usd, yes

PERSON = said("a person please", Name.PERSON)
THROUGH = HandedOver(NOW, Arranged(Reach.THROUGH))


def play(*events: Event) -> Step:
    step = manager.advance(manager.begin(started()).state, CustomerFound(NOW, SAM))
    for event in events:
        step = manager.advance(step.state, event)
    return step


def keys(step: Step) -> list[Key]:
    return [action.prompt.key for action in step.actions if isinstance(action, Say | Ask)]


def told(step: Step) -> Handover:
    (handover,) = [action.handover for action in step.actions if isinstance(action, HandOver)]
    return handover


def at_read_back() -> tuple[Event, ...]:
    usual = said("the usual", Name.REORDER)
    return usual, OrdersFound(NOW, (order("471203", COFFEE),)), QuoteReady(NOW, quote(COFFEE))


def bought() -> Step:
    step = play(*at_read_back())
    for action in step.actions:
        if isinstance(action, Say | Ask):
            step = manager.advance(step.state, PromptPlayed(NOW, action.prompt.id))
    step = manager.advance(step.state, yes())
    assert isinstance(step.state.task, Committing)
    receipt = Receipt(step.state.task.key, OrderNumber("600001"), usd(1745), NOW.date(), NOW)
    return manager.advance(step.state, Committed(NOW, receipt))


def test_the_staff_are_told_who_calls_and_what_they_wanted() -> None:
    step = play(*at_read_back(), PERSON)
    handover, text = told(step), summary(step.state, Why.ASKED)
    assert (handover.why, handover.name, handover.phone) == (Why.ASKED, "Sam Rivera", SAM.phone)
    assert handover.at_once
    assert '"the usual"' in text
    assert "by caller id only" in text
    assert "Read back but not done: a bag of house blend coffee." in text


def test_the_staff_are_told_what_was_done() -> None:
    text = summary(manager.advance(bought().state, PERSON).state, Why.ASKED)
    assert "Done in this call: a bag of house blend coffee, number 600001." in text


def test_a_caller_who_is_put_through_hears_that_nothing_was_ordered() -> None:
    step = play(*at_read_back(), PERSON, THROUGH)
    assert keys(step) == [Key.DROPPED, Key.PUTTING_THROUGH]
    assert PutThrough() in step.actions
    assert isinstance(step.state.task, PuttingThrough)


def test_whoever_nobody_answers_is_called_back() -> None:
    step = play(PERSON, THROUGH, PutThroughFailed(NOW))
    assert keys(step) == [Key.NOT_THROUGH]
    again = told(step)
    assert not again.at_once
    assert again.key == told(play(PERSON)).key
    step = manager.advance(step.state, HandedOver(NOW, Arranged(Reach.CALLBACK)))
    assert keys(step) == [Key.CALLBACK, Key.ANYTHING_ELSE]


def test_nothing_that_is_said_while_the_line_is_given_away_does_anything() -> None:
    step = play(PERSON, THROUGH, said("the usual", Name.REORDER))
    assert step.actions == ()


def test_a_line_that_drops_while_it_is_given_away_ends_in_a_callback() -> None:
    step = play(PERSON, THROUGH, CallResumed(NOW))
    assert keys(step) == [Key.RESUMED, Key.CALLBACK_NOTED, Key.ANYTHING_ELSE]


def test_a_desk_that_fails_leaves_the_shops_number() -> None:
    step = play(PERSON, DeskFailed(NOW))
    assert keys(step) == [Key.NO_PERSON, Key.ANYTHING_ELSE]


def test_somebody_who_will_be_called_back_is_not_noted_twice() -> None:
    step = play(PERSON, HandedOver(NOW, Arranged(Reach.CALLBACK)), PERSON)
    assert keys(step) == [Key.CALLBACK_NOTED, Key.ANYTHING_ELSE]


def test_an_offer_that_is_declined_goes_on_with_what_was_asked() -> None:
    step = play(said("where is it, this is ridiculous", Name.ORDER_STATUS))
    assert keys(step) == [Key.OFFER_PERSON]
    step = manager.advance(step.state, said("no", Name.ANSWER, answer=Answer.NO))
    step = manager.advance(step.state, OrdersFound(NOW, (order("471203", COFFEE),)))
    assert keys(step) == [Key.ORDER_STATUS, Key.ANYTHING_ELSE]


def test_an_offer_is_no_open_task_that_is_come_back_to() -> None:
    step = play(said("this is ridiculous", Name.UNCLEAR), said("where is it", Name.ORDER_STATUS))
    step = manager.advance(step.state, OrdersFound(NOW, (order("471203", COFFEE),)))
    assert keys(step) == [Key.ORDER_STATUS, Key.ANYTHING_ELSE]


def test_a_state_with_a_handover_can_be_kept() -> None:
    state = play(PERSON, THROUGH).state
    assert from_data(to_data(state), State) == state
