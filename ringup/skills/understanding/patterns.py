"""How callers say things, in order. Patterns are written against the outline of an utterance: lower
case, no punctuation, no fillers or "please", contractions written out ("i would"), and NUM, DIGITS,
UNIT and PRODUCT in place of numbers, what is counted and the shop's products.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any

from ringup.skills.dialogue.expectations import Anything, Choice, Detail, Digits, Quantity, YesNo
from ringup.skills.intent import Name
from ringup.skills.understanding import (
    aftersale,
    appointments,
    baskets,
    changes,
    manners,
    reorders,
    status,
)


class Fit(Enum):
    WHOLE = "whole"  # the pattern and courtesy are all there is
    START = "start"  # it begins so
    WITHIN = "within"  # it stands somewhere, and no "not" shortly before it


@dataclass(frozen=True, slots=True)
class Rule:
    """`after`: what must have been asked; empty means anything. `certainty` is from 0 to 1.

    Named groups of the pattern, `expression`, become slots: `quantity` and `more` hold a NUM or an article,
    `less` likewise, `none` asks for zero, `last` means the newest order.
    """

    name: Name
    expression: str
    fit: Fit
    after: tuple[type[Any], ...] = ()
    certainty: float = 1.0

    @property
    def pattern(self) -> re.Pattern[str]:
        """Compiled when it is first needed, or by `warm`: for all rules it takes a quarter of a second."""
        return _compiled(self.expression)


@cache
def _compiled(expression: str) -> re.Pattern[str]:
    return re.compile(expression)


COURTESY = (
    r"(?: (?:thanks|thank you|for me|for us|now|then|today|if you can|if possible|okay|would you"
    r"|will you|that would be (?:great|good|nice|lovely)|as well|too|right away|asap|cheers|mate"
    r"|love|at home|to my (?:address|house|home|place)|to me|as soon as possible|this time"
    r"|very much|so much|actually|i think|is fine|is it|again|my friend))*"
)

OPENERS = re.compile(
    r"(?:(?:okay|all right|well|so|and|but|actually|yes|yeah|yep|yup|sure|no|nope|nah|hi|hello|hey"
    r"|hiya|good (?:morning|afternoon|evening)|there|sorry|thanks|thank you|right|then|now|hmm"
    r"|mm hmm|uh huh|uh|wait|oh|great|perfect|fine|cool|excuse me|i said|i mean|you know"
    r"|let us see|let me see|listen|look|correct|(?:definitely|absolutely)(?! not)"
    r"|how are you(?: doing)?(?: today)?|the thing is"
    r"|i am sorry)(?: |$))+"
)
"""What people say before they say what they want."""

NEGATED = re.compile(r"\b(?:not|never|no longer|stop|without|instead of)(?: \S+){0,4} ?$")

_ANSWERING = (YesNo, Quantity, Choice)
_NOT_CONFIRMING = (Anything, Digits, Choice, Quantity, Detail)
"""At a read-back "cancel the order" means the one that is not placed yet."""


def _rules(
    name: Name, patterns: tuple[str, ...], fit: Fit, *after: type[Any], certainty: float = 1.0
) -> tuple[Rule, ...]:
    ends = {Fit.WHOLE: rf"{COURTESY}$", Fit.START: r"\b", Fit.WITHIN: ""}[fit]
    return tuple(Rule(name, f"(?:{pattern}){ends}", fit, after, certainty) for pattern in patterns)


BEFORE_ANSWERS = (
    *_rules(Name.PERSON, manners.PERSON, Fit.WITHIN),
    *_rules(Name.PERSON, manners.PERSON_WHOLE, Fit.WHOLE),
    *_rules(Name.PERSON, manners.COMPLAINT, Fit.WITHIN, certainty=0.8),
    *_rules(Name.BOT, manners.BOT, Fit.WITHIN),
    *_rules(Name.STOP_RECORDING, manners.STOP_RECORDING, Fit.WITHIN),
    *_rules(Name.SLOWER, manners.SLOWER, Fit.WHOLE),
    *_rules(Name.LOUDER, manners.LOUDER, Fit.WHOLE),
    *_rules(Name.START_OVER, manners.START_OVER, Fit.WHOLE),
    *_rules(Name.REPEAT, manners.REPEAT, Fit.WHOLE),
    *_rules(Name.REPEAT, manners.REPEAT_WITHIN, Fit.WITHIN),
    *_rules(Name.REPEAT, manners.ABOUT_THE_OFFER, Fit.WHOLE, YesNo, certainty=0.9),
    *_rules(Name.HELP, manners.HELP, Fit.WHOLE),
    *_rules(Name.CANCEL_ORDER, aftersale.CANCEL_ORDER, Fit.WITHIN, *_NOT_CONFIRMING),
    *_rules(Name.CANCEL, manners.CANCEL, Fit.WHOLE),
)
"""Tried before digits and options are looked for."""

REQUESTS = (
    *_rules(Name.REFUND_STATUS, aftersale.REFUND_STATUS, Fit.WITHIN),
    *_rules(Name.CANCEL_BOOKING, appointments.CANCEL_BOOKING, Fit.START),
    *_rules(Name.MOVE_BOOKING, appointments.MOVE_BOOKING, Fit.START),
    *_rules(Name.FIND_BOOKING, appointments.FIND_BOOKING, Fit.START),
    *_rules(Name.WAITLIST, appointments.WAITLIST, Fit.WITHIN),
    *_rules(Name.BOOK, appointments.BOOK, Fit.START, certainty=0.9),
    *_rules(Name.ASK, appointments.ABOUT_A_SERVICE, Fit.START),
    *_rules(Name.AVAILABILITY, appointments.AVAILABILITY, Fit.START),
    *_rules(Name.BOOK, appointments.BOOK_A_SERVICE, Fit.START, Anything, certainty=0.9),
    *_rules(Name.CHANGE_PROFILE, aftersale.CHANGE_PROFILE, Fit.WITHIN),
    *_rules(Name.CHANGE_ADDRESS, aftersale.CHANGE_ADDRESS, Fit.WITHIN),
    *_rules(Name.CHANGE_PAYMENT, aftersale.CHANGE_PAYMENT, Fit.WITHIN),
    *_rules(Name.CHANGE_ITEMS, aftersale.CHANGE_ITEMS, Fit.WITHIN),
    *_rules(Name.EXCHANGE_ITEMS, aftersale.EXCHANGE_ITEMS, Fit.WITHIN),
    *_rules(Name.RETURN_ITEMS, aftersale.RETURN_ITEMS, Fit.WITHIN),
    *_rules(Name.BASKET, baskets.BASKET, Fit.WITHIN),
    *_rules(Name.REMOVE, baskets.REMOVE[:1], Fit.WITHIN),
    *_rules(Name.REMOVE, baskets.REMOVE[1:], Fit.WHOLE, Anything),
    *_rules(Name.CHECKOUT, baskets.CHECKOUT, Fit.WHOLE, Anything),
    *_rules(Name.VOUCHER, baskets.VOUCHER, Fit.WITHIN),
    *_rules(Name.COMPARE, baskets.COMPARE, Fit.WITHIN),
    *_rules(Name.RECOMMEND, baskets.RECOMMEND, Fit.WITHIN),
    *_rules(Name.ORDER_STATUS, status.STATUS, Fit.WITHIN),
    *_rules(Name.ORDER_STATUS, status.STATUS_OF_IT, Fit.WHOLE, certainty=0.9),
    *_rules(Name.CHANGE_QUANTITY, changes.REMOVE, Fit.WHOLE, *_ANSWERING),
    *_rules(Name.CHANGE_QUANTITY, changes.MORE, Fit.WHOLE, *_ANSWERING),
    *_rules(Name.CHANGE_QUANTITY, changes.LESS, Fit.WHOLE, *_ANSWERING),
    *_rules(Name.CHANGE_QUANTITY, changes.QUANTITY_WHOLE, Fit.WHOLE, *_ANSWERING),
    *_rules(Name.REORDER, reorders.LAST, Fit.WHOLE),
    *_rules(Name.REORDER, reorders.USUAL, Fit.WHOLE),
    *_rules(Name.CHANGE_QUANTITY, changes.QUANTITY, Fit.WITHIN),
    *_rules(Name.CHANGE_QUANTITY, changes.CHANGE, Fit.WHOLE, *_ANSWERING, certainty=0.9),
    *_rules(Name.REORDER, reorders.PRODUCT, Fit.START),
    *_rules(Name.REORDER, reorders.AGAIN, Fit.WHOLE, certainty=0.9),
    *_rules(Name.REORDER, reorders.BARE, Fit.WHOLE, Anything, certainty=0.8),
    *_rules(Name.REORDER, reorders.ANY, Fit.WHOLE, certainty=0.7),
    *_rules(Name.CHANGE_QUANTITY, changes.MORE[:1], Fit.WHOLE, Anything, certainty=0.8),
)

AFTER_REQUESTS = (
    *_rules(Name.GOODBYE, manners.GOODBYE, Fit.WHOLE),
    *_rules(Name.NOTHING, manners.NOTHING, Fit.WHOLE, Anything, Digits, Choice, Quantity),
    *_rules(Name.GREETING, manners.GREETING, Fit.WHOLE),
    *_rules(Name.CANCEL, manners.CANCEL_FIRST, Fit.START),
    *_rules(Name.WAIT, manners.WAIT, Fit.WHOLE),
    *_rules(Name.WAIT, manners.LOOKING, Fit.WHOLE, YesNo, Digits, Choice, Quantity),
)
"""Said beside requests too, so they count only where nothing is requested."""


def warm() -> None:
    """Compile all patterns."""
    for rule in (*BEFORE_ANSWERS, *REQUESTS, *AFTER_REQUESTS):
        _ = rule.pattern
