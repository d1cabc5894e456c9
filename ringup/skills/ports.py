"""What the assistant needs from a shop and from a reader of words. Adapters live in `backends` and
`understanding`; the contract is written here once.

Every method of a desk raises DeskUnavailable when the backend cannot answer now.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from ringup.skills.basket import Basket, Edit
from ringup.skills.bookings.availability import Calendar
from ringup.skills.bookings.proposals import BookSlot, CancelBooking, JoinWaitlist, MoveBooking
from ringup.skills.bookings.values import (
    Booking,
    BookingNumber,
    BookingReceipt,
    Days,
    Opening,
    Reminder,
    Service,
    ServiceId,
    StaffId,
    WaitlistEntry,
    WaitlistReceipt,
)
from ringup.skills.dialogue.events import AnyReceipt
from ringup.skills.dialogue.expectations import Expectation
from ringup.skills.dialogue.guard import Confirmed
from ringup.skills.dialogue.proposals import AfterSale, PlaceOrder, Proposal
from ringup.skills.finding import Hit, Wish
from ringup.skills.handovers import Arranged, Handover, Waiting
from ringup.skills.intent import Intent, Utterance
from ringup.skills.knowledge import PageAnswer
from ringup.skills.policy import Policy, Secret
from ringup.skills.recommendations import Companion
from ringup.skills.shop import (
    NO_TERMS,
    ChangeReceipt,
    Customer,
    Item,
    Order,
    Product,
    Quote,
    Receipt,
    ShopProfile,
    Terms,
    Told,
)
from ringup.skills.values import CustomerId, PhoneNumber
from ringup.skills.vocabulary import Vocabulary

Clock = Callable[[], datetime]
"""Aware time in UTC."""


class Understander(Protocol):
    """Reads an utterance in the light of what was just asked. Never raises for odd input: words that
    mean nothing are the intent `unclear`.

    `now` is the shop's local time (aware), against which "tomorrow at three" is read.
    """

    async def understand(self, utterance: Utterance, expects: Expectation, now: datetime) -> Intent: ...


class CatalogDesk(Protocol):
    async def profile(self) -> ShopProfile: ...

    async def policy(self) -> Policy: ...

    async def products(self) -> tuple[Product, ...]:
        """Everything on sale, in a stable order; empty for an empty shop."""

    async def details(self, products: tuple[str, ...]) -> tuple[Product, ...]:
        """Those products with what is in stock of each variant; what is not sold is left out."""

    async def search(self, wish: Wish, limit: int = 5) -> tuple[Hit, ...]:
        """What fits, the best first, or by price where the cheapest is wished; at most `limit`, each with
        its stock and only the variants that fit. Empty for nothing. Words may be misspelled, in any
        form, and any characters: none are operators."""


class VocabularyDesk(Protocol):
    async def vocabulary(self) -> Vocabulary:
        """The names that callers may say, of products and services to the customers' own; empty for an empty
        shop. Asked once, before any call, by those who have to expect words; never to answer anybody."""


class Counter(Protocol):
    """Reads words against the shop's whole catalogue. Never raises for odd ones."""

    def order(self, text: str, basket: Basket, asked: str, about: int | None) -> tuple[Edit, ...]:
        """What the words change in `basket`, in order; empty where they change nothing. `asked`: the option
        that was asked for, "" for none; `about`: the entry last spoken of."""

    def wish(self, text: str, currency: str, before: Wish | None) -> Wish:
        """What the words ask to find, together with what was wished `before`."""


class KnowledgeDesk(Protocol):
    async def answer(self, question: str) -> PageAnswer | None:
        """One or two sentences of the shop's own pages, word by word, or None where they do not say."""


class RecommendationDesk(Protocol):
    async def companions(self, products: tuple[str, ...]) -> tuple[Companion, ...]:
        """What goes with these products, by the shop's own word first and then by how often it was bought
        in the same order; none of `products` themselves."""


class StaffDesk(Protocol):
    async def hand_over(self, handover: Handover) -> Arranged:
        """Record it, durably, before anybody is told that it is; and say how the caller gets to a person.

        Once per `handover.key`: told again, what is known by then takes the place of what was. THROUGH only
        for one that may be put `at_once`, while the shop is open.
        """

    async def waiting(self) -> tuple[Waiting, ...]:
        """Those that nobody has dealt with, the longest waiting first; at most two hundred."""

    async def dealt_with(self, key: str) -> None:
        """Note that somebody has. Idempotent."""


class CustomerDesk(Protocol):
    async def find(self, phone: PhoneNumber) -> Customer | None: ...

    async def identify(
        self, told: tuple[Told, ...], identify_by: tuple[tuple[str, ...], ...]
    ) -> Customer | None:
        """The one customer whom all of `told` fits, proven by one of `identify_by`. An entry with an item
        that is not told, or that this desk cannot compare, proves nothing."""

    async def check(self, secret: Secret, customer: CustomerId | None, digits: str) -> bool:
        """Whether it is that customer's PIN, or the code that was texted to them last: a code passes once,
        and not after its time. False for nobody's, for a customer without one, and after too many wrong
        tries alike, which are counted for each customer over all calls and both kinds."""

    async def send_code(self, customer: CustomerId | None) -> bool:
        """Text a fresh code to the customer's number on file, and to no other. False where no text can be
        sent now, to anybody. True, though nothing is sent, for nobody, for a customer without a number, and
        for one who had several lately: who asks must not notice."""


class TextSender(Protocol):
    async def send(self, to: PhoneNumber, text: str) -> None:
        """Give a text message to whoever carries it. Raises TextNotSent."""


class OrderDesk(Protocol):
    async def orders_of(self, customer: CustomerId) -> tuple[Order, ...]:
        """The customer's newest twenty orders, newest first."""

    async def quote(self, customer: CustomerId, items: tuple[Item, ...], terms: Terms = NO_TERMS) -> Quote:
        """Today's price for `items`; unknown or discontinued ones are left out of lines and `missing`
        alike, so an empty quote means that none of it is sold any more. Options that the product can no
        longer be made up with are left out. A voucher that takes nothing off is told as the `problem`;
        a way of delivery that there is not is the usual one."""

    async def place(self, confirmed: Confirmed[PlaceOrder]) -> Receipt:
        """Place the order, once per `confirmed.key`: a repeat returns the first receipt.

        All or nothing: stock is taken, a voucher counted and a gift card charged with it. Raises OutOfStock
        or OfferChanged when the shop no longer offers what was read back; then nothing was written. Raises
        NotConfirmed (a programming error) for anything that the guard did not make.
        """


class AfterSaleDesk(Protocol):
    async def apply(self, confirmed: Confirmed[AfterSale]) -> ChangeReceipt:
        """Make the change, once per `confirmed.key`: a repeat returns the first receipt.

        All or nothing. Raises NotAllowed when the order or the account is no longer as it was when the
        change was read back, OutOfStock for a variant that is gone; then nothing was written. Raises
        NotConfirmed for anything that the guard did not make.
        """


class BookingDesk(Protocol):
    """Every write happens once per `confirmed.key`, all or nothing: a repeat returns the first receipt. It
    raises OfferChanged when what was read back is no longer so (the service, who does it, what it costs,
    or the booking itself); then nothing was written. It raises NotConfirmed (a programming error) for
    anything that the guard did not make.

    Whatever happens to a booking is recorded to be sent (see ReminderDesk).
    """

    async def calendar(self) -> Calendar:
        """When the shop is open, and who is there."""

    async def services(self) -> tuple[Service, ...]:
        """Everything that can be booked, in the shop's order."""

    async def openings(
        self,
        service: ServiceId,
        days: Days,
        people: int = 1,
        staff: StaffId | None = None,
        moving: BookingNumber | None = None,
    ) -> tuple[Opening, ...]:
        """What can be booked and starts on `days`, earliest first, and at the same moment the staff that
        suits so many best first. `moving`: as if that booking were not there. Empty for an unknown
        service, and for more or fewer people than it takes."""

    async def find(self, number: BookingNumber) -> Booking | None:
        """Also one that was cancelled or is over."""

    async def bookings_of(self, customer: CustomerId) -> tuple[Booking, ...]:
        """Those that stand and are not over, soonest first."""

    async def waiting_of(self, customer: CustomerId) -> tuple[WaitlistEntry, ...]:
        """What the customer still waits for, in the order of joining."""

    async def book(self, confirmed: Confirmed[BookSlot]) -> BookingReceipt:
        """Raises SlotTaken when somebody else was faster."""

    async def move(self, confirmed: Confirmed[MoveBooking]) -> BookingReceipt:
        """To another time, staff or party. The old time is free once the new one is taken: what raises
        SlotTaken leaves the booking as it was."""

    async def cancel(self, confirmed: Confirmed[CancelBooking]) -> BookingReceipt:
        """The time is free again, and the first on the waitlist whom it suits is told so."""

    async def join_waitlist(self, confirmed: Confirmed[JoinWaitlist]) -> WaitlistReceipt:
        """An entry is told once, and holds nothing: whoever books first has it."""


class ReminderDesk(Protocol):
    """What is to be sent about bookings. Sending is somebody else's."""

    async def due(self, until: datetime) -> tuple[Reminder, ...]:
        """Those due by then and not sent yet, the longest due first; at most a hundred."""

    async def sent(self, reminder: int) -> None:
        """Note that it was sent. Idempotent."""


class Till(Protocol):
    """Carries out whatever was confirmed, at the desk that it belongs to."""

    async def write(self, confirmed: Confirmed[Proposal]) -> AnyReceipt:
        """Once per `confirmed.key`. Raises what that desk raises."""


class CommitmentLedger(Protocol):
    """Remembers what callers confirmed until a receipt exists, so that a crash loses and repeats nothing."""

    async def record(self, confirmed: Confirmed[Proposal]) -> None:
        """Durable when it returns. Recording the same key again changes nothing."""

    async def settle(self, key: str, outcome: str) -> None:
        """Close the commitment; `outcome` is an order number or an error's code. Idempotent."""

    async def unsettled(self) -> tuple[Confirmed[Proposal], ...]:
        """Commitments without an outcome, oldest first."""
