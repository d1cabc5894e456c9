"""Everything that can happen to a conversation. `at` is aware time in UTC: the core has no clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ringup.skills import codec
from ringup.skills.intent import Intent, Utterance
from ringup.skills.shop import Customer, Order, Quote, Receipt, ShopProfile
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


@dataclass(frozen=True, slots=True)
class CallResumed:
    """The line dropped and came back."""

    at: datetime


@dataclass(frozen=True, slots=True)
class UtteranceHeard:
    at: datetime
    utterance: Utterance
    intent: Intent


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
    """The prompt was cut off, or never began, and will not be played to its end."""

    at: datetime
    prompt: PromptId


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
class OrdersFound:
    """Newest first."""

    at: datetime
    orders: tuple[Order, ...]


@dataclass(frozen=True, slots=True)
class QuoteReady:
    at: datetime
    quote: Quote


@dataclass(frozen=True, slots=True)
class PinChecked:
    at: datetime
    passed: bool


@dataclass(frozen=True, slots=True)
class OrderPlaced:
    at: datetime
    receipt: Receipt


class PlacingFailure(StrEnum):
    OUT_OF_STOCK = "out_of_stock"
    OFFER_CHANGED = "offer_changed"
    NOT_RECORDED = "not_recorded"  # nothing was written, nothing will be
    PENDING = "pending"  # confirmed and recorded; will be settled later


@dataclass(frozen=True, slots=True)
class PlacingFailed:
    at: datetime
    key: str
    reason: PlacingFailure


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
    | SilencePassed
    | HungUp
    | CustomerFound
    | OrdersFound
    | QuoteReady
    | PinChecked
    | OrderPlaced
    | PlacingFailed
    | DeskFailed
)

codec.tagged(Event)
