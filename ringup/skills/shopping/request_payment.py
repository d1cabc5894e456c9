"""How what a request comes to is paid, or where its refund goes."""

from __future__ import annotations

from dataclasses import replace

from ringup.skills.dialogue.prompts import Key
from ringup.skills.shop import Order, PaymentMethod
from ringup.skills.shopping.request_case import Case, Missing, Refused, first, values_of
from ringup.skills.shopping.request_order import ask_which
from ringup.skills.understanding.possible.payments import by_preference
from ringup.skills.values import Money


def method_of(case: Case, order: Order, due: Money | None = None) -> PaymentMethod | Missing | Refused:
    """What was said to pay with, or what else was said in case that does not hold what is `due`."""
    methods = case.customer.payments
    if not methods:
        return Refused(Key.SAME_PAYMENT)
    said = case.said("payment")
    given = first(said, lambda text: by_preference(text, methods, order.payment) or None)
    if given is None and len(methods) > 1:
        return ask_payment(case, methods)
    chosen = given or methods[:1]
    return next((method for method in chosen if holds(method, due)), chosen[0])


def holds(method: PaymentMethod, due: Money | None) -> bool:
    """Whether there is enough on it, as far as the shop knows."""
    return method.balance is None or due is None or not method.balance < due


def refund_to(case: Case, order: Order) -> PaymentMethod | Missing | Refused:
    """What was paid with, or what else the policy lets refunds go to."""
    method = method_of(case, order)
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
        return ask_which(case)  # maybe another one, that was paid with it
    return other_payment(case, Key.REFUND_NOT_THERE, allowed)


def ask_payment(case: Case, methods: tuple[PaymentMethod, ...]) -> Missing:
    values = values_of(change=case.request.change, methods=_labels(methods))
    return Missing("payment", Key.ASK_PAYMENT, Key.PAYMENT_AGAIN, values)


def other_payment(
    case: Case, why: Key, methods: tuple[PaymentMethod, ...], unfit: PaymentMethod | None = None
) -> Missing:
    """`unfit` is named only where there is nothing else."""
    methods = tuple(method for method in methods if method != unfit) or methods
    return Missing("payment", why, why, values_of(methods=_labels(methods)))


def plain(method: PaymentMethod) -> PaymentMethod:
    """As a proposal holds it: what is on a gift card may change meanwhile."""
    return replace(method, balance=None)


def _labels(methods: tuple[PaymentMethod, ...]) -> tuple[str, ...]:
    return tuple(method.label for method in methods)
