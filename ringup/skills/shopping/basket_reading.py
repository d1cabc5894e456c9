"""What the words about an open basket change in it."""

from __future__ import annotations

import re
from dataclasses import replace

from ringup.skills.basket import Basket, Edit, Remove, Replace, SetQuantity, after, touched
from ringup.skills.dialogue import repair
from ringup.skills.dialogue.events import OrderRead
from ringup.skills.dialogue.expectations import Anything
from ringup.skills.dialogue.prompts import Key
from ringup.skills.dialogue.state import State, Step
from ringup.skills.intent import Intent, Name
from ringup.skills.shop import Product
from ringup.skills.shopping import browse
from ringup.skills.shopping.basket_choices import go_on, option_missed
from ringup.skills.shopping.basket_lines import (
    KIND,
    kinds_of,
    product_of,
    shelved,
)
from ringup.skills.shopping.basket_stages import Filling, Taking
from ringup.skills.shopping.ringing_up import ask_more, ring_up
from ringup.skills.shopping.stages import Idle
from ringup.skills.understanding.resolve import choice
from ringup.skills.values import Sku

MOST_QUANTITY = 999

_ONES = re.compile(r"\b(?:the|ones?)\b", re.IGNORECASE)


def read(step: Step, stage: Taking, event: OrderRead) -> Step:
    before = step.state.basket
    step = step.note(shelf=shelved(step.state.shelf, event.products))
    edits = event.edits or _by_slots(step.state, stage.intent)
    if not edits and stage.asked == KIND:
        edits = _kind_chosen(step.state, stage)
    if stage.asked and not _answers(before, edits, stage):
        return option_missed(step, stage)
    if not edits and not stage.put:
        return _nothing_read(step, stage)
    basket = _as_named(after(before, edits), event.products, stage.intent)
    about = touched(basket, edits) if edits else step.state.about
    shown = stage.before or (Basket(before.entries[:-1]) if stage.put else before)
    return go_on(step.note(basket=basket, about=about), shown, stage.ringing)


def _as_named(basket: Basket, products: tuple[Product, ...], intent: Intent) -> Basket:
    """With the variant wherever the words named just one by its own name."""
    named = set(intent.values("product"))
    skus = {str(own.sku): product.id for product in products for own in product.variants}
    by_product = {skus[value]: Sku(value) for value in named if value in skus}
    entries = (
        entry
        if entry.sku is not None or entry.product not in by_product
        else replace(entry, sku=by_product[entry.product])
        for entry in basket.entries
    )
    return replace(basket, entries=tuple(entries))


def _kind_chosen(state: State, stage: Taking) -> tuple[Edit, ...]:
    """The variant that was meant, of a product whose variants differ only by their names."""
    if stage.at is None or stage.at >= len(state.basket.entries):
        return ()
    entry = state.basket.entries[stage.at]
    product = product_of(state.shelf, entry)
    kinds = kinds_of(product, entry) if product is not None else {}
    said = _ONES.sub("", stage.text)
    chosen = choice(said, tuple(kinds))
    return (Replace(stage.at, replace(entry, sku=kinds[chosen])),) if chosen is not None else ()


def _answers(before: Basket, edits: tuple[Edit, ...], stage: Taking) -> bool:
    """Whether the option that was asked for is known now, or the entry is gone."""
    basket = after(before, edits)
    if stage.at is None or len(basket.entries) < len(before.entries):
        return True
    entry = basket.entries[stage.at]
    return entry.sku is not None or entry != before.entries[stage.at]


def _by_slots(state: State, intent: Intent) -> tuple[Edit, ...]:
    """The edits of an intent whose words alone gave none: how many, and out with it."""
    products = set(intent.values("product"))
    entries = list(enumerate(state.basket.entries))
    named = [at for at, entry in entries if {entry.product, str(entry.sku)} & products]
    targets = named or ([_about(state)] if entries and not products else [])
    match intent.name:
        case Name.REMOVE:
            return tuple(Remove(at) for at in reversed(targets))
        case Name.CHANGE_QUANTITY if targets:
            quantity, delta = intent.value("quantity"), intent.value("delta")
            now = state.basket.entries[targets[0]].quantity
            wanted = int(quantity) if quantity else now + int(delta or 0)
            return (SetQuantity(targets[0], min(wanted, MOST_QUANTITY)),)
        case _:
            return ()


def _about(state: State) -> int:
    last = len(state.basket.entries) - 1
    return last if state.about is None else min(state.about, last)


def _nothing_read(step: Step, stage: Taking) -> Step:
    """Words that order something may describe it; others mean nothing here."""
    if stage.ringing:
        return ring_up(step)
    if stage.intent.name in (Name.ORDER, Name.REORDER, Name.SEARCH) or browse.is_looking(stage.text):
        return browse.look(step.go(Filling()), stage.text)
    if stage.guessed:
        return repair.miss(step.go(Idle()))
    if not step.state.basket.entries:
        return step.ask(Key.BASKET_EMPTY, Anything()).go(Filling())
    if stage.intent.name is Name.REMOVE:
        return ask_more(step.say(Key.NOT_IN_BASKET))
    return repair.miss(step.go(Filling()))
