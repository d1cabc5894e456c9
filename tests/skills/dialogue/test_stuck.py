"""Stages that wait for an answer, when it will not come: whatever they are, the caller is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ringup.skills.bookings.diary import OpeningsWanted
from ringup.skills.bookings.values import Days, ServiceId
from ringup.skills.dialogue.actions import Ask, HandOver, Say
from ringup.skills.dialogue.events import CommitFailed, CommitFailure, HandedOver, SilencePassed
from ringup.skills.dialogue.prompts import Key
from ringup.skills.dialogue.state import Step
from ringup.skills.handovers import Arranged, Handover, Reach, Why
from ringup.skills.intent import Intent, Name
from ringup.skills.policy import Change, Secret
from ringup.skills.shopping.basket_stages import Comparing, Searching, Taking
from ringup.skills.shopping.booking_stages import BookingForm, Doing, FindingOpenings, OpeningDiary
from ringup.skills.shopping.handover_stages import HandingOver, PuttingThrough
from ringup.skills.shopping.proposal_stages import (
    Committing,
    Quoting,
    RecallingOrders,
    Request,
    Researching,
    Wish,
)
from ringup.skills.shopping.stages import (
    BUSY,
    Answering,
    Arriving,
    CheckingSecret,
    Claiming,
    FindingOrder,
    Judging,
    LookingAtRefunds,
    Recognising,
    Recommending,
    SendingCode,
    Suggesting,
    Task,
    Wanted,
)
from ringup.skills.values import CallId
from tests.skills.scenes import NOW, said, yes
from tests.skills.shopping.test_reorder import after, at_read_back, keys, play

SILENCE = SilencePassed(NOW)
WANTED = Wanted(Intent(Name.ORDER_STATUS), "where is my order")
FORM = BookingForm(Doing.BOOK)
HANDOVER = Handover("CA1:person1", CallId("CA1"), Why.ASKED)

LOOKING_UP: tuple[Task, ...] = (
    Arriving(),
    Recognising(WANTED),
    RecallingOrders(Wish()),
    Quoting(),
    CheckingSecret(Secret.PIN, WANTED, None),
    SendingCode(WANTED, None),
    FindingOrder(),
    Judging(WANTED),
    Claiming(WANTED, Secret.PIN),
    Researching(Request(Change.CANCEL)),
    OpeningDiary(FORM),
    FindingOpenings(FORM, OpeningsWanted(ServiceId("cut"), Days(NOW.date(), NOW.date()))),
    Answering("do you ship to Canada"),
    Recommending(),
    Suggesting(),
    HandingOver(HANDOVER),
    LookingAtRefunds("my refund"),
    Searching(),
    Comparing(()),
    Taking(Intent(Name.ORDER), "a lamp"),
)


def waiting(task: Task) -> Step:
    return Step(replace(play().state, task=task))


def committing() -> Step:
    step = after(play(*at_read_back()), yes())
    assert isinstance(step.state.task, Committing)
    return step


def test_these_are_all_the_stages_that_wait() -> None:
    assert {type(task) for task in LOOKING_UP} | {Committing, PuttingThrough} == set(BUSY)


@pytest.mark.parametrize("task", LOOKING_UP, ids=lambda task: type(task).__name__)
def test_silence_while_something_is_looked_up_ends_in_a_sentence(task: Task) -> None:
    step = after(waiting(task), SILENCE)
    assert any(isinstance(action, Say | Ask) for action in step.actions)
    assert not isinstance(step.state.task, BUSY)


def test_silence_after_a_yes_is_no_refusal() -> None:
    """It may have been done, so it counts as pending, and keeps its key."""
    step = after(committing(), SILENCE)
    assert keys(step) == [Key.PLACED_LATER, Key.ANYTHING_ELSE]
    assert step.state.refused == 0
    told = CommitFailed(NOW, committing().state.task.key, CommitFailure.PENDING)  # type: ignore[union-attr]
    assert step == after(committing(), told)


def test_the_staff_are_given_time_to_take_the_line_and_then_call_back() -> None:
    step = after(waiting(PuttingThrough(replace(HANDOVER, at_once=True))), SILENCE)
    assert (step.actions, type(step.state.task)) == ((), PuttingThrough)
    step = after(step, SILENCE)
    assert keys(step) == [Key.NOT_THROUGH]
    assert [a.handover.at_once for a in step.actions if isinstance(a, HandOver)] == [False]
    assert Key.ASK_CALLBACK_NUMBER in keys(after(step, HandedOver(NOW, Arranged(Reach.CALLBACK))))


def test_whoever_speaks_while_the_line_is_given_away_is_not_cut_short() -> None:
    step = after(waiting(PuttingThrough(HANDOVER)), SILENCE)
    step = after(step, said("hello", Name.GREETING))
    assert after(step, SILENCE).actions == ()
