"""What a conversation can be in the middle of. Each stage holds just what it needs; no other exists."""

from __future__ import annotations

from dataclasses import dataclass

from ringup.skills import codec
from ringup.skills.handovers import Why
from ringup.skills.intent import Intent
from ringup.skills.policy import Secret
from ringup.skills.recommendations import Companion
from ringup.skills.shop import Customer, Order, Quote
from ringup.skills.shopping.basket_stages import (
    AskingOption,
    AskingTerms,
    AskingVoucher,
    Comparing,
    Filling,
    Searching,
    Showing,
    Taking,
)
from ringup.skills.shopping.booking_stages import Arranging, ConfirmingPhone, FindingOpenings, OpeningDiary
from ringup.skills.shopping.handover_stages import (
    AskingNumber,
    ConfirmingCallback,
    HandingOver,
    PuttingThrough,
)
from ringup.skills.shopping.proposal_stages import (
    AskingWhichItem,
    Changing,
    Committing,
    Confirming,
    ProposingOrder,
    Quoting,
    RecallingOrders,
    Requesting,
    Researching,
)
from ringup.skills.values import PromptId


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a caller asked for, with the words they used: to go on with once something else is settled."""

    intent: Intent
    text: str


@dataclass(frozen=True, slots=True)
class Arriving:
    """Who is calling is being looked up."""


@dataclass(frozen=True, slots=True)
class Recognising:
    """Who is calling could not be looked up when the call came in, and is now; then comes what they
    asked for."""

    wanted: Wanted


@dataclass(frozen=True, slots=True)
class Idle:
    """Nothing is going on; any request may come."""


@dataclass(frozen=True, slots=True)
class Resuming:
    """A task has ended that had interrupted another; never outlasts the step it came about in."""


Goal = Wanted | Quote
"""What somebody proves who they are for: a request, or a dear order, which is then read back."""

codec.tagged(Goal)


@dataclass(frozen=True, slots=True)
class SendingCode:
    """A code is being texted to whoever is claimed to call; None where that is nobody."""

    goal: Goal
    claimed: Customer | None


@dataclass(frozen=True, slots=True)
class AskingSecret:
    """The PIN or the texted code of `claimed` is asked for; None where that is nobody, which the caller must
    not notice. `keyed` holds the digits so far."""

    secret: Secret
    goal: Goal
    claimed: Customer | None
    keyed: str = ""


@dataclass(frozen=True, slots=True)
class CheckingSecret:
    secret: Secret
    goal: Goal
    claimed: Customer | None


@dataclass(frozen=True, slots=True)
class Identifying:
    """The caller is asked for a detail that proves who they are, for the sake of what they want. `keyed`
    holds the digits so far."""

    wanted: Wanted
    asked: str
    keyed: str = ""


@dataclass(frozen=True, slots=True)
class Judging:
    """What the caller told of themselves is being compared with the shop's customers."""

    wanted: Wanted


@dataclass(frozen=True, slots=True)
class Claiming:
    """The same, to know whose PIN or code has to follow."""

    wanted: Wanted
    secret: Secret


@dataclass(frozen=True, slots=True)
class FindingOrder:
    """The customer's orders are being looked up to say where one is; `text` is what the caller said."""

    number: str | None = None
    products: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class AskingWhichOrder:
    """Several orders fit. `digits` are those of a number that the caller has begun to say,
    `text` what was said to begin with."""

    orders: tuple[Order, ...]
    digits: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class ConfirmingNumber:
    """Asked whether it is the first of `proposed`; after a no, the next. `orders`: all it can still be."""

    proposed: tuple[Order, ...]
    orders: tuple[Order, ...]
    text: str = ""


@dataclass(frozen=True, slots=True)
class Answering:
    """A question is being looked up: in the catalogue where `products` are asked of, else in the pages.
    `guessed`: nothing but its form says that it is one."""

    question: str
    products: tuple[str, ...] = ()
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Recommending:
    """What goes with `products` is being looked up; then, as `companions`, what of it can be had. `theirs`:
    the products are those that the customer buys."""

    products: tuple[str, ...] = ()
    companions: tuple[Companion, ...] = ()
    theirs: bool = False


@dataclass(frozen=True, slots=True)
class Suggesting:
    """What the caller buys regularly and may need again is being looked up."""


@dataclass(frozen=True, slots=True)
class Suggested:
    """Asked whether to order again what the caller buys regularly; `product` is its id."""

    product: str


@dataclass(frozen=True, slots=True)
class OfferingPerson:
    """Asked whether somebody should take over. After a no, `wanted` is gone on with.

    `later`: somebody would call back, whether or not the caller could be put through."""

    why: Why
    wanted: Wanted | None = None
    later: bool = False


@dataclass(frozen=True, slots=True)
class LookingAtRefunds:
    """The customer's orders are being looked up to say what money comes back; `text` is what was said."""

    text: str


@dataclass(frozen=True, slots=True)
class Leaving:
    """Goodbye is being said, and the line will be closed. `cut` are the prompts that were stopped before
    their end; `again`: they have been said once more for that."""

    cut: tuple[PromptId, ...] = ()
    again: bool = False


@dataclass(frozen=True, slots=True)
class Ended:
    """The line is gone, or there is none to say more on."""


Task = (
    Arriving
    | Recognising
    | Idle
    | Resuming
    | RecallingOrders
    | Quoting
    | SendingCode
    | AskingSecret
    | CheckingSecret
    | AskingWhichItem
    | Confirming
    | Requesting
    | ProposingOrder
    | Researching
    | Identifying
    | Judging
    | Claiming
    | Changing
    | Committing
    | FindingOrder
    | AskingWhichOrder
    | ConfirmingNumber
    | OpeningDiary
    | FindingOpenings
    | Arranging
    | ConfirmingPhone
    | Answering
    | Recommending
    | Suggesting
    | Suggested
    | OfferingPerson
    | HandingOver
    | AskingNumber
    | ConfirmingCallback
    | PuttingThrough
    | LookingAtRefunds
    | Searching
    | Showing
    | Comparing
    | Taking
    | AskingOption
    | Filling
    | AskingVoucher
    | AskingTerms
    | Leaving
    | Ended
)

codec.tagged(Task)

BUSY = (
    Arriving,
    Recognising,
    RecallingOrders,
    Quoting,
    CheckingSecret,
    SendingCode,
    Committing,
    FindingOrder,
    Judging,
    Claiming,
    Researching,
    OpeningDiary,
    FindingOpenings,
    Answering,
    Recommending,
    Suggesting,
    HandingOver,
    PuttingThrough,
    LookingAtRefunds,
    Searching,
    Comparing,
    Taking,
)
"""Stages that wait for a desk."""
