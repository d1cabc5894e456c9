"""The answer to a call that wants in, the same for every door."""

from __future__ import annotations

from enum import Enum


class Admission(Enum):
    ADMITTED = "admitted"
    BUSY = "busy"  # the house is full
    ENDED = "ended"  # this very call has already said goodbye
