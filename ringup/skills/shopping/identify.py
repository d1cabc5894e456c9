"""Finding out who calls: details are asked for until, together, they prove one customer.

Caller id alone is enough only for what the shop's policy says. Nothing of an account is told before;
after too many tries nothing is asked again in the call.
"""

from __future__ import annotations

from ringup.skills.dialogue.actions import JudgeCaller
from ringup.skills.dialogue.events import CallerJudged, DeskFailed, Event, UtteranceHeard
from ringup.skills.dialogue.expectations import Detail, Digits, Expectation
from ringup.skills.dialogue.prompts import Key
from ringup.skills.dialogue.state import Step
from ringup.skills.handovers import Why
from ringup.skills.intent import Name
from ringup.skills.policy import CallerIdFor
from ringup.skills.shop import Identified, Told
from ringup.skills.shopping import handover
from ringup.skills.shopping.ending import desk_down, finish
from ringup.skills.shopping.stages import Identifying, Idle, Judging, Task, Wanted

CALLER_ID = "caller_id"
"""The item that nobody is asked for: the number that the call comes from."""

QUESTIONS = {
    "name": Key.ASK_NAME,
    "postcode": Key.ASK_POSTCODE,
    "email": Key.ASK_EMAIL,
    "date_of_birth": Key.ASK_BIRTH_DATE,
    "pin": Key.ASK_PIN_TO_IDENTIFY,
}
AGAIN = {
    "name": Key.SPELL_NAME,
    "postcode": Key.POSTCODE_AGAIN,
    "email": Key.EMAIL_AGAIN,
    "date_of_birth": Key.BIRTH_DATE_AGAIN,
    "pin": Key.PIN_AGAIN,
}
"""The same, when what was said before was not enough."""

_ANYWHERE = (
    Name.REPEAT,
    Name.SLOWER,
    Name.LOUDER,
    Name.WAIT,
    Name.HELP,
    Name.PERSON,
    Name.BOT,
    Name.START_OVER,
    Name.STOP_RECORDING,
    Name.GOODBYE,
)


def start(step: Step, wanted: Wanted, purpose: CallerIdFor) -> Step:
    """Ask for the first detail, or say that it cannot be proven here who calls."""
    first = _first_question(step)
    if first is None:
        return finish(step.say(Key.STRANGER, phone=step.state.shop.phone))
    if step.state.identity_failed:
        return finish(step.say(Key.IDENTITY_FAILED, phone=step.state.shop.phone))
    step = step.say(Key.WHY_IDENTIFY)
    return step.ask(QUESTIONS[first], _expects(first)).go(Identifying(wanted, purpose, first))


def advance(step: Step, stage: Task, event: Event) -> Step | None:
    """The next step, or None when the event means nothing to this stage."""
    match stage, event:
        case Identifying(), UtteranceHeard(_, _, intent) if intent.name in _ANYWHERE:
            return None
        case Identifying(), UtteranceHeard(_, _, intent) if intent.name is Name.CANCEL:
            return finish(step.say(Key.LEFT_AS_IT_IS))
        case Identifying(), UtteranceHeard():
            return _told(step, stage, event)
        case Judging(_, _, asked), CallerJudged(_, Identified(None, ask)):
            return _not_yet(step, stage, asked, ask)
        case Judging(), DeskFailed():
            return desk_down(step)
        case _:
            return None


def _first_question(step: Step) -> str | None:
    ways = step.state.policy.identify_by
    items = (item for way in ways for item in way if item in QUESTIONS)
    known = step.state.customer is not None
    usable = next((way for way in ways if known or CALLER_ID not in way), ())
    return next((item for item in usable if item in QUESTIONS), None) or next(items, None)


def _expects(item: str) -> Expectation:
    return Digits("pin", (4,), secret=True) if item == "pin" else Detail(item)


def _told(step: Step, stage: Identifying, event: UtteranceHeard) -> Step:
    utterance = event.utterance
    told = (*step.state.told, Told(stage.asked, (utterance.text, *utterance.alternatives)))
    if (caller := step.state.caller) is not None and not any(t.item == CALLER_ID for t in told):
        told = (Told(CALLER_ID, (caller.e164,)), *told)
    step = step.note(told=told).do(JudgeCaller(told, step.state.policy.identify_by))
    return step.go(Judging(stage.wanted, stage.purpose, stage.asked))


def _not_yet(step: Step, stage: Judging, asked: str, ask: str) -> Step:
    if ask not in QUESTIONS:
        step = step.note(identity_failed=True, told=()).go(Idle())
        step = step.say(Key.IDENTITY_FAILED, phone=step.state.shop.phone)
        return handover.offer(step, Why.NOT_IDENTIFIED, question=Key.OFFER_PERSON_INSTEAD)
    repeated = ask in {told.item for told in step.state.told}
    key = (AGAIN if repeated else QUESTIONS)[ask]
    return step.ask(key, _expects(ask)).go(Identifying(stage.wanted, stage.purpose, ask))
