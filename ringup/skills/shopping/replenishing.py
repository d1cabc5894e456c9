"""Whether it is the moment to remind a caller of what they buy regularly. Pure."""

from __future__ import annotations

from ringup.skills.dialogue.prompts import Key
from ringup.skills.dialogue.proposals import PlaceOrder
from ringup.skills.dialogue.state import State
from ringup.skills.policy import CallerIdFor
from ringup.skills.recommendations import DUE_FROM, habits

CALM = 0.5
"""Mood up to which something may be offered."""

_ENDED_WELL = frozenset({Key.PLACED, Key.ORDER_STATUS})
"""Something is offered only after one of these."""


def ripe(state: State) -> tuple[str, ...]:
    """Products whose time has come by the orders that are known, in no particular order; none where this
    is no moment to say so."""
    ended_well = any(prompt.key in _ENDED_WELL for prompt in state.said)
    if state.suggested or not ended_well or state.mood > CALM or not state.may(CallerIdFor.PURCHASES):
        return ()
    today = state.started_at.date()
    found = (habit for habit in habits(state.orders) if habit.elapsed(today) > DUE_FROM)
    return tuple(habit.product for habit in found if habit.product not in just_bought(state))


def just_bought(state: State) -> frozenset[str]:
    """The products of this call's orders."""
    orders = (placed.proposal for placed in state.placed)
    return frozenset(line.product for each in orders if isinstance(each, PlaceOrder) for line in each.lines)
