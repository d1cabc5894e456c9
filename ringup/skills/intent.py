"""What was heard, and what it means."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum

from ringup.skills.values import Span


class Name(StrEnum):
    """Every intent that an understander may return. Their slots are described in docs/understanding.md."""

    # buying
    REORDER = "reorder"  # something had before: product*, quantity*, order?
    ORDER = "order"  # something new, or more of it: product*, item*, quantity*, option*
    SEARCH = "search"  # "a waterproof jacket under two hundred": product*, option*, price_from?, price_to?
    COMPARE = "compare"  # "which of the two is lighter": product*
    BASKET = "basket"  # "what is in my basket"
    REMOVE = "remove"  # "leave the muffin out": product*, item*
    CHANGE_OPTION = "change_option"  # "oat milk in the latte instead": product*, item*, option*
    CHANGE_QUANTITY = "change_quantity"  # "make it two": quantity, product?
    CHECKOUT = "checkout"  # "I am ready to pay"
    VOUCHER = "voucher"  # code?
    RECOMMEND = "recommend"  # "what goes with it": product*

    # after the sale
    ORDER_STATUS = "order_status"  # order?, product*, date?
    CANCEL_ORDER = "cancel_order"  # order?, product*, reason?
    CHANGE_ITEMS = "change_items"  # of an order not yet sent: order?, product*, option*
    CHANGE_ADDRESS = "change_address"  # order?, address?
    CHANGE_PAYMENT = "change_payment"  # order?, payment?
    CHANGE_PROFILE = "change_profile"  # the address on the account: address?
    RETURN_ITEMS = "return_items"  # order?, product*, reason?
    EXCHANGE_ITEMS = "exchange_items"  # order?, product*, option*
    REFUND_STATUS = "refund_status"  # order?

    # appointments and tables
    BOOK = "book"  # service?, staff?, date?, time?, people?, first_name?, last_name?
    FIND_BOOKING = "find_booking"
    MOVE_BOOKING = "move_booking"  # date?, time?, people?
    CANCEL_BOOKING = "cancel_booking"
    WAITLIST = "waitlist"  # service?, date?, time?
    AVAILABILITY = "availability"  # service?, date?, time?

    ASK = "ask"  # a question about the shop or a product: topic?, product*

    # answers to what was asked
    INFORM = "inform"  # nothing but the details asked for: any slot
    GIVE_NUMBER = "give_number"  # bare digits: order or quantity, as was asked
    CHOOSE = "choose"  # one of the options just named: choice
    ANSWER = "answer"  # a bare yes, no or maybe; see Intent.answer

    # the frame of a call
    REPEAT = "repeat"
    SLOWER = "slower"
    LOUDER = "louder"
    WAIT = "wait"  # "hold on a second"
    HELP = "help"
    START_OVER = "start_over"
    PERSON = "person"
    BOT = "bot"  # "am I talking to a machine?"
    STOP_RECORDING = "stop_recording"
    CANCEL = "cancel"  # "never mind", "forget it"
    NOTHING = "nothing"  # "that's all", "no thanks" to "anything else?"
    GREETING = "greeting"
    GOODBYE = "goodbye"
    UNCLEAR = "unclear"

    @property
    def writes(self) -> bool:
        """Whether it may lead to something being bought, booked, changed or cancelled."""
        return self in _WRITING


_WRITING = frozenset(
    {
        Name.REORDER,
        Name.ORDER,
        Name.CHECKOUT,
        Name.CANCEL_ORDER,
        Name.CHANGE_ITEMS,
        Name.CHANGE_ADDRESS,
        Name.CHANGE_PAYMENT,
        Name.CHANGE_PROFILE,
        Name.RETURN_ITEMS,
        Name.EXCHANGE_ITEMS,
        Name.BOOK,
        Name.MOVE_BOOKING,
        Name.CANCEL_BOOKING,
        Name.WAITLIST,
    }
)


CHANGES = frozenset(
    {
        Name.CANCEL_ORDER,
        Name.CHANGE_ITEMS,
        Name.CHANGE_ADDRESS,
        Name.CHANGE_PAYMENT,
        Name.CHANGE_PROFILE,
        Name.RETURN_ITEMS,
        Name.EXCHANGE_ITEMS,
    }
)
"""What is asked for after the sale. Which of them it is, the caller's own orders tell as well."""


@dataclass(frozen=True, slots=True)
class Rated:
    """A number, digits only, and how probably (0 to 1) it is the one that was said."""

    value: str
    probability: float


@dataclass(frozen=True, slots=True)
class Word:
    """One word as it was heard, and how probably (0 to 1) it was said."""

    text: str
    probability: float


@dataclass(frozen=True, slots=True)
class Utterance:
    """One turn of the caller's words.

    `confidence` runs from 0 to 1; typed words have 1. `span` is None where there is no recording.
    `echo`: these are probably our own words coming back from a loudspeaker. `rated`: which of the numbers
    that were asked for it may be, best first; empty where it is none of them, or the recogniser cannot tell.
    `words`: those of the text one by one; empty where they were typed.
    """

    text: str
    confidence: float = 1.0
    alternatives: tuple[str, ...] = ()
    span: Span | None = None
    echo: bool = False
    rated: tuple[Rated, ...] = ()
    words: tuple[Word, ...] = ()


class Answer(Enum):
    """How an utterance answers a yes/no question."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Slot:
    """`value` is canonical (digits, a sku, 2026-03-02, 15:30); `start` and `end` are character offsets
    into the text."""

    name: str
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Likely:
    """An intent, and how probable it is (0 to 1) by the words alone."""

    name: Name
    probability: float


AGREED = 0.8


@dataclass(frozen=True, slots=True)
class Intent:
    """What the words ask for. `answer` is read beside the name: "yes, but make it two" is a
    `change_quantity` whose answer is NONE, because it is not a yes to what was asked.

    `nbest`: what else they may ask for, this intent among it, the likeliest first; empty where the
    understander is sure or cannot tell. `agreement`: the share of the utterance's alternatives that mean
    the same, 0 where there are none or nobody has asked.
    """

    name: Name
    slots: tuple[Slot, ...] = ()
    answer: Answer = Answer.NONE
    confidence: float = 1.0
    nbest: tuple[Likely, ...] = ()
    agreement: float = 0.0

    @property
    def agreed(self) -> bool:
        """Whether it is meant by nearly all that the words may have been: then it matters little which they
        were. In what nobody said to us the alternatives mean different things. A yes has to be heard itself.
        """
        return self.agreement >= AGREED and self.answer is not Answer.YES

    def value(self, slot: str) -> str | None:
        """The first value of that slot, or None."""
        return next((s.value for s in self.slots if s.name == slot), None)

    def values(self, slot: str) -> tuple[str, ...]:
        return tuple(s.value for s in self.slots if s.name == slot)
