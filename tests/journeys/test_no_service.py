"""Callers whom the shop cannot serve, or cannot hear."""

from __future__ import annotations

from ringup.telephony.standin.events import EndedBy
from tests.journeys import callers, faults
from tests.journeys.outcome import Ends
from tests.journeys.test_orders import GREETED, READ_BACK, SKIPPED, no_order


def test_a_stranger_is_asked_who_they_are_and_may_leave_it(ends: Ends) -> None:
    outcome = ends.of(callers.is_a_stranger)
    no_order(outcome)
    asked = ["> i'd like to reorder the usual", "why_identify", "ask_name"]
    left = ["> never mind", "left_as_it_is", "anything_else", "> no", "goodbye"]
    assert outcome.talk == [*GREETED, *asked, *left]
    assert outcome.assistant_turns[0].text.startswith("Hello. ")
    assert outcome.call.ended_by is EndedBy.ASSISTANT


def test_somebody_without_orders(ends: Ends) -> None:
    outcome = ends.of(callers.has_no_history)
    no_order(outcome)
    where = ["> where is my order", "no_orders", "anything_else"]
    assert outcome.talk == [*SKIPPED, "no_history", "anything_else", *where, "> goodbye", "goodbye"]
    assert outcome.call.ended_by is EndedBy.ASSISTANT


def test_nobody_hears_of_other_peoples_orders(ends: Ends) -> None:
    outcome = ends.of(callers.asks_for_an_unknown_order)
    assert outcome.talk[-2:] == ["order_unknown", "which_order"]
    assert not any("lamp" in turn.text for turn in outcome.turns)


def test_who_only_has_the_number_hears_no_more_than_a_name(ends: Ends) -> None:
    """What is said to the owner of a number before they proved to be that."""
    for journey in (callers.presses_one, callers.gets_a_text, callers.asks_for_an_unknown_order):
        outcome = ends.of(journey)
        before = outcome.assistant_turns[: outcome.spoken_keys.index("identified")]
        said = " ".join(turn.text for turn in before).lower()
        assert not any(word in said for word in ("rivera", "harbour street,", "coffee", "visa", "lamp"))
        assert outcome.actions("JudgeCaller") or outcome.actions("CheckSecret")


def test_an_empty_shop_says_so_and_hangs_up(ends: Ends) -> None:
    outcome = ends.what(faults.empty_shop)
    assert outcome.talk == ["shop_empty"]
    assert outcome.call.ended_by is EndedBy.ASSISTANT


def test_silence_is_asked_about_twice_and_then_let_go(ends: Ends) -> None:
    outcome = ends.of(callers.says_nothing)
    asked = ["still_there", "how_can_i_help", "examples", "how_can_i_help", "no_hurry"]
    assert outcome.talk == [*GREETED, *asked, "silent_goodbye"]
    assert outcome.call.ended_by is EndedBy.ASSISTANT


def test_who_thinks_of_something_in_the_goodbye_is_not_hung_up_on(ends: Ends) -> None:
    outcome = ends.of(callers.speaks_into_the_goodbye)
    asked = ["> wait a second", "still_here", "how_can_i_help"]
    assert outcome.talk == [*GREETED, "> goodbye", "goodbye...", *asked, "> goodbye", "goodbye"]
    assert outcome.call.ended_by is EndedBy.ASSISTANT


def test_noise_orders_nothing_and_is_answered(ends: Ends) -> None:
    outcome = ends.of(callers.is_only_noise)
    no_order(outcome)
    assert outcome.talk[:5] == [*SKIPPED, *READ_BACK]
    assert len(outcome.assistant_turns) > 3


def test_a_hang_up_in_mid_sentence_is_the_end(ends: Ends) -> None:
    outcome = ends.of(callers.hangs_up_mid_sentence)
    no_order(outcome)
    assert outcome.talk == GREETED
    assert outcome.record.summary.outcome == "ended"
