"""From a price to a read-back: what is short, what the voucher does, how it comes and is paid, the PIN."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from ringup.skills.basket import Basket
from ringup.skills.dialogue.events import DeskFailed, Event, QuoteReady, UtteranceHeard
from ringup.skills.dialogue.expectations import Detail
from ringup.skills.dialogue.prompts import Key
from ringup.skills.dialogue.state import Step
from ringup.skills.intent import Answer, Name
from ringup.skills.shop import (
    BASKET_TERMS,
    PaymentMethod,
    Quote,
    Terms,
    VoucherProblem,
)
from ringup.skills.shopping.basket_lines import basket_of
from ringup.skills.shopping.basket_stages import AskingTerms
from ringup.skills.shopping.dear_orders import is_dear, prove
from ringup.skills.shopping.ending import desk_down, finish
from ringup.skills.shopping.proposal_stages import Quoting
from ringup.skills.shopping.purchases import read_back
from ringup.skills.shopping.quoting import ask_price, drop
from ringup.skills.shopping.stages import Task
from ringup.skills.understanding.possible.payments import payment
from ringup.skills.understanding.possible.ways import voucher_codes, way

MOST_MISSES = 2
"""So often one thing is asked for again before the order is put aside, or goes on without a voucher."""


def advance(step: Step, stage: Task, event: Event) -> Step | None:
    """The next step, or None when the event means nothing to this stage."""
    match stage, event:
        case Quoting(), QuoteReady(at, quote):
            return offer(step, quote, at)
        case Quoting(), DeskFailed():
            return desk_down(step)
        case AskingTerms(), UtteranceHeard():
            return _told(step, stage, event)
        case _:
            return None


def offer(step: Step, quote: Quote, at: datetime) -> Step:
    """Read the offer back, once all of it is known. Of what there is too little, all that is left is
    offered."""
    for line in quote.missing:
        step = step.say(Key.NOT_ENOUGH, line=line)
    if left := tuple(line.item for line in quote.missing if line.quantity > 0):
        items = (*(line.item for line in quote.lines), *left)
        return ask_price(step, items, terms=quote.terms)
    if quote.terms.from_basket:
        step = step.note(basket=basket_of(quote.lines), terms=quote.terms)
    if not quote.lines:
        step = step.note(basket=Basket(), terms=BASKET_TERMS) if quote.terms.from_basket else step
        return finish(step if quote.missing else step.say(Key.NO_LONGER_SOLD))
    if quote.problem is not None:
        return _no_voucher(step, quote, quote.problem, at)
    return _open_terms(step, quote) or _settled(step, quote, at)


def _settled(step: Step, quote: Quote, at: datetime) -> Step:
    quote = _paid_by_the_only(step, quote)
    if quote.terms.from_basket:
        step = step.note(terms=quote.terms)
    if is_dear(step, quote):
        return prove(step, quote)
    return read_back(step, quote, at)


def with_terms(step: Step, quote: Quote, terms: Terms) -> Step:
    """Price the same again on other terms."""
    items = tuple(line.item for line in quote.lines)
    return ask_price(step, items, terms=terms)


# what is asked


def _open_terms(step: Step, quote: Quote) -> Step | None:
    """The next question, or None when there is none."""
    if quote.terms.from_basket and quote.ways and quote.terms.way is None:
        return _ask(step, AskingTerms(quote, "delivery"), Key.ASK_DELIVERY)
    methods, chosen = _methods(step), quote.terms.payment
    method = next((method for method in methods if method.id == chosen), None)
    if method is not None and _too_light(method, quote):
        step = step.say(Key.CARD_TOO_LIGHT, total=quote.total)
        quote = replace(quote, terms=replace(quote.terms, payment=None))
        if len(methods) < 2:
            return finish(step.say(Key.DROPPED).note(basket=Basket(), terms=BASKET_TERMS))
        return _ask(step, AskingTerms(quote, "payment"), Key.ASK_PAY_WITH)
    if quote.terms.from_basket and method is None and len(methods) > 1:
        return _ask(step, AskingTerms(quote, "payment"), Key.ASK_PAY_WITH)
    return None


def _ask(step: Step, stage: AskingTerms, key: Key) -> Step:
    names = tuple(offer.name for offer in stage.quote.ways)
    if stage.asked == "delivery":
        return step.ask(key, Detail("delivery", names), ways=stage.quote.ways).go(stage)
    if stage.asked == "payment":
        methods = tuple(method.label for method in _methods(step))
        return step.ask(key, Detail("payment", methods), methods=methods).go(stage)
    return step.ask(key, Detail("voucher")).go(stage)


def _methods(step: Step) -> tuple[PaymentMethod, ...]:
    return step.state.customer.payments if step.state.customer else ()


def _too_light(method: PaymentMethod, quote: Quote) -> bool:
    return method.balance is not None and method.balance < quote.total


def _paid_by_the_only(step: Step, quote: Quote) -> Quote:
    methods = _methods(step)
    if not quote.terms.from_basket or len(methods) != 1 or _too_light(methods[0], quote):
        return quote
    return replace(quote, terms=replace(quote.terms, payment=methods[0].id))


# what is answered


def _told(step: Step, stage: AskingTerms, event: UtteranceHeard) -> Step | None:
    text, quote = event.utterance.text, stage.quote
    match stage.asked:
        case "delivery" if (offer_ := way(text, quote.ways)) is not None:
            terms = replace(quote.terms, way=offer_.way)
            return with_terms(step, quote, terms)
        case "payment" if (method := payment(text, _methods(step), None)) is not None:
            paid = replace(quote, terms=replace(quote.terms, payment=method.id))
            return offer(step, paid, event.at)
        case "voucher" if codes := voucher_codes(text, asked=_is_code(event)):
            terms = replace(quote.terms, vouchers=codes)
            return with_terms(step, quote, terms)
        case "voucher" if event.intent.name in (Name.ANSWER, Name.NOTHING, Name.CANCEL):
            return offer(step, quote, event.at)
        case _:
            return _not_told(step, stage, event)


def _is_code(event: UtteranceHeard) -> bool:
    return event.intent.name in (Name.UNCLEAR, Name.INFORM, Name.GIVE_NUMBER, Name.VOUCHER, Name.ORDER_STATUS)


def _not_told(step: Step, stage: AskingTerms, event: UtteranceHeard) -> Step | None:
    intent = event.intent
    if intent.name is Name.CANCEL or (intent.name is Name.ANSWER and intent.answer is Answer.NO):
        return drop(step)
    if intent.name in _OTHER_THINGS or (intent.name.writes and intent.name not in _OF_THE_ORDER):
        return None
    if stage.misses + 1 >= MOST_MISSES:
        return drop(step)
    again = {"delivery": Key.DELIVERY_AGAIN, "payment": Key.PAY_WITH_AGAIN}
    return _ask(step, replace(stage, misses=stage.misses + 1), again.get(stage.asked, Key.VOUCHER_AGAIN))


_OTHER_THINGS = frozenset(
    {
        Name.REPEAT, Name.SLOWER, Name.LOUDER, Name.WAIT, Name.HELP, Name.START_OVER, Name.PERSON, Name.BOT,
        Name.STOP_RECORDING, Name.GOODBYE, Name.ORDER_STATUS, Name.ASK, Name.BASKET, Name.RECOMMEND,
    }
)  # fmt: skip
"""What a caller may say instead of an answer."""

_OF_THE_ORDER = frozenset({Name.ORDER, Name.REORDER, Name.CHECKOUT, Name.CHANGE_PAYMENT})
"""Writes that the words of an answer are easily taken for."""


def _no_voucher(step: Step, quote: Quote, problem: VoucherProblem, at: datetime) -> Step:
    """Say why, and go on without it; a code that nobody knows is asked for again, once."""
    tried = step.state.unknown_vouchers + (problem is VoucherProblem.UNKNOWN)
    step = step.note(unknown_vouchers=tried)
    step = step.say(Key.NO_VOUCHER, problem=problem.value, minimum=quote.minimum)
    terms = replace(quote.terms, vouchers=())
    plain = replace(quote, terms=terms, problem=None, minimum=None)
    if quote.terms.from_basket:
        step = step.note(terms=terms)
    if problem is VoucherProblem.UNKNOWN and tried < MOST_MISSES:
        return _ask(step, AskingTerms(plain, "voucher"), Key.VOUCHER_AGAIN)
    return offer(step, plain, at)
