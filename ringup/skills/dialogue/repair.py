"""When nothing was heard or understood: say so, help a little more each time, never leave silence."""

from __future__ import annotations

from dataclasses import replace

from ringup.skills.dialogue.expectations import Anything, Digits, YesNo
from ringup.skills.dialogue.prompts import Key, Prompt
from ringup.skills.dialogue.quiet import Quiet
from ringup.skills.dialogue.state import State, Step
from ringup.skills.shop import Quote
from ringup.skills.shopping.proposal_stages import (
    AskingWhichItem,
    Changing,
    Confirming,
    Requesting,
)
from ringup.skills.shopping.stages import AskingSecret, Idle, Task

_UNFINISHED = (AskingWhichItem, Changing, Confirming, Requesting)

MOST_MISSES = 4
"""The caller is let go after so many turns in a row that meant nothing."""

MISSES_TO_OFFER = 3
"""After so many in a row a person is offered, where none has been before."""

MOST_SILENCES = 3
"""And after so many prompts in a row that nobody answered."""


def ask_again(step: Step) -> Step:
    """Ask the open question once more. The answer it expects stays the same."""
    asked = step.state.asked
    if asked is None:
        return step.ask(Key.HOW_CAN_I_HELP, Anything())
    return step.ask(asked.key, step.state.expects, **dict(asked.values))


def say_again(step: Step, said: tuple[Prompt, ...]) -> Step:
    """Those prompts, and the open question."""
    for prompt in said:
        if prompt != step.state.asked:
            step = step.say(prompt.key, **dict(prompt.values))
    return ask_again(step)


def explain(step: Step, key: Key) -> Step:
    """`key`, then how the open question can be answered. At a read-back key 1 is a yes, so nothing is
    offered there that the same key would stand for elsewhere."""
    if isinstance(step.state.task, Idle):
        return ask_again(step.say(key).say(Key.EXAMPLES))
    if isinstance(step.state.expects, YesNo):
        return step.say(key).ask(Key.CONFIRM_CLEARLY, YesNo())
    return ask_again(step.say(key))


def miss(step: Step) -> Step:
    """The caller said something that means nothing here."""
    misses = step.state.misses + 1
    step = replace(step, state=replace(step.state, misses=misses))
    if misses >= MOST_MISSES:
        return take_leave(step, Key.GIVING_UP)
    return ask_again(step.say(Key.DID_NOT_CATCH)) if misses == 1 else explain(step, Key.DID_NOT_UNDERSTAND)


def silence(step: Step) -> Step:
    """Nobody said anything."""
    silences = step.state.silences + 1
    step = replace(step, state=replace(step.state, silences=silences))
    if silences >= MOST_SILENCES:
        return take_leave(step, Key.SILENT_GOODBYE)
    return ask_again(step.say(Key.STILL_THERE))


def quiet(state: State) -> Quiet:
    """Why nobody speaks, if nobody does."""
    return Quiet.NUMBER if isinstance(state.expects, Digits) else Quiet.ASKED


def is_unfinished(task: Task) -> bool:
    """Whether the caller has asked for something in it that is not done yet."""
    match task:
        case AskingSecret(_, goal):
            return isinstance(goal, Quote)
        case _:
            return isinstance(task, _UNFINISHED)


def take_leave(step: Step, key: Key) -> Step:
    """Say goodbye; whoever was about to buy hears that nothing was ordered."""
    open_tasks = (step.state.task, *(aside.task for aside in step.state.paused))
    if any(map(is_unfinished, open_tasks)):
        step = step.say(Key.DROPPED)
    return step.say(key, phone=step.state.shop.phone).hang_up()
