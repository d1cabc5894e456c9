"""Putting a new order together: what goes into the basket, out of it, and what is still to be chosen."""

from __future__ import annotations

import re

from ringup.skills.dialogue.actions import ReadOrder
from ringup.skills.dialogue.events import DeskFailed, Event, KeyPressed, OrderRead, UtteranceHeard
from ringup.skills.dialogue.expectations import Anything
from ringup.skills.dialogue.prompts import Key
from ringup.skills.dialogue.state import Step
from ringup.skills.intent import Answer, Intent, Name
from ringup.skills.shopping import browse, ringing_up
from ringup.skills.shopping.basket_choices import leave_out
from ringup.skills.shopping.basket_reading import read
from ringup.skills.shopping.basket_stages import AskingOption, Filling, Taking
from ringup.skills.shopping.ending import desk_down
from ringup.skills.shopping.ringing_up import leave, ring_up
from ringup.skills.shopping.stages import Task, Wanted
from ringup.skills.shopping.taking import take

MOST_WORDS = 16
"""Words of an order that nobody understood at once."""

_AN_ORDER = re.compile(
    r"(?:(?:um|uh|hi|hello|yes|and|please|then|so)\W+)*"
    r"(?:an?|one|two|three|four|five|six|some|another|add|put|i'd like|i would like|give me"
    r"|can i (?:get|have)|could i (?:get|have)|i'll (?:take|have)|i want|i need)\b"
)

_THAT_IS_ALL = re.compile(
    r"\b(?:that(?:'s| is| will be|'ll be| would be) (?:it|all|everything)|nothing else)\b"
)

OF_THE_BASKET = frozenset(
    {
        Name.ORDER, Name.REMOVE, Name.CHANGE_OPTION, Name.CHANGE_QUANTITY, Name.CHANGE_ITEMS,
        Name.EXCHANGE_ITEMS, Name.CHOOSE, Name.INFORM, Name.UNCLEAR, Name.GIVE_NUMBER,
    }
)  # fmt: skip
"""What may change the basket while it is open; what it does not change is something else."""


def start(step: Step, wanted: Wanted) -> Step:
    """Begin with what the caller said."""
    return take(step, wanted)


def advance(step: Step, stage: Task, event: Event) -> Step | None:
    """The next step, or None when the event means nothing to this stage."""
    match stage, event:
        case Taking(), OrderRead():
            return read(step, stage, event)
        case Taking(), DeskFailed():
            return desk_down(step)
        case AskingOption(), UtteranceHeard():
            return _option_said(step, stage, event)
        case Filling(), UtteranceHeard():
            return _more(step, stage, event)
        case Filling(offered=True), KeyPressed(_, "1"):
            return ring_up(step)
        case Filling(offered=True), KeyPressed(_, "2"):
            return leave(step)
        case _:
            return None


def guess(step: Step, event: UtteranceHeard | KeyPressed) -> Step | None:
    """Read words that nobody understood as an order, where they begin like one: "a tea with milk"."""
    if isinstance(event, KeyPressed) or _AN_ORDER.match(event.utterance.text.lower()) is None:
        return None
    if len(event.utterance.text.split()) > MOST_WORDS:
        return None
    stage = Taking(event.intent, event.utterance.text, guessed=True)
    return step.do(ReadOrder(stage.text, step.state.basket)).go(stage)


# what is still to be chosen


def _option_said(step: Step, stage: AskingOption, event: UtteranceHeard) -> Step | None:
    intent, text = event.intent, event.utterance.text
    if intent.name is Name.CANCEL or (intent.name is Name.ANSWER and intent.answer is Answer.NO):
        return leave_out(step, stage)
    if intent.name in _OTHER_THINGS:
        return None
    if intent.name is Name.BASKET:
        return ringing_up.tell(step, Wanted(intent, text))
    taking = Taking(
        intent,
        text,
        stage.name,
        stage.at,
        ringing=stage.ringing,
        misses=stage.misses,
        before=stage.before,
    )
    return step.do(ReadOrder(text, step.state.basket, stage.name, stage.at)).go(taking)


_OTHER_THINGS = frozenset(
    {
        Name.REPEAT, Name.SLOWER, Name.LOUDER, Name.WAIT, Name.HELP, Name.START_OVER, Name.PERSON, Name.BOT,
        Name.STOP_RECORDING, Name.GOODBYE, Name.ORDER_STATUS, Name.ASK,
    }
)  # fmt: skip
"""What a caller may say instead of an answer."""


# anything else?


def _more(step: Step, stage: Filling, event: UtteranceHeard) -> Step | None:
    intent, wanted = event.intent, Wanted(event.intent, event.utterance.text)
    if _THAT_IS_ALL.search(wanted.text.lower()) and intent.name is Name.ANSWER:
        intent = Intent(Name.NOTHING)
    match intent.name:
        case Name.CANCEL:
            return leave(step)
        case Name.NOTHING if step.state.basket.entries:
            declined = stage.offered and not _THAT_IS_ALL.search(wanted.text.lower())
            return leave(step) if declined else ring_up(step)
        case Name.ANSWER if step.state.basket.entries:
            return _answered(step, stage, intent.answer)
        case Name.NOTHING:
            return leave(step)
        case Name.ANSWER if intent.answer is Answer.NO:
            return leave(step)
        case Name.ANSWER if intent.answer is Answer.YES:
            return step.ask(Key.LOOK_FOR, Anything())
        case _:
            return _of_basket(step, wanted, event)


def _answered(step: Step, stage: Filling, answer: Answer) -> Step | None:
    match answer:
        case Answer.YES if stage.offered:
            return ring_up(step)
        case Answer.YES:
            return step.ask(Key.LOOK_FOR, Anything())
        case Answer.NO:
            return leave(step) if stage.offered else ring_up(step)
        case _:
            return None


def _of_basket(step: Step, wanted: Wanted, event: UtteranceHeard) -> Step | None:
    name = wanted.intent.name
    if (told := browse.asked_about(step, wanted.text, event.at)) is not None:
        return told
    if name is Name.REORDER and not wanted.intent.values("product"):
        return None
    if name in OF_THE_BASKET or name is Name.REORDER:
        return take(step, wanted)
    if (open_ := OPEN.get(name)) is not None:
        return open_(step, wanted)
    return None


OPEN = {
    Name.BASKET: ringing_up.tell,
    Name.CHECKOUT: ringing_up.start,
    Name.VOUCHER: ringing_up.start_voucher,
    Name.SEARCH: browse.start,
    Name.COMPARE: browse.start_comparing,
}
"""What else is done with a basket or for one, without putting it aside."""

STARTS = {
    Name.ORDER: start,
    Name.REMOVE: start,
    Name.CHANGE_OPTION: start,
    Name.CHANGE_QUANTITY: start,
    **OPEN,
}
