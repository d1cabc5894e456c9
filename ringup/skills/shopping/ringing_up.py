"""From a basket to its price: nothing may be open, and it must be known who buys."""

from __future__ import annotations

from dataclasses import replace

from ringup.skills.basket import Basket
from ringup.skills.dialogue.events import Event, UtteranceHeard
from ringup.skills.dialogue.expectations import Anything, Detail
from ringup.skills.dialogue.prompts import Key
from ringup.skills.dialogue.state import Step
from ringup.skills.intent import Answer, Intent, Name
from ringup.skills.policy import CallerIdFor
from ringup.skills.shop import BASKET_TERMS
from ringup.skills.shopping import identify
from ringup.skills.shopping.basket_lines import items, lines, total
from ringup.skills.shopping.basket_stages import AskingVoucher, Filling
from ringup.skills.shopping.ending import finish
from ringup.skills.shopping.quoting import ask_price
from ringup.skills.shopping.stages import Task, Wanted
from ringup.skills.understanding.possible.ways import voucher_codes


def start(step: Step, wanted: Wanted) -> Step:
    """Ring up what is in the basket."""
    return ring_up(step)


def start_voucher(step: Step, wanted: Wanted) -> Step:
    """Keep the code for when the order is rung up, or ask for it."""
    codes = voucher_codes(wanted.text, asked=False)
    if not codes:
        return step.ask(Key.ASK_VOUCHER, Detail("voucher")).go(AskingVoucher())
    return _noted(step, codes)


def advance(step: Step, stage: Task, event: Event) -> Step | None:
    """The next step, or None when the event means nothing to this stage."""
    match stage, event:
        case AskingVoucher(), UtteranceHeard(_, utterance, intent):
            return _code(step, utterance.text, intent)
        case _:
            return None


def ring_up(step: Step) -> Step:
    """Look up what the basket costs. Whoever is not known yet is asked first, and comes back here."""
    state = step.state
    if not state.basket.entries:
        return step.ask(Key.BASKET_EMPTY, Anything()).go(Filling())
    if state.customer is None or not state.may(CallerIdFor.PURCHASES):
        return _who_buys(step)
    bought = items(state.basket, state.shelf)
    if not bought:
        return ask_more(step)
    return ask_price(step, bought, terms=replace(state.terms, from_basket=True))


def _who_buys(step: Step) -> Step:
    """Where nobody can be identified, the basket is of no use and is not offered again."""
    if step.state.identity_failed or not step.state.policy.identify_by:
        step = step.note(basket=Basket(), terms=BASKET_TERMS)
    return identify.start(step, Wanted(Intent(Name.CHECKOUT), ""))


def ask_more(step: Step) -> Step:
    """What else? Nothing more means that it is rung up."""
    return step.ask(Key.MORE, Anything()).go(Filling())


def tell(step: Step, wanted: Wanted) -> Step:
    """Say what is in the basket."""
    said = lines(step.state.basket, step.state.shelf)
    if not said:
        return step.ask(Key.BASKET_EMPTY, Anything()).go(Filling())
    return ask_more(step.say(Key.IN_BASKET, lines=said, total=total(said)))


def leave(step: Step) -> Step:
    """Nothing of it is wanted any more."""
    return finish(step.note(basket=Basket(), terms=BASKET_TERMS).say(Key.DROPPED))


def _code(step: Step, text: str, intent: Intent) -> Step | None:
    none = intent.name is Name.ANSWER and intent.answer is Answer.NO
    if none or intent.name in (Name.CANCEL, Name.NOTHING):
        return _on(step)
    if intent.name in (Name.REPEAT, Name.HELP, Name.WAIT, Name.PERSON, Name.GOODBYE):
        return None
    codes = voucher_codes(text, asked=True)
    return _noted(step, codes) if codes else None


def _noted(step: Step, codes: tuple[str, ...]) -> Step:
    return _on(step.note(terms=replace(step.state.terms, vouchers=codes)).say(Key.VOUCHER_NOTED))


def _on(step: Step) -> Step:
    return ask_more(step) if step.state.basket.entries else finish(step)
