"""The read-back, the answer to it, and what came of it. The verdict on a yes is the guard's."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from ringup.skills.dialogue import guard
from ringup.skills.dialogue.actions import Commit
from ringup.skills.dialogue.events import (
    Event,
    KeyPressed,
    OrderPlaced,
    PlacingFailed,
    PlacingFailure,
    PromptPlayed,
    UtteranceHeard,
)
from ringup.skills.dialogue.expectations import Anything, Quantity, YesNo
from ringup.skills.dialogue.guard import Confirmed, Refusal
from ringup.skills.dialogue.prompts import Key
from ringup.skills.dialogue.proposals import PlaceOrder
from ringup.skills.dialogue.state import Placed, Step
from ringup.skills.intent import Answer, Name
from ringup.skills.shop import Item, Line, Quote
from ringup.skills.shopping.changes import change
from ringup.skills.shopping.quoting import ask_price, drop
from ringup.skills.shopping.stages import Changing, Committing, Confirming, Idle, Task

REPEAT_WINDOW = timedelta(minutes=30)
"""An equal order younger than this is mentioned in the read-back."""

MOST_DOUBTS = 3
"""After so many answers that were neither yes nor no, the order is put aside."""


def advance(step: Step, stage: Task, event: Event) -> Step | None:
    """The next step, or None when the event means nothing to this stage."""
    match stage, event:
        case Confirming(), PromptPlayed(at, prompt, span):
            return step.go(replace(stage, read=guard.heard(stage.read, prompt, at, span)))
        case Confirming(), UtteranceHeard():
            return _answered(step, stage, event)
        case Confirming(), KeyPressed():
            return _keyed(step, stage, event)
        case Committing(key), OrderPlaced(_, receipt) if receipt.key == key:
            return _placed(step, stage, event)
        case Committing(key), PlacingFailed(_, failed, reason) if failed == key:
            return _not_placed(step, stage, reason)
        case _:
            return None


def read_back(step: Step, quote: Quote, pin_passed: bool, at: datetime) -> Step:
    """Say exactly what would be ordered, and ask. What was read back before counts no longer."""
    proposal = _proposal(step, quote)
    read = guard.read_back(step.state.call, proposal, step.next_prompt)
    key = Key.READ_BACK_REPEAT if _ordered_lately(step, proposal, at) else Key.READ_BACK
    step = step.say(
        key,
        lines=quote.lines,
        delivery=quote.delivery,
        total=quote.total,
        arrives_on=quote.arrives_on,
        address=quote.address,
    )
    step = step.ask(Key.CONFIRM, YesNo())
    return step.go(Confirming(quote, proposal, read, pin_passed=pin_passed))


def _proposal(step: Step, quote: Quote) -> PlaceOrder:
    assert step.state.customer is not None
    same = sum(_items(p.proposal.lines) == _items(quote.lines) for p in step.state.placed)
    return PlaceOrder(
        step.state.customer.id,
        quote.lines,
        quote.delivery,
        quote.total,
        quote.arrives_on,
        quote.address,
        repeat=same,
        attempt=step.state.refused,
    )


def _items(lines: tuple[Line, ...]) -> frozenset[Item]:
    return frozenset(line.item for line in lines)


def _ordered_lately(step: Step, proposal: PlaceOrder, at: datetime) -> bool:
    lately = (o for o in step.state.orders if at - o.placed_at < REPEAT_WINDOW)
    return proposal.repeat > 0 or any(_items(order.lines) == _items(proposal.lines) for order in lately)


def _answered(step: Step, stage: Confirming, event: UtteranceHeard) -> Step | None:
    intent = event.intent
    match intent.name:
        case Name.CHANGE_QUANTITY:
            return change(step, stage.quote, intent, stage.pin_passed)
        case Name.CANCEL:
            return drop(step)
        case Name.REPEAT:
            return read_back(step, stage.quote, stage.pin_passed, event.at)
        case Name.ANSWER if intent.answer is Answer.YES:
            typed = event.utterance.span is None
            verdict = guard.confirm_by_words(
                stage.read, stage.proposal, event.utterance, event.at, typed=typed
            )
            return _judged(step, stage, verdict, event.at)
        case Name.ANSWER if intent.answer is Answer.NO:
            return step.ask(Key.WHAT_TO_CHANGE, Quantity()).go(Changing(stage.quote, stage.pin_passed))
        case Name.ANSWER:
            return _doubt(step, stage)
        case Name.UNCLEAR if stage.read.played_at is None:
            return _hear_me_out(step, stage, event.at)
        case _:
            return None


def _keyed(step: Step, stage: Confirming, event: KeyPressed) -> Step | None:
    if event.key == "2":
        return step.ask(Key.WHAT_TO_CHANGE, Quantity()).go(Changing(stage.quote, stage.pin_passed))
    if event.key == "*":
        return read_back(step, stage.quote, stage.pin_passed, event.at)
    if event.key != "1":
        return None
    verdict = guard.confirm_by_key(stage.read, stage.proposal, "1", event.at, event.span)
    return _judged(step, stage, verdict, event.at)


def _judged(step: Step, stage: Confirming, verdict: Confirmed[PlaceOrder] | Refusal, at: datetime) -> Step:
    match verdict:
        case Confirmed():
            return step.do(Commit(verdict)).go(Committing(verdict.key, stage.proposal))
        case Refusal.NOT_HEARD | Refusal.CHANGED:
            return _hear_me_out(step, stage, at)
        case _:
            return _doubt(step, stage)


def _hear_me_out(step: Step, stage: Confirming, at: datetime) -> Step:
    if stage.doubts >= MOST_DOUBTS:
        return drop(step)
    again = read_back(step.say(Key.HEAR_ME_OUT), stage.quote, stage.pin_passed, at)
    assert isinstance(again.state.task, Confirming)
    return again.go(replace(again.state.task, doubts=stage.doubts + 1))


def _doubt(step: Step, stage: Confirming) -> Step:
    if stage.doubts >= MOST_DOUBTS:
        return drop(step)
    step = step.ask(Key.CONFIRM_CLEARLY, YesNo())
    return step.go(replace(stage, doubts=stage.doubts + 1))


def _placed(step: Step, stage: Committing, event: OrderPlaced) -> Step:
    receipt = event.receipt
    step = note_placed(step, stage, event)
    step = step.say(Key.PLACED, number=receipt.number, total=receipt.total, arrives_on=receipt.arrives_on)
    return step.ask(Key.ANYTHING_ELSE, Anything()).go(Idle())


def note_placed(step: Step, stage: Committing, event: OrderPlaced) -> Step:
    """Remember the receipt, whoever is still on the line."""
    placed = Placed(stage.proposal, event.receipt)
    return replace(step, state=replace(step.state, placed=(*step.state.placed, placed)))


def _not_placed(step: Step, stage: Committing, reason: PlacingFailure) -> Step:
    """A pending order keeps its key: confirmed once more, it is still one order."""
    if reason is not PlacingFailure.PENDING:
        step = replace(step, state=replace(step.state, refused=step.state.refused + 1))
    match reason:
        case PlacingFailure.OUT_OF_STOCK | PlacingFailure.OFFER_CHANGED:
            items = tuple(line.item for line in stage.proposal.lines)
            return ask_price(step.say(Key.OFFER_CHANGED), items, pin_passed=True)
        case PlacingFailure.NOT_RECORDED:
            step = step.say(Key.NOT_PLACED)
        case PlacingFailure.PENDING:
            step = step.say(Key.PLACED_LATER)
    return step.ask(Key.ANYTHING_ELSE, Anything()).go(Idle())
