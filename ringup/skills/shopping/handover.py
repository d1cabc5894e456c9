"""A person: offered, told what was wanted and done, and put through to or asked to call back."""

from __future__ import annotations

from dataclasses import replace

from ringup.skills.dialogue.actions import HandOver, PutThrough
from ringup.skills.dialogue.events import (
    Channel,
    DeskFailed,
    Event,
    HandedOver,
    KeyPressed,
    PutThroughFailed,
    UtteranceHeard,
)
from ringup.skills.dialogue.expectations import YesNo
from ringup.skills.dialogue.prompts import Key
from ringup.skills.dialogue.repair import is_unfinished
from ringup.skills.dialogue.state import State, Step
from ringup.skills.handovers import Arranged, Handover, Reach, Why
from ringup.skills.intent import Answer, Name
from ringup.skills.shopping import callback
from ringup.skills.shopping.ending import finish, pause
from ringup.skills.shopping.handover_stages import HandingOver, PuttingThrough
from ringup.skills.shopping.stages import (
    Idle,
    OfferingPerson,
    Task,
    Wanted,
)


def start(step: Step, why: Why, *, later: bool = False) -> Step:
    """Hand over. The task has ended, or goes on after the arrangement where only a callback is possible.

    `later`: somebody calls back, even where the caller could be put through.
    """
    if step.state.called_back:
        return finish(step.say(Key.CALLBACK_NOTED))
    handover = _handover(step.state, why, later=later)
    step = step.note(handed_over=step.state.handed_over + 1, person_offered=True)
    return step.do(HandOver(handover)).go(HandingOver(handover))


def interrupt(step: Step, why: Why) -> Step:
    """The same in the middle of something, which is come back to where nobody can take the call."""
    return start(_aside(step), why)


def offer(
    step: Step,
    why: Why,
    wanted: Wanted | None = None,
    *,
    question: Key = Key.OFFER_PERSON,
    later: bool = False,
) -> Step:
    """Ask whether somebody should take over; after a no, `wanted` or what was open is gone on with."""
    step = _aside(step).note(person_offered=True).ask(question, YesNo())
    return step.go(OfferingPerson(why, wanted, later))


def advance(step: Step, stage: Task, event: Event) -> Step | None:
    """The next step, or None when the event means nothing to this stage."""
    match stage, event:
        case OfferingPerson(), UtteranceHeard() | KeyPressed():
            return _offered(step, stage, event)
        case HandingOver(handover), HandedOver(_, arranged):
            return _arranged(step, handover, arranged)
        case HandingOver(), DeskFailed():
            return finish(step.say(Key.NO_PERSON, phone=step.state.shop.phone))
        case PuttingThrough(), PutThroughFailed():
            return not_through(step, stage)
        case _:
            return None


def not_through(step: Step, stage: PuttingThrough) -> Step:
    """Nobody has taken the line: somebody calls back instead."""
    handover = replace(stage.handover, at_once=False)
    return step.say(Key.NOT_THROUGH).do(HandOver(handover)).go(HandingOver(handover))


def came_back(step: Step, stage: PuttingThrough) -> Step:
    """The line dropped while it was given away: the staff know of the caller, and will call."""
    step = step.say(Key.RESUMED)
    if stage.handover.phone is None:
        return callback.ask(step, stage.handover)
    return finish(step.note(called_back=True).say(Key.CALLBACK_NOTED))


def _aside(step: Step) -> Step:
    return step if isinstance(step.state.task, Idle | OfferingPerson) else pause(step)


def _handover(state: State, why: Why, *, later: bool) -> Handover:
    customer = state.customer
    return Handover(
        key=f"{state.call}:person{state.handed_over + 1}",
        call=state.call,
        why=why,
        customer=customer.id if customer else None,
        name=f"{customer.first_name} {customer.last_name}" if customer else "",
        phone=state.caller,
        at_once=state.channel is Channel.PHONE and not later,
    )


def _offered(step: Step, stage: OfferingPerson, event: UtteranceHeard | KeyPressed) -> Step | None:
    """A no with something to go on with is the manager's."""
    match event:
        case KeyPressed(_, "1"):
            return start(step, stage.why, later=stage.later)
        case KeyPressed(_, "2"):
            return finish(step.say(Key.AS_YOU_LIKE))
        case KeyPressed():
            return None
        case UtteranceHeard(_, _, intent):
            pass
    match intent.name:
        case Name.PERSON:
            return start(step, stage.why, later=stage.later)
        case Name.ANSWER if intent.answer is Answer.YES:
            return start(step, stage.why, later=stage.later)
        case Name.ANSWER if intent.answer is Answer.NO and stage.wanted is None:
            return finish(step.say(Key.AS_YOU_LIKE))
        case Name.CANCEL | Name.NOTHING:
            return finish(step.say(Key.AS_YOU_LIKE))
        case _:
            return None


def _arranged(step: Step, handover: Handover, arranged: Arranged) -> Step:
    if arranged.reach is Reach.THROUGH:
        if any(is_unfinished(aside.task) for aside in step.state.paused):
            step = step.say(Key.DROPPED)
        return step.say(Key.PUTTING_THROUGH).do(PutThrough()).go(PuttingThrough(handover))
    if handover.phone is None:
        return callback.ask(step, handover)
    return finish(step.note(called_back=True).say(Key.CALLBACK, on=arranged.on))
