"""Which change after the sale a caller most probably wants, of those that their words may mean.

How probable each is by the words alone, times how well it fits what could be done with the caller's own
orders: Bayes' rule, with few and coarse likelihoods, chosen by hand on scripted callers. "I won't be needing
the bookshelf" cancels one that was not sent yet and returns one that has arrived; "the boots, elevens, in
leather" is no cancellation, whatever the verb.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from dataclasses import replace

from ringup.skills.dialogue.state import State
from ringup.skills.intent import Intent, Name
from ringup.skills.policy import Change
from ringup.skills.shop import Line
from ringup.skills.shopping.proposal_stages import MayBe, Request
from ringup.skills.shopping.request_case import Missing, Outcome, Ready, Refused, Unknown
from ringup.skills.shopping.requests import outcome
from ringup.skills.understanding import cues
from ringup.skills.understanding.possible.items import named
from ringup.skills.understanding.possible.variants import Option, is_superlative, wished
from ringup.skills.understanding.possible.words import words
from ringup.skills.understanding.tokens import expanded, tokens

INTENTS = {
    Name.CANCEL_ORDER: Change.CANCEL,
    Name.CHANGE_ITEMS: Change.CHANGE_ITEMS,
    Name.CHANGE_ADDRESS: Change.CHANGE_ADDRESS,
    Name.CHANGE_PAYMENT: Change.CHANGE_PAYMENT,
    Name.CHANGE_PROFILE: Change.CHANGE_PROFILE,
    Name.RETURN_ITEMS: Change.RETURN,
    Name.EXCHANGE_ITEMS: Change.EXCHANGE,
}

_SWAPS = (Change.EXCHANGE, Change.CHANGE_ITEMS)
"""To the caller one wish: which of the two it is depends on whether the order has arrived."""

_GIVEN_UP = (Change.CANCEL, Change.RETURN)

NOT_ALLOWED = 0.02
WHICH_ORDER = 0.4
NOTHING_NEW = 0.1
"""Whoever wants another one mostly says in the same breath how it should be."""

ELSE_MISSING = 0.6
SAYS_WHAT_INSTEAD = 0.1
"""Few of those who give something up tell how it should be instead."""


LEAST = 0.02
"""Probability of each change that things of an order go through, where the words leave any doubt."""


AS_BEFORE = 0.1
"""So much likelier is a change of which one was made, or tried, before in the same call, as far as no telling
words leave it open."""


ALIKE = 0.5
"""The same where the words say that it is to be as before: "this one also"."""

_ALIKE = re.compile(
    r"\b(?:same (?:thing|here|again|idea|story|for|with|goes)|too(?: please)?$|as well|also|likewise)\b"
)


def maybe(intent: Intent, before: Change | None, text: str = "") -> tuple[MayBe, ...]:
    """What the words may mean by themselves; nothing where there is no doubt. `before`: the change that the
    call was about last."""
    if not intent.nbest:
        return ()
    chances = dict.fromkeys((Change.EXCHANGE, *_GIVEN_UP), LEAST)
    for likely in intent.nbest:
        if (change := INTENTS.get(likely.name)) is not None:
            wish = _as_wished(change)
            chances[wish] = chances.get(wish, 0.0) + likely.probability
    if before is not None and (_ALIKE.search(text.lower()) or _as_wished(before) in chances):
        wish = _as_wished(before)
        chances[wish] = chances.get(wish, 0.0) + _as_before(text, max(chances.values()))
    return tuple(MayBe(change, chance) for change, chance in chances.items())


def _as_before(text: str, surest: float) -> float:
    plain = " ".join(word.text for word in expanded(tokens(text)))
    if _ALIKE.search(plain):
        return ALIKE
    tells = cues.told(plain, owned=True) is not None
    return AS_BEFORE * max(0.0, 1.0 - surest) if tells else AS_BEFORE


def _as_wished(change: Change) -> Change:
    return Change.EXCHANGE if change in _SWAPS else change


def settled(request: Request, state: State) -> Request | Unknown:
    """The request as the change that is meant most probably, or the products that must be known to tell.
    The state's orders must have been looked up."""
    if not request.maybe:
        return request
    if unknown := _named_and_unknown(request, state):
        return Unknown(unknown)
    something_new = _is_something_new(request, state)

    def score(may: MayBe) -> float:
        found = outcome(replace(request, change=may.change), state)
        if isinstance(found, Ready) and found.proposal == request.declined:
            return 0.0
        return may.probability * _fit(found) * _instead(may.change, found, something_new=something_new)

    best = max(request.maybe, key=score)
    return replace(request, change=best.change, maybe=(), rivals=request.maybe)


def corrected(request: Request, state: State) -> Request | None:
    """The request as another change, where the last words, beside a no to its proposal `declined`, want
    something new of a thing that was to be given up."""
    last = replace(request, said=request.said[-1:])
    if not request.rivals or request.change in _SWAPS or not _is_something_new(last, state):
        return None
    meant = settled(replace(request, maybe=request.rivals), state)
    return meant if isinstance(meant, Request) and meant.change is not request.change else None


def _fit(found: Outcome) -> float:
    match found:
        case Ready():
            return 1.0
        case Missing("order"):
            return WHICH_ORDER
        case Missing() | Unknown():
            return ELSE_MISSING
        case Refused():
            return NOT_ALLOWED


def _instead(change: Change, found: Outcome, *, something_new: bool) -> float:
    """Of an address nobody says what a thing should be instead, without saying the address."""
    if change in _SWAPS:
        return 1.0 if something_new else NOTHING_NEW
    nowhere = change is Change.CHANGE_ADDRESS and isinstance(found, Missing)
    return SAYS_WHAT_INSTEAD if something_new and (nowhere or change in _GIVEN_UP) else 1.0


def _is_something_new(request: Request, state: State) -> bool:
    """Whether the words want something of a thing of theirs that it does not have, nor another of the kind;
    or name it both as it is and as it should be."""
    lines, texts = _lines(state), [said.text for said in request.said]
    for product in request.products:
        own = [line for line in lines if line.product == product.id]
        had = {option for line in own for option in line.options}
        others = _names_of_others(request, lines, product.id)
        for text, line in itertools.product(texts, own):
            options = _wanted(text, product.variants, line)
            wanted = {option for option in options if not set(words(option[1]).all) <= others}
            if wanted - had or len({name for name, _ in wanted}) < len(wanted):
                return True
    return any(is_superlative(text) for text in texts)


def _names_of_others(request: Request, lines: tuple[Line, ...], product: str) -> set[str]:
    """Words for other things that were named: of an espresso machine and a coffee maker nobody wants the
    coffee maker for espresso."""
    named_ones = (line for line in _named(request, lines) if line.product != product)
    return {word for line in named_ones for word in words(line.name).all}


def _wanted(text: str, offered: tuple[Line, ...], own: Line) -> set[Option]:
    return {option for option, sign in wished(text, offered, own).items() if sign > 0}


def _named_and_unknown(request: Request, state: State) -> tuple[str, ...]:
    """Products of the caller's own that were named, where something else may be wanted in their place;
    where none was, those of the order that was talked of."""
    if all(may.change not in _SWAPS for may in request.maybe):
        return ()
    known = {*request.looked_up, *(product.id for product in request.products)}
    lines = tuple(_named(request, _lines(state))) or _lines_of_last(state)
    return tuple(dict.fromkeys(line.product for line in lines if line.product not in known))


def _lines_of_last(state: State) -> tuple[Line, ...]:
    return tuple(line for order in state.orders if order.number == state.order for line in order.lines)


def _lines(state: State) -> tuple[Line, ...]:
    return tuple(line for order in state.orders for line in order.lines)


def _named(request: Request, lines: tuple[Line, ...]) -> Iterable[Line]:
    for line in lines:
        if any(named(said.text.lower(), (line,)) for said in request.said):
            yield line
