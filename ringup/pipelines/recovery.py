"""What the journal of an unfinished call tells after a crash.

A yes is in the journal before anything is done about it, so an order that was confirmed in the last
moment is found here even when the crash came before the ledger had it.
"""

from __future__ import annotations

import logging

from cattrs.errors import BaseValidationError

from ringup.pipelines.archive import CallFolder
from ringup.pipelines.errors import ArchiveError
from ringup.skills.codec import from_data
from ringup.skills.dialogue.actions import Commit
from ringup.skills.dialogue.events import CallStarted, Event
from ringup.skills.dialogue.guard import Confirmed
from ringup.skills.dialogue.proposals import Proposal
from ringup.skills.dialogue.replay import replayed
from ringup.skills.shopping.proposal_stages import Committing

log = logging.getLogger(__name__)


def journal(folder: CallFolder) -> tuple[Event, ...]:
    """Everything that entered the dialogue so far; nothing for a new call, or one that cannot be read."""
    try:
        notes = (note for note in folder.events() if note.kind == "event")
        past: tuple[Event, ...] = tuple(from_data(note.data, Event) for note in notes)
    except (ArchiveError, BaseValidationError, LookupError, TypeError, ValueError):
        log.exception("the journal of a call cannot be read; the call begins anew")
        return ()
    return past if past and isinstance(past[0], CallStarted) else ()


def confirmed_and_open(past: tuple[Event, ...]) -> Confirmed[Proposal] | None:
    """What the caller had confirmed and no receipt, nor any other outcome, is known of."""
    if not past or not isinstance(past[0], CallStarted):
        return None
    last, waits = None, False
    for step in replayed(past[0], past[1:]):
        last = next((action for action in step.actions if isinstance(action, Commit)), last)
        waits = isinstance(step.state.task, Committing)
    return last.confirmed if waits and last is not None else None
