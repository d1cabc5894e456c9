"""What a caller answers to the read-back of an order, and what came of it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from ringup.skills.basket import Basket
from ringup.skills.dialogue.events import AnyReceipt, CommitFailure, UtteranceHeard
from ringup.skills.dialogue.expectations import Quantity
from ringup.skills.dialogue.prompts import Key
from ringup.skills.dialogue.state import Step
from ringup.skills.intent import Name
from ringup.skills.shop import BASKET_TERMS, Quote, Receipt
from ringup.skills.shopping import ringing_up
from ringup.skills.shopping.basket_lines import basket_of
from ringup.skills.shopping.changes import change
from ringup.skills.shopping.ending import finish
from ringup.skills.shopping.offering import offer, with_terms
from ringup.skills.shopping.proposal_stages import (
    Changing,
    Committing,
    Purchase,
)
from ringup.skills.shopping.purchases import read_back
from ringup.skills.shopping.quoting import ask_price
from ringup.skills.shopping.reading_back import Handling
from ringup.skills.shopping.stages import Wanted
from ringup.skills.shopping.taking import take
from ringup.skills.understanding.possible.payments import payment
from ringup.skills.understanding.possible.ways import voucher_codes, way

_PAYING = re.compile(r"\b(?:pay|paid|charge|card|visa|master ?card|amex|pay ?pal|gift)\b")
_DELIVERY = re.compile(r"\b(?:deliver\w*|express|standard|shipping|ship|courier|pick(?:ed)? ?up|collect)\b")

_ADDING = re.compile(r"\b(?:add|also|as well|too|plus|instead|without|take (?:out|off)|remove|change)\b")

EDITS = (Name.ORDER, Name.REMOVE, Name.CHANGE_OPTION)


def _again(step: Step, draft: Purchase, at: datetime) -> Step:
    return read_back(step, draft.quote, at)


def _declined(step: Step, draft: Purchase) -> Step:
    if draft.quote.terms.from_basket:
        return ringing_up.ask_more(step.say(Key.NOT_ORDERED_YET))
    return step.ask(Key.WHAT_TO_CHANGE, Quantity()).go(Changing(draft.quote))


def _revised(step: Step, draft: Purchase, event: UtteranceHeard) -> Step | None:
    """Another quantity, another way to come or to be paid, a voucher, or something more or less of it."""
    quote, text, name = draft.quote, event.utterance.text, event.intent.name
    if name is Name.VOUCHER and (codes := voucher_codes(text, asked=False)):
        return with_terms(step, quote, replace(quote.terms, vouchers=codes))
    if (changed := _other_terms(step, draft, event)) is not None:
        return changed
    if name is Name.CHANGE_QUANTITY:
        return change(step, quote, event.intent)
    if name is Name.UNCLEAR and _ADDING.search(text.lower()):
        return _edited(step, quote, Wanted(event.intent, text))
    if name in EDITS or (name is Name.REORDER and quote.terms.from_basket and event.intent.values("product")):
        return _edited(step, quote, Wanted(event.intent, text))
    return None


def _other_terms(step: Step, draft: Purchase, event: UtteranceHeard) -> Step | None:
    quote, text = draft.quote, event.utterance.text
    methods = step.state.customer.payments if step.state.customer else ()
    if _PAYING.search(text.lower()) and (method := payment(text, methods, None)) is not None:
        if method.id == quote.terms.payment:
            return None
        paid = replace(quote, terms=replace(quote.terms, payment=method.id))
        return offer(step, paid, event.at)
    if not _DELIVERY.search(text.lower()):
        return None
    chosen = way(text, quote.ways)
    if chosen is None or chosen.way == (quote.terms.way or ""):
        return None
    return with_terms(step, quote, replace(quote.terms, way=chosen.way))


def _edited(step: Step, quote: Quote, wanted: Wanted) -> Step:
    """What was read back becomes the basket, and is rung up again with the change."""
    terms = replace(quote.terms, from_basket=True)
    step = step.note(basket=basket_of(quote.lines), terms=terms, about=None)
    return take(step, wanted, ringing=True)


def _done(step: Step, stage: Committing, receipt: AnyReceipt) -> Step:
    assert isinstance(receipt, Receipt)
    step = step.note(order=receipt.number)
    return finish(
        _emptied(step, stage).say(
            Key.PLACED, number=receipt.number, total=receipt.total, arrives_on=receipt.arrives_on
        )
    )


def _emptied(step: Step, stage: Committing) -> Step:
    """What was ordered is in no basket any more."""
    assert isinstance(stage.draft, Purchase)
    if not stage.draft.quote.terms.from_basket:
        return step
    return step.note(basket=Basket(), terms=BASKET_TERMS, about=None)


def _refused(step: Step, stage: Committing, reason: CommitFailure) -> Step:
    assert isinstance(stage.draft, Purchase)
    quote = stage.draft.quote
    match reason:
        case CommitFailure.OUT_OF_STOCK | CommitFailure.OFFER_CHANGED:
            items = tuple(line.item for line in quote.lines)
            return ask_price(step.say(Key.OFFER_CHANGED), items, terms=quote.terms)
        case CommitFailure.NOT_RECORDED | CommitFailure.NOT_ALLOWED | CommitFailure.SLOT_TAKEN:
            return finish(step.say(Key.NOT_PLACED))
        case CommitFailure.PENDING:
            return finish(_emptied(step, stage).say(Key.PLACED_LATER))


HANDLING = Handling(_again, _declined, _revised, _done, _refused)
