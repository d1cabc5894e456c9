"""The frame of a call: what it is, what it can do, how it speaks, what it keeps, and beginning anew."""

from __future__ import annotations

from datetime import datetime

from ringup.skills.basket import Basket
from ringup.skills.dialogue import repair
from ringup.skills.dialogue.actions import StopRecording
from ringup.skills.dialogue.events import UtteranceHeard
from ringup.skills.dialogue.expectations import Anything, YesNo
from ringup.skills.dialogue.prompts import Key
from ringup.skills.dialogue.state import State, Step
from ringup.skills.intent import Name
from ringup.skills.shopping import confirmation
from ringup.skills.shopping.proposal_stages import Confirming
from ringup.skills.shopping.stages import Idle


def advance(step: Step, event: UtteranceHeard) -> Step | None:
    """The next step, or None for what is no matter of manners. The open question is asked again."""
    state = step.state
    match event.intent.name:
        case Name.BOT:
            return repair.ask_again(step.say(Key.AUTOMATIC, shop=state.shop.name))
        case Name.STOP_RECORDING:
            return repair.ask_again(_unrecorded(step))
        case Name.SLOWER:
            step = step.note(pace=state.pace.slower())
            return _said_again(step, state, Key.SPEAKING_SLOWER, event.at)
        case Name.LOUDER:
            step = step.note(pace=state.pace.louder())
            return _said_again(step, state, Key.SPEAKING_LOUDER, event.at)
        case Name.START_OVER:
            return start_over(step)
        case Name.HELP:
            return explain(step)
        case _:
            return None


def explain(step: Step) -> Step:
    """What can be asked for, or where something is read back, how to answer."""
    if isinstance(step.state.task, Confirming):
        return step.ask(Key.CONFIRM_CLEARLY, YesNo())
    return repair.ask_again(step.say(Key.HELP, can=abilities(step.state)))


def abilities(state: State) -> tuple[str, ...]:
    """What can be done in this shop, as the wording knows it."""
    after_sale = ("changes",) if state.policy.rules else ()
    return ("orders", "status", *after_sale, "bookings", "questions", "person")


def start_over(step: Step) -> Step:
    """Let go of everything that is open; nothing of it is written."""
    step = step.note(paused=(), order=None, misses=0, basket=Basket()).say(Key.STARTED_OVER)
    return step.ask(Key.HOW_CAN_I_HELP, Anything()).go(Idle())


def _unrecorded(step: Step) -> Step:
    stopped = step.do(StopRecording()) if step.state.recorded else step
    return stopped.note(recorded=False).say(Key.NOT_RECORDED)


def _said_again(step: Step, before: State, key: Key, at: datetime) -> Step:
    """A read-back is begun anew, because it counts only when it was heard to its end."""
    step = step.say(key)
    if isinstance(before.task, Confirming):
        return confirmation.again(step, before.task, at)
    return repair.say_again(step, before.said)
