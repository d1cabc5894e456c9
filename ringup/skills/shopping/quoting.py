"""What every purchase starts with and may end with: today's price, or putting it aside."""

from __future__ import annotations

from ringup.skills.dialogue.actions import PrepareQuote
from ringup.skills.dialogue.prompts import Key
from ringup.skills.dialogue.state import Step
from ringup.skills.shop import Item
from ringup.skills.shopping.ending import finish
from ringup.skills.shopping.stages import Quoting


def ask_price(step: Step, items: tuple[Item, ...], *, pin_passed: bool) -> Step:
    """Look up what the items cost today."""
    assert step.state.customer is not None
    return step.do(PrepareQuote(step.state.customer.id, items)).go(Quoting(pin_passed))


def drop(step: Step) -> Step:
    """Put the order aside and say so."""
    return finish(step.say(Key.DROPPED))
