"""An order to be placed, and how it is read back."""

from __future__ import annotations

from datetime import datetime, timedelta

from ringup.skills.dialogue.prompts import Key
from ringup.skills.dialogue.proposals import PlaceOrder
from ringup.skills.dialogue.state import Step
from ringup.skills.shop import Item, Line, Quote
from ringup.skills.shopping.proposal_stages import Purchase
from ringup.skills.shopping.reading_back import read_back as put

REPEAT_WINDOW = timedelta(minutes=30)
"""An equal order younger than this is mentioned in the read-back."""


def read_back(step: Step, quote: Quote, at: datetime) -> Step:
    """Say exactly what would be ordered, and ask."""
    proposal = _proposal(step, quote)
    key = Key.READ_BACK_REPEAT if _ordered_lately(step, proposal, at) else Key.READ_BACK
    return put(
        step,
        Purchase(quote),
        proposal,
        key,
        Key.CONFIRM,
        lines=quote.lines,
        delivery=quote.delivery,
        total=quote.total,
        arrives_on=quote.arrives_on,
        address=quote.address,
        way=quote.way.name if quote.way else None,
        voucher=quote.voucher or None,
        discount=quote.discount,
        method=step.state.customer.payment(quote.terms.payment) if step.state.customer else None,
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
        way=quote.terms.way or "" if quote.way else "",
        voucher=quote.voucher,
        discount=quote.discount,
        payment=quote.terms.payment,
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
