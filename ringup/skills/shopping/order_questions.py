"""A question about something of the caller's own, asked at any time: it is answered from their orders, and
whatever was open is gone on with."""

from __future__ import annotations

import re

from ringup.skills.dialogue.events import Event, UtteranceHeard
from ringup.skills.dialogue.proposals import AfterSale
from ringup.skills.dialogue.state import State, Step
from ringup.skills.intent import Answer, Intent, Name
from ringup.skills.policy import CallerIdFor
from ringup.skills.shopping import booking, order_status
from ringup.skills.shopping.basket_stages import Filling
from ringup.skills.shopping.ending import pause
from ringup.skills.shopping.order_facts import meant
from ringup.skills.shopping.proposal_stages import Confirming, Requesting
from ringup.skills.shopping.stages import AskingWhichOrder, Idle, Task, Wanted
from ringup.skills.understanding.possible.asked import asked, is_of_ones_own

_ANSWERS = re.compile(r"\W*(?:yes|yeah|yep|yup|sure|okay|ok|no|nope|nah)\b")
"""How an answer to a read-back begins, whatever is asked after it."""


def advance(step: Step, stage: Task, event: Event) -> Step | None:
    """The next step, or None when it is no such question. A yes or a no is never one, nor is anything
    said while something is bought or booked, where the goods of the shop are asked about."""
    if not isinstance(event, UtteranceHeard) or event.intent.answer in (Answer.YES, Answer.NO):
        return None
    text = event.utterance.text
    wanted = Wanted(event.intent, text)
    if not _is_open_to_it(step.state, stage) or not is_about_own(wanted, step.state):
        return None
    if isinstance(stage, Confirming) and _ANSWERS.match(text.lower()):
        return None
    begun = pause(step) if isinstance(stage, Requesting | Confirming) else step.go(Idle())
    return order_status.start(begun, Wanted(Intent(Name.ORDER_STATUS), text))


def is_about_own(wanted: Wanted, state: State) -> bool:
    """Whether a fact of the caller's own orders is asked for. Of somebody whose orders were not looked up
    yet only their own words can tell that it is theirs."""
    if wanted.intent.name in booking.STARTS or asked(wanted.text) is None:
        return False
    if state.orders and state.may(CallerIdFor.ORDERS):
        return bool(meant(wanted.text, state.orders, state))
    return is_of_ones_own(wanted.text)


def _is_open_to_it(state: State, stage: Task) -> bool:
    match stage:
        case Idle() | Requesting() | AskingWhichOrder():
            return True
        case Filling():
            return not state.basket.entries
        case Confirming(proposal=proposal):
            return isinstance(proposal, AfterSale)
        case _:
            return False
