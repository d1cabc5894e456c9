"""Where is my order: find it among the customer's own, and say how it stands."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from rapidfuzz.distance import Levenshtein

from ringup.skills.dialogue.actions import FindOrders
from ringup.skills.dialogue.events import (
    DeskFailed,
    Event,
    KeyPressed,
    OrdersFound,
    UtteranceHeard,
)
from ringup.skills.dialogue.expectations import Digits, YesNo
from ringup.skills.dialogue.prompts import Key
from ringup.skills.dialogue.state import Step
from ringup.skills.intent import Answer, Intent, Name, Utterance
from ringup.skills.policy import CallerIdFor
from ringup.skills.shop import Order
from ringup.skills.shopping import identify
from ringup.skills.shopping.ending import desk_down, finish
from ringup.skills.shopping.order_dates import placed_on
from ringup.skills.shopping.stages import AskingWhichOrder, ConfirmingNumber, FindingOrder, Task, Wanted

MOST_SLIPS = 1
"""Digits of a number that may be wrong or missing."""

MOST_NAMED = 3
"""So many orders are named when the caller is asked which one."""

SURE = 0.9
"""Probability from which a number that was heard is not asked about."""

MOST_PROPOSED = 2

_MAYBE_NUMBERS = frozenset({Name.GIVE_NUMBER, Name.ORDER_STATUS, Name.INFORM, Name.UNCLEAR})

_TRACKING = re.compile(r"\btracking (?:number|code|id|info)|\btracking\b.*\b(?:number|code)\b")


def start(step: Step, wanted: Wanted) -> Step:
    """Begin with whatever the caller said of the order."""
    customer, intent = step.state.customer, wanted.intent
    if customer is None or not step.state.may(CallerIdFor.ORDERS):
        return identify.start(step, wanted)
    return step.do(FindOrders(customer.id)).go(
        FindingOrder(_number(intent), intent.values("product"), wanted.text)
    )


def advance(step: Step, stage: Task, event: Event) -> Step | None:
    """The next step, or None when the event means nothing to this stage."""
    match stage, event:
        case FindingOrder(), OrdersFound(at, orders):
            return _found(step.note(orders=orders), stage, orders, at)
        case FindingOrder(), DeskFailed():
            return desk_down(step)
        case AskingWhichOrder(), UtteranceHeard(_, utterance, intent):
            return _rated(step, stage, utterance, intent) or _which(step, stage, intent)
        case AskingWhichOrder(), KeyPressed(_, key) if key.isdigit():
            return _match(step, stage, stage.digits + key, shortest=_length(stage.orders))
        case ConfirmingNumber(), UtteranceHeard() | KeyPressed():
            return _confirmed(step, stage, event)
        case _:
            return None


def _number(intent: Intent) -> str | None:
    number = intent.value("order")
    return number if number and number.isdigit() else intent.value("digits")


def _found(step: Step, stage: FindingOrder, orders: tuple[Order, ...], at: datetime) -> Step:
    if not orders:
        return finish(step.say(Key.NO_ORDERS))
    if stage.number is not None:
        return _by_number(step, stage.number, orders, stage.text)
    named = _named(step, stage, orders, at)
    waiting = tuple(order for order in named if order.status.is_open)
    match len(waiting):
        case 0:
            return _tell(step, (named or orders)[0], stage.text)
        case 1:
            return _tell(step, waiting[0], stage.text)
        case _:
            return _ask_which(step, waiting, stage.text)


def _named(step: Step, stage: FindingOrder, orders: tuple[Order, ...], at: datetime) -> tuple[Order, ...]:
    """Those that fit what was said: what is in them, else when they were placed. All where nothing was."""
    if stage.products:
        return tuple(order for order in orders if _holds(order, stage.products))
    zone = ZoneInfo(step.state.shop.timezone)
    return placed_on(orders, stage.text, at.astimezone(zone).date(), zone) or orders


def _holds(order: Order, products: tuple[str, ...]) -> bool:
    return any(line.product in products or line.sku in products for line in order.lines)


def _by_number(step: Step, number: str, orders: tuple[Order, ...], text: str) -> Step:
    found = _closest(number, orders)
    if found is not None:
        return _tell(step, found, text)
    waiting = tuple(order for order in orders if order.status.is_open)
    return _ask_which(step.say(Key.ORDER_UNKNOWN, number=number), waiting or orders, text)


def _length(orders: tuple[Order, ...]) -> int:
    """Digits of the longest order number."""
    return max(len(order.number) for order in orders)


def _closest(number: str, orders: tuple[Order, ...]) -> Order | None:
    """The order that was meant. One digit may be misheard or lost if only one of the customer's own
    orders is that close; its number is said back with the answer."""
    for slips in range(MOST_SLIPS + 1):
        near = [order for order in orders if Levenshtein.distance(order.number, number) <= slips]
        if near:
            return near[0] if len(near) == 1 else None
    return None


def _ask_which(step: Step, orders: tuple[Order, ...], text: str) -> Step:
    names = dict.fromkeys(order.lines[0].name for order in orders if order.lines)
    summaries = tuple(names)[:MOST_NAMED]
    step = step.ask(Key.WHICH_ORDER, _any_number(orders), summaries=summaries)
    return step.go(AskingWhichOrder(orders, text=text))


def _any_number(orders: tuple[Order, ...]) -> Digits:
    numbers = tuple(str(order.number) for order in orders)
    return Digits("order", tuple(sorted(set(map(len, numbers)))), candidates=numbers)


def _rated(step: Step, stage: AskingWhichOrder, utterance: Utterance, intent: Intent) -> Step | None:
    """By the sound, which tells the caller's few orders apart where the words may err. What is not sure is
    asked about."""
    if intent.name not in _MAYBE_NUMBERS or intent.values("product"):
        return None
    best = utterance.rated[:MOST_PROPOSED]
    meant = tuple(order for each in best for order in stage.orders if order.number == each.value)
    if not meant:
        return None
    if best[0].probability >= SURE and meant[0].number == best[0].value:
        return _tell(step, meant[0], stage.text)
    return _propose(step, ConfirmingNumber(meant, stage.orders, stage.text))


def _propose(step: Step, stage: ConfirmingNumber) -> Step:
    order = stage.proposed[0]
    return step.ask(Key.IS_IT_ORDER, YesNo(), number=order.number, lines=order.lines).go(stage)


def _confirmed(step: Step, stage: ConfirmingNumber, event: UtteranceHeard | KeyPressed) -> Step | None:
    match event:
        case KeyPressed(_, "1"):
            return _tell(step, stage.proposed[0], stage.text)
        case KeyPressed(_, "2"):
            return _ruled_out(step, stage)
        case KeyPressed():
            return None
        case UtteranceHeard(_, _, intent) if intent.answer is Answer.YES:
            return _tell(step, stage.proposed[0], stage.text)
        case UtteranceHeard(_, _, intent) if intent.answer is Answer.NO and _number(intent) is None:
            return _ruled_out(step, stage)
        case UtteranceHeard(_, _, intent):
            return _which(step, AskingWhichOrder(stage.orders, text=stage.text), intent)


def _ruled_out(step: Step, stage: ConfirmingNumber) -> Step:
    wrong, *proposed = stage.proposed
    left = tuple(order for order in stage.orders if order is not wrong)
    if proposed:
        return _propose(step, ConfirmingNumber(tuple(proposed), left, stage.text))
    return _ask_which(step, left or stage.orders, stage.text)


def _which(step: Step, stage: AskingWhichOrder, intent: Intent) -> Step | None:
    if intent.name in (Name.CANCEL, Name.NOTHING):
        return finish(step)
    if products := intent.values("product"):
        fitting = tuple(order for order in stage.orders if _holds(order, products))
        return _tell(step, fitting[0], stage.text) if len(fitting) == 1 else None
    if intent.name in (Name.GIVE_NUMBER, Name.ORDER_STATUS) and (number := _number(intent)):
        digits = number if len(number) >= _length(stage.orders) else stage.digits + number
        matched = _match(step, stage, digits, shortest=_length(stage.orders) // 2)
        return matched if matched.actions else _go_on(matched, stage, digits)
    return None


def _go_on(step: Step, stage: AskingWhichOrder, digits: str) -> Step:
    return step.ask(Key.MORE_DIGITS, _any_number(stage.orders), digits=digits)


def _match(step: Step, stage: AskingWhichOrder, digits: str, shortest: int) -> Step:
    """A number may come in groups: keep what there is, until it can only be one order's. Fewer digits
    than `shortest` are never enough; keys always come whole."""
    length = _length(stage.orders)
    if len(digits) >= length:
        return _by_number(step, digits[:length], stage.orders, stage.text)
    fitting = [order for order in stage.orders if order.number.startswith(digits)]
    if len(fitting) == 1 and len(digits) >= shortest:
        return _tell(step, fitting[0], stage.text)
    return step.go(replace(stage, digits=digits))


def _tell(step: Step, order: Order, text: str) -> Step:
    if _TRACKING.search(text.lower()) and order.tracking:
        step = step.say(
            Key.TRACKING, number=order.number, tracking=order.tracking[0], carrier=order.carrier
        ).note(order=order.number)
        return finish(step)
    step = step.say(
        Key.ORDER_STATUS,
        number=order.number,
        lines=order.lines,
        status=order.status,
        arrives_on=order.arrives_on,
        carrier=order.carrier,
    )
    if _TRACKING.search(text.lower()) and order.status.is_open:
        step = step.say(Key.NO_TRACKING)
    return finish(step.note(order=order.number))
