"""The number that a booking is made under, where nobody knows it; it can be made under none."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from ringup.skills.dialogue.digits import Whole
from ringup.skills.dialogue.events import Event, KeyPressed, UtteranceHeard
from ringup.skills.dialogue.state import Step
from ringup.skills.intent import Answer, Name, Slot
from ringup.skills.shopping import booking, booking_words
from ringup.skills.shopping.asked_phone import AskedPhone
from ringup.skills.shopping.booking_stages import Arranging, BookingSaid, ConfirmingPhone
from ringup.skills.shopping.stages import Task

_PHONE = AskedPhone(ConfirmingPhone, given_up=lambda _: None)
"""Where none can be had, it is repair that asks again, and offers a person."""

_HAS_NONE = re.compile(
    r"\b(?:no (?:(?:tele|cell |mobile )?phone|number)|(?:don't|do not|haven't) (?:have|got|own|want)"
    r"|rather not)\b"
)


def advance(step: Step, stage: Task, event: Event) -> Step | None:
    """The next step, or None when the event means nothing to this stage."""
    match stage, event:
        case Arranging(_, "phone"), UtteranceHeard():
            return _said(step, stage, event)
        case Arranging(_, "phone"), KeyPressed(_, key):
            return _PHONE.keyed(step, stage, key)
        case ConfirmingPhone(asking), KeyPressed(at, "1"):
            return _settled(step, asking, at)
        case ConfirmingPhone(asking), KeyPressed(_, "2"):
            return _PHONE.again(step, asking)
        case ConfirmingPhone(asking), UtteranceHeard():
            return _answered(step, asking, event)
        case _:
            return None


def _said(step: Step, stage: Arranging, event: UtteranceHeard) -> Step | None:
    """Digits, or that there are none; anything else may be about the rest of the booking."""
    found = _PHONE.found(step, stage, event)
    if isinstance(found, Whole) or (event.intent.name is Name.GIVE_NUMBER and not _moves_it(event)):
        return _PHONE.given(step, stage, found)
    if not stage.digits:
        return _settled(step, stage, event.at) if _has_none(event) else None
    return _PHONE.ended(step, stage, event)


def _answered(step: Step, asking: Arranging, event: UtteranceHeard) -> Step | None:
    """A yes, a no, the part that was misheard, another number, or something else about the booking."""
    intent = event.intent
    if intent.answer is Answer.YES:
        return _settled(step, asking, event.at)
    if not _moves_it(event) and (given := _PHONE.instead(step, asking, event)) is not None:
        return given
    if intent.answer is Answer.NO:
        return _PHONE.again(step, asking)
    return None if intent.name in (Name.ANSWER, Name.UNCLEAR) else booking.advance(step, asking, event)


def _settled(step: Step, stage: Arranging, at: datetime) -> Step:
    """The booking is under that number, or under none."""
    said = BookingSaid("phone", "", (Slot("phone", stage.digits, 0, 0),))
    form = replace(stage.form, said=(*stage.form.said, said))
    return booking.go_on(step, form, at)


def _moves_it(event: UtteranceHeard) -> bool:
    """ "Make it eleven" is a time, whatever number was asked for."""
    return booking_words.moves_it(event.utterance.text)


def _has_none(event: UtteranceHeard) -> bool:
    """Whether the caller has no number to give, or would rather not."""
    text = event.utterance.text.lower().replace("\u2019", "'")
    says_no = event.intent.name is Name.NOTHING or event.intent.answer is Answer.NO
    return says_no or _HAS_NONE.search(text) is not None
