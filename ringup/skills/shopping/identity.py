"""Proving who calls, where caller id is not enough: a PIN, keyed in or said."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from ringup.skills.dialogue.actions import CheckPin
from ringup.skills.dialogue.events import DeskFailed, Event, KeyPressed, PinChecked, UtteranceHeard
from ringup.skills.dialogue.expectations import Digits
from ringup.skills.dialogue.prompts import Key
from ringup.skills.dialogue.state import Step
from ringup.skills.intent import Answer, Intent, Name
from ringup.skills.shop import Quote
from ringup.skills.shopping.ending import desk_down, finish
from ringup.skills.shopping.purchases import read_back
from ringup.skills.shopping.quoting import drop
from ringup.skills.shopping.stages import AskingPin, CheckingPin, Task

PIN_ATTEMPTS = 3
PIN_LENGTH = 4
PIN = Digits("pin", (PIN_LENGTH,), secret=True)


def advance(step: Step, stage: Task, event: Event) -> Step | None:
    """The next step, or None when the event means nothing to this stage."""
    match stage, event:
        case AskingPin(), UtteranceHeard(_, _, intent):
            return _pin_said(step, stage, intent)
        case AskingPin(), KeyPressed(_, key):
            return _pin_keyed(step, stage, key)
        case CheckingPin(), PinChecked(at, passed):
            return _pin_checked(step, stage, passed, at)
        case CheckingPin(), DeskFailed():
            return desk_down(step)
        case _:
            return None


def ask_pin(step: Step, quote: Quote) -> Step:
    """Ask for the PIN before reading a dear order back, or say that there is none."""
    customer = step.state.customer
    if step.state.pin_failed:
        return _refuse(step)
    if customer is None or not customer.has_pin:
        step = step.say(Key.NO_PIN, phone=step.state.shop.phone)
        return finish(step)
    return step.ask(Key.ASK_PIN, PIN).go(AskingPin(quote))


def _pin_said(step: Step, stage: AskingPin, intent: Intent) -> Step | None:
    match intent.name:
        case Name.GIVE_NUMBER:
            return _take_pin(step, stage, stage.keyed + (intent.value("digits") or ""))
        case Name.CANCEL | Name.NOTHING:
            return drop(step)
        case Name.ANSWER if intent.answer is Answer.NO:
            return drop(step)
        case _:
            return None


def _pin_keyed(step: Step, stage: AskingPin, key: str) -> Step | None:
    return None if key in "*#" else _take_pin(step, stage, stage.keyed + key)


def _take_pin(step: Step, stage: AskingPin, digits: str) -> Step:
    if len(digits) < PIN_LENGTH:
        return step.go(replace(stage, keyed=digits))
    assert step.state.customer is not None
    step = step.do(CheckPin(step.state.customer.id, digits))
    return step.go(CheckingPin(stage.quote, stage.attempts + 1))


def _pin_checked(step: Step, stage: CheckingPin, passed: bool, at: datetime) -> Step:
    if passed:
        return read_back(step, stage.quote, True, at)
    if stage.attempts < PIN_ATTEMPTS:
        step = step.say(Key.WRONG_PIN).ask(Key.PIN_AGAIN, PIN)
        return step.go(AskingPin(stage.quote, stage.attempts))
    return _refuse(replace(step, state=replace(step.state, pin_failed=True)))


def _refuse(step: Step) -> Step:
    step = step.say(Key.PIN_FAILED, phone=step.state.shop.phone)
    return finish(step)


def forget_digits(task: Task) -> Task:
    """The stage without the digits of a PIN that were given so far: what came before a dropped line
    counts no longer, and a journal does not hold them."""
    match task:
        case AskingPin():
            return replace(task, keyed="")
        case CheckingPin(quote, attempts):
            return AskingPin(quote, attempts - 1)
        case _:
            return task
