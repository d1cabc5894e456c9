"""One event in, one step out. Total and deterministic: no clock, no effects, nothing random.

What a caller says or keys in is for `turn`, what a desk answers for the skill that waits for it; what is
about the call itself is seen to here: who calls, a line that dropped, what had been interrupted.
"""

from __future__ import annotations

from datetime import datetime

from ringup.skills.dialogue import going_on, leaving, repair, stuck, turn
from ringup.skills.dialogue.actions import FindCustomer
from ringup.skills.dialogue.events import (
    CallerJudged,
    CallResumed,
    CallStarted,
    CustomerFound,
    DeskFailed,
    Event,
    FalselyInterrupted,
    HungUp,
    KeyPressed,
    PromptInterrupted,
    PromptPlayed,
    SecretChecked,
    SilencePassed,
    UtteranceHeard,
)
from ringup.skills.dialogue.expectations import Anything
from ringup.skills.dialogue.prompts import Key, Prompt
from ringup.skills.dialogue.state import State, Step
from ringup.skills.shop import Customer
from ringup.skills.shopping import confirmation, counting, handover, identify, secrets
from ringup.skills.shopping.basket_stages import Filling
from ringup.skills.shopping.ending import offer_basket
from ringup.skills.shopping.handover_stages import PuttingThrough
from ringup.skills.shopping.proposal_stages import Committing, Confirming
from ringup.skills.shopping.stages import (
    BUSY,
    Arriving,
    CheckingSecret,
    Ended,
    Idle,
    Judging,
    Leaving,
    Recognising,
    Resuming,
    Wanted,
)

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

MOST_GOINGS_ON = 2
"""So often what was cut off by noises is said again; then they are answered as if they were words."""


def begin(event: CallStarted) -> Step:
    """The first step of a call."""
    state = State(event.call, event.channel, event.shop, event.caller, event.at, policy=event.policy)
    step = Step(state)
    if not event.products:
        return step.say(Key.SHOP_EMPTY).hang_up().go(Ended())
    if event.caller is None:
        return _greet(step, None)
    return step.do(FindCustomer(event.caller))


def advance(state: State, event: Event) -> Step:
    """What follows from `event`. Events that mean nothing here change nothing."""
    state = going_on.taken_back(state, event)
    return going_on.noted(_followed(state, event), state, event)


def _followed(state: State, event: Event) -> Step:
    if isinstance(state.task, Leaving):
        return leaving.advance(Step(state), state.task, event)
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
        case KeyPressed(at, "#") if turn.of_skills(step, event) is None:
            return _ended_twice(step, at)
        case UtteranceHeard() | KeyPressed():
            return turn.take(step, event)
        case PromptInterrupted(_, prompt) if any(prompt == said.id for said in state.said):
            return step.note(cut=(*state.cut, prompt))
        case PromptPlayed(_, prompt) if any(prompt == said.id for said in state.said):
            step = step.note(heard=prompt)
            return turn.of_skills(step, event) or step
        case FalselyInterrupted(at):
            return _go_on(step, at)
        case SilencePassed(at) if isinstance(state.task, BUSY):
            return _given_up(step, at)
        case SilencePassed():
            return _nobody_spoke(step, event)
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
            return turn.of_skills(step, event) or _assured(step, state.task)
        case _:
            return turn.of_skills(step, event) or step


def _greet(step: Step, customer: Customer | None) -> Step:
    name = customer.first_name if customer else None
    step = step.note(customer=customer).say(Key.GREETING, shop=step.state.shop.name, name=name)
    return step.ask(Key.HOW_CAN_I_HELP, Anything()).go(Idle())


def _recognised(step: Step, stage: Recognising, customer: Customer | None) -> Step:
    return turn.start(step.note(customer=customer, unreached=False, task=Idle()), stage.wanted) or step


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
    return turn.start(step.say(Key.IDENTIFIED, name=customer.first_name), wanted) or step


def _resumed(step: Step, at: datetime) -> Step:
    """Take up what had been interrupted, where the task that interrupted it has just ended."""
    if not isinstance(step.state.task, Resuming):
        return step
    *others, last = step.state.paused
    step = step.note(paused=tuple(others)).say(Key.BACK_TO_IT).go(last.task)
    if (wanted := identify.is_over(step, last.task)) is not None:
        return turn.start(step.go(Idle()), wanted) or step
    if isinstance(last.task, Confirming):
        return confirmation.again(step, last.task, at)
    if isinstance(last.task, Filling) and step.state.basket.entries:
        return offer_basket(step)
    return repair.ask_again(step.note(asked=last.asked, expects=last.expects))


def _go_on(step: Step, at: datetime) -> Step:
    """From the first sentence that was not heard to its end."""
    stage, missed = step.state.task, _missed(step.state)
    step = step.note(cut=(), gone_on=step.state.gone_on + 1)
    if not missed or isinstance(stage, BUSY):
        return step
    if step.state.gone_on > MOST_GOINGS_ON:
        return repair.miss(step)
    return _say_again(step, missed, at)


def _given_up(step: Step, at: datetime) -> Step:
    """Nobody keeps a caller in silence while anything is worked on: the answer has been lost. Only the staff
    may yet take the line, and are given time for that."""
    if isinstance(step.state.task, PuttingThrough) and not step.state.silences:
        return step.note(silences=1)
    return _advance(step.note(silences=0), stuck.failure(step.state.task, at))


def _nobody_spoke(step: Step, event: Event) -> Step:
    """Where keys may be all of a number, a pause ends it."""
    return turn.of_skills(step, event) or repair.silence(step)


def _ended_twice(step: Step, at: datetime) -> Step:
    """A "#" where no number is open, mostly behind one that was whole without it. What it cut off is said;
    where everything had been heard, it is said again; what is still to be said is heard without that."""
    state, missed = step.state, _missed(step.state)
    step = step.note(silences=0, hold=None, cut=(), gone_on=0)
    if isinstance(state.task, BUSY):
        return step
    if missed:
        return _say_again(step, missed, at)
    all_heard = bool(state.said) and state.said[-1].id == state.heard
    return _say_again(step, state.said, at) if all_heard else step


def _missed(state: State) -> tuple[Prompt, ...]:
    """What was cut off, and what has not been begun for that."""
    return tuple(prompt for prompt in state.said if prompt.id in state.cut)


def _hung_up(step: Step) -> Step:
    """A commit goes on without its caller: its stage stays until the receipt is there."""
    return step if isinstance(step.state.task, Committing) else step.go(Ended())


def _resume(step: Step, at: datetime) -> Step:
    """What was said last may not have been heard, and a number keyed in by halves is not gone on with."""
    stage, said = step.state.task, step.state.said
    if isinstance(stage, PuttingThrough):
        return handover.came_back(step, stage)
    back = counting.forgotten(secrets.forgotten(step.note(hold=None).say(Key.RESUMED)))
    if isinstance(back.state.task, BUSY):
        return back
    return _say_again(back, tuple(prompt for prompt in said if prompt.key in WORTH_REPEATING), at)


def _say_again(step: Step, said: tuple[Prompt, ...], at: datetime) -> Step:
    """What was not heard, and the open question. A read-back begins anew, for a yes needs all of it."""
    stage = step.state.task
    if isinstance(stage, Confirming):
        return confirmation.again(step, stage, at)
    return repair.say_again(step, said)
