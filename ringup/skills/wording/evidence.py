"""A proposal in a line, for whoever looks at the evidence of what was confirmed."""

from __future__ import annotations

from ringup.skills.bookings.proposals import BookSlot, CancelBooking, JoinWaitlist, MoveBooking
from ringup.skills.dialogue.proposals import (
    CancelOrder,
    ChangeAddress,
    ChangeItems,
    ChangePayment,
    ChangeProfile,
    ExchangeItems,
    PlaceOrder,
    Proposal,
    ReturnItems,
    Swap,
)
from ringup.skills.values import Money
from ringup.skills.wording import spoken
from ringup.skills.wording.after_sale import described


def summary(proposal: Proposal) -> str:
    """What was confirmed: "two bags of house blend coffee", "return of the water bottle, red"."""
    match proposal:
        case PlaceOrder():
            return spoken.list_of([spoken.quantity_of(line) for line in proposal.lines])
        case CancelOrder():
            return "the whole order cancelled"
        case ReturnItems():
            return f"return of {spoken.list_of([f'the {described(line)}' for line in proposal.lines])}"
        case ChangeItems():
            return f"changed: {_swapped(proposal.swaps)}"
        case ExchangeItems():
            return f"exchange: {_swapped(proposal.swaps)}"
        case ChangeAddress():
            return f"delivery to {spoken.address(proposal.address)}"
        case ChangePayment():
            return "another way of paying"
        case BookSlot():
            return f"{proposal.service_name} booked with {proposal.staff_name}"
        case MoveBooking():
            return f"booking {proposal.booking.number} moved"
        case CancelBooking():
            return f"booking {proposal.booking.number} cancelled"
        case JoinWaitlist():
            return f"on the waitlist for {proposal.service_name}"
        case ChangeProfile():
            return f"account address {spoken.address(proposal.address)}"


def amount(proposal: Proposal) -> str:
    """The money in it, as said aloud; "" where none moves."""
    match proposal:
        case PlaceOrder() | ChangePayment():
            return spoken.money(proposal.total)
        case CancelOrder() | ReturnItems():
            return f"{spoken.money(proposal.refund)} back"
        case ChangeItems(difference=difference) | ExchangeItems(difference=difference):
            return _difference(difference)
        case BookSlot(cost=cost) | MoveBooking(cost=cost):
            return spoken.money(cost) if cost else ""
        case ChangeAddress() | ChangeProfile() | CancelBooking() | JoinWaitlist():
            return ""


def _swapped(swaps: tuple[Swap, ...]) -> str:
    return spoken.list_of([f"the {described(swap.new)} for the {described(swap.old)}" for swap in swaps])


def _difference(difference: Money) -> str:
    if difference.minor < 0:
        return f"{spoken.money(Money(-difference.minor, difference.currency))} back"
    return f"{spoken.money(difference)} more" if difference.minor else ""
