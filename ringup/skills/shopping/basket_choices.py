"""What of the basket is still to be chosen; once all is, what has changed is said."""

from __future__ import annotations

from dataclasses import replace

from ringup.skills.basket import Basket, Entry
from ringup.skills.dialogue.expectations import Anything, Detail
from ringup.skills.dialogue.prompts import Key
from ringup.skills.dialogue.state import Step
from ringup.skills.finding import called
from ringup.skills.shop import Line
from ringup.skills.shopping.basket_lines import (
    checked,
    line,
    lines,
    open_option,
    product_of,
)
from ringup.skills.shopping.basket_stages import AskingOption, Filling, Taking
from ringup.skills.shopping.ringing_up import ask_more, ring_up

MOST_MISSES = 2
"""So often an option is asked for again before its entry is left out."""

MOST_CHOICES = 5
"""Values that are named when one is asked for."""


def go_on(step: Step, before: Basket, ringing: bool) -> Step:
    """Hold the basket against the stock, ask for what is open, then say what has changed."""
    step = _in_stock(step)
    state = step.state
    for at, entry in enumerate(state.basket.entries):
        product = product_of(state.shelf, entry)
        if product is not None and (option := open_option(product, entry)) is not None:
            stage = AskingOption(at, option.name, before, ringing)
            return _ask_option(step.note(about=at), stage, Key.ASK_OPTION)
    return _told(step, lines(before, state.shelf), ringing)


def _in_stock(step: Step) -> Step:
    """Every entry as it can be had; what cannot is said."""
    kept: list[Entry] = []
    for entry in step.state.basket.entries:
        product = product_of(step.state.shelf, entry)
        if product is None or not product.variants:
            continue
        found = checked(product, entry)
        if found.short is not None:
            step = step.say(Key.NOT_ENOUGH, line=found.short)
        kept += [found.entry] if found.entry is not None else []
    return step.note(basket=replace(step.state.basket, entries=tuple(kept)))


def _told(step: Step, before: tuple[Line, ...], ringing: bool) -> Step:
    now = lines(step.state.basket, step.state.shelf)
    new = tuple(said for said in now if said not in before)
    kept = {said.sku for said in now}
    gone = tuple(said for said in before if said.sku not in kept)
    if ringing and now:
        return ring_up(step)
    if new:
        return ask_more(step.say(Key.ADDED, lines=new))
    step = step.say(Key.REMOVED, lines=gone) if gone else step
    return ask_more(step) if now else step.ask(Key.BASKET_EMPTY, Anything()).go(Filling())


def _ask_option(step: Step, stage: AskingOption, key: Key) -> Step:
    entry = step.state.basket.entries[stage.at]
    product = product_of(step.state.shelf, entry)
    assert product is not None
    option = open_option(product, entry)
    assert option is not None
    choices = tuple(called(option.name, value) for value in option.values)
    step = step.ask(
        key,
        Detail("options", choices),
        line=replace(line(product, entry), quantity=1),
        option=option.name,
        choices=choices[:MOST_CHOICES],
    )
    return step.go(stage)


def option_missed(step: Step, stage: Taking) -> Step:
    assert stage.at is not None
    told = stage.before or step.state.basket
    asking = AskingOption(stage.at, stage.asked, told, stage.ringing, stage.misses + 1)
    if asking.misses >= MOST_MISSES:
        return leave_out(step, asking)
    return _ask_option(step, asking, Key.OPTION_AGAIN)


def leave_out(step: Step, stage: AskingOption) -> Step:
    """What was not chosen does not go into the basket."""
    basket = step.state.basket
    gone = lines(Basket((basket.entries[stage.at],)), step.state.shelf)
    entries = (*basket.entries[: stage.at], *basket.entries[stage.at + 1 :])
    step = step.note(basket=replace(basket, entries=entries), about=None)
    step = step.say(Key.LEFT_OUT, line=gone[0]) if gone else step
    return go_on(step, stage.before, stage.ringing)
