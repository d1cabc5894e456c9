"""Goodbye is being said, and whoever speaks into it is served after all. Nothing that stood to be confirmed
before does so any more."""

from __future__ import annotations

from dataclasses import replace

from ringup.skills.dialogue import courtesies, turn
from ringup.skills.dialogue.belief import is_heard
from ringup.skills.dialogue.events import (
    Event,
    FalselyInterrupted,
    HungUp,
    KeyPressed,
    PromptInterrupted,
    UtteranceHeard,
)
from ringup.skills.dialogue.expectations import Anything
from ringup.skills.dialogue.prompts import Key, Prompt
from ringup.skills.dialogue.state import Step
from ringup.skills.intent import Name
from ringup.skills.shopping.stages import Ended, Idle, Leaving

_MENU = "012"

_GOODBYES = (Key.GOODBYE, Key.SILENT_GOODBYE, Key.GIVING_UP)


def advance(step: Step, stage: Leaving, event: Event) -> Step:
    """What follows while goodbye is being said, and until the line is gone."""
    match event:
        case HungUp():
            return step.go(Ended())
        case PromptInterrupted(_, prompt) if any(prompt == said.id for said in step.state.said):
            return step.go(replace(stage, cut=(*stage.cut, prompt)))
        case FalselyInterrupted():
            return _once_more(step, stage)
        case UtteranceHeard() if not event.utterance.echo:
            return _spoken_into(step, stage, event)
        case KeyPressed(_, key) if key in _MENU:
            return turn.take(_reopened(step), event)
        case KeyPressed():
            return step if step.state.reopened else _at_their_service(step)
        case _:
            return step


def _spoken_into(step: Step, stage: Leaving, event: UtteranceHeard) -> Step:
    said = event.utterance
    if courtesies.are_all(said.text) and not _is_looked_for(step, said.text):
        return _told_all(step, stage)
    if not courtesies.words(said.text) or not is_heard(said.confidence, event.intent):
        return _once_more(step, stage)
    if event.intent.name in turn.STARTS or event.intent.name is Name.PERSON:
        return turn.take(_reopened(step), event)
    return _once_more(step, stage) if step.state.reopened else _at_their_service(step)


def _is_looked_for(step: Step, text: str) -> bool:
    """Whoever was thought to be gone is not, whatever they say but goodbye."""
    return step.state.said[-1].key is Key.SILENT_GOODBYE and "bye" not in text.lower()


def _told_all(step: Step, stage: Leaving) -> Step:
    """Whoever says goodbye into ours need not hear the end of it, but what came of the call before that."""
    unsaid = () if stage.again else _unheard(step, stage)
    return _said_once_more(step, unsaid).hang_up().go(Leaving(again=True)) if unsaid else step


def _once_more(step: Step, stage: Leaving) -> Step:
    """A noise has stopped the goodbye: it is said again, once."""
    if step.state.said[-1].id not in stage.cut or stage.again:
        return step
    step = _said_once_more(step, _unheard(step, stage))
    return step.say(Key.GOODBYE).hang_up().go(Leaving(again=True))


def _unheard(step: Step, stage: Leaving) -> tuple[Prompt, ...]:
    """What was cut off and is more than a goodbye: that nothing was ordered."""
    return tuple(said for said in step.state.said if said.id in stage.cut and said.key not in _GOODBYES)


def _said_once_more(step: Step, prompts: tuple[Prompt, ...]) -> Step:
    for prompt in prompts:
        step = step.say(prompt.key, **dict(prompt.values))
    return step


def _at_their_service(step: Step) -> Step:
    return _reopened(step).say(Key.STILL_HERE).ask(Key.HOW_CAN_I_HELP, Anything())


def _reopened(step: Step) -> Step:
    """Words that are no request open a call again only once: a television must not keep a line."""
    fresh = step.note(paused=(), expects=Anything(), misses=0, silences=0, hold=None, cut=(), reopened=True)
    return fresh.go(Idle())
