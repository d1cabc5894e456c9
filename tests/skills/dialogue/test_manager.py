from __future__ import annotations

import pytest

from ringup.skills.dialogue import manager
from ringup.skills.dialogue.actions import Ask, FindCustomer, FindOrders, HangUp, Say
from ringup.skills.dialogue.events import (
    CallResumed,
    CustomerFound,
    DeskFailed,
    Event,
    OrdersFound,
    QuoteReady,
    SilencePassed,
)
from ringup.skills.dialogue.prompts import Key
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


def test_silence_is_asked_about_twice_then_the_line_is_closed() -> None:
    step = play(SilencePassed(NOW))
    assert keys(step) == [Key.STILL_THERE, Key.HOW_CAN_I_HELP]
    step = after(after(step, SilencePassed(NOW)), SilencePassed(NOW))
    assert keys(step) == [Key.SILENT_GOODBYE]
    assert isinstance(step.actions[-1], HangUp)


def test_silence_at_a_read_back_orders_nothing() -> None:
    step = play(*at_read_back(), *[SilencePassed(NOW)] * 3)
    assert keys(step) == [Key.DROPPED, Key.SILENT_GOODBYE]


def test_an_echo_is_no_turn() -> None:
    step = play(*at_read_back(), yes(echo=True))
    assert step.actions == ()


def test_repeat_says_all_of_the_last_turn() -> None:
    step = play(said("where is it", Name.ORDER_STATUS), OrdersFound(NOW, (order("1", LAMP),)))
    again = after(step, said("say that again", Name.REPEAT))
    assert keys(again) == [Key.ORDER_STATUS, Key.ANYTHING_ELSE]
    prompts = [a.prompt.values for a in again.actions if isinstance(a, Say | Ask)]
    assert prompts == [p.values for p in step.state.said]


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


def test_nothing_happens_after_the_goodbye() -> None:
    step = play(said("bye", Name.GOODBYE), USUAL, QuoteReady(NOW, quote(COFFEE)), yes())
    assert step.actions == ()
