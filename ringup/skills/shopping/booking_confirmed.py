"""The answer to the read-back of a booking, and what came of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from ringup.skills.bookings.proposals import BookSlot, CancelBooking, JoinWaitlist, MoveBooking
from ringup.skills.bookings.values import BookingReceipt, WaitlistReceipt
from ringup.skills.dialogue.events import AnyReceipt, CommitFailure, UtteranceHeard
from ringup.skills.dialogue.expectations import Detail
from ringup.skills.dialogue.prompts import Key
from ringup.skills.dialogue.state import Step
from ringup.skills.shopping import booking_answers, booking_words
from ringup.skills.shopping.booking import MOST_DECLINED, drop, go_on, open_diary, period_of
from ringup.skills.shopping.booking_case import Over, Ready, local
from ringup.skills.shopping.booking_outcome import outcome
from ringup.skills.shopping.booking_stages import Arranging, BookingForm, Doing, OpeningDiary
from ringup.skills.shopping.ending import finish
from ringup.skills.shopping.proposal_stages import Committing, Confirming
from ringup.skills.shopping.reading_back import Handling


def _again(step: Step, form: BookingForm, at: datetime) -> Step:
    return go_on(step, form, at)


def _declined(step: Step, form: BookingForm) -> Step:
    """No to booking or moving asks when else; no to anything else leaves it."""
    form = replace(form, declined=form.declined + 1, offered=())
    if form.doing in (Doing.CANCEL, Doing.WAIT) or form.declined >= MOST_DECLINED:
        return drop(step)
    return step.ask(Key.ANOTHER_TIME, Detail("date")).go(Arranging(form, "date"))


def _revised(step: Step, form: BookingForm, event: UtteranceHeard) -> Step | None:
    """What was said at the read-back, where it changes what is wanted."""
    stage, text, at = step.state.task, event.utterance.text, event.at
    assert isinstance(stage, Confirming)
    assert form.diary is not None
    said = booking_words.heard("confirm", text, event.intent, local(at, step.state))
    before = outcome(form, step.state, at)
    if (period := period_of(before)) is not None:
        said = booking_answers.moved_on(said, period, step.state)
    revised = replace(form, said=(*form.said, said))
    found = outcome(revised, step.state, at)
    if found == before or (isinstance(found, Ready) and found.proposal == stage.proposal):
        return None
    if isinstance(found, Over):
        return None
    return go_on(step, revised, at)


def _done(step: Step, stage: Committing, receipt: AnyReceipt) -> Step:
    proposal = stage.proposal
    match receipt, proposal:
        case BookingReceipt(_, booking), BookSlot():
            start = booking_answers.start_of(booking, step.state)
            step = step.say(Key.BOOKED, number=str(booking.number), start=start)
        case BookingReceipt(_, booking), MoveBooking():
            step = step.say(Key.BOOKING_MOVED, start=booking_answers.start_of(booking, step.state))
        case BookingReceipt(_, booking), CancelBooking():
            step = step.say(Key.BOOKING_CANCELLED, start=booking_answers.start_of(booking, step.state))
        case WaitlistReceipt(), JoinWaitlist(service_name=name):
            step = step.say(Key.ON_THE_LIST, service=name)
        case _:
            raise AssertionError("a receipt of something else")
    return finish(step)


def _refused(step: Step, stage: Committing, reason: CommitFailure) -> Step:
    """Whatever is gone meanwhile, what is free now is looked up and offered."""
    assert isinstance(stage.draft, BookingForm)
    match reason:
        case CommitFailure.SLOT_TAKEN | CommitFailure.OFFER_CHANGED:
            key = Key.SOMEBODY_FASTER if reason is CommitFailure.SLOT_TAKEN else Key.OFFER_CHANGED
            form = replace(stage.draft, diary=None, looked=(), offered=())
            return open_diary(step.say(key), OpeningDiary(form))
        case CommitFailure.PENDING:
            return finish(step.say(Key.BOOKING_LATER))
        case CommitFailure.NOT_RECORDED | CommitFailure.NOT_ALLOWED | CommitFailure.OUT_OF_STOCK:
            return finish(step.say(Key.BOOKING_FAILED))


HANDLING = Handling(_again, _declined, _revised, _done, _refused, drop)
