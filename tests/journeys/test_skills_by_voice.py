"""One caller a skill, by voice: what they said was heard, and what they wanted is done."""

from __future__ import annotations

import asyncio
from zoneinfo import ZoneInfo

import pytest

from ringup.skills.shop import OrderStatus
from ringup.telephony.standin.recordings import sentences
from tests.journeys import skills_by_voice as skills
from tests.journeys.skills_by_voice import Journey, SkillEnds

HERE = ZoneInfo("America/New_York")

FRIDAY = 4
"""As `datetime.weekday` counts."""


@pytest.fixture(scope="module")
def ends(tmp_path_factory: pytest.TempPathFactory) -> SkillEnds:
    return asyncio.run(skills.all_at_once(tmp_path_factory.mktemp("skills")))


@pytest.mark.parametrize("journey", skills.JOURNEYS)
def test_every_word_was_heard(ends: SkillEnds, journey: Journey) -> None:
    """Nothing had to be asked twice."""
    outcome = ends.of(journey)
    said = {text.lower() for text in sentences().values()}
    assert [text for text in outcome.caller_said if text not in said] == []
    again = {"did_not_catch", "did_not_understand", "confirm_clearly", "hear_me_out"}
    assert [key for key in outcome.talk if key.removesuffix("...") in again] == []


def test_an_appointment_is_booked_and_moved(ends: SkillEnds) -> None:
    outcome = ends.of(skills.books_and_moves)
    [booking] = ends.bookings
    start = booking.period.start.astimezone(HERE)
    assert (booking.service, start.weekday(), start.hour, start.minute) == ("coat-fitting", FRIDAY, 15, 0)
    assert [key for key in outcome.talk if key in {"booked", "booking_moved"}] == ["booked", "booking_moved"]
    assert len(outcome.actions("Commit")) == 2


def test_an_order_is_cancelled_for_a_reason(ends: SkillEnds) -> None:
    outcome = ends.of(skills.cancels_with_a_reason)
    [order] = (order for order in ends.orders if order.number == "472650")
    assert order.status is OrderStatus.CANCELLED
    assert "change_made" in outcome.talk
    assert any("because it is ordered by mistake" in turn.text for turn in outcome.assistant_turns)


def test_gloves_are_found_and_bought_with_a_voucher(ends: SkillEnds) -> None:
    outcome = ends.of(skills.finds_and_buys)
    [order] = outcome.orders
    assert (order.items, order.total_minor) == ((("leather-gloves-large", 1),), 42_75)
    assert outcome.ledger == (order.number,)


def test_questions_are_answered_from_the_pages_and_then_a_person_is_got(ends: SkillEnds) -> None:
    outcome = ends.of(skills.asks_and_wants_a_person)
    answers = [turn.text for turn in outcome.assistant_turns]
    assert any("four dollars and ninety five cents" in text for text in answers)
    assert any("closed on Sunday" in text for text in answers)
    assert len(outcome.actions("HandOver")) == 1
