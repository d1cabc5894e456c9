"""Cancelling, changing, returning and exchanging what was ordered: asks for what is missing, reads back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from ringup.skills.dialogue.actions import FindOrders, FindProducts
from ringup.skills.dialogue.events import (
    AnyReceipt,
    CommitFailure,
    DeskFailed,
    Event,
    OrdersFound,
    ProductsFound,
    UtteranceHeard,
)
from ringup.skills.dialogue.expectations import Detail, Expectation
from ringup.skills.dialogue.prompts import Key, Value
from ringup.skills.dialogue.proposals import CHANGES, CancelOrder, ReturnItems
from ringup.skills.dialogue.state import State, Step
from ringup.skills.handovers import Why
from ringup.skills.intent import Answer, Name
from ringup.skills.policy import CallerIdFor, Change
from ringup.skills.shop import ChangeReceipt, PaymentMethod
from ringup.skills.shopping import handover, identify
from ringup.skills.shopping.ending import desk_down, finish
from ringup.skills.shopping.otherwise import Leave, instead
from ringup.skills.shopping.proposal_stages import (
    Committing,
    Confirming,
    MayBe,
    Request,
    Requesting,
    Researching,
    Said,
)
from ringup.skills.shopping.reading_back import Handling, read_back
from ringup.skills.shopping.request_case import Missing, Outcome, Ready, Refused, Unknown
from ringup.skills.shopping.request_order import any_number
from ringup.skills.shopping.requests import outcome
from ringup.skills.shopping.stages import Idle, Task, Wanted
from ringup.skills.shopping.which_change import INTENTS, corrected, maybe, settled

MOST_MISSES = 2
"""So often one thing is asked for again before a person is offered."""

ONLY_OTHERWISE = 0.2
"""How probable a change is beside another wish where it was named for the case that this cannot be met."""

MOST_CORRECTIONS = 6
"""So often what was read back is made anew of what was said to it, before a person is offered."""

USUALLY_WRONG = {
    Change.CANCEL: ("order", "reason"),
    Change.RETURN: ("items", "payment", "order"),
    Change.EXCHANGE: ("options", "items", "payment", "order"),
    Change.CHANGE_ITEMS: ("options", "items", "payment", "order"),
    Change.CHANGE_ADDRESS: ("address", "order"),
    Change.CHANGE_PROFILE: ("address",),
    Change.CHANGE_PAYMENT: ("payment", "order"),
}
"""What is asked for again, one after the other, when a read-back was declined without a word more."""


def start(step: Step, wanted: Wanted) -> Step:
    """Begin with whatever the caller said of it. Who calls has to be proven first."""
    customer = step.state.customer
    if customer is None or not step.state.may(CallerIdFor.CHANGES):
        return identify.start(step, wanted)
    change = INTENTS[wanted.intent.name]
    request = Request(
        change, (Said("", wanted.text),), maybe=maybe(wanted.intent, step.state.change, wanted.text)
    )
    if instead(request) is change:
        request = replace(request, maybe=(MayBe(Change.EXCHANGE, 1.0), MayBe(change, ONLY_OTHERWISE)))
    return step.do(FindOrders(customer.id)).go(Researching(request))


STARTS = dict.fromkeys(INTENTS, start)


def advance(step: Step, stage: Task, event: Event) -> Step | None:
    """The next step, or None when the event means nothing to this stage."""
    match stage, event:
        case Researching(request), OrdersFound(_, orders):
            return go_on(step.note(orders=orders), request)
        case Researching(request), ProductsFound(_, products):
            return go_on(step, replace(request, products=(*request.products, *products)))
        case Researching(), DeskFailed():
            return desk_down(step)
        case Requesting(), UtteranceHeard():
            return _answered(step, stage, event)
        case _:
            return None


def go_on(step: Step, request: Request) -> Step:
    """Settle what is meant, ask for what is missing, look up what is unknown, refuse, or read back."""
    meant = settled(request, step.state)
    if isinstance(meant, Unknown):
        return _look_up(step, request, meant.products)
    return _with(step.note(change=meant.change), meant)


def _with(step: Step, request: Request) -> Step:
    match found := outcome(request, step.state):
        case Missing(_, Key.NOT_TO_BE_HAD) if other := instead(request):
            return _otherwise(step, request, found, other)
        case Missing(slot, key, _, values):
            step = step.ask(key, _expects(slot, step.state), **dict(values))
            return step.go(Requesting(request, slot))
        case Unknown(products):
            return _look_up(step, request, products)
        case Refused(key, values):
            return handover.offer(step.say(key, **dict(values)).go(Idle()), Why.NOT_ALLOWED)
        case Ready():
            return _read_back(step, request, found)


def _otherwise(step: Step, request: Request, found: Missing, other: Change | Leave) -> Step:
    """What the caller said for the case that what they want is not to be had."""
    step = step.say(Key.NONE_OF_THAT, **dict(found.values))
    return _leave(step) if isinstance(other, Leave) else go_on(step, replace(request, change=other))


def _look_up(step: Step, request: Request, products: tuple[str, ...]) -> Step:
    request = replace(request, looked_up=(*request.looked_up, *products))
    return step.do(FindProducts(products)).go(Researching(request))


def _read_back(step: Step, request: Request, ready: Ready) -> Step:
    return read_back(step, request, ready.proposal, ready.key, ready.question, **dict(ready.values))


def _expects(slot: str, state: State) -> Expectation:
    return any_number(state.orders) if slot == "order" else Detail(slot)


def _answered(step: Step, stage: Requesting, event: UtteranceHeard) -> Step | None:
    """Words that bring the request on are its answer, whatever else they could mean; others may be a
    request of their own, and if not, are asked for again."""
    said = Said(stage.asked, event.utterance.text)
    request = replace(stage.request, said=(*stage.request.said, said))
    found = outcome(request, step.state)
    if isinstance(found, Ready) and found.proposal == request.declined:
        return None if event.intent.name in _OTHER_THINGS else _declined(step, request)
    if found != outcome(stage.request, step.state) or not _is_missing(found, stage.asked):
        return go_on(step, request)
    if event.intent.name is Name.CANCEL:
        return _leave(step)
    if event.intent.name in _OTHER_THINGS:
        return None
    return ask_again(step, replace(stage, request=request), found)


_OTHER_THINGS = frozenset(
    {
        Name.REPEAT, Name.SLOWER, Name.LOUDER, Name.WAIT, Name.HELP, Name.START_OVER, Name.PERSON, Name.BOT,
        Name.STOP_RECORDING, Name.GOODBYE, Name.ORDER_STATUS, Name.ASK, Name.BASKET, Name.RECOMMEND,
        Name.REFUND_STATUS, Name.AVAILABILITY, Name.FIND_BOOKING,
    }
)  # fmt: skip
"""What a caller may say instead of an answer."""


def _is_missing(found: Outcome, slot: str) -> bool:
    return isinstance(found, Missing) and found.slot == slot


def ask_again(step: Step, stage: Requesting, found: Outcome) -> Step:
    """In other words; the second time a person is offered."""
    if stage.misses + 1 >= MOST_MISSES or not isinstance(found, Missing):
        return handover.offer(step.go(Idle()), Why.NOT_UNDERSTOOD)
    step = step.ask(found.again, _expects(found.slot, step.state), **dict(found.values))
    return step.go(replace(stage, misses=stage.misses + 1, digits=""))


def _leave(step: Step) -> Step:
    """Put the request aside and say so."""
    return finish(step.say(Key.LEFT_AS_IT_IS))


# at the read-back


def _again(step: Step, request: Request, at: datetime) -> Step:
    return go_on(step, request)


def _declined(step: Step, request: Request) -> Step:
    """Ask for what is most likely wrong with it, of what was not asked for since another no."""
    stage = step.state.task
    refused = stage.proposal if isinstance(stage, Confirming) else request.declined
    slots = (slot for slot in _usually_wrong(step.state, request) if slot not in request.doubted)
    if (slot := next(slots, None)) is None:
        return _leave(step)
    key = Key.WHAT_ELSE_IS_WRONG if request.doubted else Key.WHAT_INSTEAD
    step = step.ask(key, _expects(slot, step.state), slot=slot)
    request = replace(request, declined=refused, doubted=(*request.doubted, slot))
    return step.go(Requesting(request, slot))


def _usually_wrong(state: State, request: Request) -> tuple[str, ...]:
    """Without the reason, where nobody has to give one."""
    rule = state.policy.rule(request.change)
    slots = USUALLY_WRONG[request.change]
    return tuple(slot for slot in slots if slot != "reason" or (rule is not None and rule.reasons))


def _revised(step: Step, request: Request, event: UtteranceHeard) -> Step | None:
    """What was said at the read-back, where it makes another proposal of the request."""
    stage = step.state.task
    assert isinstance(stage, Confirming)
    said = (*request.said, Said("confirm", event.utterance.text))
    revised = replace(request, said=said, declined=stage.proposal)
    other = corrected(revised, step.state)
    if other is not None:
        return _with(step, other)
    if sum(told.asked == "confirm" for told in said) > MOST_CORRECTIONS:
        return handover.offer(step.go(Idle()), Why.NOT_UNDERSTOOD)
    found = outcome(revised, step.state)
    if isinstance(found, Missing) and event.intent.answer is Answer.NO and found.slot not in _ALWAYS_KNOWN:
        return _with(step, revised)
    if not isinstance(found, Ready) or found.proposal == stage.proposal:
        return None
    return _read_back(step, revised, found)


_ALWAYS_KNOWN = ("reason",)
"""What no correction leaves open."""


def _done(step: Step, stage: Committing, receipt: AnyReceipt) -> Step:
    proposal, policy = stage.proposal, step.state.policy
    assert isinstance(receipt, ChangeReceipt)
    values: dict[str, Value | None] = {"change": CHANGES[type(proposal)], "number": receipt.number or None}
    if isinstance(proposal, CancelOrder | ReturnItems):
        values["refund"] = proposal.refund
    if isinstance(proposal, CancelOrder) and (method := _paid_with(step.state, receipt.number)) is not None:
        values["method"] = method
        values["days"] = None if method.kind in policy.refund_at_once else policy.refund_days[1]
    step = step.note(order=receipt.number or step.state.order)
    return finish(step.say(Key.CHANGE_MADE, **values))


def _paid_with(state: State, number: str) -> PaymentMethod | None:
    order = next((order for order in state.orders if order.number == number), None)
    return state.customer.payment(order.payment) if order and state.customer else None


def _refused(step: Step, stage: Committing, reason: CommitFailure) -> Step:
    key = Key.CHANGE_LATER if reason is CommitFailure.PENDING else Key.CHANGE_FAILED
    return finish(step.say(key))


HANDLING = Handling(_again, _declined, _revised, _done, _refused, _leave)
