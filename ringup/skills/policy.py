"""What a shop allows after a sale, and what proves who calls. Data of the shop, read from its file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ringup.skills.shop import OrderStatus, PaymentKind


class Change(StrEnum):
    """What can be done with an order that has been placed, or with the account it belongs to."""

    CANCEL = "cancel"
    CHANGE_ITEMS = "change_items"
    CHANGE_ADDRESS = "change_address"
    CHANGE_PAYMENT = "change_payment"
    CHANGE_PROFILE = "change_profile"
    RETURN = "return"
    EXCHANGE = "exchange"


class CallerIdFor(StrEnum):
    """What the number that somebody calls from is enough for, besides a greeting."""

    ORDERS = "orders"  # to hear about the orders of that number's customer
    PURCHASES = "purchases"  # to buy for them, up to the shop's limit
    CHANGES = "changes"  # to cancel, change, return
    BOOKINGS = "bookings"  # to hear about their bookings, to book, move and cancel


CALLER_ID = "caller_id"
"""The item of a proof that nobody is asked for: the number that the call comes from."""


class Secret(StrEnum):
    """What a customer proves who they are with that nobody else can look up. It is never written down, and
    never compared with more than the one customer whom the rest of the proof claims."""

    PIN = "pin"
    CODE = "code"  # texted to the number on file, for this once

    @property
    def digits(self) -> int:
        """How many it has."""
        match self:
            case Secret.PIN:
                return 4
            case Secret.CODE:
                return 6


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason that is accepted, and the words that callers give it with. `others`: it is read back to
    callers who say why twice, and in words of no reason."""

    name: str
    words: tuple[str, ...]
    others: bool = False


@dataclass(frozen=True, slots=True)
class ChangeRule:
    """`statuses`: orders in one of these may be changed so. `reasons`: one of them has to be given; none
    means that nobody is asked why. `once`: an order whose items were changed already is refused.
    `within_days`: so long after it arrived, or was placed where nobody knows when it did."""

    change: Change
    statuses: tuple[OrderStatus, ...]
    reasons: tuple[Reason, ...] = ()
    once: bool = False
    within_days: int | None = None


@dataclass(frozen=True, slots=True)
class Policy:
    """`identify_by`: each entry is one set of items that together prove who calls, the best liked first:
    names of details (see `identification.evidence.Item`), CALLER_ID, and at the end perhaps a Secret.

    `refund_other_to`: what a return may be refunded to besides what was paid with. `refund_at_once`:
    kinds that are refunded immediately; all others within `refund_days` business days. What no rule
    names is not done by the assistant: a person is offered.
    """

    identify_by: tuple[tuple[str, ...], ...] = (("name", "postcode"), ("email",))
    caller_id_for: tuple[CallerIdFor, ...] = ()
    rules: tuple[ChangeRule, ...] = ()
    refund_other_to: tuple[PaymentKind, ...] = ()
    refund_at_once: tuple[PaymentKind, ...] = ()
    refund_days: tuple[int, int] = (5, 7)

    def rule(self, change: Change) -> ChangeRule | None:
        return next((rule for rule in self.rules if rule.change is change), None)

    def trusts_caller_id(self, purpose: CallerIdFor) -> bool:
        return purpose in self.caller_id_for
