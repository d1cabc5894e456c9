"""What is said in few words of what this call is about already: "and the sneakers go back", "the same for the
other one", "then move it to my visa"; and of what was just done: "move it to four", "no, cancel that".

Pure. Every start that is found asks on and reads back, as any other request does.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from ringup.skills.bookings.proposals import BookSlot, MoveBooking
from ringup.skills.dialogue.proposals import PlaceOrder
from ringup.skills.dialogue.state import State, Step
from ringup.skills.intent import Intent, Likely, Name
from ringup.skills.policy import Change
from ringup.skills.shopping import after_sale, booking, booking_words, order_questions, order_status
from ringup.skills.shopping.booking_stages import Doing
from ringup.skills.shopping.stages import Wanted
from ringup.skills.shopping.which_change import INTENTS
from ringup.skills.understanding import cues
from ringup.skills.understanding.possible.orders import by_description, points_back
from ringup.skills.understanding.tokens import expanded, tokens

Start = Callable[[Step, Wanted], Step]

_VAGUE = frozenset(
    {
        Name.UNCLEAR, Name.REORDER, Name.ORDER, Name.ORDER_STATUS, Name.INFORM, Name.CHANGE_QUANTITY,
        Name.CHANGE_OPTION, Name.CHOOSE, Name.GIVE_NUMBER, Name.REMOVE, Name.ANSWER, Name.ASK,
        Name.AVAILABILITY, Name.CANCEL, Name.SEARCH,
    }
)  # fmt: skip
"""What words are taken for of which only what was said before tells what they mean."""

_ASKS_TO_BUY = re.compile(
    r"\b(?:buy|order (?:me|some|another|more)|again|usual|send me|get me|i need"
    r"|where|when|what|how|which|why|track\w*|status|do you)\b"
)
_ASKS_ABOUT_IT = re.compile(
    r"\b(?:can|could|would) you (?:tell|say|check|see)\b|\b(?:do|would|did) you (?:know|remember)\b"
    r"|\b(?:is|are|was|were) (?:that|it|this|they|those) .*\bor\b"
    r"|\b(?:what|which) (?:kind|type|size|colou?r|model|one)\b|\bhow (?:much|many|long|big|old)\b"
    r"|\bwhat (?:did|do|have|was|is|are)\b|\b(?:when|where) (?:is|are|will|did|does)\b"
)
"""Of somebody who wants to know something of a thing of theirs."""

_MORE = re.compile(
    r"^(?:(?:and|okay|ok|um|uh|so|oh|right|well|yes|now|but|first|number \w+) )*(?:next|then|now|also"
    r"|second|secondly"
    r"|third|thirdly|another|the other|and|plus|last|finally|lastly|first|too)\b"
    r"|\b(?:same|other|second|too|as well|also|both|all of|the rest)\b"
)
_ALIKE = re.compile(r"\b(?:same|too|as well|also|likewise|other (?:order|one)|both)\b")
_THIS = re.compile(r"\b(?:it|that|this|them|those|these|one|ones|orders?|same|everything|all)\b")
_OF_THE_ORDER = (Change.CHANGE_ADDRESS, Change.CHANGE_PROFILE, Change.CHANGE_PAYMENT)
"""After one of these a thing that is named is to be another, not to go elsewhere."""

_UNDO = re.compile(
    r"\b(?:cancel|undo|scrap|take (?:it|that) back|don't (?:want|need) (?:it|that)|changed my mind)\b"
)
_CANCELS = re.compile(r"\bcancel\b")


def start(state: State, wanted: Wanted) -> Start | None:
    """How to go on with it; None where the words do not depend on what was said before."""
    if _asks_the_same(state, wanted):
        return lambda step, said: order_status.start(step, replace(said, intent=Intent(Name.ORDER_STATUS)))
    if wanted.intent.name not in _VAGUE and not _is_guessed(wanted):
        return None
    if order_questions.is_about_own(wanted, state):
        return None
    if (doing := _done_to_a_booking(state, wanted)) is not None:
        return lambda step, said: booking.start_with(step, doing, said)
    if wanted.intent.name is Name.CHANGE_OPTION and _has_only_orders(state):
        return _changing(Change.CHANGE_ITEMS, wanted.intent.nbest)
    if wanted.intent.name is Name.REMOVE and wanted.intent.values("product") and _has_only_orders(state):
        return _changing(Change.CANCEL, (*wanted.intent.nbest, Likely(Name.RETURN_ITEMS, BY_WHAT_WAS_SAID)))
    if wanted.intent.name is Name.CANCEL:
        undone = state.placed and isinstance(state.placed[-1].proposal, PlaceOrder)
        is_order = _CANCELS.search(wanted.text.lower()) is not None and (undone or bool(state.orders))
        return _changing(Change.CANCEL) if is_order else None
    change = _change_meant(state, wanted) if state.orders else _change_guessed(wanted.intent)
    return _changing(change, wanted.intent.nbest) if change is not None else None


def _asks_the_same(state: State, wanted: Wanted) -> bool:
    """ "What about the honey", after it was said how an order stands."""
    told = state.order is not None and state.change is None and not state.placed
    if not told or _WHAT_ABOUT.match(wanted.text.lower()) is None:
        return False
    return bool(by_description(wanted.text, state.orders, state.order))


_WHAT_ABOUT = re.compile(
    r"(?:(?:and|so|okay|ok|um|uh|oh|but|right|thanks)[ ,]+)*(?:what|how) about\b(?! \w+ing\b)"
)


def _has_only_orders(state: State) -> bool:
    """Whether nothing can be changed but what was ordered before."""
    return not state.basket.entries and state.policy.rule(Change.CHANGE_ITEMS) is not None


def _is_guessed(wanted: Wanted) -> bool:
    """Whether nothing but a likeness says which change is meant."""
    intent = wanted.intent
    of_others = (likely.probability for likely in intent.nbest if likely.name is intent.name)
    return intent.name in INTENTS and min(intent.confidence, *of_others, 1.0) < LIKENESS


LIKENESS = 0.65
"""A change that is found by likeness alone is believed from here on beside what was said before."""


def _changing(change: Change, nbest: tuple[Likely, ...] = ()) -> Start:
    """As if it had been asked for in full, so that who calls has to be proven here too. `nbest`: what else
    the words may mean."""
    name = next(name for name, own in INTENTS.items() if own is change)
    intent = Intent(name, nbest=(*nbest, Likely(name, BY_WHAT_WAS_SAID)) if nbest else ())
    return lambda step, said: after_sale.start(step, replace(said, intent=intent))


BY_WHAT_WAS_SAID = 0.5
"""Probability of a change that follows from what the call was about before, beside those by the words."""

MAYBE_A_CHANGE = 0.2
"""Probability of all changes together from which words that name a thing of the caller's own are one."""


LIKELY_A_CHANGE = 0.35
"""The same where nobody knows yet what the caller has: then they are asked who they are, and the words are
weighed against their orders."""


def _change_guessed(intent: Intent) -> Change | None:
    return _likeliest(intent, LIKELY_A_CHANGE) if intent.name is Name.UNCLEAR else None


def _change_meant(state: State, wanted: Wanted) -> Change | None:
    """By its telling words; else the same as before, for something else."""
    if state.customer is None:
        return None
    text = " ".join(word.text for word in expanded(tokens(wanted.text)))
    named = by_description(wanted.text, state.orders, state.order)
    told = cues.told(text, owned=True)
    vague = wanted.intent.name in (Name.UNCLEAR, Name.INFORM, Name.ANSWER) or _is_guessed(wanted)
    if not named and not _THIS.search(text):
        return None
    pointed = bool(named) or (state.order is not None and points_back(text))
    again = state.change is not None and bool(named) and _ALIKE.search(text) is not None
    if (
        pointed
        and not again
        and not _ASKS_ABOUT_IT.search(text)
        and (likeliest := _likeliest(wanted.intent)) is not None
    ):
        return likeliest
    if not vague and _ASKS_TO_BUY.search(text):
        return None
    if told is not None and (vague or named):
        return INTENTS[told]
    if named and wanted.intent.name in _MEANS_NOTHING and not _ASKS_ABOUT_IT.search(text):
        return None if _PARTS.search(text) else Change.EXCHANGE
    if (other := _other_address(state, text)) is not None and vague:
        return other
    if state.change is None or not _MORE.search(text) or not (named or state.change in _OF_THE_ORDER):
        return None
    if state.change in _OF_THE_ORDER and named and not _ALIKE.search(text):
        return Change.CHANGE_ITEMS
    return state.change


_MEANS_NOTHING = (Name.UNCLEAR, Name.COMPARE)
"""Who names a thing of theirs in words that nobody understands wants something changed about it."""

_PARTS = re.compile(r"\b(?:thanks|thank you|cheers|bye|goodbye|good night|take care|see you)\b")


def _other_address(state: State, text: str) -> Change | None:
    """After an address of an order that of the account, and the other way round."""
    if state.change not in (Change.CHANGE_ADDRESS, Change.CHANGE_PROFILE) or not _ALIKE.search(text):
        return None
    if _ACCOUNT.search(text):
        return Change.CHANGE_PROFILE
    return Change.CHANGE_ADDRESS if _ORDERS.search(text) else None


_ACCOUNT = re.compile(r"\b(?:account|profile|default|records?|on file)\b")
_ORDERS = re.compile(r"\b(?:orders?|parcel|package|delivery|PRODUCT)\b")


def _likeliest(intent: Intent, least: float = MAYBE_A_CHANGE) -> Change | None:
    changes = [likely for likely in intent.nbest if likely.name in INTENTS]
    likely_enough = sum(likely.probability for likely in changes) >= least
    return INTENTS[changes[0].name] if likely_enough else None


def _done_to_a_booking(state: State, wanted: Wanted) -> Doing | None:
    """Of the booking that was just made or moved."""
    if not state.placed or not isinstance(state.placed[-1].proposal, BookSlot | MoveBooking):
        return None
    text = wanted.text.lower()
    if _UNDO.search(text) and len(text.split()) <= SHORT:
        return Doing.CANCEL
    return Doing.MOVE if booking_words.moves_it(text) else None


SHORT = 10
"""Words of what undoes something; more of them tell something else."""
