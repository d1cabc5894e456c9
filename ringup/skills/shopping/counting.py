"""How many, keyed in: one key may be all of it."""

from __future__ import annotations

from dataclasses import replace

from ringup.skills.dialogue import digits
from ringup.skills.dialogue.digits import Entry, More, Whole
from ringup.skills.dialogue.quiet import Quiet
from ringup.skills.dialogue.state import Step
from ringup.skills.shopping.booking_stages import Arranging
from ringup.skills.shopping.proposal_stages import Changing

LENGTHS = (1, 2, 3)
"""Digits of how many there may be."""

END = "#"
"""Ends a number, as a key; so does a while without one."""


def keyed(so_far: str, key: str) -> Whole | More | None:
    """After one more key; None for one that counts nothing there."""
    if key == "0" and not so_far:
        return None
    _, found = digits.keyed(Entry(LENGTHS, digits=so_far), key)
    return found if isinstance(found, Whole | More) else None


def waiting(step: Step) -> Step:
    """The step, which goes on when no further key comes."""
    return step.note(hold=Quiet.KEYING)


def forgotten(step: Step) -> Step:
    """The step without keys that may not have been all of a number: something came between."""
    match stage := step.state.task:
        case Changing():
            return step.go(replace(stage, keyed=""))
        case Arranging(_, "people"):
            return step.go(replace(stage, digits=""))
        case _:
            return step
