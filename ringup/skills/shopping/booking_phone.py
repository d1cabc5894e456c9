"""The number that a booking is made under, where nobody knows it: said or keyed in, in groups or mixed, and
read back before the booking is."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from functools import partial

from ringup.skills.dialogue import digits
from ringup.skills.dialogue.digits import Entry, More, Nothing, Outcome, Perhaps, Unknown, Whole
from ringup.skills.dialogue.events import Event, KeyPressed, UtteranceHeard
from ringup.skills.dialogue.expectations import YesNo
from ringup.skills.dialogue.prompts import Key
from ringup.skills.dialogue.state import Step
from ringup.skills.intent import Answer, Name, Slot
from ringup.skills.shopping import booking, booking_words
from ringup.skills.shopping.booking_stages import Arranging, BookingSaid, ConfirmingPhone
from ringup.skills.shopping.phone_numbers import LENGTHS, NUMBER, is_all, is_whole, phone
from ringup.skills.shopping.stages import Task

MOST_MISSES = 2
"""After so many it is repair that asks again, and offers a person."""

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
            return _keyed(step, stage, key)
        case ConfirmingPhone(asking), KeyPressed(at, "1"):
            return _settled(step, asking, at)
        case ConfirmingPhone(asking), KeyPressed(_, "2"):
            return _ask_again(step, asking)
        case ConfirmingPhone(asking), UtteranceHeard():
            return _answered(step, asking, event)
        case _:
            return None


def _entry(stage: Arranging) -> Entry:
    return Entry(LENGTHS, digits=stage.digits)


def _said(step: Step, stage: Arranging, event: UtteranceHeard) -> Step | None:
    """Digits, or that there are none; anything else may be about the rest of the booking."""
    intent = event.intent
    _, found = digits.heard(_entry(stage), event.utterance, intent, partial(is_whole, step.state))
    if isinstance(found, Whole) or (intent.name is Name.GIVE_NUMBER and not _moves_it(event)):
        return _given(step, stage, found)
    if not stage.digits:
        return _settled(step, stage, event.at) if _has_none(event) else None
    if is_all(intent) and phone(step.state, stage.digits) is not None:
        return _read_back(step, stage, stage.digits)
    return _ask_again(step, stage) if is_all(intent) else None


def _keyed(step: Step, stage: Arranging, key: str) -> Step | None:
    """Silently, until the number is whole: a word of ours would be in the way of the next key."""
    entry, found = digits.keyed(_entry(stage), key, partial(is_whole, step.state))
    if isinstance(found, More):
        return step.go(replace(stage, digits=entry.digits))
    return _given(step, stage, found)


def _given(step: Step, stage: Arranging, found: Outcome) -> Step | None:
    match found:
        case Whole(number) | Perhaps((number, *_)):
            return _read_back(step, stage, number)
        case More(begun):
            step = step.ask(Key.MORE_DIGITS, NUMBER, digits=begun)
            return step.go(replace(stage, digits=begun))
        case Unknown():
            return _ask_again(step, stage)
        case Perhaps() | Nothing():
            return None


def _read_back(step: Step, stage: Arranging, number: str) -> Step | None:
    given = phone(step.state, number)
    if given is None:
        return _ask_again(step, stage)
    step = step.ask(Key.IS_IT_NUMBER, YesNo(), phone=given)
    return step.go(ConfirmingPhone(replace(stage, digits=number)))


def _answered(step: Step, asking: Arranging, event: UtteranceHeard) -> Step | None:
    """A yes, a no, the part that was misheard, another number, or something else about the booking."""
    intent = event.intent
    if intent.answer is Answer.YES:
        return _settled(step, asking, event.at)
    _, found = digits.instead(_entry(asking), event.utterance.text, partial(is_whole, step.state))
    if not _moves_it(event) and (given := _given(step, asking, found)) is not None:
        return given
    if intent.answer is Answer.NO:
        return _ask_again(step, asking)
    return None if intent.name in (Name.ANSWER, Name.UNCLEAR) else booking.advance(step, asking, event)


def _ask_again(step: Step, stage: Arranging) -> Step | None:
    if stage.misses >= MOST_MISSES:
        return None
    step = step.ask(Key.CALLBACK_NUMBER_AGAIN, NUMBER)
    return step.go(replace(stage, digits="", misses=stage.misses + 1))


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
