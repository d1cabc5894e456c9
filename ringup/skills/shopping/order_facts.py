"""What is told of an order where one fact of it was asked for, rather than how it stands."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from ringup.skills.dialogue.prompts import Key
from ringup.skills.dialogue.state import State, Step
from ringup.skills.shop import Line, Order, OrderStatus
from ringup.skills.understanding.possible.asked import Fact, asked, is_of_the_whole, points_at_it
from ringup.skills.understanding.possible.items import named
from ringup.skills.understanding.possible.orders import by_description, by_number


def meant(text: str, orders: tuple[Order, ...], state: State) -> tuple[Order, ...]:
    """The orders that a question may be about: by their number or what is said of them, else the one talked
    of last; none where the words tell of none."""
    if (numbered := by_number(text, orders)) is not None:
        return (numbered,)
    last = tuple(order for order in orders if order.number == state.order)
    found = by_description(text, orders, state.order)
    if not found:
        return last if points_at_it(text) else ()
    return last if len(found) > 1 and set(last) & set(found) else found


def tell(step: Step, order: Order, text: str) -> Step | None:
    """The fact in a sentence; None where none was asked for, or the shop does not know it."""
    match asked(text):
        case Fact.PAYMENT:
            return _payment(step, order)
        case Fact.PLACED:
            placed_on = order.placed_at.astimezone(ZoneInfo(step.state.shop.timezone)).date()
            return step.say(Key.ORDER_PLACED_ON, number=order.number, day=placed_on)
        case Fact.DELIVERED:
            if order.status is not OrderStatus.DELIVERED or order.arrives_on is None:
                return None
            return step.say(Key.ORDER_DELIVERED_ON, number=order.number, day=order.arrives_on)
        case Fact.ADDRESS:
            there = order.address
            return step.say(Key.ORDER_GOES_TO, number=order.number, address=there) if there else None
        case Fact.PRICE:
            return _price(step, order, text)
        case Fact.CONTENTS:
            return step.say(Key.ORDER_HOLDS, number=order.number, lines=order.lines)
        case Fact.OPTIONS:
            return step.say(Key.ORDER_HOLDS, number=order.number, lines=_lines(order, text) or order.lines)
        case None:
            return None


def tell_all(step: Step, orders: tuple[Order, ...], text: str) -> Step | None:
    """The fact of each of a few orders that fit alike; None where it is not known of one of them."""
    for order in orders:
        told = tell(step, order, text)
        if told is None:
            return None
        step = told
    return step.note(order=orders[0].number) if len(orders) == 1 else step


def _payment(step: Step, order: Order) -> Step | None:
    customer = step.state.customer
    method = customer.payment(order.payment) if customer is not None else None
    if method is None:
        return None
    return step.say(Key.ORDER_PAID_WITH, number=order.number, method=method)


def _price(step: Step, order: Order, text: str) -> Step:
    """Of the things that were named; else of the whole order."""
    lines = _lines(order, text)
    if not lines or ("total" in text.lower() and is_of_the_whole(text)):
        return step.say(Key.ORDER_TOTAL, number=order.number, total=order.total)
    return step.say(Key.ORDER_PRICES, lines=lines)


def _lines(order: Order, text: str) -> tuple[Line, ...]:
    """Those named; all of them where it stays open which of several alike is meant."""
    places = named(text.lower(), order.lines)
    if places is None:
        return order.lines
    return tuple(order.lines[place] for place in sorted(places))
