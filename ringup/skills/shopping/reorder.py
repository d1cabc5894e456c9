"""Ordering again what a customer had before: recall it, price it, then read it back."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from ringup.skills.dialogue.actions import FindOrders
from ringup.skills.dialogue.events import DeskFailed, Event, OrdersFound
from ringup.skills.dialogue.prompts import Key
from ringup.skills.dialogue.state import Step
from ringup.skills.intent import Intent, Name, Slot
from ringup.skills.policy import CallerIdFor
from ringup.skills.shop import Line, Order, OrderStatus
from ringup.skills.shopping import identify
from ringup.skills.shopping.ending import desk_down, finish
from ringup.skills.shopping.proposal_stages import RecallingOrders, Wish
from ringup.skills.shopping.quoting import ask_price
from ringup.skills.shopping.stages import Task, Wanted
from ringup.skills.shopping.taking import take
from ringup.skills.understanding.possible.past import past_days

_AGAIN = re.compile(
    r"\b(?:again|usual|same|re-?order|as (?:before|always)|last|i (?:had|got|bought|ordered)|another|more)\b"
)
"""Words for something had before."""


def start(step: Step, wanted: Wanted) -> Step:
    """Begin with what the caller wants to have again."""
    customer = step.state.customer
    if _is_new(step, wanted):
        return take(step, wanted)
    if customer is None or not step.state.may(CallerIdFor.PURCHASES):
        return identify.start(step, wanted)
    wish = wish_of(wanted.intent)
    return step.do(FindOrders(customer.id)).go(RecallingOrders(wish, wanted.text))


def wish_of(intent: Intent) -> Wish:
    quantity = intent.value("quantity")
    last = intent.value("order") == "last"
    things = _things_named(intent)
    counts = tuple(_count_of(intent, start) for start, _ in things)
    return Wish(tuple(things.values()), int(quantity) if quantity else None, last, counts)


def _things_named(intent: Intent) -> dict[tuple[int, int], tuple[str, ...]]:
    """What each stretch of words can mean: products that fit the same words are one thing."""
    named: dict[tuple[int, int], tuple[str, ...]] = {}
    for slot in intent.slots:
        if slot.name == "product":
            place = (slot.start, slot.end)
            named[place] = (*named.get(place, ()), slot.value)
    return named


def _count_of(intent: Intent, start: int) -> int | None:
    """The number that was said last before a thing, unless another thing stands between."""
    before = [slot for slot in intent.slots if slot.name in ("product", "quantity") and slot.start < start]
    nearest = max(before, key=lambda slot: slot.start, default=None)
    return int(nearest.value) if nearest is not None and nearest.name == "quantity" else None


def advance(step: Step, stage: Task, event: Event) -> Step | None:
    """The next step, or None when the event means nothing to this stage."""
    match stage, event:
        case RecallingOrders(wish, text), OrdersFound(at, orders):
            return _recall(step.note(orders=orders), wish, text, at)
        case RecallingOrders(), DeskFailed():
            return desk_down(step)
        case _:
            return None


def _is_new(step: Step, wanted: Wanted) -> bool:
    """Whether something that is named goes into a basket: one is open already, or nobody can say what a
    stranger had before."""
    if not wanted.intent.values("product") or _AGAIN.search(wanted.text.lower()):
        return False
    return bool(step.state.basket.entries) or step.state.customer is None


def _recall(step: Step, wish: Wish, text: str, at: datetime) -> Step:
    """What was never had is ordered anew, unless it was to be the same as before."""
    kept = tuple(o for o in step.state.orders if o.status is not OrderStatus.CANCELLED)
    again = _AGAIN.search(text.lower()) is not None
    if wish.products and not again and not _all_had(wish, kept):
        return take(step, Wanted(_ordering(wish), text))
    if not kept:
        return finish(step.say(Key.NO_HISTORY))
    days = past_days(text, at.astimezone(ZoneInfo(step.state.shop.timezone)))
    if days is not None and not (kept := _placed_within(kept, days, step.state.shop.timezone)):
        return finish(step.say(Key.NO_ORDER_THEN))
    lines = _wished_lines(replace(wish, last=wish.last or days is not None), kept)
    if not lines:
        return finish(step.say(Key.NEVER_BOUGHT))
    if wish.quantity is not None and len(lines) == 1:
        lines = (replace(lines[0], quantity=wish.quantity),)
    elif len(lines) == len(wish.quantities):
        counted = zip(lines, wish.quantities, strict=True)
        lines = tuple(replace(line, quantity=count or line.quantity) for line, count in counted)
    return ask_price(step, tuple(line.item for line in lines))


def _wished_lines(wish: Wish, orders: tuple[Order, ...]) -> tuple[Line, ...]:
    if wish.products:
        among = orders[:1] if wish.last else orders
        return _lines_of_products(wish.products, among) or _lines_of_products(wish.products, orders)
    return orders[0].lines if wish.last else usual(orders)


def _ordering(wish: Wish) -> Intent:
    slots = tuple(Slot("product", value, 0, 0) for thing in wish.products for value in thing)
    return Intent(Name.ORDER, slots)


def _all_had(wish: Wish, orders: tuple[Order, ...]) -> bool:
    had = {key for order in orders for line in order.lines for key in (line.product, str(line.sku))}
    return all(had & set(thing) for thing in wish.products)


def _placed_within(orders: tuple[Order, ...], days: tuple[date, date], timezone: str) -> tuple[Order, ...]:
    zone = ZoneInfo(timezone)
    return tuple(o for o in orders if days[0] <= o.placed_at.astimezone(zone).date() <= days[1])


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
