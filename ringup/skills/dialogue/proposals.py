"""Everything that could be written, as data. A proposal does nothing until the guard confirms it.

Ways of paying stand in it without their balance. Every proposal has `attempt`: how many commits of this
call the shop has refused so far, so that trying again is another proposal with a key of its own. After the
sale those that it carried out count as well: what is changed there and back and there again is three.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ringup.skills import codec
from ringup.skills.bookings.proposals import BookingProposal
from ringup.skills.codec import to_data
from ringup.skills.policy import Change
from ringup.skills.shop import Line, PaymentMethod
from ringup.skills.values import CustomerId, Money, OrderNumber, PaymentId


@dataclass(frozen=True, slots=True)
class PlaceOrder:
    """Exactly what is read back. `repeat` counts the same orders that this call has placed before, so
    that ordering again on purpose is a different proposal.

    `way` is the id of the way of delivery, "" the usual one. `discount` is what `voucher` takes off.
    `payment` is None where the shop charges as it always does.
    """

    customer: CustomerId
    lines: tuple[Line, ...]
    delivery: Money
    total: Money
    arrives_on: date
    address: str
    repeat: int = 0
    attempt: int = 0
    way: str = ""
    voucher: str = ""
    discount: Money | None = None
    payment: PaymentId | None = None


@dataclass(frozen=True, slots=True)
class CancelOrder:
    """The whole order, with all of its `lines`. `reason` is one of the policy's, or "" where it asks for
    none."""

    customer: CustomerId
    order: OrderNumber
    reason: str
    refund: Money
    attempt: int = 0
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Swap:
    """One line of an order for another variant of the same product."""

    old: Line
    new: Line

    @property
    def difference(self) -> Money:
        """What is to be paid for it; negative what is paid back."""
        return self.new.unit_price + self.old.unit_price * -1


@dataclass(frozen=True, slots=True)
class ChangeItems:
    """In an order that has not been sent yet. `payment` pays `difference`, or gets it back."""

    customer: CustomerId
    order: OrderNumber
    swaps: tuple[Swap, ...]
    payment: PaymentMethod
    difference: Money
    attempt: int = 0


@dataclass(frozen=True, slots=True)
class ExchangeItems:
    """Of an order that has been delivered. `payment` pays `difference`, or gets it back."""

    customer: CustomerId
    order: OrderNumber
    swaps: tuple[Swap, ...]
    payment: PaymentMethod
    difference: Money
    attempt: int = 0


@dataclass(frozen=True, slots=True)
class ReturnItems:
    """Of an order that has been delivered. One line stands for each piece that goes back, and `kept` for
    each that stays."""

    customer: CustomerId
    order: OrderNumber
    lines: tuple[Line, ...]
    refund_to: PaymentMethod
    refund: Money
    kept: tuple[Line, ...] = ()
    attempt: int = 0

    @property
    def whole(self) -> bool:
        return not self.kept


@dataclass(frozen=True, slots=True)
class ChangeAddress:
    """Where an order goes that has not been sent yet."""

    customer: CustomerId
    order: OrderNumber
    address: str
    attempt: int = 0


@dataclass(frozen=True, slots=True)
class ChangePayment:
    """What an order is paid with that has not been sent yet."""

    customer: CustomerId
    order: OrderNumber
    payment: PaymentMethod
    total: Money
    attempt: int = 0


@dataclass(frozen=True, slots=True)
class ChangeProfile:
    """The address on the customer's account."""

    customer: CustomerId
    address: str
    attempt: int = 0


AfterSale = (
    CancelOrder | ChangeItems | ExchangeItems | ReturnItems | ChangeAddress | ChangePayment | ChangeProfile
)
"""What can be done with an order that was placed, or with its customer's account."""

CHANGES: Mapping[type, Change] = {
    CancelOrder: Change.CANCEL,
    ChangeItems: Change.CHANGE_ITEMS,
    ExchangeItems: Change.EXCHANGE,
    ReturnItems: Change.RETURN,
    ChangeAddress: Change.CHANGE_ADDRESS,
    ChangePayment: Change.CHANGE_PAYMENT,
    ChangeProfile: Change.CHANGE_PROFILE,
}
"""What the policy calls each of them."""

Proposal = PlaceOrder | AfterSale | BookingProposal
"""Union of all proposals."""

codec.tagged(Proposal)


def digest(proposal: Proposal) -> str:
    """SHA-256 over the canonical JSON of the proposal: equal exactly when nothing in it differs."""
    canonical = json.dumps(to_data(proposal, Proposal), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
