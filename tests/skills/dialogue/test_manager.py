from __future__ import annotations

from dataclasses import replace

import pytest

from ringup.skills.dialogue import manager, repair
from ringup.skills.dialogue.actions import Ask, Commit, FindCustomer, FindOrders, HangUp, Say
from ringup.skills.dialogue.events import (
    CallResumed,
    Channel,
    CustomerFound,
    DeskFailed,
    Event,
    HungUp,
    KeyPressed,
    OrdersFound,
    PromptInterrupted,
    PromptPlayed,
    QuoteReady,
    SilencePassed,
)
from ringup.skills.dialogue.expectations import Digits
from ringup.skills.dialogue.prompts import Key, Prompt
from ringup.skills.dialogue.quiet import Quiet
from ringup.skills.dialogue.state import Step
from ringup.skills.intent import Answer, Name
from tests.skills.scenes import COFFEE, LAMP, NOW, SAM, SAM_PHONE, order, quote, said, started, yes
from tests.skills.shopping.test_reorder import USUAL, after, at_read_back, keys, play

NONSENSE = said("blue monday", Name.UNCLEAR)


def test_a_known_caller_is_greeted_by_name() -> None:
    step = manager.begin(started())
    assert step.actions == (FindCustomer(SAM_PHONE),)
    step = manager.advance(step.state, CustomerFound(NOW, SAM))
    assert step.state.said[0].value("name") == "Sam"
    assert keys(step) == [Key.GREETING, Key.HOW_CAN_I_HELP]


def test_an_unknown_caller_is_greeted_and_told_why_nothing_can_be_ordered() -> None:
    step = manager.advance(manager.begin(started()).state, CustomerFound(NOW, None))
    assert keys(step) == [Key.GREETING, Key.HOW_CAN_I_HELP]
    assert keys(after(step, USUAL)) == [Key.STRANGER, Key.ANYTHING_ELSE]


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (CustomerFound(NOW, None), [Key.STRANGER, Key.ANYTHING_ELSE]),
        (DeskFailed(NOW), [Key.DESK_DOWN, Key.ANYTHING_ELSE]),
    ],
)
def test_a_caller_who_could_not_be_looked_up_is_looked_up_when_they_ask(
    event: Event, expected: list[Key]
) -> None:
    step = after(manager.advance(manager.begin(started()).state, DeskFailed(NOW)), USUAL)
    assert step.actions == (FindCustomer(SAM_PHONE),)
    assert keys(after(step, event)) == expected
    assert after(step, CustomerFound(NOW, SAM)).actions == (FindOrders(SAM.id),)


def test_an_empty_shop_says_so_and_hangs_up() -> None:
    step = manager.begin(started(products=0))
    assert keys(step) == [Key.SHOP_EMPTY]
    assert step.state.ended


def test_not_understood_gets_more_help_each_time_then_a_goodbye() -> None:
    step = play(NONSENSE)
    assert keys(step) == [Key.DID_NOT_CATCH, Key.HOW_CAN_I_HELP]
    step = after(step, NONSENSE)
    assert keys(step) == [Key.DID_NOT_UNDERSTAND, Key.EXAMPLES, Key.HOW_CAN_I_HELP]
    step = after(after(step, NONSENSE), NONSENSE)
    assert keys(step) == [Key.GIVING_UP]
    assert step.state.ended


def test_being_understood_resets_the_count() -> None:
    step = play(NONSENSE, NONSENSE, said("help", Name.HELP), NONSENSE)
    assert keys(step) == [Key.DID_NOT_CATCH, Key.HOW_CAN_I_HELP]


SILENCE = SilencePassed(NOW)
WAIT = said("hold on", Name.WAIT)


def test_each_silence_is_answered_in_another_way_then_the_line_is_closed() -> None:
    step = play(SILENCE)
    assert keys(step) == [Key.STILL_THERE, Key.HOW_CAN_I_HELP]
    assert keys(step := after(step, SILENCE)) == [Key.EXAMPLES, Key.HOW_CAN_I_HELP]
    assert keys(step := after(step, SILENCE)) == [Key.NO_HURRY]
    assert keys(step := after(step, SILENCE)) == [Key.SILENT_GOODBYE]
    assert isinstance(step.actions[-1], HangUp)


def test_silence_at_a_read_back_orders_nothing() -> None:
    step = play(*at_read_back(), SILENCE, SILENCE)
    assert keys(step) == [Key.HOW_YES_NO, Key.CONFIRM]
    assert keys(after(after(step, SILENCE), SILENCE)) == [Key.DROPPED, Key.SILENT_GOODBYE]


def test_a_question_that_says_how_to_answer_needs_no_more() -> None:
    doubtful = said("maybe", Name.ANSWER, answer=Answer.UNSURE)
    assert keys(play(*at_read_back(), doubtful, SILENCE, SILENCE)) == [Key.CONFIRM_CLEARLY]


def test_a_word_begins_the_silences_anew() -> None:
    step = after(play(SILENCE, SILENCE, said("help", Name.HELP)), SILENCE)
    assert keys(step) == [Key.STILL_THERE, Key.HOW_CAN_I_HELP]


def test_each_silence_may_last_longer() -> None:
    quiet = [repair.quiet(play(*[SILENCE] * silences).state) for silences in range(4)]
    assert quiet == [Quiet.ASKED, Quiet.ASKED_AGAIN, Quiet.TOLD_HOW, Quiet.TOLD_HOW]
    looking = replace(play(SILENCE).state, expects=Digits("order", (6,)))
    assert repair.quiet(looking) is Quiet.NUMBER


def test_who_asks_us_to_wait_is_given_time_and_then_asked_as_anybody() -> None:
    step = play(*at_read_back(), WAIT)
    assert (keys(step), repair.quiet(step.state)) == ([], Quiet.HELD)
    step = after(step, SILENCE)
    assert (keys(step), repair.quiet(step.state)) == ([Key.TAKE_YOUR_TIME], Quiet.GIVEN_TIME)
    step = after(step, SILENCE)
    assert keys(step) == [Key.CONFIRM]
    assert repair.quiet(step.state) is Quiet.ASKED_AGAIN


@pytest.mark.parametrize("event", [said("help", Name.HELP), KeyPressed(NOW, "5"), CallResumed(NOW)])
def test_a_wait_is_over_when_something_happens(event: Event) -> None:
    assert repair.quiet(after(play(WAIT, SILENCE), event).state) is Quiet.ASKED


def test_by_text_a_wait_is_answered() -> None:
    begun = manager.begin(replace(started(), channel=Channel.TEXT))
    step = after(manager.advance(begun.state, CustomerFound(NOW, SAM)), WAIT)
    assert keys(step) == [Key.TAKE_YOUR_TIME]


def test_an_echo_is_no_turn() -> None:
    step = play(*at_read_back(), yes(echo=True))
    assert step.actions == ()


def test_repeat_says_all_of_the_last_turn() -> None:
    step = play(said("where is it", Name.ORDER_STATUS), OrdersFound(NOW, (order("1", LAMP),)))
    again = after(step, said("say that again", Name.REPEAT))
    assert keys(again) == [Key.ORDER_STATUS, Key.ANYTHING_ELSE]
    prompts = [a.prompt.values for a in again.actions if isinstance(a, Say | Ask)]
    assert prompts == [p.values for p in step.state.said]


HASH = KeyPressed(NOW, "#")


def then(step: Step, *events: Event) -> Step:
    """What follows where no prompt is heard but as the events say."""
    for event in events:
        step = manager.advance(step.state, event)
    return step


def played(prompt: Prompt) -> Event:
    return PromptPlayed(NOW, prompt.id)


def commits(step: Step) -> bool:
    return any(isinstance(action, Commit) for action in step.actions)


def test_a_hash_before_the_read_back_sounds_lets_it_be_heard() -> None:
    """It was keyed in behind a number while a desk was still at work."""
    step = then(play(*at_read_back()), HASH)
    assert step.actions == ()
    assert not commits(then(step, yes()))
    assert commits(then(step, played(step.state.said[0]), yes()))


def test_a_hash_that_cuts_the_read_back_off_has_a_yes_count_once_it_was_heard() -> None:
    step = play(*at_read_back())
    step = then(step, *(PromptInterrupted(NOW, prompt.id) for prompt in step.state.said), HASH)
    assert keys(step) == [Key.READ_BACK, Key.CONFIRM]
    assert not commits(then(step, yes()))
    assert commits(then(step, played(step.state.said[0]), yes()))


def test_a_hash_goes_on_where_it_cut_the_answer_off_and_says_again_what_was_heard() -> None:
    step = play(said("where is it", Name.ORDER_STATUS), OrdersFound(NOW, (order("1", LAMP),)))
    status, question = step.state.said
    heard = then(step, played(status))
    assert then(heard, HASH).actions == ()
    assert keys(then(heard, PromptInterrupted(NOW, question.id), HASH)) == [Key.ANYTHING_ELSE]
    assert keys(then(heard, played(question), HASH)) == [Key.ORDER_STATUS, Key.ANYTHING_ELSE]


def test_asking_for_the_order_in_the_middle_of_a_read_back_comes_back_to_the_read_back() -> None:
    step = play(*at_read_back(), said("where is my lamp", Name.ORDER_STATUS, ("product", "lamp")))
    assert keys(step) == []
    step = after(step, OrdersFound(NOW, (order("1", LAMP),)))
    assert keys(step) == [Key.ORDER_STATUS, Key.BACK_TO_IT, Key.READ_BACK, Key.CONFIRM]


def test_a_line_that_comes_back_at_the_read_back_hears_all_of_it_again() -> None:
    step = manager.advance(play(*at_read_back()).state, CallResumed(NOW))
    assert keys(step) == [Key.RESUMED, Key.READ_BACK, Key.CONFIRM]
    assert not any(isinstance(a, HangUp) for a in after(step, yes()).actions)


def test_no_to_anything_else_ends_with_a_goodbye() -> None:
    step = play(said("no", Name.ANSWER, answer=Answer.NO))
    assert keys(step) == [Key.GOODBYE]
    assert step.state.ended


GOODBYE = said("bye", Name.GOODBYE)


def test_nothing_is_confirmed_into_a_goodbye() -> None:
    step = play(*at_read_back(), GOODBYE)
    assert keys(step) == [Key.DROPPED, Key.GOODBYE]
    assert after(step, yes()).actions == ()
    assert keys(after(step, KeyPressed(NOW, "5"))) == [Key.STILL_HERE, Key.HOW_CAN_I_HELP]


def test_a_request_into_the_goodbye_is_served() -> None:
    step = after(play(GOODBYE), USUAL)
    assert step.actions == (FindOrders(SAM.id),)
    assert not step.state.ended


@pytest.mark.parametrize("words", ["one more thing", "wait, I have another question", "hello?"])
def test_whoever_speaks_into_the_goodbye_is_asked_what_it_is(words: str) -> None:
    step = after(play(GOODBYE), said(words, Name.UNCLEAR))
    assert keys(step) == [Key.STILL_HERE, Key.HOW_CAN_I_HELP]
    assert not step.state.ended
    again = after(after(step, GOODBYE), said(words, Name.UNCLEAR))
    assert (again.actions, again.state.ended) == ((), True)


@pytest.mark.parametrize("words", ["thank you", "okay, bye", "no", "yes", "you too", "have a nice day"])
def test_politeness_does_not_open_a_call_again(words: str) -> None:
    step = after(play(GOODBYE), said(words, Name.UNCLEAR))
    assert (step.actions, step.state.ended) == ((), True)


def test_a_goodbye_that_was_cut_off_by_nothing_is_said_once_more() -> None:
    step = play(GOODBYE)
    assert after(step, said("", Name.UNCLEAR, confidence=0.0)).actions == ()
    step = after(step, PromptInterrupted(NOW, step.state.said[-1].id))
    step = after(step, said("", Name.UNCLEAR, confidence=0.0))
    assert keys(step) == [Key.GOODBYE]
    assert isinstance(step.actions[-1], HangUp)
    step = after(step, PromptInterrupted(NOW, step.state.said[-1].id))
    assert after(step, said("", Name.UNCLEAR, confidence=0.0)).actions == ()


def test_an_echo_of_the_goodbye_is_nobody() -> None:
    assert after(play(GOODBYE), yes("wait a moment", echo=True)).actions == ()


def test_nothing_happens_when_the_line_is_gone() -> None:
    for gone in (play(GOODBYE, HungUp(NOW)), manager.begin(started(products=0))):
        assert after(gone, USUAL).actions == ()


def test_by_text_a_goodbye_is_the_end() -> None:
    begun = manager.begin(replace(started(), channel=Channel.TEXT))
    step = after(manager.advance(begun.state, CustomerFound(NOW, SAM)), GOODBYE)
    assert after(step, USUAL).actions == ()


def test_desks_that_answer_into_the_goodbye_change_nothing() -> None:
    step = play(GOODBYE, QuoteReady(NOW, quote(COFFEE)), SILENCE, CallResumed(NOW))
    assert (step.actions, step.state.ended) == ((), True)


@pytest.mark.parametrize(
    ("agreement", "confidence", "heard"),
    [(0.0, 0.1, False), (0.5, 0.1, False), (0.8, 0.1, True), (1.0, 0.02, False), (0.0, 0.4, True)],
)
def test_what_was_hardly_heard_counts_where_its_other_readings_mean_the_same(
    agreement: float, confidence: float, heard: bool
) -> None:
    faint = said("where is my order", Name.ORDER_STATUS, confidence=confidence, agreement=agreement)
    step = play(started(), CustomerFound(NOW, SAM), faint)
    assert (step.actions == (FindOrders(SAM.id),)) is heard


def test_a_goodbye_that_was_hardly_heard_does_not_end_the_call() -> None:
    faint = said("good buy", Name.GOODBYE, confidence=0.1, agreement=1.0)
    step = play(started(), CustomerFound(NOW, SAM), faint)
    assert not any(isinstance(action, HangUp) for action in step.actions)
    assert keys(step)[0] is Key.DID_NOT_CATCH


def test_readings_that_agree_make_no_yes_sure() -> None:
    step = play(*at_read_back(), yes(confidence=0.2, agreement=1.0))
    assert keys(step) == [Key.DID_NOT_CATCH, Key.CONFIRM]


@pytest.mark.parametrize("words", ["bye", "thanks", "okay bye", "yes"])
def test_a_courtesy_into_a_goodbye_keeps_nothing_from_the_caller(words: str) -> None:
    step = then(play(*at_read_back()), GOODBYE)
    dropped, goodbye = step.state.said
    cut = (PromptInterrupted(NOW, dropped.id), PromptInterrupted(NOW, goodbye.id))
    again = then(step, *cut, said(words, Name.GOODBYE))
    assert keys(again) == [Key.DROPPED]
    assert isinstance(again.actions[-1], HangUp)
    once_more = then(again, PromptInterrupted(NOW, again.state.said[-1].id), said(words, Name.GOODBYE))
    assert (once_more.actions, once_more.state.ended) == ((), True)
    heard = then(step, played(dropped), PromptInterrupted(NOW, goodbye.id), said(words, Name.GOODBYE))
    assert (heard.actions, heard.state.ended) == ((), True)
