"""From what a caller wants to have or to change, to what is read back and confirmed, to its receipt."""

from __future__ import annotations

from dataclasses import dataclass

from ringup.skills import codec
from ringup.skills.dialogue.guard import ReadBack
from ringup.skills.dialogue.proposals import Proposal
from ringup.skills.policy import Change
from ringup.skills.shop import Product, Quote
from ringup.skills.shopping.booking_stages import BookingForm


@dataclass(frozen=True, slots=True)
class Wish:
    """What the caller asked to have again. No products: the usual, or with `last` the newest order.

    Each of `products` is one thing that was named, as the ids and skus it could mean, and `quantities` how
    many of each were said.
    """

    products: tuple[tuple[str, ...], ...] = ()
    quantity: int | None = None
    last: bool = False
    quantities: tuple[int | None, ...] = ()


@dataclass(frozen=True, slots=True)
class RecallingOrders:
    """The customer's orders are being looked up to find what the wish means. `text`: the words for it."""

    wish: Wish
    text: str = ""


@dataclass(frozen=True, slots=True)
class Quoting:
    """The price of the items is being looked up."""


@dataclass(frozen=True, slots=True)
class AskingWhichItem:
    """Several lines, and "make it two" or "one more" could mean any of them; exactly one is given."""

    quote: Quote
    quantity: int | None
    delta: int | None = None


@dataclass(frozen=True, slots=True)
class Purchase:
    """What an order to be placed was made from."""

    quote: Quote


@dataclass(frozen=True, slots=True)
class Said:
    """Words of the caller, and the slot that had been asked for, or "" where nothing had."""

    asked: str
    text: str


@dataclass(frozen=True, slots=True)
class MayBe:
    """A change that may be meant, and how probably by the words alone."""

    change: Change
    probability: float


@dataclass(frozen=True, slots=True)
class Request:
    """A change to an order or the account, as far as it is known: everything that was said about it, and
    the products that had to be looked up (`looked_up` by their ids, sold or not). What is meant is read
    from it anew each time, against the customer's own orders, so that any later word corrects an earlier
    one. `declined`: the proposal that the caller said no to last, and `doubted` the slots asked for since.
    `maybe`: the changes that may be meant, as long as it is open which of them is; `rivals`: the same
    afterwards, in case it was another."""

    change: Change
    said: tuple[Said, ...] = ()
    products: tuple[Product, ...] = ()
    looked_up: tuple[str, ...] = ()
    doubted: tuple[str, ...] = ()
    declined: Proposal | None = None
    maybe: tuple[MayBe, ...] = ()
    rivals: tuple[MayBe, ...] = ()


@dataclass(frozen=True, slots=True)
class Requesting:
    """Something about a change is being asked: the slot `asked`. `misses` in a row it was not understood. Of
    an order's number, `digits` are those so far, and `ruled_out` the numbers that it is not."""

    request: Request
    asked: str
    misses: int = 0
    digits: str = ""
    ruled_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProposingOrder:
    """Asked whether a change is to the first order of `proposed`, by their numbers; after a no, to the next.
    `asking`: the question for it, to go back to."""

    asking: Requesting
    proposed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Researching:
    """The customer's orders, or the products they want, are being looked up for a change."""

    request: Request


Draft = Purchase | Request | BookingForm
"""What a proposal was made from, and is made from again when the caller changes something."""

codec.tagged(Draft)


@dataclass(frozen=True, slots=True)
class Confirming:
    """Read back, and asked whether to do it. `doubts`: answers so far that were no clear answer; `half`:
    the words of half a yes among them, which count when one more follows."""

    draft: Draft
    proposal: Proposal
    read: ReadBack
    doubts: int = 0
    half: str = ""


@dataclass(frozen=True, slots=True)
class Changing:
    """The caller said no to the read-back and is asked what to change. `keyed` holds the digits so far of how
    many they want."""

    quote: Quote
    keyed: str = ""


@dataclass(frozen=True, slots=True)
class Committing:
    """Confirmed; the receipt is awaited. Nothing the caller does can stop it now."""

    key: str
    draft: Draft
    proposal: Proposal
