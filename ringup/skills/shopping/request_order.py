"""Which of the customer's orders a request is about."""

from __future__ import annotations

import re
from itertools import chain

from ringup.skills.dialogue.expectations import Digits
from ringup.skills.dialogue.prompts import Key
from ringup.skills.dialogue.proposals import (
    CancelOrder,
    ChangeAddress,
    ChangeItems,
    ChangePayment,
    ExchangeItems,
    ReturnItems,
)
from ringup.skills.shop import Order
from ringup.skills.shopping.order_dates import dated
from ringup.skills.shopping.request_address import WHERE_ANOTHER_GOES
from ringup.skills.shopping.request_case import Case, Missing, Refused, Values, values_of
from ringup.skills.understanding.possible.orders import by_description, by_number, points_back


def any_number(orders: tuple[Order, ...]) -> Digits:
    """The number of any of these orders is expected."""
    numbers = tuple(str(order.number) for order in orders)
    return Digits("order", tuple(sorted(set(map(len, numbers)))), candidates=numbers)


def order_of(case: Case) -> Order | Missing | Refused:
    orders = case.state.orders
    if not orders:
        return Refused(Key.NO_ORDERS)
    found = _order_said(case)
    if found is None:
        return ask_which(case)
    if case.allows(found) is not None:
        return found
    of_its_status = [rule for rule in case.rules if found.status in rule.statuses]
    if of_its_status and all(case.is_too_late(rule, found) for rule in of_its_status):
        days = of_its_status[0].within_days
        assert days is not None
        return Refused(
            Key.TOO_LONG_AGO, values_of(change=of_its_status[0].change, number=found.number, days=days)
        )
    if found.items_changed and of_its_status:
        return Refused(Key.CHANGED_BEFORE, (("number", found.number),))
    values: Values = (
        ("change", case.request.change),
        ("number", found.number),
        ("status", found.status),
    )
    return Refused(Key.NOT_ALLOWED, values)


def ask_which(case: Case) -> Missing:
    fitting = _allowed(case, case.state.orders)
    names = tuple(dict.fromkeys(order.lines[0].name for order in fitting if order.lines))[:3]
    values: Values = (("change", case.request.change), ("summaries", names))
    return Missing("order", Key.ASK_ORDER, Key.ORDER_AGAIN, values)


def _allowed(case: Case, orders: tuple[Order, ...]) -> tuple[Order, ...]:
    return tuple(order for order in orders if case.allows(order) is not None)


def _the_other(case: Case) -> Order | None:
    """Of "no, the other order" the only one that was not proposed and may be changed so."""
    proposal, texts = case.request.declined, case.said("order")
    if not isinstance(proposal, _OF_AN_ORDER) or not any(_OTHER.search(text.lower()) for text in texts):
        return None
    left = tuple(order for order in _allowed(case, case.state.orders) if order.number != proposal.order)
    described = (by_description(text, left) for text in texts)
    alike = next((found for found in described if len(found) == 1), left)
    return alike[0] if len(alike) == 1 else None


_OF_AN_ORDER = (CancelOrder, ChangeItems, ExchangeItems, ReturnItems, ChangeAddress, ChangePayment)
_OTHER = re.compile(r"\b(?:my|the) other (?:order|delivery|parcel|box|package)\b")


def _of_its_day(case: Case, text: str, allowed: tuple[Order, ...]) -> tuple[Order, ...]:
    """Those of the day that was said with what was said of them, if possible of those that may be changed."""
    then = dated(case.state.orders, text, case.today, case.zone)
    fitting = by_description(text, then) or then
    return tuple(order for order in fitting if order in allowed) or fitting


def _order_said(case: Case) -> Order | None:
    """By its number; else by what was said of it, of those that may be changed so before the others; else
    the only one that may."""
    orders, texts = case.state.orders, case.said("order")
    if (other := _the_other(case)) is not None:
        return other
    for text in texts:
        target = WHERE_ANOTHER_GOES.split(text, maxsplit=1)[0]
        if (found := by_number(target, orders)) is not None:
            return found
    allowed = _allowed(case, orders)
    for text in texts:
        if len(then := _of_its_day(case, text, allowed)) == 1:
            return then[0]
    for text in chain(texts, case.said("items")):
        for among in (allowed, orders):
            fitting = by_description(text, among, case.state.order)
            if len(fitting) == 1 and (among is allowed or not by_description(text, allowed)):
                return fitting[0]
    if len(allowed) == 1:
        return allowed[0]
    before = next((order for order in allowed if order.number == case.state.order), None)
    named = any(by_description(text, orders) for text in texts)
    return before if before and not named and any(points_back(text.lower()) for text in texts) else None
