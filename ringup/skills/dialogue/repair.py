"""When nothing was heard or understood: say so, help a little more each time, never leave silence."""

from __future__ import annotations

from dataclasses import replace

from ringup.skills.dialogue.events import Channel
from ringup.skills.dialogue.expectations import Anything, Digits, YesNo
from ringup.skills.dialogue.prompts import Key, Prompt
from ringup.skills.dialogue.quiet import Quiet
from ringup.skills.dialogue.state import State, Step
from ringup.skills.shop import Quote
from ringup.skills.shopping.basket_stages import Filling
from ringup.skills.shopping.booking_stages import Arranging, ConfirmingPhone
from ringup.skills.shopping.handover_stages import AskingNumber, ConfirmingCallback
from ringup.skills.shopping.proposal_stages import (
    AskingWhichItem,
    Changing,
    Confirming,
    ProposingOrder,
    Requesting,
)
from ringup.skills.shopping.stages import (
    AskingSecret,
    AskingWhichOrder,
    ConfirmingNumber,
    Identifying,
    Idle,
    OfferingPerson,
    Suggested,
    Task,
)

_UNFINISHED = (AskingWhichItem, Changing, Confirming, ProposingOrder, Requesting)

MOST_MISSES = 4
"""The caller is let go after so many turns in a row that meant nothing."""

MISSES_TO_OFFER = 3
"""After so many in a row a person is offered, where none has been before."""

_YES_BY_KEY = (
    Confirming,
    ConfirmingCallback,
    ConfirmingNumber,
    ConfirmingPhone,
    Filling,
    OfferingPerson,
    ProposingOrder,
    Suggested,
)
_DIGITS_BY_KEY = (Arranging, AskingNumber, AskingSecret, AskingWhichOrder, Identifying, Requesting)
"""Where keys answer a question."""


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
    """Nobody said anything for as long as `quiet` allows. Whoever asked us to wait is told that we do, and is
    given time; all others hear something else each time, and at last goodbye. Nobody is asked whether they
    are there where a yes would answer what is open as well."""
    if step.state.hold is Quiet.HELD:
        return step.say(Key.TAKE_YOUR_TIME).note(hold=Quiet.GIVEN_TIME)
    silences = step.state.silences + 1
    step = step.note(silences=silences, hold=None)
    match silences:
        case 1:
            return ask_again(step if isinstance(step.state.expects, YesNo) else step.say(Key.STILL_THERE))
        case 2:
            how = how_to_answer(step.state)
            return ask_again(step if how is None else step.say(how))
        case 3:
            return step.say(Key.NO_HURRY)
        case _:
            return take_leave(step, Key.SILENT_GOODBYE)


def how_to_answer(state: State) -> Key | None:
    """What says how the open question can be answered, with keys where they are taken. None where the
    question itself does."""
    if state.asked is not None and state.asked.key in (Key.CONFIRM_CLEARLY, Key.CANCEL_CLEARLY):
        return None
    match state.expects:
        case _ if isinstance(state.task, Idle):
            return Key.EXAMPLES
        case YesNo() if isinstance(state.task, _YES_BY_KEY):
            return Key.HOW_YES_NO
        case Digits() if isinstance(state.task, _DIGITS_BY_KEY):
            return Key.HOW_DIGITS
        case _:
            return Key.HOW_WORDS


def wait(step: Step) -> Step:
    """The caller asked for a moment, and has it: a word of ours could come between them and somebody else."""
    if step.state.channel is Channel.TEXT:
        return step.say(Key.TAKE_YOUR_TIME)
    return step.note(hold=Quiet.HELD)


def quiet(state: State) -> Quiet:
    """Why nobody speaks, if nobody does."""
    if state.hold is not None:
        return state.hold
    if isinstance(state.expects, Digits):
        return Quiet.NUMBER
    return (Quiet.ASKED, Quiet.ASKED_AGAIN, Quiet.TOLD_HOW)[min(state.silences, 2)]


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
