"""Watches how a caller feels, and sees that a person comes in before it gets worse."""

from __future__ import annotations

from ringup.skills import mood
from ringup.skills.dialogue.actions import NoteMood
from ringup.skills.dialogue.events import UtteranceHeard
from ringup.skills.dialogue.prompts import Key
from ringup.skills.dialogue.state import State, Step
from ringup.skills.handovers import Why
from ringup.skills.shopping import handover
from ringup.skills.shopping.stages import Idle, OfferingPerson, Wanted


def watch(step: Step, event: UtteranceHeard) -> Step:
    """Note the mood of this turn."""
    level = mood.felt(step.state.mood, event.utterance.text)
    if level == step.state.mood:
        return step
    return step.note(mood=level).do(NoteMood(level))


def calm(step: Step, wanted: Wanted, *, is_request: bool) -> Step | None:
    """Call somebody at once, or offer to; None when the turn can go on. In the middle of something it
    does, see `sorry`."""
    state = step.state
    if state.called_back:
        return None
    if state.mood >= mood.FURIOUS:
        return handover.interrupt(step.say(Key.SORRY).note(mood=0.0), Why.UPSET)
    if _is_to_be_offered(state) and isinstance(state.task, Idle):
        return handover.offer(step, Why.UPSET, wanted if is_request else None)
    return None


def sorry(step: Step) -> Step:
    """Say, once, that a person can be had at any time, before what is open is gone on with."""
    if not _is_to_be_offered(step.state) or isinstance(step.state.task, OfferingPerson):
        return step
    return step.note(person_offered=True).say(Key.PERSON_ANY_TIME)


def _is_to_be_offered(state: State) -> bool:
    return state.mood >= mood.UPSET and not state.person_offered and not state.called_back
