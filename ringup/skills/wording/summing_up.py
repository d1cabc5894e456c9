"""What a colleague has to know to take a call over, in a few sentences."""

from __future__ import annotations

from ringup.skills.dialogue.events import number_of
from ringup.skills.dialogue.state import Placed, State
from ringup.skills.handovers import Why
from ringup.skills.shopping.proposal_stages import Confirming
from ringup.skills.wording import evidence

REASONS = {
    Why.ASKED: "Asked for a person.",
    Why.UPSET: "Is upset.",
    Why.NOT_UNDERSTOOD: "The assistant did not understand what was wanted.",
    Why.NOT_ALLOWED: "Wants something that the assistant may not do.",
    Why.NOT_KNOWN: "Has a question that the shop's pages do not answer.",
    Why.NOT_IDENTIFIED: "Could not prove who they are.",
}


def summary(state: State, why: Why) -> str:
    """Why, who, what was wanted in the caller's words, and what was done and what was not."""
    parts = (REASONS[why], _who(state), _wanted(state), *map(_done, state.placed), _open(state))
    return " ".join(part for part in parts if part)


def _who(state: State) -> str:
    if state.customer is None:
        return "Not known as a customer."
    name = f"{state.customer.first_name} {state.customer.last_name}"
    return f"{name}, identity proven." if state.proven else f"{name} by caller id only."


def _wanted(state: State) -> str:
    said = "; ".join(f'"{words}"' for words in state.wants)
    about = f" Last about order {state.order}." if state.order else ""
    return (f"Said: {said}." if said else "Has not said what it is about.") + about


def _done(placed: Placed) -> str:
    number = number_of(placed.receipt)
    what = evidence.summary(placed.proposal)
    return f"Done in this call: {what}{f', number {number}' if number else ''}."


def _open(state: State) -> str:
    """Something that was read back and is not done. It was put aside for the handover."""
    waiting = [aside.task for aside in state.paused if isinstance(aside.task, Confirming)]
    return f"Read back but not done: {evidence.summary(waiting[-1].proposal)}." if waiting else ""
