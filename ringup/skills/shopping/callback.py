"""The number to call back, where nobody knows it; only a yes to its read-back records it."""

from __future__ import annotations

from dataclasses import replace

from ringup.skills.dialogue.actions import HandOver
from ringup.skills.dialogue.digits import Whole
from ringup.skills.dialogue.events import Event, KeyPressed, UtteranceHeard
from ringup.skills.dialogue.prompts import Key
from ringup.skills.dialogue.state import Step
from ringup.skills.handovers import Handover
from ringup.skills.intent import Answer, Name
from ringup.skills.shopping.asked_phone import AskedPhone
from ringup.skills.shopping.ending import finish
from ringup.skills.shopping.handover_stages import AskingNumber, ConfirmingCallback, HandingOver
from ringup.skills.shopping.phone_numbers import NUMBER, phone
from ringup.skills.shopping.stages import Task

_CALLED_OFF = (Name.CANCEL, Name.NOTHING, Name.GOODBYE)
_MISHEARD = (Name.UNCLEAR, Name.INFORM, Name.GIVE_NUMBER, Name.ANSWER)


def _called_off(step: Step) -> Step:
    return finish(step.say(Key.NO_CALLBACK, phone=step.state.shop.phone))


_PHONE = AskedPhone(ConfirmingCallback, given_up=_called_off)


def ask(step: Step, handover: Handover) -> Step:
    """Ask on what number; then it is handed over once more, with it."""
    return step.ask(Key.ASK_CALLBACK_NUMBER, NUMBER).go(AskingNumber(handover))


def advance(step: Step, stage: Task, event: Event) -> Step | None:
    """The next step, or None when the event means nothing to this stage."""
    match stage, event:
        case AskingNumber(), UtteranceHeard():
            return _said(step, stage, event)
        case AskingNumber(), KeyPressed(_, key):
            return _PHONE.keyed(step, stage, key)
        case ConfirmingCallback(asking), KeyPressed(_, "1"):
            return _call_back(step, asking)
        case ConfirmingCallback(asking), KeyPressed(_, "2"):
            return _PHONE.again(step, asking)
        case ConfirmingCallback(asking), UtteranceHeard():
            return _answered(step, asking, event)
        case _:
            return None


def _said(step: Step, stage: AskingNumber, event: UtteranceHeard) -> Step | None:
    intent, found = event.intent, _PHONE.found(step, stage, event)
    if isinstance(found, Whole) or intent.name is Name.GIVE_NUMBER:
        return _PHONE.given(step, stage, found)
    if phone(step.state, stage.digits) is not None and (ended := _PHONE.ended(step, stage, event)):
        return ended
    if intent.name in _CALLED_OFF or intent.answer is Answer.NO:
        return _called_off(step)
    return _PHONE.again(step, stage) if intent.name in _MISHEARD else None


def _answered(step: Step, asking: AskingNumber, event: UtteranceHeard) -> Step | None:
    """A yes, a no, the part that was misheard, or another number."""
    if event.intent.answer is Answer.YES:
        return _call_back(step, asking)
    if (given := _PHONE.instead(step, asking, event)) is not None:
        return given
    if event.intent.answer is Answer.NO:
        return _PHONE.again(step, asking)
    return _called_off(step) if event.intent.name in _CALLED_OFF else None


def _call_back(step: Step, stage: AskingNumber) -> Step:
    handover = replace(stage.handover, phone=phone(step.state, stage.digits), at_once=False)
    return step.do(HandOver(handover)).go(HandingOver(handover))
