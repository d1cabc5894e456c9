"""What putting a new order together can be in the middle of."""

from __future__ import annotations

from dataclasses import dataclass

from ringup.skills.basket import Basket
from ringup.skills.finding import Hit, Wish
from ringup.skills.intent import Intent
from ringup.skills.shop import Quote


@dataclass(frozen=True, slots=True)
class Searching:
    """The catalogue is being searched for what the caller said. `hits` are those shown before, kept where
    the words add nothing to the wish."""

    before: Wish | None = None
    hits: tuple[Hit, ...] = ()


@dataclass(frozen=True, slots=True)
class Showing:
    """These were named, in this order, and the caller is asked which one."""

    hits: tuple[Hit, ...]
    wish: Wish


@dataclass(frozen=True, slots=True)
class Comparing:
    """The products to be compared are being looked up."""

    products: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Taking:
    """What the caller said of the basket is being read. `asked`: the option that was asked for of entry
    `at`. `put`: something has just been put in, and the words may say more of it. `ringing`: the order was
    being rung up, and is again afterwards. `before`: the basket that the caller was last told of, None for
    the one there is. `guessed`: the words may mean nothing here."""

    intent: Intent
    text: str
    asked: str = ""
    at: int | None = None
    put: bool = False
    ringing: bool = False
    misses: int = 0
    before: Basket | None = None
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class AskingOption:
    """The caller is asked for the option `name` of entry `at`; `misses` in a row it was not understood.
    `before`: the basket that the caller was last told of."""

    at: int
    name: str
    before: Basket
    ringing: bool = False
    misses: int = 0


@dataclass(frozen=True, slots=True)
class Filling:
    """Asked whether anything else goes into the basket, or where it was `offered`, whether to order it."""

    offered: bool = False


@dataclass(frozen=True, slots=True)
class AskingVoucher:
    """The code of a voucher is asked for, before the order is rung up."""


@dataclass(frozen=True, slots=True)
class AskingTerms:
    """One of the `terms` is asked before the order is read back: "delivery", "payment" or "voucher"."""

    quote: Quote
    asked: str
    misses: int = 0


BasketTask = Searching | Showing | Comparing | Taking | AskingOption | Filling | AskingVoucher | AskingTerms
