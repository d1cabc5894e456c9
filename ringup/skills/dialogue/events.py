"""Everything that can happen to a conversation. `at` is aware time in UTC: the core has no clock."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from ringup.skills import codec
from ringup.skills.basket import Edit
from ringup.skills.bookings.diary import Diary
from ringup.skills.bookings.values import BookingReceipt, Opening, WaitlistReceipt
from ringup.skills.finding import Hit, Wish
from ringup.skills.handovers import Arranged
from ringup.skills.intent import Intent, Utterance
from ringup.skills.knowledge import PageAnswer
from ringup.skills.policy import Policy
from ringup.skills.recommendations import Companion
from ringup.skills.shop import (
    ChangeReceipt,
    Customer,
    Order,
    Product,
    Quote,
    Receipt,
    ShopProfile,
)
from ringup.skills.values import CallId, PhoneNumber, PromptId, Span


class Channel(StrEnum):
    PHONE = "phone"
    BROWSER = "browser"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class CallStarted:
    """`products`: how many the shop sells; none in an empty shop."""

    at: datetime
    call: CallId
    channel: Channel
    shop: ShopProfile
    caller: PhoneNumber | None
    products: int
    policy: Policy = field(default_factory=Policy)


@dataclass(frozen=True, slots=True)
class CallResumed:
    """The line dropped and came back."""

    at: datetime


@dataclass(frozen=True, slots=True)
class UtteranceHeard:
    """`goes_on`: its words begin with those of the utterance before, and take its place (see `going_on`)."""

    at: datetime
    utterance: Utterance
    intent: Intent
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class KeyPressed:
    """`key` is one of 0-9, * and #."""

    at: datetime
    key: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class PromptPlayed:
    """The caller heard the prompt to its end."""

    at: datetime
    prompt: PromptId
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class PromptInterrupted:
    """The prompt was cut off, or never began, and will not be played to its end. `heard`: its first words,
    as far as they were."""

    at: datetime
    prompt: PromptId
    heard: str = ""


@dataclass(frozen=True, slots=True)
class FalselyInterrupted:
    """Prompts were cut off for a sound in which nobody said anything to us: a noise, an acknowledgement, our
    own echo."""

    at: datetime


@dataclass(frozen=True, slots=True)
class SilencePassed:
    """Nobody spoke for as long as a caller may think."""

    at: datetime


@dataclass(frozen=True, slots=True)
class HungUp:
    at: datetime


@dataclass(frozen=True, slots=True)
class CustomerFound:
    at: datetime
    customer: Customer | None


@dataclass(frozen=True, slots=True)
class CallerJudged:
    """None: what was told is no proof."""

    at: datetime
    customer: Customer | None


@dataclass(frozen=True, slots=True)
class OrdersFound:
    """Newest first."""

    at: datetime
    orders: tuple[Order, ...]


@dataclass(frozen=True, slots=True)
class ProductsFound:
    """With what is in stock of each variant."""

    at: datetime
    products: tuple[Product, ...]


@dataclass(frozen=True, slots=True)
class GoodsFound:
    """What fits `wish`, the best first, with its stock."""

    at: datetime
    wish: Wish
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class OrderRead:
    """What the words change in the basket, in order; `products` are those of the basket afterwards, with
    their stock."""

    at: datetime
    edits: tuple[Edit, ...]
    products: tuple[Product, ...]


@dataclass(frozen=True, slots=True)
class QuoteReady:
    at: datetime
    quote: Quote


@dataclass(frozen=True, slots=True)
class DiaryFound:
    at: datetime
    diary: Diary


@dataclass(frozen=True, slots=True)
class OpeningsFound:
    """Earliest first."""

    at: datetime
    openings: tuple[Opening, ...]


@dataclass(frozen=True, slots=True)
class SecretChecked:
    at: datetime
    passed: bool


@dataclass(frozen=True, slots=True)
class CodeSent:
    """`sent` False: no text can be sent now, to anybody."""

    at: datetime
    sent: bool


@dataclass(frozen=True, slots=True)
class AnswerFound:
    """None: the shop's pages do not say."""

    at: datetime
    answer: PageAnswer | None


@dataclass(frozen=True, slots=True)
class CompanionsFound:
    at: datetime
    companions: tuple[Companion, ...]


@dataclass(frozen=True, slots=True)
class HandedOver:
    """The staff know of the caller."""

    at: datetime
    arranged: Arranged


@dataclass(frozen=True, slots=True)
class PutThroughFailed:
    """The line could not be given to the staff; the caller is still on it."""

    at: datetime


AnyReceipt = Receipt | ChangeReceipt | BookingReceipt | WaitlistReceipt

codec.tagged(AnyReceipt)


def number_of(receipt: AnyReceipt) -> str:
    """What a person would look it up by; "" for a change of the account and a place on the waitlist."""
    match receipt:
        case Receipt() | ChangeReceipt():
            return receipt.number
        case BookingReceipt():
            return receipt.booking.number
        case WaitlistReceipt():
            return ""


@dataclass(frozen=True, slots=True)
class Committed:
    """The shop has done what was confirmed."""

    at: datetime
    receipt: AnyReceipt


class CommitFailure(StrEnum):
    OUT_OF_STOCK = "out_of_stock"
    OFFER_CHANGED = "offer_changed"
    NOT_ALLOWED = "not_allowed"  # the order can no longer be changed so
    SLOT_TAKEN = "slot_taken"  # somebody else was faster
    NOT_RECORDED = "not_recorded"  # nothing was written, nothing will be
    PENDING = "pending"  # confirmed and recorded; will be settled later


@dataclass(frozen=True, slots=True)
class CommitFailed:
    at: datetime
    key: str
    reason: CommitFailure


@dataclass(frozen=True, slots=True)
class DeskFailed:
    """A look-up could not be answered."""

    at: datetime


Event = (
    CallStarted
    | CallResumed
    | UtteranceHeard
    | KeyPressed
    | PromptPlayed
    | PromptInterrupted
    | FalselyInterrupted
    | SilencePassed
    | HungUp
    | CustomerFound
    | CallerJudged
    | OrdersFound
    | ProductsFound
    | GoodsFound
    | OrderRead
    | QuoteReady
    | DiaryFound
    | OpeningsFound
    | SecretChecked
    | CodeSent
    | AnswerFound
    | CompanionsFound
    | HandedOver
    | PutThroughFailed
    | Committed
    | CommitFailed
    | DeskFailed
)

codec.tagged(Event)
