"""What the assistant needs from a shop and from a reader of words. Adapters live in `backends` and
`understanding`; the contract is written here once.

Every method of a desk raises DeskUnavailable when the backend cannot answer now.
"""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from ringup.skills.dialogue.expectations import Expectation
from ringup.skills.dialogue.guard import Confirmed
from ringup.skills.dialogue.proposals import PlaceOrder
from ringup.skills.intent import Intent, Utterance
from ringup.skills.shop import Customer, Item, Order, Product, Quote, Receipt, ShopProfile
from ringup.skills.values import CustomerId, PhoneNumber


class Understander(Protocol):
    """Reads an utterance in the light of what was just asked. Never raises for odd input: words that
    mean nothing are the intent `unclear`.

    `now` is the shop's local time (aware), against which "tomorrow at three" is read.
    """

    async def understand(self, utterance: Utterance, expects: Expectation, now: datetime) -> Intent: ...


class CatalogDesk(Protocol):
    async def profile(self) -> ShopProfile: ...

    async def products(self) -> tuple[Product, ...]:
        """Everything on sale, in a stable order; empty for an empty shop."""


class CustomerDesk(Protocol):
    async def find(self, phone: PhoneNumber) -> Customer | None: ...

    async def check_pin(self, customer: CustomerId, pin: str) -> bool:
        """False for a wrong PIN, a customer without one, and an unknown customer alike."""


class OrderDesk(Protocol):
    async def orders_of(self, customer: CustomerId) -> tuple[Order, ...]:
        """The customer's newest twenty orders, newest first."""

    async def quote(self, customer: CustomerId, items: tuple[Item, ...]) -> Quote:
        """Today's price for `items`; unknown or discontinued ones are left out of lines and `missing`
        alike, so an empty quote means that none of it is sold any more."""

    async def place(self, confirmed: Confirmed[PlaceOrder]) -> Receipt:
        """Place the order, once per `confirmed.key`: a repeat returns the first receipt.

        All or nothing, and stock is taken with it. Raises OutOfStock or OfferChanged when the shop no
        longer offers what was read back; then nothing was written. Raises NotConfirmed (a programming
        error) for anything that the guard did not make.
        """


class CommitmentLedger(Protocol):
    """Remembers what callers confirmed until a receipt exists, so that a crash loses and repeats nothing."""

    async def record(self, confirmed: Confirmed[PlaceOrder]) -> None:
        """Durable when it returns. Recording the same key again changes nothing."""

    async def settle(self, key: str, outcome: str) -> None:
        """Close the commitment; `outcome` is an order number or an error's code. Idempotent."""

    async def unsettled(self) -> tuple[Confirmed[PlaceOrder], ...]:
        """Commitments without an outcome, oldest first."""
