"""Asking for a PIN or a texted code, keyed in or said. What follows from a right one, from the last
wrong one, or from none at all depends on what it was asked for: see `identify` and `dear_orders`."""

from __future__ import annotations

from dataclasses import replace

from ringup.skills.dialogue import digits
from ringup.skills.dialogue.actions import CheckSecret, SendCode
from ringup.skills.dialogue.digit_corrections import announces_correction
from ringup.skills.dialogue.digits import Entry
from ringup.skills.dialogue.events import (
    CodeSent,
    DeskFailed,
    Event,
    KeyPressed,
    SecretChecked,
    UtteranceHeard,
)
from ringup.skills.dialogue.expectations import Digits
from ringup.skills.dialogue.prompts import Key
from ringup.skills.dialogue.state import Step
from ringup.skills.intent import Answer, Intent, Name, Slot
from ringup.skills.policy import Secret
from ringup.skills.shop import Customer
from ringup.skills.shopping.ending import desk_down
from ringup.skills.shopping.stages import (
    AskingSecret,
    CheckingSecret,
    Goal,
    Identifying,
    SendingCode,
    Task,
    Wanted,
)

MOST_TRIES = 3
"""In a call, PINs and codes alike; the shop counts over all calls."""

WRONG = {Secret.PIN: Key.WRONG_PIN, Secret.CODE: Key.WRONG_CODE}
AGAIN = {Secret.PIN: Key.PIN_AGAIN, Secret.CODE: Key.CODE_AGAIN}


def advance(step: Step, stage: Task, event: Event) -> Step | None:
    """The next step, or None when the event means nothing to this stage."""
    match stage, event:
        case SendingCode(goal, claimed), CodeSent(_, True):
            return _ask(step, Key.ASK_CODE, AskingSecret(Secret.CODE, goal, claimed))
        case AskingSecret(), UtteranceHeard(_, _, intent) if intent.name is Name.GIVE_NUMBER:
            return _said(step, stage, intent)
        case AskingSecret(), KeyPressed(_, key) if key.isdigit() or key == "x":  # x: masked, in a journal
            return _given(step, stage, stage.keyed + key)
        case CheckingSecret(secret, goal, claimed), SecretChecked(_, False) if not spent(step):
            return _ask(step.say(WRONG[secret]), AGAIN[secret], AskingSecret(secret, goal, claimed))
        case SendingCode() | CheckingSecret(), DeskFailed():
            return desk_down(step)
        case _:
            return None


def ask(step: Step, secret: Secret, goal: Goal, claimed: Customer | None) -> Step:
    """Ask for it; a code is texted first."""
    match secret:
        case Secret.CODE:
            return step.do(SendCode(claimed.id if claimed else None)).go(SendingCode(goal, claimed))
        case Secret.PIN:
            key = Key.ASK_PIN_TO_IDENTIFY if isinstance(goal, Wanted) else Key.ASK_PIN
            return _ask(step, key, AskingSecret(secret, goal, claimed))


def check(step: Step, stage: AskingSecret, figures: str) -> Step:
    """Have it compared: one try."""
    step = step.note(secrets_tried=step.state.secrets_tried + 1)
    step = step.do(CheckSecret(stage.secret, stage.claimed.id if stage.claimed else None, figures))
    return step.go(CheckingSecret(stage.secret, stage.goal, stage.claimed))


def spent(step: Step) -> bool:
    """Whether there is no further try in this call."""
    return step.state.secrets_tried >= MOST_TRIES


def is_begun(task: Task) -> bool:
    """Whether digits were given, and more have to follow."""
    return isinstance(task, AskingSecret | Identifying) and task.keyed != ""


def begun(task: Task) -> str:
    """The digits so far of a secret; "" where none is asked for."""
    return task.keyed if isinstance(task, AskingSecret) else ""


def put_right(event: UtteranceHeard, before: str, length: int) -> Intent:
    """The intent of words that may correct digits of a secret, `before`: then it says no to them, and has
    what takes their place, or none where that is not clear. All of a secret, of that `length`, corrects
    nothing."""
    intent, text = event.intent, event.utterance.text
    if not before or not announces_correction(text) or len(intent.value("digits") or "") == length:
        return intent
    right = digits.corrected(Entry((length,), digits=before), text)
    if right is None and intent.name is not Name.GIVE_NUMBER:
        return intent
    slots = () if right is None else (Slot("digits", right.digits, 0, len(text)),)
    return replace(intent, name=Name.GIVE_NUMBER, slots=slots, answer=Answer.NO)


def forgotten(step: Step) -> Step:
    """The step without digits that were given so far: what came before a dropped line counts no longer, and
    a journal does not hold a secret's."""
    match step.state.task:
        case (AskingSecret() | Identifying()) as stage:
            return step.go(replace(stage, keyed=""))
        case CheckingSecret(secret, goal, claimed):
            tried = step.state.secrets_tried - 1
            return step.note(secrets_tried=tried).go(AskingSecret(secret, goal, claimed))
        case _:
            return step


def _ask(step: Step, key: Key, stage: AskingSecret) -> Step:
    return step.ask(key, Digits(stage.secret.value, (stage.secret.digits,), secret=True)).go(stage)


def _said(step: Step, stage: AskingSecret, intent: Intent) -> Step:
    """All of it at once, the rest of what was begun, or what takes the place of that."""
    said, instead = intent.value("digits") or "", intent.answer is Answer.NO
    if instead and not said:
        return _ask(step, AGAIN[stage.secret], replace(stage, keyed=""))
    complete = len(said) == stage.secret.digits
    step = _given(step, stage, said if complete or instead else stage.keyed + said)
    return step.say(Key.AND_THEN) if is_begun(step.state.task) else step


def _given(step: Step, stage: AskingSecret, figures: str) -> Step:
    length = stage.secret.digits
    if len(figures) < length:
        return step.go(replace(stage, keyed=figures))
    if len(figures) > length:  # surely misheard, and no try
        return _ask(step.say(Key.DID_NOT_CATCH), AGAIN[stage.secret], replace(stage, keyed=""))
    return check(step, stage, figures)
