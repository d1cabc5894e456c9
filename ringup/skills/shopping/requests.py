"""What a caller wants changed after the sale, read from everything they said about it.

Pure: the same words, orders and policy always give the same outcome. Each kind of change is one function
that asks for what is still missing, refuses what the policy does not allow, or has the proposal.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import chain
from typing import TypeVar

from ringup.skills.dialogue.prompts import Key, Value
from ringup.skills.dialogue.proposals import (
    CancelOrder,
    ChangeAddress,
    ChangeItems,
    ChangePayment,
    ChangeProfile,
    ExchangeItems,
    Proposal,
    ReturnItems,
    Swap,
)
from ringup.skills.dialogue.state import State
from ringup.skills.policy import Change, ChangeRule
from ringup.skills.shop import Customer, Line, Order, PaymentKind, PaymentMethod
from ringup.skills.shopping.stages import Request
from ringup.skills.understanding.possible.addresses import address, corrected
from ringup.skills.understanding.possible.items import items, named
from ringup.skills.understanding.possible.orders import by_description, by_number
from ringup.skills.understanding.possible.payments import payment
from ringup.skills.understanding.possible.reasons import reason
from ringup.skills.understanding.possible.variants import variant
from ringup.skills.understanding.possible.words import clauses
from ringup.skills.values import Money

Values = tuple[tuple[str, Value], ...]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Missing:
    """The slot to ask for, how to ask, and how to ask once more."""

    slot: str
    key: Key
    again: Key
    values: Values = ()


@dataclass(frozen=True, slots=True)
class Unknown:
    """Products that have to be looked up first."""

    products: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """The policy, or what there is, does not allow it."""

    key: Key
    values: Values = ()


@dataclass(frozen=True, slots=True)
class Ready:
    """All is known: the proposal, and how it is read back."""

    proposal: Proposal
    key: Key
    question: Key
    values: Values


Outcome = Missing | Unknown | Refused | Ready


@dataclass(frozen=True, slots=True)
class _Case:
    """A request with all that it is read against."""

    request: Request
    state: State
    customer: Customer
    rules: tuple[ChangeRule, ...]

    @property
    def attempt(self) -> int:
        """Commits of this call that the shop has answered: there and back and there again are three."""
        return self.state.refused + len(self.state.placed)

    def was_asked(self, slot: str) -> bool:
        return any(said.asked == slot for said in self.request.said)

    def said_number(self) -> bool:
        """Whether an order was named by its number."""
        return any(by_number(said.text, self.state.orders) is not None for said in self.request.said)

    def allows(self, order: Order) -> ChangeRule | None:
        """The rule by which that order may be changed so."""
        fitting = (rule for rule in self.rules if order.status in rule.statuses)
        return next((rule for rule in fitting if not (rule.once and order.items_changed)), None)

    def said(self, slot: str) -> tuple[str, ...]:
        """What was said when that slot was asked for, the latest first, then what was said unasked."""
        mine = [s.text for s in self.request.said if s.asked == slot]
        free = [s.text for s in self.request.said if s.asked in ("", "confirm")]
        corrections = [s.text for s in self.request.said if s.asked == "confirm"]
        return tuple(dict.fromkeys((*reversed(corrections), *reversed(mine), *reversed(free))))


def outcome(request: Request, state: State) -> Outcome:
    """What the request comes to. The state's orders must have been looked up."""
    assert state.customer is not None
    wanted = (request.change, *_ALSO.get(request.change, ()))
    rules = tuple(rule for change in wanted if (rule := state.policy.rule(change)) is not None)
    if not rules:
        return Refused(Key.NO_RULE, (("change", request.change),))
    case = _Case(request, state, state.customer, rules)
    if request.change is Change.CHANGE_PROFILE:
        return _profile(case)
    found = _order(case)
    if not isinstance(found, Order):
        return found
    rule = case.allows(found)
    assert rule is not None
    return _OF_ORDERS[rule.change](case, found, rule)


_ALSO = {Change.EXCHANGE: (Change.CHANGE_ITEMS,), Change.CHANGE_ITEMS: (Change.EXCHANGE,)}
"""To the caller it is the same wish; which of the two it is depends on whether the order has arrived."""


# which order


def _order(case: _Case) -> Order | Missing | Refused:
    orders = case.state.orders
    if not orders:
        return Refused(Key.NO_ORDERS)
    found = _order_said(case)
    if found is None:
        return _which_order(case)
    if case.allows(found) is not None:
        return found
    if found.items_changed and any(found.status in rule.statuses for rule in case.rules):
        return Refused(Key.CHANGED_BEFORE, (("number", found.number),))
    values: Values = (
        ("change", case.request.change),
        ("number", found.number),
        ("status", found.status),
    )
    return Refused(Key.NOT_ALLOWED, values)


def _which_order(case: _Case) -> Missing:
    fitting = _allowed(case, case.state.orders)
    names = tuple(dict.fromkeys(order.lines[0].name for order in fitting if order.lines))[:3]
    values: Values = (("change", case.request.change), ("summaries", names))
    return Missing("order", Key.ASK_ORDER, Key.ORDER_AGAIN, values)


def _allowed(case: _Case, orders: tuple[Order, ...]) -> tuple[Order, ...]:
    return tuple(order for order in orders if case.allows(order) is not None)


def _order_said(case: _Case) -> Order | None:
    """By its number; else by what was said of it, of those that may be changed so before the others; else
    the only one that may."""
    orders, texts = case.state.orders, case.said("order")
    for text in texts:
        target = _WHERE_ANOTHER_GOES.split(text, maxsplit=1)[0]
        if (found := by_number(target, orders)) is not None:
            return found
    allowed = _allowed(case, orders)
    for text in chain(texts, case.said("items")):
        for among in (allowed, orders):
            fitting = by_description(text, among, case.state.order)
            if len(fitting) == 1 and (among is allowed or not by_description(text, allowed)):
                return fitting[0]
    return allowed[0] if len(allowed) == 1 else None


# what each change needs


def _cancel(case: _Case, order: Order, rule: ChangeRule) -> Outcome:
    why = ""
    if rule.reasons:
        given = _first(case.said("reason"), lambda text: reason(text, rule.reasons))
        if given is None:
            names = tuple(r.name for r in rule.reasons)
            return Missing("reason", Key.ASK_REASON, Key.ASK_REASON, (("reasons", names),))
        why = given.name
    proposal = CancelOrder(case.customer.id, order.number, why, order.total, case.attempt)
    values = _values(
        number=order.number,
        lines=order.lines,
        refund=order.total,
        method=case.customer.payment(order.payment),
        reason=why or None,
    )
    return Ready(proposal, Key.READ_CANCEL, Key.CONFIRM_CHANGE, values)


def _return(case: _Case, order: Order, _: ChangeRule) -> Outcome:
    lines = _lines(case, order)
    if isinstance(lines, Missing):
        return lines
    method = _refund_to(case, order)
    if not isinstance(method, PaymentMethod):
        return method
    refund = _total(lines)
    whole = len(lines) == len(_pieces(order))
    proposal = ReturnItems(case.customer.id, order.number, lines, _plain(method), refund, whole, case.attempt)
    values = _values(number=order.number, lines=lines, refund=refund, method=method)
    return Ready(proposal, Key.READ_RETURN, Key.CONFIRM_CHANGE, values)


def _swap(case: _Case, order: Order, rule: ChangeRule) -> Outcome:
    swaps = _swaps(case, order)
    if not isinstance(swaps, tuple):
        return swaps
    difference = Money(sum(swap.difference.minor for swap in swaps), order.total.currency)
    method = _method(case, order)
    if not isinstance(method, PaymentMethod):
        return method
    if method.balance is not None and method.balance < difference:
        return _other_payment(case, Key.BALANCE_TOO_LOW, case.customer.payments, method)
    who, attempt = case.customer.id, case.attempt
    values = _values(number=order.number, swaps=swaps, difference=difference, method=method)
    if rule.change is Change.EXCHANGE:
        exchange = ExchangeItems(who, order.number, swaps, _plain(method), difference, attempt)
        return Ready(exchange, Key.READ_EXCHANGE, Key.CONFIRM_ALL_ITEMS, values)
    changed = ChangeItems(who, order.number, swaps, _plain(method), difference, attempt)
    return Ready(changed, Key.READ_CHANGE_ITEMS, Key.CONFIRM_ALL_ITEMS, values)


def _address(case: _Case, order: Order, _: ChangeRule) -> Outcome:
    to = _address_said(case, order)
    if to is None:
        return Missing("address", Key.ASK_NEW_ADDRESS, Key.ADDRESS_AGAIN)
    proposal = ChangeAddress(case.customer.id, order.number, to, case.attempt)
    return Ready(proposal, Key.READ_ADDRESS, Key.CONFIRM_CHANGE, _values(number=order.number, address=to))


def _profile(case: _Case) -> Outcome:
    to = _address_said(case)
    if to is None:
        return Missing("address", Key.ASK_NEW_ADDRESS, Key.ADDRESS_AGAIN)
    proposal = ChangeProfile(case.customer.id, to, case.attempt)
    return Ready(proposal, Key.READ_PROFILE, Key.CONFIRM_CHANGE, _values(address=to))


def _payment(case: _Case, order: Order, _: ChangeRule) -> Outcome:
    others = tuple(m for m in case.customer.payments if m.id != order.payment)
    if not others:
        return Refused(Key.SAME_PAYMENT)
    given = _first(case.said("payment"), lambda text: payment(text, case.customer.payments, None))
    method = given or (others[0] if len(others) == 1 else None)
    if method is None:
        return _ask_payment(case, others)
    if method.id == order.payment:
        return _other_payment(case, Key.SAME_PAYMENT, others)
    if method.balance is not None and method.balance < order.total:
        return _other_payment(case, Key.BALANCE_TOO_LOW, others, method)
    proposal = ChangePayment(case.customer.id, order.number, _plain(method), order.total, case.attempt)
    values = _values(number=order.number, total=order.total, method=method)
    return Ready(proposal, Key.READ_PAYMENT, Key.CONFIRM_CHANGE, values)


_OF_ORDERS: dict[Change, Callable[[_Case, Order, ChangeRule], Outcome]] = {
    Change.CANCEL: _cancel,
    Change.RETURN: _return,
    Change.EXCHANGE: _swap,
    Change.CHANGE_ITEMS: _swap,
    Change.CHANGE_ADDRESS: _address,
    Change.CHANGE_PAYMENT: _payment,
}


# which of its items


def _lines(case: _Case, order: Order) -> tuple[Line, ...] | Missing:
    pieces = _pieces(order)
    if len(pieces) == 1:
        return pieces
    places = _first(case.said("items"), lambda text: items(text, pieces))
    if places is None:
        values = _values(change=case.request.change, lines=order.lines)
        return Missing("items", Key.ASK_ITEMS, Key.ITEMS_AGAIN, values)
    return tuple(pieces[place] for place in sorted(places))


def _pieces(order: Order) -> tuple[Line, ...]:
    """One line for each piece: two of a kind can go back one by one."""
    return tuple(replace(line, quantity=1) for line in order.lines for _ in range(line.quantity))


def _swaps(case: _Case, order: Order) -> tuple[Swap, ...] | Missing | Unknown | Refused:
    lines = _lines(case, order)
    if isinstance(lines, Missing):
        return lines
    known = {product.id: product for product in case.request.products}
    if unknown := tuple(dict.fromkeys(line.product for line in lines if line.product not in known)):
        gone = set(unknown) & set(case.request.looked_up)
        return Refused(Key.NO_LONGER_SOLD) if gone else Unknown(unknown)
    swaps = []
    for line in lines:
        product = known[line.product]
        offered = tuple(v for v in product.variants if product.left(v.sku) > 0)
        if all(variant.sku == line.sku for variant in offered):
            return Refused(Key.NO_SUCH_VARIANT, _values(line=line))
        new = _first(_options_said(case), lambda text: variant(_about(text, line, lines), line, offered))  # noqa: B023
        if new is None:
            values = _values(line=line, choices=_choices(offered))
            return Missing("options", Key.ASK_OPTIONS, Key.OPTIONS_AGAIN, values)
        swaps.append(Swap(line, replace(new, quantity=1)))
    return tuple(swaps)


def _options_said(case: _Case) -> tuple[str, ...]:
    """All that was said of the new options, then that together with how the request began."""
    texts = case.said("options")
    opening = case.request.said[0].text
    together = tuple(f"{opening}. {text}" for text in texts if text != opening)
    return (*texts, *together)


def _about(text: str, line: Line, lines: tuple[Line, ...]) -> str:
    """The clauses that are about that line: those that name it and what follows each; of several lines,
    clauses before any name are about them all."""
    if len(lines) == 1:
        return text
    kept, about = [], True
    for clause in _finer(text):
        if mentioned := named(clause, lines):
            about = lines.index(line) in mentioned
        if about:
            kept.append(clause)
    return ". ".join(kept)


def _finer(text: str) -> tuple[str, ...]:
    parts = (part for clause in clauses(text) for part in clause.split(" and the "))
    return tuple(part for part in parts if part.strip())


def _choices(offered: tuple[Line, ...]) -> tuple[str, ...]:
    """What the variants on offer differ in: "black or silver"."""
    values: dict[str, dict[str, None]] = {}
    for line in offered:
        for name, value in line.options:
            values.setdefault(name, {})[value] = None
    return tuple(" or ".join(found) for found in values.values() if len(found) > 1)


# how it is paid


def _method(case: _Case, order: Order) -> PaymentMethod | Missing | Refused:
    methods = case.customer.payments
    if not methods:
        return Refused(Key.SAME_PAYMENT)
    given = _first(case.said("payment"), lambda text: payment(text, methods, order.payment))
    if given is None and len(methods) > 1:
        return _ask_payment(case, methods)
    return given or methods[0]


def _refund_to(case: _Case, order: Order) -> PaymentMethod | Missing | Refused:
    """What was paid with, or what else the policy lets refunds go to."""
    method = _method(case, order)
    if not isinstance(method, PaymentMethod):
        return method
    allowed = tuple(
        m
        for m in case.customer.payments
        if m.id == order.payment or m.kind in case.state.policy.refund_other_to
    )
    if method in allowed:
        return method
    if not case.said_number() and not case.was_asked("order"):
        return _which_order(case)  # maybe another one, that was paid with it
    return _other_payment(case, Key.REFUND_NOT_THERE, allowed)


def _ask_payment(case: _Case, methods: tuple[PaymentMethod, ...]) -> Missing:
    values = _values(change=case.request.change, methods=tuple(map(_label, methods)))
    return Missing("payment", Key.ASK_PAYMENT, Key.PAYMENT_AGAIN, values)


def _other_payment(
    case: _Case, why: Key, methods: tuple[PaymentMethod, ...], unfit: PaymentMethod | None = None
) -> Missing:
    """`unfit` is named only where there is nothing else."""
    methods = tuple(method for method in methods if method != unfit) or methods
    return Missing("payment", why, why, _values(methods=tuple(map(_label, methods))))


def _plain(method: PaymentMethod) -> PaymentMethod:
    """As a proposal holds it: what is on a gift card may change meanwhile."""
    return replace(method, balance=None)


def _label(method: PaymentMethod) -> str:
    match method.kind:
        case PaymentKind.PAYPAL:
            return "PayPal"
        case PaymentKind.GIFT_CARD:
            return "gift card"
        case PaymentKind.CREDIT_CARD:
            return method.brand or "card"


# small things


def _address_said(case: _Case, order: Order | None = None) -> str | None:
    """The address that was said last, with what was corrected since. An address may also be that of
    another order."""
    known = (case.customer.address, *(o.address for o in case.state.orders))
    country = _country(case.customer.address)
    current: str | None = None
    for said in case.request.said:
        if said.asked not in ("", "confirm", "address"):
            continue
        now = order.address if order is not None else case.customer.address
        new = _address_of_another(case, said.text, order) or address(said.text, known, country, now)
        new = new or (_address_of_before(case.state) if _SAME_ADDRESS.search(said.text.lower()) else None)
        if new is None and current is not None and said.asked == "confirm":
            new = corrected(said.text, current)
        current = new or current
    return current


def _country(line: str) -> str:
    """What an address in one line ends with after its postcode; "" where it ends with that."""
    last = line.rpartition(",")[2].strip()
    return "" if line.count(",") < FULL_ADDRESS or any(sign.isdigit() for sign in last) else last


FULL_ADDRESS = 3
"""Commas of an address that names its country."""

_SAME_ADDRESS = re.compile(r"\bsame (?:new )?(?:address|place)\b|\bthe (?:new|same) (?:home|house|address)\b")


def _address_of_before(state: State) -> str | None:
    """What the last address was changed to in this call."""
    done = (placed.proposal for placed in reversed(state.placed))
    return next((p.address for p in done if isinstance(p, ChangeAddress | ChangeProfile)), None)


def _address_of_another(case: _Case, text: str, order: Order | None) -> str | None:
    """Of "the same address as order ...", "where the tablet is going"."""
    pointing = _WHERE_ANOTHER_GOES.search(text.lower())
    if pointing is None:
        return None
    others = tuple(o for o in case.state.orders if order is None or o.number != order.number)
    source = text[pointing.start() :]
    found = by_number(source, others)
    fitting = (found,) if found else by_description(source, others)
    return fitting[0].address if len({o.address for o in fitting}) == 1 else None


_WHERE_ANOTHER_GOES = re.compile(
    r"\bsame (?:\w+ )?(?:address )?as\b|\b(?:where|the one|the place"
    r"|the address) (?:\w+ ){1,4}(?:is going|goes|went|is on)\b"
    r"|\b(?:it's|it is|find it|that's) on the (?:order|one)\b|\bon my other order\b"
)


def _total(lines: tuple[Line, ...]) -> Money:
    return Money(sum(line.total.minor for line in lines), lines[0].unit_price.currency)


def _values(**values: Value | None) -> Values:
    return tuple((name, value) for name, value in values.items() if value is not None)


def _first(texts: tuple[str, ...], read: Callable[[str], T | None]) -> T | None:
    """What the first text gives that gives anything."""
    return next((found for text in texts if (found := read(text)) is not None), None)
