"""For how many a booking is, keyed in."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from ringup.skills.dialogue.digits import More, Whole
from ringup.skills.dialogue.events import Event, KeyPressed, SilencePassed
from ringup.skills.dialogue.state import Step
from ringup.skills.intent import Slot
from ringup.skills.shopping import booking, counting
from ringup.skills.shopping.booking_stages import Arranging, BookingSaid
from ringup.skills.shopping.stages import Task


def advance(step: Step, stage: Task, event: Event) -> Step | None:
    """The next step, or None when the event means nothing to this stage."""
    match stage, event:
        case Arranging(_, "people"), KeyPressed(at, key):
            return _keyed(step, stage, key, at)
        case Arranging(_, "people"), SilencePassed(at) if stage.digits:
            return _keyed(step, stage, counting.END, at)
        case _:
            return None


def _keyed(step: Step, stage: Arranging, key: str, at: datetime) -> Step | None:
    match counting.keyed(stage.digits, key):
        case Whole(number):
            said = BookingSaid("people", number, (Slot("people", str(int(number)), 0, len(number)),))
            form = replace(stage.form, said=(*stage.form.said, said))
            return booking.go_on(step.note(hold=None), form, at)
        case More(begun):
            return counting.waiting(step).go(replace(stage, digits=begun))
        case None:
            return None
