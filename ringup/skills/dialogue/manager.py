"""One event in, one step out. Total and deterministic: no clock, no effects, nothing random.

An event goes to the skill whose stage is open, then to what works anywhere (repeat, help, goodbye),
then to a new request, and last to repair: so that every path ends in a sentence or a lookup.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from ringup.skills.dialogue import repair
from ringup.skills.dialogue.actions import FindCustomer
from ringup.skills.dialogue.events import (
    CallerJudged,
    CallResumed,
    CallStarted,
    CustomerFound,
    DeskFailed,
    Event,
    HungUp,
    KeyPressed,
    SecretChecked,
    SilencePassed,
    UtteranceHeard,
)
from ringup.skills.dialogue.expectations import Anything
from ringup.skills.dialogue.prompts import Key
from ringup.skills.dialogue.state import State, Step
from ringup.skills.handovers import Why
from ringup.skills.intent import Answer, Intent, Name
from ringup.skills.shop import Customer
from ringup.skills.shopping import (
    after_sale,
    booking,
    browse,
    changes,
    confirmation,
    dear_orders,
    follow_ups,
    handover,
    identify,
    knowledge,
    manners,
    offering,
    order_status,
    ordering,
    recommending,
    refunds,
    reorder,
    ringing_up,
    secrets,
    temper,
)
from ringup.skills.shopping.basket_stages import Comparing, Filling, Searching, Taking
from ringup.skills.shopping.booking_stages import FindingOpenings, OpeningDiary
from ringup.skills.shopping.ending import offer_basket, pause
from ringup.skills.shopping.proposal_stages import (
    Committing,
    Confirming,
    Quoting,
    RecallingOrders,
    Researching,
)
from ringup.skills.shopping.stages import (
    Answering,
    Arriving,
    CheckingSecret,
    Claiming,
    Ended,
    FindingOrder,
    HandingOver,
    Idle,
    Judging,
    LookingAtRefunds,
    OfferingPerson,
    PuttingThrough,
    Recognising,
    Recommending,
    Resuming,
    SendingCode,
    Suggested,
    Suggesting,
    Task,
    Wanted,
)

Skill = Callable[[Step, Task, Event], Step | None]

SKILLS: tuple[Skill, ...] = (
    reorder.advance,
    secrets.advance,
    dear_orders.advance,
    changes.advance,
    confirmation.advance,
    order_status.advance,
    identify.advance,
    after_sale.advance,
    booking.advance,
    handover.advance,
    knowledge.advance,
    recommending.advance,
    refunds.advance,
    offering.advance,
    ordering.advance,
    browse.advance,
    ringing_up.advance,
)

LEAST_CONFIDENCE = 0.3
"""An utterance heard with less is asked for again, whatever its words seem to be."""

BUSY = (
    Arriving,
    Recognising,
    RecallingOrders,
    Quoting,
    CheckingSecret,
    SendingCode,
    Committing,
    FindingOrder,
    Judging,
    Claiming,
    Researching,
    OpeningDiary,
    FindingOpenings,
    Answering,
    Recommending,
    Suggesting,
    HandingOver,
    PuttingThrough,
    LookingAtRefunds,
    Searching,
    Comparing,
    Taking,
)
"""Stages that wait for a desk."""

STARTS: Mapping[Name, Callable[[Step, Wanted], Step]] = {
    Name.REORDER: reorder.start,
    Name.ORDER_STATUS: order_status.start,
    Name.ASK: knowledge.start,
    Name.RECOMMEND: recommending.start,
    Name.REFUND_STATUS: refunds.start,
    **after_sale.STARTS,
    **booking.STARTS,
    **ordering.STARTS,
}
"""What each request begins with. The open task has been put aside before, see `_interrupted`."""


WORTH_REPEATING = (
    Key.PLACED,
    Key.PLACED_LATER,
    Key.NOT_PLACED,
    Key.ORDER_STATUS,
    Key.BOOKED,
    Key.BOOKING_MOVED,
    Key.BOOKING_CANCELLED,
    Key.ON_THE_LIST,
    Key.BOOKING_LATER,
    Key.PIN_FAILED,
    Key.NO_PIN,
    Key.STRANGER,
    Key.NO_PERSON,
    Key.CALLBACK,
)
"""What a caller whose line dropped must not have missed."""


def begin(event: CallStarted) -> Step:
    """The first step of a call."""
    state = State(event.call, event.channel, event.shop, event.caller, event.at, policy=event.policy)
    step = Step(state)
    if not event.products:
        return step.say(Key.SHOP_EMPTY).hang_up()
    if event.caller is None:
        return _greet(step, None)
    return step.do(FindCustomer(event.caller))


def advance(state: State, event: Event) -> Step:
    """What follows from `event`. Events that mean nothing here change nothing."""
    if state.ended:
        return Step(state)
    return _resumed(_advance(Step(state), event), event.at)


def _advance(step: Step, event: Event) -> Step:
    state = step.state
    match event:
        case HungUp():
            return _hung_up(step)
        case CallResumed(at):
            return _resume(step, at)
        case UtteranceHeard(_, utterance, _) if utterance.echo:
            return step
        case UtteranceHeard() | KeyPressed():
            return _turn(_spoken_to(step), event)
        case SilencePassed():
            return step if isinstance(state.task, BUSY) else repair.silence(step)
        case CustomerFound(_, customer) if isinstance(state.task, Arriving):
            return _greet(step, customer)
        case DeskFailed() if isinstance(state.task, Arriving):
            return _greet(step.note(unreached=True), None)
        case CustomerFound(_, customer) if isinstance(state.task, Recognising):
            return _recognised(step, state.task, customer)
        case DeskFailed() if isinstance(state.task, Recognising):
            return step.say(Key.DESK_DOWN).ask(Key.ANYTHING_ELSE, Anything()).go(Idle())
        case CallerJudged(_, customer) if isinstance(state.task, Judging) and customer is not None:
            return _identified(step, state.task.wanted, customer)
        case SecretChecked(_, True) if isinstance(state.task, CheckingSecret):
            return _of_skills(step, event) or _assured(step, state.task)
        case _:
            return _of_skills(step, event) or step


def _greet(step: Step, customer: Customer | None) -> Step:
    name = customer.first_name if customer else None
    step = step.note(customer=customer).say(Key.GREETING, shop=step.state.shop.name, name=name)
    return step.ask(Key.HOW_CAN_I_HELP, Anything()).go(Idle())


def _recognised(step: Step, stage: Recognising, customer: Customer | None) -> Step:
    return _wanted(step.note(customer=customer, unreached=False, task=Idle()), stage.wanted) or step


def _assured(step: Step, stage: CheckingSecret) -> Step:
    if stage.claimed is None or not isinstance(stage.goal, Wanted):
        return step
    return _identified(step.note(assured=True), stage.goal, stage.claimed)


def _identified(step: Step, wanted: Wanted, customer: Customer) -> Step:
    """Proven once, a caller stays that customer for the whole call. Orders of whoever it seemed to be
    before are forgotten."""
    if step.state.proven:
        return step
    step = step.note(customer=customer, proven=True, unreached=False, orders=(), order=None, task=Idle())
    return _wanted(step.say(Key.IDENTIFIED, name=customer.first_name), wanted) or step


def _resumed(step: Step, at: datetime) -> Step:
    """Take up what had been interrupted, where the task that interrupted it has just ended."""
    if not isinstance(step.state.task, Resuming):
        return step
    *others, last = step.state.paused
    step = step.note(paused=tuple(others)).say(Key.BACK_TO_IT).go(last.task)
    if (wanted := identify.is_over(step, last.task)) is not None:
        return _wanted(step.go(Idle()), wanted) or step
    if isinstance(last.task, Confirming):
        return confirmation.again(step, last.task, at)
    if isinstance(last.task, Filling) and step.state.basket.entries:
        return offer_basket(step)
    return repair.ask_again(step.note(asked=last.asked, expects=last.expects))


def _hung_up(step: Step) -> Step:
    """A commit goes on without its caller: its stage stays until the receipt is there."""
    return step if isinstance(step.state.task, Committing) else step.go(Ended())


def _resume(step: Step, at: datetime) -> Step:
    """What was said last may not have been heard, and a number keyed in by halves is not gone on with."""
    stage, said = step.state.task, step.state.said
    if isinstance(stage, PuttingThrough):
        return handover.came_back(step, stage)
    back = secrets.forgotten(step.say(Key.RESUMED))
    if isinstance(back.state.task, BUSY):
        return back
    if isinstance(stage, Confirming):
        return confirmation.again(back, stage, at)
    return repair.say_again(back, tuple(prompt for prompt in said if prompt.key in WORTH_REPEATING))


def _spoken_to(step: Step) -> Step:
    return step.note(silences=0)


def _turn(step: Step, event: UtteranceHeard | KeyPressed) -> Step:
    if isinstance(step.state.task, BUSY):
        return step
    if isinstance(event, UtteranceHeard) and event.utterance.confidence < LEAST_CONFIDENCE:
        event = replace(event, intent=Intent(Name.UNCLEAR))
    elif isinstance(event, UtteranceHeard):
        step = temper.watch(step, event)
        if (calmed := _calmed(step, event)) is not None:
            return calmed.note(misses=0)
        step = temper.sorry(step)
    done = (
        _followed_up(step, event)
        or _of_skills(step, event)
        or _anywhere(step, event)
        or _request(step, event)
    )
    return _missed(step, event) if done is None else done.note(misses=0)


def _followed_up(step: Step, event: UtteranceHeard | KeyPressed) -> Step | None:
    """What goes on with what this call is about, where nothing is open."""
    if isinstance(event, KeyPressed) or not isinstance(step.state.task, Idle):
        return None
    wanted = Wanted(event.intent, event.utterance.text)
    start = follow_ups.start(step.state, wanted)
    return start(_noted(step, wanted), wanted) if start is not None else None


def _calmed(step: Step, event: UtteranceHeard) -> Step | None:
    wanted = Wanted(event.intent, event.utterance.text)
    stage = step.state.task
    if isinstance(stage, OfferingPerson) and stage.wanted and event.intent.answer is Answer.NO:
        return _wanted(step.go(Idle()), stage.wanted)
    return temper.calm(step, wanted, is_request=event.intent.name in STARTS)


def _missed(step: Step, event: UtteranceHeard | KeyPressed) -> Step:
    """What means nothing may still be a question; after a few of them a person is offered, once. Not at a
    read-back, where yes and no answer that."""
    state = step.state
    if (
        isinstance(state.task, Idle)
        and (guessed := browse.guess(step, event) or ordering.guess(step, event)) is not None
    ):
        return guessed
    if isinstance(state.task, Idle) and (guessed := knowledge.guess(step, event)) is not None:
        return guessed
    to_offer = state.misses + 1 == repair.MISSES_TO_OFFER and not state.person_offered
    if to_offer and not isinstance(state.task, Confirming):
        step = step.note(misses=state.misses + 1)
        return handover.offer(step, Why.NOT_UNDERSTOOD, question=Key.OFFER_PERSON_STUCK)
    return repair.miss(step)


def _of_skills(step: Step, event: Event) -> Step | None:
    answers = (skill(step, step.state.task, event) for skill in SKILLS)
    return next((answer for answer in answers if answer is not None), None)


def _anywhere(step: Step, event: UtteranceHeard | KeyPressed) -> Step | None:
    match event:
        case KeyPressed(_, "*"):
            return repair.say_again(step, step.state.said)
        case KeyPressed(_, "0"):
            return handover.interrupt(step, Why.ASKED)
        case KeyPressed():
            return None
    match event.intent.name:
        case Name.REPEAT:
            return repair.say_again(step, step.state.said)
        case Name.WAIT:
            return step.say(Key.TAKE_YOUR_TIME)
        case Name.PERSON:
            return handover.interrupt(step, Why.ASKED)
        case Name.GOODBYE:
            return repair.take_leave(step, Key.GOODBYE)
        case _:
            return manners.advance(step, event)


def _request(step: Step, event: UtteranceHeard | KeyPressed) -> Step | None:
    match event:
        case KeyPressed(_, key):
            return _menu(step, key)
        case UtteranceHeard(_, _, intent):
            pass
    return _wanted(step, Wanted(intent, event.utterance.text)) or _small_talk(step, intent)


def _wanted(step: Step, wanted: Wanted) -> Step | None:
    """What the skills are there for; whoever could not be looked up before is now."""
    name = wanted.intent.name
    start = knowledge.start if knowledge.is_of_catalogue(wanted) else STARTS.get(name)
    if start is None:
        return None
    step = _noted(step, wanted)
    if step.state.unreached and step.state.caller is not None:
        return step.do(FindCustomer(step.state.caller)).go(Recognising(wanted))
    if start is reorder.start:
        return start(_instead(step, wanted), wanted)
    return start(_interrupted(step), wanted)


MOST_WANTS = 5
"""So many of a caller's latest requests are kept in their own words."""


def _noted(step: Step, wanted: Wanted) -> Step:
    wants = (*(each for each in step.state.wants if each != wanted.text), wanted.text)
    return step.note(wants=wants[-MOST_WANTS:]) if wanted.text else step


def _interrupted(step: Step) -> Step:
    """Whatever was open is come back to, unless it is over when nothing more is said of it."""
    match step.state.task:
        case Idle():
            return step
        case OfferingPerson() | Suggested():
            return step.go(Idle())
        case _:
            return pause(step)


def _instead(step: Step, wanted: Wanted) -> Step:
    """Another purchase takes the place of the one that was read back."""
    if isinstance(step.state.task, Confirming) and reorder.wish_of(wanted.intent).products:
        return step.say(Key.INSTEAD)
    return step


def _small_talk(step: Step, intent: Intent) -> Step | None:
    match intent.name:
        case Name.GREETING if isinstance(step.state.task, Idle):
            return step.ask(Key.HOW_CAN_I_HELP, Anything())
        case Name.NOTHING | Name.CANCEL if isinstance(step.state.task, Idle):
            return step.say(Key.GOODBYE).hang_up()
        case Name.ANSWER if isinstance(step.state.task, Idle):
            return _bare_answer(step, intent.answer)
        case _:
            return None


def _menu(step: Step, key: str) -> Step | None:
    match key:
        case "1" if isinstance(step.state.task, Idle):
            return _wanted(step, Wanted(Intent(Name.REORDER), ""))
        case "2" if isinstance(step.state.task, Idle):
            return _wanted(step, Wanted(Intent(Name.ORDER_STATUS), ""))
        case _:
            return None


def _bare_answer(step: Step, answer: Answer) -> Step | None:
    """ "No" to "anything else?" ends the call; "yes" asks what."""
    match answer:
        case Answer.NO:
            return step.say(Key.GOODBYE).hang_up()
        case Answer.YES:
            return step.ask(Key.HOW_CAN_I_HELP, Anything())
        case _:
            return None
