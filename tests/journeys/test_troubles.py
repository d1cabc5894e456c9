"""Lines that break, houses that are full, databases and disks that do not write, servers that die."""

from __future__ import annotations

import pytest

from ringup.telephony.standin.events import EndedBy, Kind
from ringup.telephony.twilio.webhook import ALL_BUSY
from tests.journeys import callers, crashes, faults
from tests.journeys.callers import Journey
from tests.journeys.crashes import Crash
from tests.journeys.outcome import Ends
from tests.journeys.sound import at, level
from tests.journeys.test_orders import (
    ASKED,
    GREETED,
    ONE,
    ORDERED,
    READ_BACK,
    SKIPPED,
    TOLD,
    no_order,
    the_order,
)


@pytest.mark.parametrize("journey", [callers.is_cut_off_in_the_read_back, callers.comes_in_twice])
def test_a_caller_who_comes_back_is_read_everything_again(ends: Ends, journey: Journey) -> None:
    outcome = ends.of(journey)
    the_order(outcome, 1, ONE)
    assert outcome.talk == [*SKIPPED, "read_back...", "resumed", *ORDERED]
    assert len(outcome.call.happened(Kind.STREAM_OPENED)) == 2
    assert outcome.call.happened(Kind.COMPLAINT) == []


def test_the_receipt_is_told_to_a_caller_who_was_cut_off_before_it(ends: Ends) -> None:
    outcome = ends.of(callers.is_cut_off_after_the_yes)
    the_order(outcome, 1, ONE)
    heard = [line for line in outcome.talk if not line.endswith("...")]
    assert heard == ["identified", *READ_BACK, "> yes please", "resumed", "placed"]


def test_nobody_comes_back_to_a_silent_line(ends: Ends) -> None:
    outcome = ends.of(callers.is_cut_off_in_the_goodbye)
    assert outcome.talk == [*GREETED, "> goodbye", "goodbye..."]
    assert outcome.call.ended_by is EndedBy.ASSISTANT


def test_who_hangs_up_off_the_line_keeps_no_place(ends: Ends) -> None:
    outcome = ends.of(callers.hangs_up_while_cut_off)
    no_order(outcome)
    assert outcome.talk == ["greeting..."]
    assert outcome.record.summary.outcome == "ended"


def test_a_call_outlives_garbage(ends: Ends) -> None:
    the_order(ends.of(callers.presses_one), 1, ONE)


def test_late_sound_is_heard_all_the_same(ends: Ends) -> None:
    outcome = ends.of(callers.stalls)
    the_order(outcome, 1, ONE)
    assert outcome.talk == [*ASKED, *TOLD, *ORDERED]


def test_a_full_disk_costs_the_recording_and_nothing_else(ends: Ends) -> None:
    outcome = ends.of(callers.has_a_full_disk)
    the_order(outcome, 1, ONE)
    assert outcome.talk == [*SKIPPED, *ORDERED]
    failed = [note for note in outcome.record.events if note.kind == "recording_failed"]
    assert len(failed) == 1


def test_an_unsigned_call_is_refused_and_not_noted(ends: Ends) -> None:
    refused, calls_noted = ends.what(faults.wrong_signature)
    assert "403" in str(refused)
    assert calls_noted == 0


def test_a_full_house_says_so(ends: Ends) -> None:
    unharmed, turned_away = ends.what(faults.locked_at_the_yes)
    assert [event.detail for event in turned_away.happened(Kind.SAID)] == [ALL_BUSY]
    assert turned_away.ended_by is EndedBy.SCRIPT
    assert turned_away.happened(Kind.STREAM_OPENED) == []
    assert len(unharmed.call.happened(Kind.STREAM_OPENED)) == 1
    assert unharmed.call.ended_by is EndedBy.CALLER


def test_a_locked_database_places_nothing_and_says_so(ends: Ends) -> None:
    outcome, _ = ends.what(faults.locked_at_the_yes)
    assert outcome.talk == [*SKIPPED, *READ_BACK, "> yes please", "not_placed", "anything_else"]
    assert (outcome.orders, outcome.ledger, outcome.record.purchases) == ((), (), ())


def test_what_could_not_be_placed_is_placed_later_and_once(ends: Ends) -> None:
    settling = ends.what(faults.out_of_reach_at_the_yes)
    at_the_end = settling.at_the_end
    assert at_the_end.talk[:7] == [*SKIPPED, *READ_BACK, "> yes please", "placed_later"]
    assert (at_the_end.orders, at_the_end.ledger) == ((), (None,))
    the_order(settling.settled, 1, ONE)
    the_order(settling.settled_again, 1, ONE)
    assert settling.settled_again.orders == settling.settled.orders


@pytest.mark.parametrize("journey", crashes.CRASHES)
def test_a_crash_neither_loses_nor_doubles_an_order(ends: Ends, journey: crashes.Journey) -> None:
    crash: Crash = ends.what(journey)
    assert crash.line_ended_by is EndedBy.FAILURE
    assert len(crash.before) <= 1
    [order] = crash.after
    [evidence] = crash.kept
    assert evidence.order == order.number
    assert crash.outcome.orders == crash.after
    assert crash.outcome.ledger == (order.number,)
    assert crash.outcome.record.purchases == crash.kept


def test_a_yes_that_no_ledger_had_is_in_the_journal(ends: Ends) -> None:
    crash: Crash = ends.what(crashes.killed_before_the_ledger)
    assert crash.before == ()


@pytest.mark.parametrize("journey", crashes.CRASHES)
def test_the_yes_itself_survives_the_crash(ends: Ends, journey: crashes.Journey) -> None:
    crash: Crash = ends.what(journey)
    [evidence] = crash.kept
    yes = crash.recorded[at(evidence.answer_start_ms) : at(evidence.answer_end_ms)]
    assert len(yes) == at(evidence.answer_end_ms) - at(evidence.answer_start_ms)
    assert level(yes) > -40


@pytest.mark.parametrize("journey", crashes.CRASHES)
def test_a_caller_comes_back_to_a_server_that_was_started_again(ends: Ends, journey: crashes.Journey) -> None:
    outcome = ends.what(journey).outcome
    heard = [line for line in outcome.talk if not line.endswith("...")]
    assert heard == ["identified", *READ_BACK, "> yes please", "resumed", "placed"]
    assert outcome.record.summary.outcome == "ended"


def test_nothing_is_left_over_for_later(ends: Ends) -> None:
    for journey in callers.JOURNEYS:
        assert None not in ends.of(journey).ledger
