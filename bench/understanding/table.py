"""One line of the table of measures."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured, and the bounds it should keep; None where there is none."""

    what: str
    measured: float
    at_least: float | None = None
    at_most: float | None = None
    unit: str = "%"
    note: str = ""
