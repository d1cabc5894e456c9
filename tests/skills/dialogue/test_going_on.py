"""Words that a caller goes on with take the place of what was made of their beginning."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ringup.skills.dialogue import going_on, manager
from ringup.skills.dialogue.actions import Ask, Say
from ringup.skills.dialogue.events import (
    CustomerFound,
    Event,
    KeyPressed,
    OrdersFound,
    PromptInterrupted,
    PromptPlayed,
    QuoteReady,
    SilencePassed,
    UtteranceHeard,
)
from ringup.skills.dialogue.expectations import Anything, Digits, YesNo
from ringup.skills.dialogue.state import State, Step
from ringup.skills.intent import Answer, Intent, Name, Utterance
from ringup.skills.shopping.proposal_stages import Confirming
from ringup.skills.shopping.stages import Idle
from ringup.skills.values import PromptId, Span
from tests.skills.scenes import COFFEE, LAMP, NOW, SAM, order, quote, said, started, yes

FIRST = Span(5_000, 6_000)
REQUEST = said("where is my order", Name.ORDER_STATUS, span=FIRST)
REST = Utterance("with the lamp", 0.9, span=Span(7_000, 8_000))


def greeted() -> State:
    return after(manager.begin(started()).state, CustomerFound(NOW, SAM))


def after(state: State, *events: Event) -> State:
    for event in events:
        state = manager.advance(state, event).state
    return state


def begun(words: UtteranceHeard = REQUEST) -> State:
    return after(greeted(), words)


def test_the_rest_of_a_request_is_joined_with_its_beginning() -> None:
    whole = going_on.whole(begun(), REST)
    assert whole == Utterance("where is my order with the lamp", 0.9, span=Span(5_000, 8_000))


@pytest.mark.parametrize(
    "rest",
    [
        replace(REST, span=Span(FIRST.end_ms + going_on.WITHIN_MS + 1, 20_000)),
        replace(REST, span=None),
        replace(REST, echo=True),
        replace(REST, confidence=0.1),
        replace(REST, text=""),
        replace(REST, text="Do you have lamps"),
        replace(REST, text="no"),
    ],
    ids=["too late", "typed", "our own voice", "noise", "nothing", "a sentence of its own", "an answer"],
)
def test_other_words_stand_for_themselves(rest: Utterance) -> None:
    assert going_on.whole(begun(), rest) is None


def test_noise_is_not_gone_on_with() -> None:
    noise = said("the", Name.UNCLEAR, span=FIRST, confidence=0.1)
    assert going_on.whole(begun(noise), REST) is None


def test_a_secret_is_never_joined_with_anything() -> None:
    asked = replace(begun(), expects=Digits("pin", (4,), secret=True))
    assert going_on.whole(asked, replace(REST, text="four three two one")) is None


@pytest.mark.parametrize(
    ("name", "part"),
    [
        (Name.INFORM, True),
        (Name.UNCLEAR, True),
        (Name.ORDER, True),
        (Name.GOODBYE, False),
        (Name.WAIT, False),
    ],
)
def test_what_nobody_says_within_a_request_is_no_part_of_one(name: Name, part: bool) -> None:
    assert going_on.is_part(Intent(name)) is part


@pytest.mark.parametrize(
    "events",
    [
        (PromptPlayed(NOW, PromptId("p3")),),
        (KeyPressed(NOW, "1"),),
        (SilencePassed(NOW),),
        (said("the lamp", Name.CHOOSE, ("choice", "lamp"), ("product", "lamp")),),
    ],
    ids=["heard our answer", "pressed a key", "was silent", "answered"],
)
def test_who_has_done_something_else_does_not_go_on(events: tuple[Event, ...]) -> None:
    asked = after(
        begun(), OrdersFound(NOW, (order("471203", COFFEE), order("471300", LAMP), order("480001", COFFEE)))
    )
    assert going_on.whole(asked, REST) is not None
    assert going_on.whole(after(replace(asked, expects=YesNo()), *events), REST) is None


def test_who_began_before_our_answer_was_over_goes_on_all_the_same() -> None:
    assert REST.span is not None
    over = PromptPlayed(NOW, PromptId("p3"), Span(6_500, REST.span.start_ms + 1))
    later = PromptPlayed(NOW, PromptId("p4"), Span(over.span.end_ms if over.span else 0, 9_000))
    assert going_on.whole(after(begun(), over, later), REST) is not None
    before = PromptPlayed(NOW, PromptId("p3"), Span(6_500, REST.span.start_ms))
    assert going_on.whole(after(begun(), before, later), REST) is None


def test_cutting_our_answer_off_does_not_end_it() -> None:
    assert going_on.whole(after(begun(), PromptInterrupted(NOW, PromptId("p3"))), REST) is not None


def test_the_words_together_come_to_what_they_would_have_in_one_go() -> None:
    whole = said("where is 471203", Name.ORDER_STATUS, ("order", "471203"))
    cut_off = after(begun(), OrdersFound(NOW, ()))
    in_two = manager.advance(cut_off, replace(whole, goes_on=True))
    in_one = manager.advance(greeted(), whole)
    assert without_numbers(in_two) == without_numbers(in_one)


def without_numbers(step: Step) -> Step:
    """Of prompts."""
    state = replace(step.state, prompts=0, said=(), asked=None, begun=None)
    return Step(state, tuple(action for action in step.actions if not isinstance(action, Say | Ask)))


def test_prompts_are_never_counted_anew() -> None:
    cut_off = after(begun(), OrdersFound(NOW, ()))
    assert cut_off.prompts > greeted().prompts
    again = manager.advance(cut_off, said("hello", Name.GREETING, span=FIRST, goes_on=True))
    assert again.state.prompts > cut_off.prompts


def test_who_goes_on_may_go_on_once_more() -> None:
    first = begun()
    second = after(
        first, said("where is my order with", Name.ORDER_STATUS, span=Span(5_000, 8_000), goes_on=True)
    )
    third = going_on.whole(second, Utterance("the lamp", 0.9, span=Span(9_000, 9_500)))
    assert third is not None
    assert third.text == "where is my order with the lamp"
    assert second.begun is not None
    assert second.begun.state == replace(greeted(), begun=None)


def test_a_goodbye_that_was_cut_off_is_taken_back() -> None:
    leaving = begun(said("never mind", Name.CANCEL, span=FIRST))
    assert leaving.ended
    whole = said("never mind the lamp where is my order", Name.ORDER_STATUS, goes_on=True)
    assert not after(leaving, whole).ended


def test_what_was_done_is_never_taken_back() -> None:
    asked = after(
        greeted(), said("the usual", Name.REORDER, span=FIRST), OrdersFound(NOW, (order("471203", COFFEE),))
    )
    offered = after(asked, QuoteReady(NOW, quote(COFFEE)))
    assert isinstance(offered.task, Confirming)
    heard = after(offered, PromptPlayed(NOW, offered.task.read.prompt, Span(8_000, 9_000)))
    done = after(heard, yes("yes", span=Span(9_500, 9_900)))
    assert done.begun is None
    goes_on = said(
        "yes with the lamp", Name.ANSWER, answer=Answer.YES, span=Span(9_500, 11_000), goes_on=True
    )
    assert after(done, goes_on).task == done.task


def test_only_open_requests_are_gone_on_with() -> None:
    state = replace(greeted(), expects=YesNo())
    assert after(state, said("where is my order", Name.ORDER_STATUS, span=FIRST)).begun is None
    assert isinstance(greeted().expects, Anything)
    assert isinstance(greeted().task, Idle)
