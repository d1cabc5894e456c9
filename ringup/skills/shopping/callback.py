"""The number to call back, where nobody knows it: said or keyed in, in groups or mixed, and read back before
it is recorded."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from ringup.skills.dialogue import digits
from ringup.skills.dialogue.actions import HandOver
from ringup.skills.dialogue.digits import Entry, More, Nothing, Outcome, Perhaps, Unknown, Whole
from ringup.skills.dialogue.events import Event, KeyPressed, UtteranceHeard
from ringup.skills.dialogue.expectations import YesNo
from ringup.skills.dialogue.prompts import Key
from ringup.skills.dialogue.state import Step
from ringup.skills.handovers import Handover
from ringup.skills.intent import Answer, Name
from ringup.skills.shopping.ending import finish
from ringup.skills.shopping.handover_stages import AskingNumber, ConfirmingCallback, HandingOver
from ringup.skills.shopping.phone_numbers import LENGTHS, NUMBER, is_all, is_whole, phone
from ringup.skills.shopping.stages import Task

MOST_MISSES = 2

_CALLED_OFF = (Name.CANCEL, Name.NOTHING, Name.GOODBYE)
_MISHEARD = (Name.UNCLEAR, Name.INFORM, Name.GIVE_NUMBER, Name.ANSWER)


def ask(step: Step, handover: Handover) -> Step:
    """Ask on what number; then it is handed over once more, with it."""
    return step.ask(Key.ASK_CALLBACK_NUMBER, NUMBER).go(AskingNumber(handover))


def advance(step: Step, stage: Task, event: Event) -> Step | None:
    """The next step, or None when the event means nothing to this stage."""
    match stage, event:
        case AskingNumber(), UtteranceHeard():
            return _said(step, stage, event)
        case AskingNumber(), KeyPressed(_, key):
            return _keyed(step, stage, key)
        case ConfirmingCallback(asking), KeyPressed(_, "1"):
            return _call_back(step, asking)
        case ConfirmingCallback(asking), KeyPressed(_, "2"):
            return _ask_again(step, asking)
        case ConfirmingCallback(asking), UtteranceHeard():
            return _answered(step, asking, event)
        case _:
            return None


def _entry(stage: AskingNumber) -> Entry:
    return Entry(LENGTHS, digits=stage.keyed)


def _said(step: Step, stage: AskingNumber, event: UtteranceHeard) -> Step | None:
    intent = event.intent
    _, found = digits.heard(_entry(stage), event.utterance, intent, partial(is_whole, step.state))
    if isinstance(found, Whole) or intent.name is Name.GIVE_NUMBER:
        return _given(step, stage, found)
    if is_all(intent) and phone(step.state, stage.keyed) is not None:
        return _read_back(step, stage, stage.keyed)
    if intent.name in _CALLED_OFF or intent.answer is Answer.NO:
        return finish(step.say(Key.NO_CALLBACK, phone=step.state.shop.phone))
    return _ask_again(step, stage) if intent.name in _MISHEARD else None


def _keyed(step: Step, stage: AskingNumber, key: str) -> Step | None:
    entry, found = digits.keyed(_entry(stage), key, partial(is_whole, step.state))
    if isinstance(found, More):
        return step.go(replace(stage, keyed=entry.digits))
    return _given(step, stage, found)


def _given(step: Step, stage: AskingNumber, found: Outcome) -> Step | None:
    match found:
        case Whole(number):
            return _read_back(step, stage, number)
        case More(begun):
            step = step.ask(Key.MORE_DIGITS, NUMBER, digits=begun)
            return step.go(replace(stage, keyed=begun))
        case Unknown():
            return _ask_again(step, stage)
        case Perhaps() | Nothing():
            return None


def _read_back(step: Step, stage: AskingNumber, number: str) -> Step:
    given = phone(step.state, number)
    if given is None:
        return _ask_again(step, stage)
    step = step.ask(Key.IS_IT_NUMBER, YesNo(), phone=given)
    return step.go(ConfirmingCallback(replace(stage, keyed=number)))


def _answered(step: Step, asking: AskingNumber, event: UtteranceHeard) -> Step | None:
    """A yes, a no, the part that was misheard, or another number; only a yes records it."""
    if event.intent.answer is Answer.YES:
        return _call_back(step, asking)
    _, found = digits.instead(_entry(asking), event.utterance.text, partial(is_whole, step.state))
    if (given := _given(step, asking, found)) is not None:
        return given
    if event.intent.answer is Answer.NO:
        return _ask_again(step, asking)
    if event.intent.name in _CALLED_OFF:
        return finish(step.say(Key.NO_CALLBACK, phone=step.state.shop.phone))
    return None


def _ask_again(step: Step, stage: AskingNumber) -> Step:
    if stage.misses + 1 >= MOST_MISSES:
        return finish(step.say(Key.NO_CALLBACK, phone=step.state.shop.phone))
    step = step.ask(Key.CALLBACK_NUMBER_AGAIN, NUMBER)
    return step.go(replace(stage, misses=stage.misses + 1, keyed=""))


def _call_back(step: Step, stage: AskingNumber) -> Step:
    handover = replace(stage.handover, phone=phone(step.state, stage.keyed), at_once=False)
    return step.do(HandOver(handover)).go(HandingOver(handover))
