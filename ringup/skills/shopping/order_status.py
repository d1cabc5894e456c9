"""Where is my order: find it among the customer's own, and say how it stands."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from ringup.skills.dialogue import digits
from ringup.skills.dialogue.actions import FindOrders
from ringup.skills.dialogue.digits import Entry, More, Nothing, Outcome, Perhaps, Unknown, Whole
from ringup.skills.dialogue.events import (
    DeskFailed,
    Event,
    KeyPressed,
    OrdersFound,
    UtteranceHeard,
)
from ringup.skills.dialogue.expectations import YesNo
from ringup.skills.dialogue.prompts import Key
from ringup.skills.dialogue.state import Step
from ringup.skills.intent import Answer, Intent, Name
from ringup.skills.policy import CallerIdFor
from ringup.skills.shop import Order
from ringup.skills.shopping import identify, order_facts
from ringup.skills.shopping.ending import desk_down, finish
from ringup.skills.shopping.order_dates import placed_on
from ringup.skills.shopping.request_order import any_number
from ringup.skills.shopping.stages import AskingWhichOrder, ConfirmingNumber, FindingOrder, Task, Wanted
from ringup.skills.understanding.possible.asked import asked
from ringup.skills.understanding.possible.orders import by_description
from ringup.skills.understanding.resolve import closest

MOST_NAMED = 3
"""So many orders are named when the caller is asked which one."""

MOST_FACTS = 2
"""Of so many orders that fit alike a fact is told of each."""

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
        case AskingWhichOrder(), UtteranceHeard():
            return _which(step, stage, event)
        case AskingWhichOrder(), KeyPressed(_, key):
            return _keyed(step, stage, key)
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
    if asked(stage.text) is not None and (meant := order_facts.meant(stage.text, orders, step.state)):
        return _fact(step, meant, stage.text)
    named = _named(step, stage, orders, at)
    if not named:
        step, named = step.say(Key.NOT_IN_ORDERS), orders
    waiting = tuple(order for order in named if order.status.is_open)
    if _OF_SEVERAL.search(stage.text.lower()):
        return _tell_all(step, waiting or named, stage.text)
    match len(waiting):
        case 0:
            return _tell(step, named[0], stage.text)
        case 1:
            return _tell(step, waiting[0], stage.text)
        case _:
            return _ask_which(step, waiting, stage.text)


_OF_SEVERAL = re.compile(
    r"\b(?:which|what|any|all) (?:(?:of|the|my|these|those|other|open|pending) )*orders\b(?! did)"
    r"|\bhow are my orders\b|\bmy open orders\b"
)
_ALL_OF_THEM = re.compile(
    r"\b(?:(?<!at )(?<!that's )(?<!is )(?<!be )all(?! right)|every(?:thing)?|each|both)\b"
)

PLAIN = 0.5
"""The least confidence of words by which all orders are told."""


def _fact(step: Step, meant: tuple[Order, ...], text: str) -> Step:
    """Of several orders it is told at once, for asking which takes longer; of many it is asked which."""
    few = len(meant) <= MOST_FACTS
    if few and (told := order_facts.tell_all(step, meant, text)) is not None:
        return finish(told)
    return _tell(step, meant[0], text) if len(meant) == 1 else _ask_which(step, meant, text)


def _named(step: Step, stage: FindingOrder, orders: tuple[Order, ...], at: datetime) -> tuple[Order, ...]:
    """Those that fit what was said: what is in them, else when they were placed. All where nothing was."""
    if stage.products:
        return tuple(order for order in orders if _holds(order, stage.products))
    zone = ZoneInfo(step.state.shop.timezone)
    when = placed_on(orders, stage.text, at.astimezone(zone).date(), zone)
    return when or by_description(stage.text, orders) or orders


def _holds(order: Order, products: tuple[str, ...]) -> bool:
    return any(line.product in products or line.sku in products for line in order.lines)


def _by_number(step: Step, number: str, orders: tuple[Order, ...], text: str) -> Step:
    """A slip is forgiven where the number can only be one order's: that one's is said with the answer."""
    found = closest(number, _numbers(orders))
    if found is not None:
        return _tell(step, _of_number(found, orders), text)
    return _unknown(step, number, orders, text)


def _unknown(step: Step, number: str, orders: tuple[Order, ...], text: str) -> Step:
    waiting = tuple(order for order in orders if order.status.is_open)
    return _ask_which(step.say(Key.ORDER_UNKNOWN, number=number), waiting or orders, text)


def _numbers(orders: tuple[Order, ...]) -> tuple[str, ...]:
    return tuple(str(order.number) for order in orders)


def _of_number(number: str, orders: tuple[Order, ...]) -> Order:
    return next(order for order in orders if order.number == number)


def _ask_which(step: Step, orders: tuple[Order, ...], text: str) -> Step:
    names = dict.fromkeys(order.lines[0].name for order in orders if order.lines)
    summaries = tuple(names)[:MOST_NAMED]
    step = step.ask(Key.WHICH_ORDER, any_number(orders), summaries=summaries)
    return step.go(AskingWhichOrder(orders, text=text))


def _entry(stage: AskingWhichOrder) -> Entry:
    expected = any_number(stage.orders)
    return Entry(expected.lengths, expected.candidates, stage.digits)


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
        case UtteranceHeard():
            return _other(step, stage, event)


def _other(step: Step, stage: ConfirmingNumber, event: UtteranceHeard) -> Step | None:
    """What was said instead of a yes: a no, the part that was misheard, or another order."""
    asking = AskingWhichOrder(stage.orders, text=stage.text)
    if event.intent.values("product"):
        return _which(step, asking, event)
    proposed = replace(_entry(asking), digits=str(stage.proposed[0].number))
    entry, outcome = digits.instead(proposed, event.utterance.text)
    match outcome:
        case Nothing() if event.intent.answer is Answer.NO:
            return _ruled_out(step, stage)
        case Nothing():
            return _which(step, asking, event)
        case More():
            return _go_on(step, asking, entry.digits)
        case _:
            return _given(step, asking, outcome)


def _ruled_out(step: Step, stage: ConfirmingNumber) -> Step:
    wrong, *proposed = stage.proposed
    left = tuple(order for order in stage.orders if order is not wrong)
    if proposed:
        return _propose(step, ConfirmingNumber(tuple(proposed), left, stage.text))
    return _ask_which(step, left or stage.orders, stage.text)


def _which(step: Step, stage: AskingWhichOrder, event: UtteranceHeard) -> Step | None:
    utterance, intent = event.utterance, event.intent
    if _means_all(event):
        return _tell_all(step, stage.orders, stage.text)
    if intent.name in (Name.CANCEL, Name.NOTHING):
        return finish(step)
    if products := intent.values("product"):
        fitting = tuple(order for order in stage.orders if _holds(order, products))
        return _tell(step, fitting[0], stage.text) if len(fitting) == 1 else None
    if intent.name not in _MAYBE_NUMBERS:
        return None
    entry, outcome = digits.heard(_entry(stage), utterance, intent)
    match outcome:
        case More():
            return _go_on(step, stage, entry.digits)
        case Perhaps() if digits.is_doubted(utterance):
            return _proposed(step, stage, outcome)
        case _:
            return _given(step, stage, outcome)


def _means_all(event: UtteranceHeard) -> bool:
    """Not some word of a number that was misheard: they are long to listen to."""
    said, intent = event.utterance, event.intent
    names_one = said.rated or intent.values("product") or intent.values("digits")
    return said.confidence >= PLAIN and not names_one and bool(_ALL_OF_THEM.search(said.text.lower()))


def _go_on(step: Step, stage: AskingWhichOrder, begun: str) -> Step:
    step = step.ask(Key.MORE_DIGITS, any_number(stage.orders), digits=begun)
    return step.go(replace(stage, digits=begun))


def _keyed(step: Step, stage: AskingWhichOrder, key: str) -> Step | None:
    entry, outcome = digits.keyed(_entry(stage), key)
    if isinstance(outcome, More):
        return step.go(replace(stage, digits=entry.digits))
    return _given(step, stage, outcome)


def _given(step: Step, stage: AskingWhichOrder, outcome: Outcome) -> Step | None:
    """A slip or a part is enough where the recogniser has nothing to say against it."""
    match outcome:
        case Whole(number) | Perhaps((number, *_)):
            return _tell(step, _of_number(number, stage.orders), stage.text)
        case Unknown(number):
            return _unknown(step, number, stage.orders, stage.text)
        case More() | Nothing() | Perhaps():
            return None


def _proposed(step: Step, stage: AskingWhichOrder, perhaps: Perhaps) -> Step:
    meant = tuple(_of_number(number, stage.orders) for number in perhaps.numbers)
    return _propose(step, ConfirmingNumber(meant, stage.orders, stage.text))


def _tell_all(step: Step, orders: tuple[Order, ...], text: str) -> Step:
    """How each of them stands, as far as anybody can follow."""
    for order in orders[:MOST_TOLD]:
        step = _how_it_stands(step, order, text)
    return finish(step)


MOST_TOLD = 4


def _tell(step: Step, order: Order, text: str) -> Step:
    if (told := order_facts.tell(step, order, text)) is not None:
        return finish(told.note(order=order.number))
    return finish(_how_it_stands(step, order, text).note(order=order.number))


def _how_it_stands(step: Step, order: Order, text: str) -> Step:
    if _TRACKING.search(text.lower()) and order.tracking:
        return step.say(Key.TRACKING, number=order.number, tracking=order.tracking[0], carrier=order.carrier)
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
    return step
