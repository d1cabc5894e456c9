"""What a conversation can be in the middle of. Each stage holds just what it needs; no other exists."""

from __future__ import annotations

from dataclasses import dataclass

from ringup.skills import codec
from ringup.skills.dialogue.guard import ReadBack
from ringup.skills.dialogue.proposals import PlaceOrder
from ringup.skills.intent import Intent
from ringup.skills.shop import Order, Quote


@dataclass(frozen=True, slots=True)
class Arriving:
    """Who is calling is being looked up."""


@dataclass(frozen=True, slots=True)
class Recognising:
    """Who is calling could not be looked up when the call came in, and is now; then comes what they
    asked for."""

    intent: Intent


@dataclass(frozen=True, slots=True)
class Idle:
    """Nothing is going on; any request may come."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the caller asked to have again. No products: the usual, or with `last` the newest order.

    Each of `products` is one thing that was named, as the ids and skus it could mean.
    """

    products: tuple[tuple[str, ...], ...] = ()
    quantity: int | None = None
    last: bool = False


@dataclass(frozen=True, slots=True)
class RecallingOrders:
    """The customer's orders are being looked up to find what the wish means."""

    wish: Wish


@dataclass(frozen=True, slots=True)
class Quoting:
    """The price of the items is being looked up."""

    pin_passed: bool = False


@dataclass(frozen=True, slots=True)
class AskingPin:
    """The order is dear: a PIN is needed before it is read back. `keyed` holds the digits so far."""

    quote: Quote
    attempts: int = 0
    keyed: str = ""


@dataclass(frozen=True, slots=True)
class CheckingPin:
    quote: Quote
    attempts: int


@dataclass(frozen=True, slots=True)
class AskingWhichItem:
    """Several lines, and "make it two" or "one more" could mean any of them; exactly one is given."""

    quote: Quote
    quantity: int | None
    delta: int | None = None
    pin_passed: bool = False


@dataclass(frozen=True, slots=True)
class Confirming:
    """Read back, and asked whether to place it. `doubts`: answers so far that were no clear answer."""

    quote: Quote
    proposal: PlaceOrder
    read: ReadBack
    doubts: int = 0
    pin_passed: bool = False


@dataclass(frozen=True, slots=True)
class Changing:
    """The caller said no to the read-back and is asked what to change."""

    quote: Quote
    pin_passed: bool = False


@dataclass(frozen=True, slots=True)
class Committing:
    """Confirmed; the receipt is awaited. Nothing the caller does can stop it now."""

    key: str
    proposal: PlaceOrder


@dataclass(frozen=True, slots=True)
class FindingOrder:
    """The customer's orders are being looked up to say where one is."""

    number: str | None = None
    products: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AskingWhichOrder:
    """Several orders fit. `digits` are those of a number that the caller has begun to say."""

    orders: tuple[Order, ...]
    digits: str = ""


@dataclass(frozen=True, slots=True)
class Ended:
    """Goodbye was said, or the line is gone."""


Task = (
    Arriving
    | Recognising
    | Idle
    | RecallingOrders
    | Quoting
    | AskingPin
    | CheckingPin
    | AskingWhichItem
    | Confirming
    | Changing
    | Committing
    | FindingOrder
    | AskingWhichOrder
    | Ended
)

codec.tagged(Task)
