"""How every proposal is put to the caller: all of it said, then the question, then the wait for a yes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ringup.skills.dialogue import guard
from ringup.skills.dialogue.events import AnyReceipt, CommitFailure, UtteranceHeard
from ringup.skills.dialogue.expectations import YesNo
from ringup.skills.dialogue.prompts import Key, Value
from ringup.skills.dialogue.proposals import Proposal
from ringup.skills.dialogue.state import Step
from ringup.skills.shopping.proposal_stages import (
    Committing,
    Confirming,
    Draft,
)
from ringup.skills.shopping.quoting import drop


def read_back(
    step: Step, draft: Draft, proposal: Proposal, key: Key, question: Key, **values: Value | None
) -> Step:
    """Say exactly what would be done, as the prompt `key`, and ask. What was read back before counts no
    longer. Everything that the proposal would change must be in `values`."""
    read = guard.read_back(step.state.call, proposal, step.next_prompt)
    step = step.say(key, **values).ask(question, YesNo())
    return step.go(Confirming(draft, proposal, read))


@dataclass(frozen=True, slots=True)
class Handling:
    """What a skill does with its drafts and proposals; see `confirmation` for when.

    again: read the draft back once more, as things are now.
    declined: the caller said no, or pressed 2.
    revised: the caller said something else at the read-back; None when it means nothing to this skill.
    done: the shop has done it.
    leave: nothing comes of it; say so.
    refused: the shop has not; whatever the reason, nothing was written unless it is PENDING.
    """

    again: Callable[[Step, Any, datetime], Step]
    declined: Callable[[Step, Any], Step]
    revised: Callable[[Step, Any, UtteranceHeard], Step | None]
    done: Callable[[Step, Committing, AnyReceipt], Step]
    refused: Callable[[Step, Committing, CommitFailure], Step]
    leave: Callable[[Step], Step] = drop
