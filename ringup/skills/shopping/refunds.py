"""Where is my money: what was cancelled or sent back, and when its price is returned."""

from __future__ import annotations

from ringup.skills.dialogue.actions import FindOrders
from ringup.skills.dialogue.events import DeskFailed, Event, OrdersFound
from ringup.skills.dialogue.prompts import Key, Value
from ringup.skills.dialogue.proposals import CancelOrder, ReturnItems
from ringup.skills.dialogue.state import State, Step
from ringup.skills.policy import CallerIdFor
from ringup.skills.shop import Order, OrderStatus, PaymentMethod
from ringup.skills.shopping import identify
from ringup.skills.shopping.ending import desk_down, finish
from ringup.skills.shopping.stages import LookingAtRefunds, Task, Wanted
from ringup.skills.understanding.possible.orders import by_description, by_number
from ringup.skills.values import Money

REFUNDED = (OrderStatus.CANCELLED, OrderStatus.RETURN_REQUESTED)

MOST_TOLD = 3


def start(step: Step, wanted: Wanted) -> Step:
    """Look at the customer's orders."""
    customer = step.state.customer
    if customer is None or not step.state.may(CallerIdFor.ORDERS):
        return identify.start(step, wanted)
    return step.do(FindOrders(customer.id)).go(LookingAtRefunds(wanted.text))


def advance(step: Step, stage: Task, event: Event) -> Step | None:
    """The next step, or None when the event means nothing to this stage."""
    match stage, event:
        case LookingAtRefunds(text), OrdersFound(_, orders):
            return _told(step.note(orders=orders), meant(text, step.note(orders=orders).state))
        case LookingAtRefunds(), DeskFailed():
            return desk_down(step)
        case _:
            return None


def meant(text: str, state: State) -> tuple[Order, ...]:
    """The orders asked about, among those whose money comes back; newest first."""
    refunded = tuple(order for order in state.orders if order.status in REFUNDED)
    if (named := by_number(text, state.orders)) is not None:
        return tuple(order for order in refunded if order is named)
    return by_description(text, refunded, state.order) or refunded


def _told(step: Step, orders: tuple[Order, ...]) -> Step:
    if not orders:
        return finish(step.say(Key.NO_REFUND))
    for order in orders[:MOST_TOLD]:
        step = _tell(step, order)
    return finish(step.note(order=orders[0].number))


def _tell(step: Step, order: Order) -> Step:
    """A cancelled order's money is on its way; that of a return comes once the parcel is back."""
    is_cancelled = order.status is OrderStatus.CANCELLED
    amount, method = _refund(step.state, order)
    values: dict[str, Value | None] = {"number": order.number, "total": amount, "method": method}
    at_once = method is not None and method.kind in step.state.policy.refund_at_once
    values["days"] = None if at_once else step.state.policy.refund_days[1]
    return step.say(Key.REFUND_COMING if is_cancelled else Key.REFUND_WHEN_BACK, **values)


def _refund(state: State, order: Order) -> tuple[Money | None, PaymentMethod | None]:
    """How much and where to; of a return the amount is known only in the call that it was made in."""
    customer = state.customer
    paid_with = customer.payment(order.payment) if customer else None
    for placed in reversed(state.placed):
        match placed.proposal:
            case CancelOrder(order=number, refund=refund) if number == order.number:
                return refund, paid_with
            case ReturnItems(order=number, refund=refund, refund_to=to) if number == order.number:
                return refund, to
            case _:
                pass
    return (order.total if order.status is OrderStatus.CANCELLED else None), paid_with
