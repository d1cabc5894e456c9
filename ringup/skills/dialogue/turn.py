"""What follows from what a caller says or keys in.

It goes to the skill whose stage is open, then to what works anywhere (repeat, help, goodbye), then to a
new request, and last to repair: so that every path ends in a sentence or a lookup.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from ringup.skills.dialogue import repair
from ringup.skills.dialogue.actions import FindCustomer
from ringup.skills.dialogue.belief import is_heard
from ringup.skills.dialogue.courtesies import are_thanks
from ringup.skills.dialogue.events import Event, KeyPressed, UtteranceHeard
from ringup.skills.dialogue.expectations import Anything
from ringup.skills.dialogue.prompts import Key
from ringup.skills.dialogue.state import State, Step
from ringup.skills.handovers import Why
from ringup.skills.intent import Answer, Intent, Name
from ringup.skills.shopping import (
    after_sale,
    booking,
    booking_people,
    booking_phone,
    browse,
    callback,
    changes,
    confirmation,
    counting,
    dear_orders,
    follow_ups,
    handover,
    identify,
    knowledge,
    manners,
    offering,
    order_number,
    order_questions,
    order_status,
    ordering,
    recommending,
    refunds,
    reorder,
    ringing_up,
    secrets,
    temper,
)
from ringup.skills.shopping.basket_stages import Filling
from ringup.skills.shopping.ending import pause
from ringup.skills.shopping.proposal_stages import Confirming
from ringup.skills.shopping.stages import (
    BUSY,
    Idle,
    OfferingPerson,
    Recognising,
    Suggested,
    Task,
    Wanted,
)

Skill = Callable[[Step, Task, Event], Step | None]

SKILLS: tuple[Skill, ...] = (
    reorder.advance,
    secrets.advance,
    dear_orders.advance,
    changes.advance,
    order_questions.advance,
    confirmation.advance,
    order_status.advance,
    identify.advance,
    order_number.advance,
    after_sale.advance,
    booking_people.advance,
    booking_phone.advance,
    booking.advance,
    handover.advance,
    callback.advance,
    knowledge.advance,
    recommending.advance,
    refunds.advance,
    offering.advance,
    ordering.advance,
    browse.advance,
    ringing_up.advance,
)

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


def take(step: Step, event: UtteranceHeard | KeyPressed) -> Step:
    """The caller's turn."""
    step = step.note(silences=0, hold=None, cut=(), gone_on=0)
    step = counting.forgotten(step) if isinstance(event, UtteranceHeard) else step
    if isinstance(step.state.task, BUSY):
        return step
    if isinstance(event, UtteranceHeard) and not is_heard(event.utterance.confidence, event.intent):
        event = replace(event, intent=Intent(Name.UNCLEAR))
    elif isinstance(event, UtteranceHeard):
        step = temper.watch(step, event)
        if (calmed := _calmed(step, event)) is not None:
            return calmed.note(misses=0)
        step = temper.sorry(step)
    done = (
        _followed_up(step, event) or of_skills(step, event) or _anywhere(step, event) or _request(step, event)
    )
    return _missed(step, event) if done is None else done.note(misses=0)


def _followed_up(step: Step, event: UtteranceHeard | KeyPressed) -> Step | None:
    """What goes on with what this call is about, where nothing is open."""
    if isinstance(event, KeyPressed) or not _nothing_is_open(step.state):
        return None
    wanted = Wanted(event.intent, event.utterance.text)
    begin = follow_ups.start(step.state, wanted)
    return begin(_noted(step.go(Idle()), wanted), wanted) if begin is not None else None


def _nothing_is_open(state: State) -> bool:
    """An empty basket is nothing to come back to."""
    return isinstance(state.task, Idle) or (isinstance(state.task, Filling) and not state.basket.entries)


def _calmed(step: Step, event: UtteranceHeard) -> Step | None:
    wanted = Wanted(event.intent, event.utterance.text)
    stage = step.state.task
    if isinstance(stage, OfferingPerson) and stage.wanted and event.intent.answer is Answer.NO:
        return start(step.go(Idle()), stage.wanted)
    return temper.calm(step, wanted, is_request=event.intent.name in STARTS)


def _missed(step: Step, event: UtteranceHeard | KeyPressed) -> Step:
    """What means nothing may still be a question; after a few of them a person is offered, once. Not at a
    read-back, where yes and no answer that."""
    state = step.state
    if isinstance(event, UtteranceHeard) and _nothing_is_open(state) and are_thanks(event.utterance.text):
        return step.say(Key.WELCOME).ask(Key.ANYTHING_ELSE, Anything()).go(Idle()).note(misses=0)
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


def of_skills(step: Step, event: Event) -> Step | None:
    """What the first skill makes of it that the event means anything to."""
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
            return repair.wait(step)
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
    text = event.utterance.text
    if intent.name is Name.CANCEL and _nothing_is_open(step.state) and "cancel" in text.lower().split():
        return start(step, Wanted(replace(intent, name=Name.CANCEL_ORDER), text))
    return start(step, Wanted(intent, text)) or _small_talk(step, intent)


def start(step: Step, wanted: Wanted) -> Step | None:
    """What the skills are there for; whoever could not be looked up before is now."""
    name = wanted.intent.name
    begin = knowledge.start if knowledge.is_of_catalogue(wanted) else STARTS.get(name)
    if begin is None:
        return None
    step = _noted(step, wanted)
    if step.state.unreached and step.state.caller is not None:
        return step.do(FindCustomer(step.state.caller)).go(Recognising(wanted))
    if begin is reorder.start:
        return begin(_instead(step, wanted), wanted)
    return begin(_interrupted(step), wanted)


MOST_WANTS = 5
"""So many of a caller's latest requests are kept in their own words."""


def _noted(step: Step, wanted: Wanted) -> Step:
    wants = (*(each for each in step.state.wants if each != wanted.text), wanted.text)
    return step.note(wants=wants[-MOST_WANTS:]) if wanted.text else step


def _interrupted(step: Step) -> Step:
    """Whatever was open is come back to, unless it is over when nothing more is said of it."""
    if _nothing_is_open(step.state) or isinstance(step.state.task, OfferingPerson | Suggested):
        return step.go(Idle())
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
            return start(step, Wanted(Intent(Name.REORDER), ""))
        case "2" if isinstance(step.state.task, Idle):
            return start(step, Wanted(Intent(Name.ORDER_STATUS), ""))
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
