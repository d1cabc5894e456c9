"""What the conversation wants done. Effects are data: the shell performs them and reports back."""

from __future__ import annotations

from dataclasses import dataclass, field

from ringup.skills.basket import Basket
from ringup.skills.bookings.diary import OpeningsWanted
from ringup.skills.dialogue.expectations import Expectation
from ringup.skills.dialogue.guard import Confirmed
from ringup.skills.dialogue.prompts import Prompt
from ringup.skills.dialogue.proposals import Proposal
from ringup.skills.finding import Wish
from ringup.skills.handovers import Handover
from ringup.skills.policy import Secret
from ringup.skills.shop import NO_TERMS, Item, Terms, Told
from ringup.skills.values import CustomerId, PhoneNumber


@dataclass(frozen=True, slots=True)
class FindCustomer:
    """Answered by CustomerFound or DeskFailed."""

    phone: PhoneNumber


@dataclass(frozen=True, slots=True)
class JudgeCaller:
    """Who it is that all of `told` fits. Answered by CallerJudged or DeskFailed."""

    told: tuple[Told, ...] = field(repr=False)
    identify_by: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class FindOrders:
    """Answered by OrdersFound or DeskFailed."""

    customer: CustomerId


@dataclass(frozen=True, slots=True)
class FindProducts:
    """Answered by ProductsFound or DeskFailed."""

    products: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FindAnswer:
    """In the shop's own pages. Answered by AnswerFound or DeskFailed."""

    question: str


@dataclass(frozen=True, slots=True)
class FindCompanions:
    """What goes with these products. Answered by CompanionsFound or DeskFailed."""

    products: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HandOver:
    """Let the staff know of a caller who needs a person. Answered by HandedOver or DeskFailed."""

    handover: Handover


@dataclass(frozen=True, slots=True)
class FindGoods:
    """What fits the caller's words; they add to what was wished `before`, if they do not say what it is
    themselves. Answered by GoodsFound or DeskFailed."""

    text: str
    before: Wish | None = None


@dataclass(frozen=True, slots=True)
class ReadOrder:
    """What the caller's words change in the basket. `asked`: the option that was asked for, "" for none;
    `about`: the entry last spoken of. Answered by OrderRead or DeskFailed."""

    text: str
    basket: Basket
    asked: str = ""
    about: int | None = None


@dataclass(frozen=True, slots=True)
class PrepareQuote:
    """Answered by QuoteReady or DeskFailed."""

    customer: CustomerId
    items: tuple[Item, ...]
    terms: Terms = NO_TERMS


@dataclass(frozen=True, slots=True)
class FindDiary:
    """Answered by DiaryFound or DeskFailed. `customer`: whose bookings to find; None for nobody's."""

    customer: CustomerId | None = None


@dataclass(frozen=True, slots=True)
class FindOpenings:
    """Answered by OpeningsFound or DeskFailed."""

    wanted: OpeningsWanted


@dataclass(frozen=True, slots=True)
class CheckSecret:
    """Answered by SecretChecked or DeskFailed. `customer`: whose it has to be; None for nobody's, so that it
    is wrong. The digits are left out of every log and repr."""

    secret: Secret
    customer: CustomerId | None
    digits: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SendCode:
    """Text a fresh code to that customer's number on file. Answered by CodeSent or DeskFailed."""

    customer: CustomerId | None


@dataclass(frozen=True, slots=True)
class Commit:
    """Answered by Committed or CommitFailed. Neither barge-in nor hang-up stops it."""

    confirmed: Confirmed[Proposal]


@dataclass(frozen=True, slots=True)
class Say:
    """A statement; nobody need answer it."""

    prompt: Prompt


@dataclass(frozen=True, slots=True)
class Ask:
    """A question, and what kind of answer it expects."""

    prompt: Prompt
    expects: Expectation


@dataclass(frozen=True, slots=True)
class PutThrough:
    """Connect the caller to the staff once everything said has been heard. Answered by PutThroughFailed
    where that cannot be done; else the line is theirs."""


@dataclass(frozen=True, slots=True)
class StopRecording:
    """From here on no sound of the call is kept."""


@dataclass(frozen=True, slots=True)
class NoteMood:
    """For whoever reads the call afterwards: how the caller feels, from 0 (calm)."""

    level: float


@dataclass(frozen=True, slots=True)
class Cite:
    """The page of the shop, or the product, that an answer was taken from."""

    page: str
    title: str


@dataclass(frozen=True, slots=True)
class HangUp:
    """End the call once everything said has been heard."""


Lookup = (
    FindCustomer
    | JudgeCaller
    | FindOrders
    | FindProducts
    | FindGoods
    | ReadOrder
    | PrepareQuote
    | CheckSecret
    | SendCode
    | FindDiary
    | FindOpenings
    | FindAnswer
    | FindCompanions
    | HandOver
)
Action = Lookup | Commit | Say | Ask | PutThrough | StopRecording | NoteMood | Cite | HangUp

Look = (
    FindCustomer
    | FindOrders
    | FindProducts
    | FindGoods
    | ReadOrder
    | PrepareQuote
    | FindDiary
    | FindOpenings
    | FindAnswer
    | FindCompanions
)
"""Look-ups that leave no trace at the desk, however often they are asked. Who calls is never judged ahead, no
secret checked, no text sent and nobody told; nor is anything committed."""

Harmless = Look | Say | Ask | NoteMood | Cite
"""What leaves nothing behind but words that were said."""
