"""Ordering again what a customer had before: recall it, price it, then read it back."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime

from ringup.skills.dialogue.actions import FindOrders
from ringup.skills.dialogue.events import DeskFailed, Event, OrdersFound, QuoteReady
from ringup.skills.dialogue.prompts import Key
from ringup.skills.dialogue.state import Step
from ringup.skills.intent import Intent
from ringup.skills.policy import CallerIdFor
from ringup.skills.shop import Line, Order, OrderStatus, Quote
from ringup.skills.shopping import identify
from ringup.skills.shopping.ending import desk_down, finish
from ringup.skills.shopping.identity import ask_pin
from ringup.skills.shopping.purchases import read_back
from ringup.skills.shopping.quoting import ask_price
from ringup.skills.shopping.stages import Quoting, RecallingOrders, Task, Wanted, Wish


def start(step: Step, wanted: Wanted) -> Step:
    """Begin with what the caller wants to have again."""
    customer = step.state.customer
    if customer is None or not step.state.may(CallerIdFor.PURCHASES):
        return identify.start(step, wanted, CallerIdFor.PURCHASES)
    wish = wish_of(wanted.intent)
    return step.do(FindOrders(customer.id)).go(RecallingOrders(wish))


def wish_of(intent: Intent) -> Wish:
    quantity = intent.value("quantity")
    last = intent.value("order") == "last"
    return Wish(_things_named(intent), int(quantity) if quantity else None, last)


def _things_named(intent: Intent) -> tuple[tuple[str, ...], ...]:
    """Products that fit the same words are one thing; other words name another."""
    named: dict[tuple[int, int], list[str]] = {}
    for slot in intent.slots:
        if slot.name == "product":
            named.setdefault((slot.start, slot.end), []).append(slot.value)
    return tuple(tuple(values) for values in named.values())


def advance(step: Step, stage: Task, event: Event) -> Step | None:
    """The next step, or None when the event means nothing to this stage."""
    match stage, event:
        case RecallingOrders(wish), OrdersFound(_, orders):
            return _recall(step, wish, orders)
        case Quoting(pin_passed), QuoteReady(at, quote):
            return _quoted(step, quote, pin_passed, at)
        case RecallingOrders() | Quoting(), DeskFailed():
            return desk_down(step)
        case _:
            return None


def _recall(step: Step, wish: Wish, orders: tuple[Order, ...]) -> Step:
    step = replace(step, state=replace(step.state, orders=orders))
    if not (kept := tuple(o for o in orders if o.status is not OrderStatus.CANCELLED)):
        return finish(step.say(Key.NO_HISTORY))
    lines = _wished_lines(wish, kept)
    if not lines:
        return finish(step.say(Key.NEVER_BOUGHT))
    if wish.quantity is not None and len(lines) == 1:
        lines = (replace(lines[0], quantity=wish.quantity),)
    return ask_price(step, tuple(line.item for line in lines), pin_passed=False)


def _wished_lines(wish: Wish, orders: tuple[Order, ...]) -> tuple[Line, ...]:
    if wish.products:
        return _lines_of_products(wish.products, orders)
    return orders[0].lines if wish.last else usual(orders)


def usual(orders: tuple[Order, ...]) -> tuple[Line, ...]:
    """The basket that was ordered most often; of equals, the newest. `orders` are newest first."""
    baskets = Counter(frozenset(line.item for line in order.lines) for order in orders)
    most = max(baskets.values())
    favourite = next(o for o in orders if baskets[frozenset(x.item for x in o.lines)] == most)
    return favourite.lines


def _lines_of_products(things: tuple[tuple[str, ...], ...], orders: tuple[Order, ...]) -> tuple[Line, ...]:
    """The newest purchase of each thing named."""
    bought = [line for order in orders for line in order.lines]
    newest = (next((x for x in bought if {x.product, x.sku} & set(thing)), None) for thing in things)
    return tuple(dict.fromkeys(line for line in newest if line is not None))


def _quoted(step: Step, quote: Quote, pin_passed: bool, at: datetime) -> Step:
    """Read the offer back. Of what there is too little, all that is left is offered."""
    for line in quote.missing:
        step = step.say(Key.NOT_ENOUGH, line=line)
    if left := tuple(line.item for line in quote.missing if line.quantity > 0):
        return ask_price(step, (*(line.item for line in quote.lines), *left), pin_passed=pin_passed)
    if not quote.lines:
        if not quote.missing:
            step = step.say(Key.NO_LONGER_SOLD)
        return finish(step)
    if quote.total > step.state.shop.caller_id_limit and not pin_passed:
        return ask_pin(step, quote)
    return read_back(step, quote, pin_passed, at)
