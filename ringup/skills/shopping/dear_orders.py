"""An order that costs more than is sold without a PIN or a texted code."""

from __future__ import annotations

from datetime import datetime

from ringup.skills.dialogue.events import CodeSent, Event, SecretChecked, UtteranceHeard
from ringup.skills.dialogue.prompts import Key
from ringup.skills.dialogue.state import Step
from ringup.skills.handovers import Why
from ringup.skills.intent import Answer, Name
from ringup.skills.policy import Secret
from ringup.skills.shop import Quote
from ringup.skills.shopping import handover, secrets
from ringup.skills.shopping.details import cannot_tell
from ringup.skills.shopping.ending import finish
from ringup.skills.shopping.purchases import read_back
from ringup.skills.shopping.quoting import drop
from ringup.skills.shopping.stages import AskingSecret, CheckingSecret, Idle, SendingCode, Task


def is_dear(step: Step, quote: Quote) -> bool:
    """Whether more has to be proven for it than was in this call."""
    return quote.total > step.state.shop.caller_id_limit and not step.state.assured


def prove(step: Step, quote: Quote) -> Step:
    """Ask for a PIN, or else text a code, before the order is read back; or say that neither can be done."""
    customer = step.state.customer
    if secrets.spent(step):
        return _refuse(step)
    if customer is not None and customer.has_pin:
        return secrets.ask(step, Secret.PIN, quote, customer)
    return _text(step, quote)


def advance(step: Step, stage: Task, event: Event) -> Step | None:
    """The next step, or None when the event means nothing to this stage."""
    match stage, event:
        case CheckingSecret(_, Quote() as quote), SecretChecked(at, True):
            return _proven(step, quote, at)
        case CheckingSecret(_, Quote()), SecretChecked():
            return _refuse(step)
        case SendingCode(Quote()), CodeSent():
            return finish(step.say(Key.NO_PIN, phone=step.state.shop.phone))
        case AskingSecret(_, Quote()), UtteranceHeard():
            return _not_given(step, stage, event)
        case _:
            return None


def _proven(step: Step, quote: Quote, at: datetime) -> Step:
    return read_back(step.note(proven=True, assured=True), quote, at)


def _not_given(step: Step, stage: AskingSecret, event: UtteranceHeard) -> Step | None:
    """Who has no PIN at hand may have a telephone."""
    assert isinstance(stage.goal, Quote)
    intent = event.intent
    if intent.name in (Name.CANCEL, Name.NOTHING):
        return drop(step)
    if stage.secret is Secret.PIN and _texts_codes(step) and cannot_tell(event):
        return _text(step, stage.goal)
    return drop(step) if intent.name is Name.ANSWER and intent.answer is Answer.NO else None


def _text(step: Step, quote: Quote) -> Step:
    if not _texts_codes(step):
        return finish(step.say(Key.NO_PIN, phone=step.state.shop.phone))
    return secrets.ask(step, Secret.CODE, quote, step.state.customer)


def _texts_codes(step: Step) -> bool:
    return any(Secret.CODE in way for way in step.state.policy.identify_by)


def _refuse(step: Step) -> Step:
    """Three wrong ones: then a person, who is offered once."""
    step = step.say(Key.PIN_FAILED, phone=step.state.shop.phone)
    if step.state.person_offered:
        return finish(step)
    return handover.offer(step.go(Idle()), Why.NOT_IDENTIFIED, question=Key.OFFER_PERSON_INSTEAD)
