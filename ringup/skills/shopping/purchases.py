"""An order to be placed: how it is read back, and what comes of the answer."""

from __future__ import annotations

from datetime import datetime, timedelta

from ringup.skills.dialogue.events import AnyReceipt, CommitFailure, UtteranceHeard
from ringup.skills.dialogue.expectations import Quantity
from ringup.skills.dialogue.prompts import Key
from ringup.skills.dialogue.proposals import PlaceOrder
from ringup.skills.dialogue.state import Step
from ringup.skills.intent import Name
from ringup.skills.shop import Item, Line, Quote, Receipt
from ringup.skills.shopping.changes import change
from ringup.skills.shopping.ending import finish
from ringup.skills.shopping.quoting import ask_price
from ringup.skills.shopping.reading_back import Handling
from ringup.skills.shopping.reading_back import read_back as put
from ringup.skills.shopping.stages import Changing, Committing, Purchase

REPEAT_WINDOW = timedelta(minutes=30)
"""An equal order younger than this is mentioned in the read-back."""


def read_back(step: Step, quote: Quote, pin_passed: bool, at: datetime) -> Step:
    """Say exactly what would be ordered, and ask."""
    proposal = _proposal(step, quote)
    key = Key.READ_BACK_REPEAT if _ordered_lately(step, proposal, at) else Key.READ_BACK
    return put(
        step,
        Purchase(quote, pin_passed),
        proposal,
        key,
        Key.CONFIRM,
        lines=quote.lines,
        delivery=quote.delivery,
        total=quote.total,
        arrives_on=quote.arrives_on,
        address=quote.address,
    )


def _proposal(step: Step, quote: Quote) -> PlaceOrder:
    assert step.state.customer is not None
    same = sum(_items(p.lines) == _items(quote.lines) for p in _placed(step))
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


def _placed(step: Step) -> tuple[PlaceOrder, ...]:
    """The orders of this call."""
    proposals = (placed.proposal for placed in step.state.placed)
    return tuple(proposal for proposal in proposals if isinstance(proposal, PlaceOrder))


def _items(lines: tuple[Line, ...]) -> frozenset[Item]:
    return frozenset(line.item for line in lines)


def _ordered_lately(step: Step, proposal: PlaceOrder, at: datetime) -> bool:
    lately = (o for o in step.state.orders if at - o.placed_at < REPEAT_WINDOW)
    return proposal.repeat > 0 or any(_items(order.lines) == _items(proposal.lines) for order in lately)


def _again(step: Step, draft: Purchase, at: datetime) -> Step:
    return read_back(step, draft.quote, draft.pin_passed, at)


def _declined(step: Step, draft: Purchase) -> Step:
    return step.ask(Key.WHAT_TO_CHANGE, Quantity()).go(Changing(draft.quote, draft.pin_passed))


def _revised(step: Step, draft: Purchase, event: UtteranceHeard) -> Step | None:
    if event.intent.name is not Name.CHANGE_QUANTITY:
        return None
    return change(step, draft.quote, event.intent, draft.pin_passed)


def _done(step: Step, stage: Committing, receipt: AnyReceipt) -> Step:
    assert isinstance(receipt, Receipt)
    step = step.note(order=receipt.number)
    return finish(
        step.say(Key.PLACED, number=receipt.number, total=receipt.total, arrives_on=receipt.arrives_on)
    )


def _refused(step: Step, stage: Committing, reason: CommitFailure) -> Step:
    assert isinstance(stage.proposal, PlaceOrder)
    match reason:
        case CommitFailure.OUT_OF_STOCK | CommitFailure.OFFER_CHANGED:
            items = tuple(line.item for line in stage.proposal.lines)
            return ask_price(step.say(Key.OFFER_CHANGED), items, pin_passed=True)
        case CommitFailure.NOT_RECORDED | CommitFailure.NOT_ALLOWED | CommitFailure.SLOT_TAKEN:
            return finish(step.say(Key.NOT_PLACED))
        case CommitFailure.PENDING:
            return finish(step.say(Key.PLACED_LATER))


HANDLING = Handling(_again, _declined, _revised, _done, _refused)
