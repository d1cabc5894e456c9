"""How every task ends: back to what it interrupted, or to the open question."""

from __future__ import annotations

from ringup.skills.dialogue.actions import FindProducts
from ringup.skills.dialogue.expectations import Anything, YesNo
from ringup.skills.dialogue.prompts import Key
from ringup.skills.dialogue.state import Paused, Step
from ringup.skills.shopping.basket_lines import lines
from ringup.skills.shopping.basket_stages import Filling
from ringup.skills.shopping.replenishing import ripe
from ringup.skills.shopping.stages import Idle, Resuming, Suggesting

MOST_PAUSED = 3
"""Interrupted tasks that are remembered; the oldest of more is forgotten."""


def finish(step: Step) -> Step:
    """The task is over. What it interrupted is taken up again; else the basket is offered, or
    the caller is reminded of what they are about to run out of, or asked what is next."""
    if step.state.paused:
        return step.go(Resuming())
    if step.state.basket.entries:
        return offer_basket(step)
    if products := ripe(step.state):
        return step.note(suggested=True).do(FindProducts(products)).go(Suggesting())
    return step.ask(Key.ANYTHING_ELSE, Anything()).go(Idle())


def offer_basket(step: Step) -> Step:
    """Remind the caller of what is in the basket, and ask whether to order it."""
    said = lines(step.state.basket, step.state.shelf)
    return step.ask(Key.STILL_IN_BASKET, YesNo(), lines=said).go(Filling(offered=True))


def desk_down(step: Step) -> Step:
    """A look-up failed: say so, and let go of the task."""
    return finish(step.say(Key.DESK_DOWN))


def pause(step: Step) -> Step:
    """Put the open task aside, to come back to it after the next one."""
    state = step.state
    aside = Paused(state.task, state.asked, state.expects)
    return step.note(paused=(*state.paused, aside)[-MOST_PAUSED:]).go(Idle())
