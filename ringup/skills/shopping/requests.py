"""What a caller wants changed after the sale, read from everything they said about it.

Pure: the same words, orders and policy always give the same outcome. Each kind of change is one function
that asks for what is still missing, refuses what the policy does not allow, or has the proposal.
"""

from __future__ import annotations

from collections.abc import Callable

from ringup.skills.dialogue.prompts import Key
from ringup.skills.dialogue.proposals import (
    CancelOrder,
    ChangeAddress,
    ChangeItems,
    ChangePayment,
    ChangeProfile,
    ExchangeItems,
    ReturnItems,
)
from ringup.skills.dialogue.state import State
from ringup.skills.policy import Change, ChangeRule
from ringup.skills.shop import Order, PaymentMethod
from ringup.skills.shopping.proposal_stages import Request
from ringup.skills.shopping.request_address import address_said
from ringup.skills.shopping.request_case import Case, Missing, Outcome, Ready, Refused, first, values_of
from ringup.skills.shopping.request_items import lines_of, pieces_of, swaps_of, total_of, without
from ringup.skills.shopping.request_order import order_of
from ringup.skills.shopping.request_payment import (
    ask_payment,
    holds,
    method_of,
    other_payment,
    plain,
    refund_to,
)
from ringup.skills.understanding.possible.payments import payment
from ringup.skills.understanding.possible.reasons import reason
from ringup.skills.values import Money


def outcome(request: Request, state: State) -> Outcome:
    """What the request comes to. The state's orders must have been looked up."""
    assert state.customer is not None
    wanted = (request.change, *_ALSO.get(request.change, ()))
    rules = tuple(rule for change in wanted if (rule := state.policy.rule(change)) is not None)
    if not rules:
        return Refused(Key.NO_RULE, (("change", request.change),))
    case = Case(request, state, state.customer, rules)
    if request.change is Change.CHANGE_PROFILE:
        return _profile(case)
    found = order_of(case)
    if not isinstance(found, Order):
        return found
    rule = case.allows(found)
    assert rule is not None
    return _OF_ORDERS[rule.change](case, found, rule)


_ALSO = {Change.EXCHANGE: (Change.CHANGE_ITEMS,), Change.CHANGE_ITEMS: (Change.EXCHANGE,)}
"""To the caller it is the same wish; which of the two it is depends on whether the order has arrived."""


# what each change needs


def _cancel(case: Case, order: Order, rule: ChangeRule) -> Outcome:
    why = _reason(case, rule)
    if why is None:
        names = tuple(reason.name for reason in rule.reasons)
        return Missing("reason", Key.ASK_REASON, Key.ASK_REASON, (("reasons", names),))
    proposal = CancelOrder(case.customer.id, order.number, why, order.total, case.attempt, order.lines)
    values = values_of(
        number=order.number,
        lines=order.lines,
        refund=order.total,
        method=case.customer.payment(order.payment),
        reason=why or None,
    )
    return Ready(proposal, Key.READ_CANCEL, Key.CONFIRM_CHANGE, values)


def _reason(case: Case, rule: ChangeRule) -> str | None:
    """The one that was given, "" where nobody has to give one; None as long as it is to be asked for."""
    if not rule.reasons:
        return ""
    given = first(case.said("reason"), lambda text: reason(text, rule.reasons))
    if given is not None:
        return given.name
    told = [said.text for said in case.request.said if said.asked == "reason"]
    if len(told) < TOLD_WHY:
        return None
    return next((reason.name for reason in rule.reasons if reason.others), None)


TOLD_WHY = 2
"""Answers from which on a caller is not asked again why."""


def _return(case: Case, order: Order, _: ChangeRule) -> Outcome:
    lines = lines_of(case, order)
    if isinstance(lines, Missing):
        return lines
    method = refund_to(case, order)
    if not isinstance(method, PaymentMethod):
        return method
    refund = total_of(lines)
    kept = without(pieces_of(order), lines)
    proposal = ReturnItems(case.customer.id, order.number, lines, plain(method), refund, kept, case.attempt)
    values = values_of(number=order.number, lines=lines, refund=refund, method=method)
    return Ready(proposal, Key.READ_RETURN, Key.CONFIRM_CHANGE, values)


def _swap(case: Case, order: Order, rule: ChangeRule) -> Outcome:
    swaps = swaps_of(case, order)
    if not isinstance(swaps, tuple):
        return swaps
    difference = Money(sum(swap.difference.minor for swap in swaps), order.total.currency)
    method = method_of(case, order, difference)
    if not isinstance(method, PaymentMethod):
        return method
    if not holds(method, difference):
        return other_payment(case, Key.BALANCE_TOO_LOW, case.customer.payments, method)
    who, attempt = case.customer.id, case.attempt
    values = values_of(number=order.number, swaps=swaps, difference=difference, method=method)
    if rule.change is Change.EXCHANGE:
        exchange = ExchangeItems(who, order.number, swaps, plain(method), difference, attempt)
        return Ready(exchange, Key.READ_EXCHANGE, Key.CONFIRM_ALL_ITEMS, values)
    changed = ChangeItems(who, order.number, swaps, plain(method), difference, attempt)
    return Ready(changed, Key.READ_CHANGE_ITEMS, Key.CONFIRM_ALL_ITEMS, values)


def _address(case: Case, order: Order, _: ChangeRule) -> Outcome:
    to = address_said(case, order)
    if to is None:
        return Missing("address", Key.ASK_NEW_ADDRESS, Key.ADDRESS_AGAIN)
    proposal = ChangeAddress(case.customer.id, order.number, to, case.attempt)
    return Ready(proposal, Key.READ_ADDRESS, Key.CONFIRM_CHANGE, values_of(number=order.number, address=to))


def _profile(case: Case) -> Outcome:
    to = address_said(case)
    if to is None:
        return Missing("address", Key.ASK_NEW_ADDRESS, Key.ADDRESS_AGAIN)
    proposal = ChangeProfile(case.customer.id, to, case.attempt)
    return Ready(proposal, Key.READ_PROFILE, Key.CONFIRM_CHANGE, values_of(address=to))


def _payment(case: Case, order: Order, _: ChangeRule) -> Outcome:
    others = tuple(m for m in case.customer.payments if m.id != order.payment)
    if not others:
        return Refused(Key.SAME_PAYMENT)
    given = first(case.said("payment"), lambda text: payment(text, case.customer.payments, None))
    method = given or (others[0] if len(others) == 1 else None)
    if method is None:
        return ask_payment(case, others)
    if method.id == order.payment:
        return other_payment(case, Key.SAME_PAYMENT, others)
    if method.balance is not None and method.balance < order.total:
        return other_payment(case, Key.BALANCE_TOO_LOW, others, method)
    proposal = ChangePayment(case.customer.id, order.number, plain(method), order.total, case.attempt)
    values = values_of(number=order.number, total=order.total, method=method)
    return Ready(proposal, Key.READ_PAYMENT, Key.CONFIRM_CHANGE, values)


_OF_ORDERS: dict[Change, Callable[[Case, Order, ChangeRule], Outcome]] = {
    Change.CANCEL: _cancel,
    Change.RETURN: _return,
    Change.EXCHANGE: _swap,
    Change.CHANGE_ITEMS: _swap,
    Change.CHANGE_ADDRESS: _address,
    Change.CHANGE_PAYMENT: _payment,
}
