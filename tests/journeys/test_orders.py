"""Calls in which somebody orders, or nearly does."""

from __future__ import annotations

import pytest

from ringup.cli.demo import SCRIPT
from ringup.telephony.standin.events import EndedBy, Kind
from tests.journeys import callers
from tests.journeys.callers import Journey
from tests.journeys.households import DEAR_PIN
from tests.journeys.outcome import POSTCODE, Ends, Outcome
from tests.journeys.sound import last_loud_ms

COFFEE = "house-blend-whole"
ONE, TWO, THREE = 17_45, 29_95, 42_45
"""What so many bags of it cost, delivered."""

YIELDS_WITHIN_MS = 2_000
"""tau-voice's: who has not fallen silent by then has not been stopped."""

UNDER_WAY_MS = 100
"""Two packets of 20 ms may be, sound is looked at in steps of 20 ms, and on a busy machine the carrier tells
late of what happened."""

GREETED = ["greeting", "how_can_i_help"]
TOLD = ["ask_postcode", POSTCODE, "identified"]
KEYED = ["ask_postcode...", "identified"]
ASKED = [*GREETED, "> the usual please"]
SKIPPED = ["greeting...", *KEYED]
"""With key 1, and with five more."""

READ_BACK = ["read_back", "confirm"]
ORDERED = [*READ_BACK, "> yes please", "placed..."]
"""And hung up."""


def the_order(outcome: Outcome, quantity: int, total_minor: int) -> None:
    """There is exactly this one, and the ledger, the archive and the evidence agree."""
    [order] = outcome.orders
    assert (order.items, order.total_minor) == (((COFFEE, quantity),), total_minor)
    assert outcome.ledger == (order.number,)
    assert outcome.record.summary.orders == (order.number,)
    assert outcome.purchase.order == order.number
    assert len(outcome.actions("Commit")) == 1


def no_order(outcome: Outcome) -> None:
    assert (outcome.orders, outcome.ledger, outcome.record.purchases) == ((), (), ())
    assert outcome.record.summary.orders == ()
    assert outcome.actions("Commit") == []


def test_the_demo_orders_three_and_finds_a_parcel(ends: Ends) -> None:
    outcome = ends.of(callers.follows_the_demo)
    the_order(outcome, 3, THREE)
    assert [line for line in outcome.talk if not line.startswith(">")] == [
        *GREETED,
        *("ask_postcode", "identified"),
        *("read_back", "confirm", "read_back", "confirm", "placed", "anything_else"),
        *("order_status", "anything_else", "goodbye"),
    ]
    assert len(outcome.caller_said) == len(SCRIPT)
    [status] = (turn.text for turn in outcome.turns if "desk lamp" in turn.text)
    assert "four seven one, two zero three" in status


def test_the_assistant_hangs_up_when_its_goodbye_was_heard(ends: Ends) -> None:
    outcome = ends.of(callers.follows_the_demo)
    goodbye = outcome.assistant_turns[-1]
    [end] = outcome.call.happened(Kind.ENDED)
    assert end.detail == outcome.call.ended_by == EndedBy.ASSISTANT
    assert goodbye.prompt == outcome.call.happened(Kind.MARK)[-1].detail
    assert outcome.begins_at_ms + goodbye.end_ms <= round(end.at * 1000) + 40


def test_an_interruption_stops_the_sound_at_once(ends: Ends) -> None:
    """How soon is measured in bench; here it is not to be missed."""
    outcome = ends.of(callers.interrupts_the_price)
    track = outcome.call.assistant_track.samples
    began = round(outcome.call.happened(Kind.CALLER_BEGAN)[2].at * 1000)
    clears = (round(event.at * 1000) for event in outcome.call.happened(Kind.CLEAR))
    cleared = next(at for at in clears if at > began)  # a filler may have been cleared before
    assert last_loud_ms(track, began - 500, began) > began - 500
    assert last_loud_ms(track, began, cleared + 500) <= cleared + UNDER_WAY_MS
    assert cleared - began < YIELDS_WITHIN_MS


def test_a_yes_to_an_interrupted_price_orders_nothing(ends: Ends) -> None:
    outcome = ends.of(callers.interrupts_the_price)
    no_order(outcome)
    assert outcome.talk[:7] == [*ASKED, *TOLD, "read_back..."]
    assert outcome.caller_said[-1] == "yes please"
    assert outcome.talk[outcome.talk.index("> yes please") + 1] == "hear_me_out"


def test_a_changed_number_is_read_back_again(ends: Ends) -> None:
    outcome = ends.of(callers.changes_the_number)
    the_order(outcome, 2, TWO)
    again = [*READ_BACK, "> yes please", "placed", "anything_else"]
    assert outcome.talk == [*SKIPPED, *READ_BACK, "> yes but make it two", *again]


def test_a_yes_into_the_price_is_none(ends: Ends) -> None:
    """It is a listener's yes, or cuts the price off; the question that follows stays open."""
    outcome = ends.of(callers.says_yes_too_early)
    no_order(outcome)
    assert outcome.talk[-2:] == READ_BACK


def test_a_key_says_yes(ends: Ends) -> None:
    outcome = ends.of(callers.presses_one)
    the_order(outcome, 1, ONE)
    assert outcome.talk == [*ASKED, *KEYED, *READ_BACK, "placed..."]
    assert (outcome.purchase.answer, outcome.purchase.answered_by) == ("1", "key")


def test_a_key_says_no(ends: Ends) -> None:
    outcome = ends.of(callers.presses_two)
    no_order(outcome)
    left = ["> never mind", "dropped", "anything_else", "> no", "goodbye"]
    assert outcome.talk == [*SKIPPED, *READ_BACK, "what_to_change", *left]
    assert outcome.call.ended_by is EndedBy.ASSISTANT


def test_a_dear_order_takes_the_pin_and_writes_it_down_nowhere(ends: Ends) -> None:
    outcome = ends.of(callers.keys_the_pin)
    [order] = outcome.orders
    assert (order.items, order.total_minor) == ((("catering-coffee", 2),), 238_00)
    assert outcome.talk == [*SKIPPED, "ask_pin", *ORDERED]
    assert outcome.wrote_down(DEAR_PIN) == []
    assert outcome.wrote_down(order.number) == ["call.json", "events.jsonl", "evidence.jsonl"]


def test_a_texted_code_proves_who_calls_and_is_written_down_nowhere(ends: Ends) -> None:
    outcome = ends.of(callers.gets_a_text)
    the_order(outcome, 1, ONE)
    told = ["greeting...", "ask_postcode", "> no", "ask_code...", "identified"]
    assert outcome.talk == [*told, *ORDERED]
    code = "".join(event.detail for event in outcome.call.happened(Kind.PRESSED))[1:]
    assert len(code) == 6
    assert outcome.wrote_down(code) == []


def test_who_hangs_up_with_the_yes_on_their_lips_has_ordered_nothing(ends: Ends) -> None:
    outcome = ends.of(callers.hangs_up_with_the_yes)
    no_order(outcome)
    assert outcome.talk == [*SKIPPED, *READ_BACK]


def test_a_hang_up_does_not_undo_a_yes_that_was_heard(ends: Ends) -> None:
    outcome = ends.of(callers.hangs_up_at_the_commit)
    the_order(outcome, 1, ONE)
    assert outcome.talk[:6] == [*SKIPPED, *READ_BACK, "> yes please"]
    assert outcome.call.ended_by is EndedBy.CALLER


@pytest.mark.parametrize(
    "journey",
    [
        callers.follows_the_demo,
        callers.changes_the_number,
        callers.hangs_up_at_the_commit,
        callers.presses_one,
        callers.keys_the_pin,
        callers.gets_a_text,
        callers.stalls,
        callers.is_cut_off_in_the_read_back,
        callers.is_cut_off_after_the_yes,
        callers.comes_in_twice,
    ],
)
def test_no_order_without_its_evidence(ends: Ends, journey: Journey) -> None:
    """The read-back was heard to its end, the answer came after it, and both are in the transcript."""
    outcome = ends.of(journey)
    purchase = outcome.purchase
    assert purchase.read_back_start_ms < purchase.read_back_end_ms <= purchase.answer_start_ms
    assert purchase.answer_start_ms <= purchase.answer_end_ms <= outcome.record.summary.duration_ms
    read_backs = [t for t in outcome.assistant_turns if t.start_ms == purchase.read_back_start_ms]
    assert [(t.end_ms, t.interrupted) for t in read_backs] == [(purchase.read_back_end_ms, False)]
    if purchase.answered_by == "voice":
        [said] = (t for t in outcome.turns if t.start_ms == purchase.answer_start_ms)
        assert (said.text, said.end_ms) == (purchase.answer, purchase.answer_end_ms)


def test_maybe_is_no_yes_and_silence_even_less(ends: Ends) -> None:
    outcome = ends.of(callers.says_maybe)
    no_order(outcome)
    doubts = ["confirm_clearly", "confirm_clearly", "confirm_clearly", "no_hurry"]
    end = ["dropped", "silent_goodbye"]
    assert outcome.talk[:4] == ["greeting...", "> the usual please", *KEYED]
    assert outcome.talk[4:] == [*READ_BACK, "> maybe", *doubts, *end]
    assert outcome.call.ended_by is EndedBy.ASSISTANT
