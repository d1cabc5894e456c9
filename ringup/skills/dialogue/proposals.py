"""Everything that could be written, as data. A proposal does nothing until the guard confirms it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date

from ringup.skills.codec import to_data
from ringup.skills.shop import Line
from ringup.skills.values import CustomerId, Money


@dataclass(frozen=True, slots=True)
class PlaceOrder:
    """Exactly what is read back. `repeat` counts the same orders that this call has placed before, so
    that ordering again on purpose is a different proposal; `attempt` counts the commits of this call that
    the shop refused, so that trying again is one too."""

    customer: CustomerId
    lines: tuple[Line, ...]
    delivery: Money
    total: Money
    arrives_on: date
    address: str
    repeat: int = 0
    attempt: int = 0


Proposal = PlaceOrder
"""Union of all proposals."""


def digest(proposal: Proposal) -> str:
    """SHA-256 over the canonical JSON of the proposal: equal exactly when nothing in it differs."""
    canonical = json.dumps(to_data(proposal), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{type(proposal).__name__}:{canonical}".encode()).hexdigest()
