"""Which order a change is about, where its number is given: in groups, by voice or by key. One that was heard
with a slip or in part is asked about before anything follows from it."""

from __future__ import annotations

from dataclasses import replace

from ringup.skills.dialogue import digits
from ringup.skills.dialogue.digits import Entry, More, Nothing, Outcome, Perhaps, Unknown, Whole
from ringup.skills.dialogue.events import Event, KeyPressed, UtteranceHeard
from ringup.skills.dialogue.expectations import YesNo
from ringup.skills.dialogue.prompts import Key
from ringup.skills.dialogue.state import State, Step
from ringup.skills.intent import Answer, Name
from ringup.skills.shopping import after_sale
from ringup.skills.shopping.proposal_stages import ProposingOrder, Requesting, Said
from ringup.skills.shopping.request_order import any_number
from ringup.skills.shopping.requests import outcome
from ringup.skills.shopping.stages import Task
from ringup.skills.understanding.possible.orders import by_description
from ringup.skills.understanding.resolve import ways

_MAYBE_NUMBERS = frozenset({Name.GIVE_NUMBER, Name.INFORM, Name.UNCLEAR})


def advance(step: Step, stage: Task, event: Event) -> Step | None:
    """The next step, or None when the event means nothing to this stage."""
    match stage, event:
        case Requesting(_, "order"), KeyPressed(_, key):
            return _keyed(step, stage, key)
        case Requesting(_, "order"), UtteranceHeard():
            return _said(step, stage, event)
        case ProposingOrder(), KeyPressed(_, "1"):
            return _with_number(step, stage.asking, stage.proposed[0])
        case ProposingOrder(), KeyPressed(_, "2"):
            return _ruled_out(step, stage)
        case ProposingOrder(), UtteranceHeard():
            return _answered(step, stage, event)
        case _:
            return None


def _entry(stage: Requesting, state: State) -> Entry:
    expected = any_number(state.orders)
    return Entry(expected.lengths, expected.candidates, stage.digits, stage.ruled_out)


def _keyed(step: Step, stage: Requesting, key: str) -> Step | None:
    """Silently, until the number is whole: a word of ours would be in the way of the next key."""
    entry, found = digits.keyed(_entry(stage, step.state), key)
    match found:
        case More():
            return step.go(replace(stage, digits=entry.digits))
        case _:
            return _given(step, stage, found)


def _said(step: Step, stage: Requesting, event: UtteranceHeard) -> Step | None:
    """Digits that are no whole number by themselves. A number that is, and words that tell what is in the
    order, are read with all else that was said."""
    utterance, intent = event.utterance, event.intent
    said = ways(utterance.text)
    if intent.name not in _MAYBE_NUMBERS or intent.values("product") or not (said or utterance.rated):
        return None
    entry, found = digits.heard(_entry(stage, step.state), utterance, intent)
    match found:
        case Whole(number) if number in said:
            return None
        case Perhaps() if _is_meant(entry, intent.value("order")) or digits.is_doubted(utterance):
            return _given(step, stage, found)
        case Perhaps() | More() | Unknown() if _describes(utterance.text, step.state):
            return None
        case _:
            return _given(step, stage, found)


def _is_meant(entry: Entry, number: str | None) -> bool:
    """Whether the understander took the words for that very order: "the one that ends in two oh three"."""
    return number in entry.possible


def _describes(text: str, state: State) -> bool:
    return bool(by_description(text, state.orders, state.order))


def _given(step: Step, stage: Requesting, found: Outcome) -> Step | None:
    match found:
        case Whole(number):
            return _with_number(step, stage, number)
        case Perhaps(numbers):
            return _propose(step, ProposingOrder(stage, numbers))
        case More(begun):
            step = step.ask(Key.MORE_DIGITS, any_number(step.state.orders), digits=begun)
            return step.go(replace(stage, digits=begun))
        case Unknown():
            return _ask_again(step, stage)
        case Nothing():
            return None


def _with_number(step: Step, stage: Requesting, number: str) -> Step:
    request = replace(stage.request, said=(*stage.request.said, Said("order", number)))
    return after_sale.go_on(step, request)


def _ask_again(step: Step, stage: Requesting) -> Step:
    return after_sale.ask_again(step, stage, outcome(stage.request, step.state))


def _propose(step: Step, stage: ProposingOrder) -> Step:
    order = next(order for order in step.state.orders if order.number == stage.proposed[0])
    return step.ask(Key.IS_IT_ORDER, YesNo(), number=order.number, lines=order.lines).go(stage)


def _ruled_out(step: Step, stage: ProposingOrder) -> Step:
    wrong, *others = stage.proposed
    asking = replace(stage.asking, digits="", ruled_out=(*stage.asking.ruled_out, wrong))
    if others:
        return _propose(step, ProposingOrder(asking, tuple(others)))
    return _ask_again(step, asking)


def _answered(step: Step, stage: ProposingOrder, event: UtteranceHeard) -> Step | None:
    """A yes, a no, the part that was misheard, another number, or which order it is in other words."""
    if event.intent.answer is Answer.YES:
        return _with_number(step, stage.asking, stage.proposed[0])
    proposed = replace(_entry(stage.asking, step.state), digits=stage.proposed[0])
    entry, found = digits.instead(proposed, event.utterance.text)
    match found:
        case Nothing() if event.intent.answer is Answer.NO:
            return _ruled_out(step, stage)
        case Nothing():
            return after_sale.advance(step, stage.asking, event)
        case _:
            return _given(step, replace(stage.asking, digits="", ruled_out=entry.ruled_out), found)
