from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ringup.skills.dialogue import manager, repair
from ringup.skills.dialogue.actions import Ask, CheckSecret, Commit, PrepareQuote, Say
from ringup.skills.dialogue.events import (
    CallResumed,
    CommitFailed,
    CommitFailure,
    Committed,
    CustomerFound,
    DeskFailed,
    Event,
    KeyPressed,
    OrdersFound,
    PromptPlayed,
    QuoteReady,
    SecretChecked,
    SilencePassed,
)
from ringup.skills.dialogue.prompts import Key
from ringup.skills.dialogue.proposals import PlaceOrder
from ringup.skills.dialogue.quiet import Quiet
from ringup.skills.dialogue.state import Step
from ringup.skills.intent import Answer, Name
from ringup.skills.policy import Secret
from ringup.skills.shop import Item, Receipt
from ringup.skills.shopping.proposal_stages import Committing, Confirming
from ringup.skills.shopping.reorder import usual
from ringup.skills.shopping.stages import Idle
from ringup.skills.values import OrderNumber, Sku
from tests.skills.scenes import COFFEE, LAMP, NOW, SAM, order, quote, said, started, usd, yes

USUAL = said("the usual", Name.REORDER)
TWO = replace(COFFEE, quantity=2)


def play(*events: Event) -> Step:
    """Greeted as Sam, then these events; read-backs and questions are heard as they come."""
    step = manager.advance(manager.begin(started()).state, CustomerFound(NOW, SAM))
    for event in events:
        step = after(step, event)
    return step


def after(step: Step, event: Event) -> Step:
    state = step.state
    for prompt in state.said:
        state = manager.advance(state, PromptPlayed(NOW, prompt.id)).state
    return manager.advance(state, event)


def keys(step: Step) -> list[Key]:
    return [action.prompt.key for action in step.actions if isinstance(action, Say | Ask)]


def at_read_back() -> tuple[Event, ...]:
    return USUAL, OrdersFound(NOW, (order("471203", COFFEE),)), QuoteReady(NOW, quote(COFFEE))


def test_the_usual_is_quoted_read_back_and_placed_on_a_yes() -> None:
    step = play(*at_read_back())
    assert keys(step) == [Key.READ_BACK, Key.CONFIRM]
    step = after(step, yes())
    [commit] = step.actions
    assert isinstance(commit, Commit)
    receipt = Receipt(commit.confirmed.key, OrderNumber("500001"), usd(1745), date(2026, 11, 22), NOW)
    step = after(step, Committed(NOW, receipt))
    assert keys(step) == [Key.PLACED, Key.ANYTHING_ELSE]
    assert step.state.placed[0].receipt == receipt


def test_the_usual_is_what_was_ordered_most_often() -> None:
    lamp_once = order("3", LAMP, days_ago=1)
    assert usual((lamp_once, order("2", COFFEE), order("1", COFFEE))) == (COFFEE,)
    assert usual((lamp_once, order("2", COFFEE))) == (LAMP,)


def test_the_last_order_when_asked_for() -> None:
    history = (order("3", LAMP), order("2", COFFEE), order("1", COFFEE))
    step = play(said("same as last time", Name.REORDER, ("order", "last")), OrdersFound(NOW, history))
    assert step.actions == (PrepareQuote(SAM.id, (Item(LAMP.sku, 1),)),)


def test_one_product_of_an_old_order_in_another_quantity() -> None:
    wish = said("two more coffees", Name.REORDER, ("product", "coffee"), ("quantity", "2"))
    step = play(wish, OrdersFound(NOW, (order("1", LAMP, COFFEE),)))
    assert step.actions == (PrepareQuote(SAM.id, (Item(COFFEE.sku, 2),)),)


def test_yes_but_make_it_two_is_read_back_anew() -> None:
    change = said("yes but make it two", Name.CHANGE_QUANTITY, ("quantity", "2"))
    step = play(*at_read_back(), change)
    assert step.actions == (PrepareQuote(SAM.id, (Item(COFFEE.sku, 2),)),)
    step = after(step, QuoteReady(NOW, quote(TWO)))
    assert keys(step) == [Key.READ_BACK, Key.CONFIRM]
    assert isinstance(step.state.task, Confirming)
    proposal = step.state.task.proposal
    assert isinstance(proposal, PlaceOrder)
    assert proposal.lines == (TWO,)


def test_a_yes_before_the_read_back_was_heard_gets_it_read_again() -> None:
    step = play(*at_read_back())
    step = manager.advance(step.state, yes())
    assert keys(step) == [Key.HEAR_ME_OUT, Key.READ_BACK, Key.CONFIRM]


@pytest.mark.parametrize("answer", [said("maybe", Name.ANSWER, answer=Answer.UNSURE), yes("okay")])
def test_a_doubtful_answer_is_asked_again_and_in_the_end_put_aside(answer: Event) -> None:
    step = play(*at_read_back(), answer)
    assert keys(step) == [Key.CONFIRM_CLEARLY]
    for _ in range(2):
        step = after(step, answer)
    assert keys(after(step, answer)) == [Key.DROPPED, Key.ANYTHING_ELSE]


def test_no_asks_what_to_change_and_never_mind_drops_it() -> None:
    step = play(*at_read_back(), said("no", Name.ANSWER, answer=Answer.NO))
    assert keys(step) == [Key.WHAT_TO_CHANGE]
    assert keys(after(step, said("never mind", Name.CANCEL))) == [Key.DROPPED, Key.ANYTHING_ELSE]


def test_of_several_lines_the_caller_says_which_one_to_change() -> None:
    both = (
        USUAL,
        OrdersFound(NOW, (order("1", COFFEE, LAMP),)),
        QuoteReady(NOW, quote(COFFEE, LAMP)),
    )
    step = play(*both, said("make it two", Name.CHANGE_QUANTITY, ("quantity", "2")))
    assert keys(step) == [Key.WHICH_ITEM]
    step = after(step, said("the lamp", Name.CHOOSE, ("choice", "desk lamp")))
    assert step.actions == (PrepareQuote(SAM.id, (COFFEE.item, Item(LAMP.sku, 2))),)


def test_the_same_order_minutes_ago_is_mentioned() -> None:
    recent = order("471203", COFFEE, days_ago=0)
    step = play(USUAL, OrdersFound(NOW, (recent,)), QuoteReady(NOW, quote(COFFEE)))
    assert keys(step) == [Key.READ_BACK_REPEAT, Key.CONFIRM]


def test_ordering_the_same_twice_in_a_call_has_two_keys() -> None:
    step = after(play(*at_read_back()), yes())
    first = step.actions[0]
    assert isinstance(first, Commit)
    receipt = Receipt(first.confirmed.key, OrderNumber("1"), usd(1), date(2026, 11, 22), NOW)
    step = after(step, Committed(NOW, receipt))
    for event in at_read_back():
        step = after(step, event)
    assert keys(step)[0] is Key.READ_BACK_REPEAT
    second = after(step, yes()).actions[0]
    assert isinstance(second, Commit)
    assert second.confirmed.key != first.confirmed.key


def test_a_dear_order_needs_the_pin_before_it_is_read_back() -> None:
    dear = quote(replace(LAMP, quantity=9))
    step = play(USUAL, OrdersFound(NOW, (order("1", LAMP),)), QuoteReady(NOW, dear))
    assert keys(step) == [Key.ASK_PIN]
    for key in "432":
        step = after(step, KeyPressed(NOW, key))
        assert step.actions == ()
    step = after(step, KeyPressed(NOW, "1"))
    assert step.actions == (CheckSecret(Secret.PIN, SAM.id, "4321"),)
    assert keys(after(step, SecretChecked(NOW, True))) == [Key.READ_BACK, Key.CONFIRM]
    assert keys(after(step, SecretChecked(NOW, False))) == [Key.WRONG_PIN, Key.PIN_AGAIN]


def test_a_customer_without_a_pin_cannot_order_dearly() -> None:
    start = manager.begin(started()).state
    plain = replace(SAM, has_pin=False)
    step = manager.advance(start, CustomerFound(NOW, plain))
    for event in (USUAL, OrdersFound(NOW, (order("1", LAMP),))):
        step = after(step, event)
    step = after(step, QuoteReady(NOW, quote(replace(LAMP, quantity=9))))
    assert keys(step) == [Key.NO_PIN, Key.ANYTHING_ELSE]


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        (CommitFailure.NOT_RECORDED, [Key.NOT_PLACED, Key.ANYTHING_ELSE]),
        (CommitFailure.PENDING, [Key.PLACED_LATER, Key.ANYTHING_ELSE]),
        (CommitFailure.OUT_OF_STOCK, [Key.OFFER_CHANGED]),
    ],
)
def test_without_a_receipt_nobody_says_placed(reason: CommitFailure, expected: list[Key]) -> None:
    step = after(play(*at_read_back()), yes())
    assert isinstance(step.state.task, Committing)
    step = after(step, CommitFailed(NOW, step.state.task.key, reason))
    assert keys(step) == expected
    assert step.state.placed == ()


@pytest.mark.parametrize("left", [0, 1])
def test_what_is_short_in_stock_is_said_and_the_rest_is_offered(left: int) -> None:
    short = quote(missing=(replace(COFFEE, quantity=left),))
    step = play(USUAL, OrdersFound(NOW, (order("1", COFFEE),)), QuoteReady(NOW, short))
    if left:
        assert keys(step) == [Key.NOT_ENOUGH]
        assert step.actions[-1] == PrepareQuote(SAM.id, (Item(COFFEE.sku, 1),))
    else:
        assert keys(step) == [Key.NOT_ENOUGH, Key.ANYTHING_ELSE]


@pytest.mark.parametrize("event", [OrdersFound(NOW, ()), DeskFailed(NOW)])
def test_without_history_or_records_the_caller_is_told(event: Event) -> None:
    step = play(USUAL, event)
    assert keys(step)[0] in (Key.NO_HISTORY, Key.DESK_DOWN)
    assert isinstance(step.state.task, Idle)


def test_one_word_that_fits_several_products_means_the_newest_bought_of_them() -> None:
    dark = replace(COFFEE, sku=Sku("dark"), product="dark-roast", name="dark roast coffee")
    wish = said("the coffee again", Name.REORDER, ("product", "dark-roast"), ("product", "coffee"))
    step = play(wish, OrdersFound(NOW, (order("2", COFFEE), order("1", dark))))
    assert step.actions == (PrepareQuote(SAM.id, (COFFEE.item,)),)


def test_one_more_of_a_line_still_means_one_more_after_asking_which() -> None:
    both = (USUAL, OrdersFound(NOW, (order("1", COFFEE, LAMP),)), QuoteReady(NOW, quote(TWO, LAMP)))
    step = play(*both, said("one more", Name.CHANGE_QUANTITY, ("delta", "1")))
    step = after(step, said("the coffee", Name.CHOOSE, ("product", "coffee")))
    assert step.actions == (PrepareQuote(SAM.id, (Item(COFFEE.sku, 3), LAMP.item)),)


def test_a_yes_that_was_hardly_heard_is_asked_for_again() -> None:
    step = play(*at_read_back(), yes(confidence=0.2))
    assert keys(step) == [Key.DID_NOT_CATCH, Key.CONFIRM]


def test_a_pause_ends_what_was_keyed_in_and_is_no_silence() -> None:
    """Which of the keys was the last is known after the shortest of waits."""
    step = play(*at_read_back(), KeyPressed(NOW, "2"), KeyPressed(NOW, "1"), KeyPressed(NOW, "0"))
    assert (step.actions, repair.quiet(step.state)) == ((), Quiet.KEYING)
    step = after(step, SilencePassed(NOW))
    assert step.actions == (PrepareQuote(SAM.id, (Item(COFFEE.sku, 10),)),)
    assert (step.state.silences, step.state.hold) == (0, None)


@pytest.mark.parametrize("between", [CallResumed(NOW), said("mumble", Name.UNCLEAR)])
def test_what_comes_between_keys_begins_the_number_anew(between: Event) -> None:
    step = play(*at_read_back(), KeyPressed(NOW, "2"), KeyPressed(NOW, "1"), between)
    step = after(after(step, KeyPressed(NOW, "3")), KeyPressed(NOW, "#"))
    assert step.actions == (PrepareQuote(SAM.id, (Item(COFFEE.sku, 3),)),)
