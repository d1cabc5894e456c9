"""Whether what was said so far answers what was asked, so that whoever listens knows how long to wait.
Pure.
"""

from __future__ import annotations

from collections.abc import Container
from enum import Enum, auto

from ringup.skills.dialogue import digits
from ringup.skills.dialogue.expectations import (
    Anything,
    Choice,
    Detail,
    Digits,
    Expectation,
    Quantity,
    YesNo,
)
from ringup.skills.intent import Answer, Intent, Name, Rated


class Fit(Enum):
    ANSWERS = auto()  # nothing is missing
    OPEN = auto()  # more may come or not
    UNCLEAR = auto()  # we could only ask what was said
    UNFINISHED = auto()  # a number that was begun lacks digits


SURE = 0.75
"""Certainty from which words are taken for all that the caller means to say."""

CLEAR = 0.3
"""Certainty below which nothing would come of them."""

_NUMBERS = ("order", "phone", "pin", "code", "postcode", "date_of_birth")
"""Slots that a number fills as a whole; `digits` without one of them are a number that is not complete."""

_GO_ON = frozenset(
    {
        Name.ANSWER, Name.CHOOSE, Name.GIVE_NUMBER, Name.GREETING, Name.INFORM, Name.ORDER, Name.SEARCH,
        Name.UNCLEAR, Name.WAIT,
    }
)  # fmt: skip
"""What people say before they say what they want, and what they list."""

_NO_REQUEST = frozenset({Name.ANSWER, Name.GREETING, Name.HELP, Name.INFORM, Name.REPEAT})
"""What the first words of a request are taken for that has not been said yet: "could you please", "i was
wondering". By which of them depends on the processor too: the model counts in bytes."""

_WHOLE_ALONE = frozenset({Name.REORDER, Name.CHECKOUT})
"""Requests to buy that name nothing and still leave nothing out: "the usual"."""

_IN_PARTS = frozenset({"address", "email", "items", "name", "options", "postcode", "date_of_birth"})
"""Details that go on after what already counts as one: spelled, in parts or in lists."""


def fits(
    expects: Expectation, intent: Intent, rated: tuple[Rated, ...] = (), orders: Container[str] = ()
) -> Fit:
    """What the words that were read as `intent` are to the question that `expects` an answer. `rated` as in
    `Utterance`; `orders`: the numbers of those that the caller is known to have."""
    if isinstance(expects, Digits) and _is_one_of(expects.candidates, rated):
        return Fit.ANSWERS
    if _lacks_digits(intent):
        return Fit.UNFINISHED
    if intent.name is Name.UNCLEAR or intent.confidence < CLEAR or _asks_for_nothing(expects, intent):
        return Fit.UNCLEAR
    return Fit.ANSWERS if intent.confidence >= SURE and _answers(expects, intent, orders) else Fit.OPEN


def _asks_for_nothing(expects: Expectation, intent: Intent) -> bool:
    """Whether a caller who may ask for anything has not, as far as one can tell."""
    if not isinstance(expects, Anything) or intent.confidence >= SURE:
        return False
    return intent.name in _NO_REQUEST and intent.answer not in (Answer.YES, Answer.NO)


def _lacks_digits(intent: Intent) -> bool:
    """ "My order number is four seven", whatever was asked; bare digits may be anything's where no number
    was asked for, but nobody says less than they mean."""
    return bool(intent.values("digits")) and not any(intent.values(slot) for slot in _NUMBERS)


def _answers(expects: Expectation, intent: Intent, orders: Container[str]) -> bool:
    match expects:
        case YesNo():
            return intent.name is Name.ANSWER and intent.answer in (Answer.YES, Answer.NO)
        case Digits():
            return _is_whole(expects, intent) or _is_no_number(intent)
        case Choice():
            return intent.name is Name.CHOOSE
        case Quantity():
            return intent.value("quantity") is not None
        case Detail(slot):
            return slot not in _IN_PARTS and intent.value(slot) is not None
        case Anything():
            return _is_request(intent) and all(number in orders for number in intent.values("order"))


def _is_whole(expects: Digits, intent: Intent) -> bool:
    """Just one of the possible values, or as many digits as there can be."""
    value, said = intent.value(expects.slot), intent.value("digits")
    if value is None or value != said:
        return False
    return value in expects.candidates if expects.candidates else len(value) >= max(expects.lengths)


def _is_one_of(candidates: tuple[str, ...], rated: tuple[Rated, ...]) -> bool:
    """Whether it sounded like one of them, whatever words were made of it."""
    return bool(rated) and rated[0].probability >= digits.SURE and rated[0].value in candidates


def _is_no_number(intent: Intent) -> bool:
    """Words that answer in another way: a request, the thing of an order, a no, that it is not known."""
    if intent.values("digits"):
        return False
    answered = intent.answer in (Answer.NO, Answer.UNSURE)
    return intent.name not in _GO_ON or answered or bool(intent.values("product"))


def _is_request(intent: Intent) -> bool:
    names_nothing = intent.name.writes and not intent.slots and intent.name not in _WHOLE_ALONE
    return intent.name not in _GO_ON and not names_nothing
