"""The time, where nobody brings another clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Aware time in UTC."""


def utc_now() -> datetime:
    return datetime.now(UTC)
