"""A stage that waits for an answer which will not come any more."""

from __future__ import annotations

from datetime import datetime

from ringup.skills.dialogue.events import CommitFailed, CommitFailure, DeskFailed, PutThroughFailed
from ringup.skills.shopping.handover_stages import PuttingThrough
from ringup.skills.shopping.proposal_stages import Committing
from ringup.skills.shopping.stages import Task


def failure(task: Task, at: datetime) -> DeskFailed | CommitFailed | PutThroughFailed:
    """What that stage is told in place of the answer. What was confirmed may have been done by now, so it is
    pending, and never told as not done."""
    match task:
        case Committing(key):
            return CommitFailed(at, key, CommitFailure.PENDING)
        case PuttingThrough():
            return PutThroughFailed(at)
        case _:
            return DeskFailed(at)
