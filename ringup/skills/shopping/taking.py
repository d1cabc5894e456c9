"""Words that change the basket are read against the whole catalogue: a look-up, like any other."""

from __future__ import annotations

from dataclasses import replace

from ringup.skills.basket import Entry
from ringup.skills.dialogue.actions import ReadOrder
from ringup.skills.dialogue.state import Step
from ringup.skills.shopping.basket_stages import Taking
from ringup.skills.shopping.stages import Wanted


def take(step: Step, wanted: Wanted, *, ringing: bool = False, put: bool = False) -> Step:
    """Read what the words change in the basket."""
    state = step.state
    stage = Taking(wanted.intent, wanted.text, put=put, ringing=ringing)
    return step.do(ReadOrder(wanted.text, state.basket, about=state.about)).go(stage)


def put(step: Step, entries: tuple[Entry, ...], wanted: Wanted) -> Step:
    """These go into the basket, and the words may say more of the last."""
    basket = step.state.basket
    basket = replace(basket, entries=(*basket.entries, *entries))
    step = step.note(basket=basket, about=len(basket.entries) - 1)
    return take(step, wanted, put=True)
