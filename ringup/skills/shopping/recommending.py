"""What a caller might want besides: what goes with what they buy, and what they are about to run out of.

A thing is offered once in a call, where something has just ended well, and never to somebody upset.
"""

from __future__ import annotations

from dataclasses import replace

from ringup.skills.dialogue.actions import FindCompanions, FindOrders, FindProducts
from ringup.skills.dialogue.events import (
    CompanionsFound,
    DeskFailed,
    Event,
    KeyPressed,
    OrdersFound,
    ProductsFound,
    UtteranceHeard,
)
from ringup.skills.dialogue.expectations import YesNo
from ringup.skills.dialogue.prompts import Key
from ringup.skills.dialogue.state import State, Step
from ringup.skills.intent import Answer, Intent, Name, Slot
from ringup.skills.policy import CallerIdFor
from ringup.skills.recommendations import due, goes_along
from ringup.skills.shop import Line, Order, OrderStatus, Product
from ringup.skills.shopping import identify, reorder
from ringup.skills.shopping.ending import desk_down, finish
from ringup.skills.shopping.replenishing import just_bought
from ringup.skills.shopping.stages import Idle, Recommending, Suggested, Suggesting, Task, Wanted

LATEST_ORDERS = 3
"""Orders whose products are gone by when nothing is named."""


def start(step: Step, wanted: Wanted) -> Step:
    """With what was named; else with what the customer bought, where it is soon proven who that is; else
    nothing."""
    if products := wanted.intent.values("product"):
        return _look_for_companions(step, products)
    if step.state.customer is not None and step.state.may(CallerIdFor.ORDERS):
        return step.do(FindOrders(step.state.customer.id)).go(Recommending())
    if identify.is_quick(step.state):
        return identify.start(step, wanted)
    return finish(step.say(Key.NO_ADVICE))


def advance(step: Step, stage: Task, event: Event) -> Step | None:
    """The next step, or None when the event means nothing to this stage."""
    match stage, event:
        case Recommending(), OrdersFound(_, orders):
            return _of_history(step.note(orders=orders), orders)
        case Recommending(), CompanionsFound(_, companions):
            return _companions(step, replace(stage, companions=companions))
        case Recommending(), ProductsFound(_, products):
            return _recommended(step, stage, products)
        case Suggesting(), ProductsFound(_, products):
            return _suggested(step, products)
        case Recommending(), DeskFailed():
            return desk_down(step)
        case Suggesting(), DeskFailed():
            return finish(step)
        case Suggested(product), UtteranceHeard() | KeyPressed():
            return _answered(step, product, event)
        case _:
            return None


def _look_for_companions(step: Step, products: tuple[str, ...], *, theirs: bool = False) -> Step:
    return step.do(FindCompanions(products)).go(Recommending(products, theirs=theirs))


def _of_history(step: Step, orders: tuple[Order, ...]) -> Step:
    kept = [order for order in orders if order.status is not OrderStatus.CANCELLED][:LATEST_ORDERS]
    products = tuple(dict.fromkeys(line.product for order in kept for line in order.lines))
    if not products:
        return finish(step.say(Key.NO_ADVICE))
    return _look_for_companions(step, products, theirs=True)


def _companions(step: Step, stage: Recommending) -> Step:
    ids = tuple(companion.product for companion in stage.companions)
    return step.do(FindProducts(ids)).go(stage) if ids else finish(step.say(Key.NO_ADVICE))


def _recommended(step: Step, stage: Recommending, products: tuple[Product, ...]) -> Step:
    found = goes_along(stage.companions, products, stage.products)
    lines = tuple(_cheapest(product) for product in found)
    key = Key.GOES_WITH_THEIRS if stage.theirs else Key.GOES_WITH
    return finish(step.say(key, lines=lines) if lines else step.say(Key.NO_ADVICE))


def _cheapest(product: Product) -> Line:
    there = [line for line in product.variants if product.left(line.sku) > 0]
    return min(there or product.variants, key=lambda line: line.unit_price.minor)


def _suggested(step: Step, products: tuple[Product, ...]) -> Step:
    """Offer the habit that is longest overdue, where it can be had."""
    state = step.state
    ripe = due(state.orders, state.started_at, products, just_bought(state))
    line = next((_last_bought(state, habit.product) for habit in ripe), None)
    if line is None:
        return finish(step)
    step = step.ask(Key.USUALLY_BUY, YesNo(), line=line, days=ripe[0].every_days)
    return step.go(Suggested(line.product))


def _last_bought(state: State, product: str) -> Line:
    return next(line for order in state.orders for line in order.lines if line.product == product)


def _answered(step: Step, product: str, event: UtteranceHeard | KeyPressed) -> Step | None:
    """A yes begins an order, which is read back like any other."""
    match event:
        case KeyPressed(_, "1"):
            return _order(step, product)
        case KeyPressed(_, "2"):
            return finish(step)
        case UtteranceHeard(_, _, intent) if intent.answer is Answer.YES:
            return _order(step, product)
        case UtteranceHeard(_, _, intent) if intent.answer is Answer.NO or intent.name in _DECLINED:
            return finish(step)
        case _:
            return None


_DECLINED = (Name.CANCEL, Name.NOTHING)


def _order(step: Step, product: str) -> Step:
    again = Intent(Name.REORDER, (Slot("product", product, 0, 0),))
    return reorder.start(step.go(Idle()), Wanted(again, ""))
