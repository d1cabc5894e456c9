"""A call once more, from what entered it."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator

from ringup.skills.dialogue import manager
from ringup.skills.dialogue.events import CallStarted, Event
from ringup.skills.dialogue.state import State, Step

log = logging.getLogger(__name__)


def replayed(started: CallStarted, events: Iterable[Event]) -> Iterator[Step]:
    """Each step of the call. An event on which the machine failed changed nothing then, and does not now."""
    step = manager.begin(started)
    yield step
    for event in events:
        step = _advanced(step.state, event)
        yield step


def _advanced(state: State, event: Event) -> Step:
    try:
        return manager.advance(state, event)
    except Exception:
        log.exception("an event of a call's journal is passed over")
        return Step(state)
