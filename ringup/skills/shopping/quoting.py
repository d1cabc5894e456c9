"""What every purchase starts with and may end with: today's price, or putting it aside."""

from __future__ import annotations

from ringup.skills.basket import Basket
from ringup.skills.dialogue.actions import PrepareQuote
from ringup.skills.dialogue.prompts import Key
from ringup.skills.dialogue.state import Step
from ringup.skills.shop import BASKET_TERMS, NO_TERMS, Item, Quote, Terms
from ringup.skills.shopping.basket_stages import AskingTerms
from ringup.skills.shopping.ending import finish
from ringup.skills.shopping.proposal_stages import (
    AskingWhichItem,
    Changing,
    Confirming,
    Purchase,
    Quoting,
)
from ringup.skills.shopping.stages import AskingSecret, Task


def ask_price(step: Step, items: tuple[Item, ...], *, terms: Terms = NO_TERMS) -> Step:
    """Look up what the items cost today, on these terms."""
    assert step.state.customer is not None
    return step.do(PrepareQuote(step.state.customer.id, items, terms)).go(Quoting())


def drop(step: Step) -> Step:
    """Put the order aside and say so. Where it was the basket's, nothing stays in that."""
    if _is_of_basket(step.state.task):
        step = step.note(basket=Basket(), terms=BASKET_TERMS, about=None)
    return finish(step.say(Key.DROPPED))


def _is_of_basket(task: Task) -> bool:
    match task:
        case Confirming(Purchase(quote)) | Changing(quote) | AskingWhichItem(quote) | AskingTerms(quote):
            return quote.terms.from_basket
        case AskingSecret(_, Quote() as quote):
            return quote.terms.from_basket
        case _:
            return False
