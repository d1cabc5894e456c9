"""Changing what was read back: how many, and of which line."""

from __future__ import annotations

from dataclasses import replace

from ringup.skills.dialogue.digits import More, Whole
from ringup.skills.dialogue.events import Event, KeyPressed, SilencePassed, UtteranceHeard
from ringup.skills.dialogue.expectations import Choice, Quantity
from ringup.skills.dialogue.prompts import Key
from ringup.skills.dialogue.state import Step
from ringup.skills.intent import Answer, Intent, Name
from ringup.skills.shop import Line, Quote
from ringup.skills.shopping import counting
from ringup.skills.shopping.proposal_stages import AskingWhichItem, Changing
from ringup.skills.shopping.quoting import ask_price, drop
from ringup.skills.shopping.stages import Task


def advance(step: Step, stage: Task, event: Event) -> Step | None:
    """The next step, or None when the event means nothing to this stage."""
    match stage, event:
        case Changing(), UtteranceHeard(_, _, intent):
            return _to_change(step, stage, intent)
        case Changing(), KeyPressed(_, key):
            return _keyed(step, stage, key)
        case Changing(), SilencePassed() if stage.keyed:
            return _keyed(step, stage, counting.END)
        case AskingWhichItem(), UtteranceHeard(_, _, intent):
            return _item_chosen(step, stage, intent)
        case _:
            return None


def _keyed(step: Step, stage: Changing, key: str) -> Step | None:
    match counting.keyed(stage.keyed, key):
        case Whole(number):
            return _set(step.note(hold=None), stage.quote, int(number), None, ())
        case More(begun):
            return counting.waiting(step).go(replace(stage, keyed=begun))
        case None:
            return None


def _to_change(step: Step, stage: Changing, intent: Intent) -> Step | None:
    match intent.name:
        case Name.CHANGE_QUANTITY:
            return change(step, stage.quote, intent)
        case Name.CANCEL | Name.NOTHING:
            return drop(step)
        case Name.ANSWER if intent.answer is Answer.NO:
            return drop(step)
        case Name.ANSWER:
            return step.ask(Key.HOW_MANY, Quantity())
        case _:
            return None


def change(step: Step, quote: Quote, intent: Intent) -> Step:
    """Do what a CHANGE_QUANTITY asks for: a new price, or a question back."""
    quantity, delta = _number(intent, "quantity"), _number(intent, "delta")
    if quantity is None and delta is None:
        return step.ask(Key.HOW_MANY, Quantity()).go(Changing(quote))
    return _set(step, quote, quantity, delta, intent.values("product"))


def _set(
    step: Step,
    quote: Quote,
    quantity: int | None,
    delta: int | None,
    products: tuple[str, ...],
) -> Step:
    targets = _lines_meant(quote, products)
    if len(targets) == 1:
        return _requote(step, quote, targets[0], _wanted(targets[0], quantity, delta))
    names = tuple(line.name for line in quote.lines)
    step = step.ask(Key.WHICH_ITEM, Choice("product", names), lines=quote.lines)
    return step.go(AskingWhichItem(quote, quantity, delta))


def _number(intent: Intent, slot: str) -> int | None:
    value = intent.value(slot)
    return None if value is None else int(value)


def _wanted(line: Line, quantity: int | None, delta: int | None) -> int:
    return quantity if quantity is not None else line.quantity + (delta or 0)


def _lines_meant(quote: Quote, products: tuple[str, ...]) -> tuple[Line, ...]:
    if not products:
        return quote.lines
    return tuple(line for line in quote.lines if {line.sku, line.product} & set(products))


def _item_chosen(step: Step, stage: AskingWhichItem, intent: Intent) -> Step | None:
    if intent.name in (Name.CANCEL, Name.NOTHING):
        return drop(step)
    chosen = intent.value("choice")
    products = intent.values("product")
    targets = tuple(x for x in stage.quote.lines if x.name == chosen) or (
        _lines_meant(stage.quote, products) if products else ()
    )
    if len(targets) != 1:
        return None
    wanted = _wanted(targets[0], stage.quantity, stage.delta)
    return _requote(step, stage.quote, targets[0], wanted)


def _requote(step: Step, quote: Quote, target: Line, quantity: int) -> Step:
    changed = (replace(x, quantity=quantity) if x == target else x for x in quote.lines)
    items = tuple(line.item for line in changed if line.quantity > 0)
    return ask_price(step, items, terms=quote.terms) if items else drop(step)
