"""Finds the calls that an operator asks for, a page at a time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from urllib.parse import urlencode

from ringup.pipelines.archive import CallArchive, CallSummary

PAGE = 50
BATCH = 200

FURTHEST = 5_000
"""Calls that one request looks through; the page then offers to look on."""

LONGEST_CALL = timedelta(hours=4)
"""A call without an end that is older than this was cut short by a crash."""


class Progress(StrEnum):
    LIVE = "live"
    ENDED = "ended"
    CUT_SHORT = "cut short"


@dataclass(frozen=True, slots=True)
class Search:
    """`text` is looked for in what the list shows of a call. `before`: the last call looked at."""

    text: str = ""
    with_order: bool = False
    before: str | None = None

    @property
    def is_narrowed(self) -> bool:
        return bool(self.text) or self.with_order

    def from_call(self, call: str | None) -> str:
        """The query string of this search, continued after `call`."""
        fields = {"q": self.text, "with_order": "1" if self.with_order else "", "before": call}
        return urlencode({name: value for name, value in fields.items() if value})


@dataclass(frozen=True, slots=True)
class Page:
    """`continues_after`: where the next page begins, None on the last."""

    calls: tuple[CallSummary, ...]
    continues_after: str | None


def find_calls(archive: CallArchive, search: Search) -> Page:
    """Newest first. Raises ArchiveError, and CallUnknown when `search.before` is no call."""
    found: list[CallSummary] = []
    before, looked_at = search.before, 0
    while looked_at < FURTHEST:
        batch = archive.calls(limit=BATCH, before=before)
        for call in batch:
            if len(found) == PAGE:
                return Page(tuple(found), before)
            before = call.id
            if _matches(call, search):
                found.append(call)
        if len(batch) < BATCH:
            return Page(tuple(found), None)
        looked_at += len(batch)
    return Page(tuple(found), before)


def progress(call: CallSummary, now: datetime) -> Progress:
    if call.ended_at is not None:
        return Progress.ENDED
    return Progress.LIVE if now - call.started_at < LONGEST_CALL else Progress.CUT_SHORT


def length_ms(call: CallSummary, now: datetime) -> int | None:
    """How long the call was, or has been so far; None when nobody knows."""
    match progress(call, now):
        case Progress.ENDED:
            return call.duration_ms
        case Progress.LIVE:
            return max(0, round((now - call.started_at).total_seconds() * 1000))
        case Progress.CUT_SHORT:
            return None


def _matches(call: CallSummary, search: Search) -> bool:
    if search.with_order and not call.orders:
        return False
    shown = (call.door, call.caller or "", call.customer or "", call.id, *call.orders)
    text = " ".join(shown).casefold()
    return all(word in text for word in _words(search.text))


def _words(text: str) -> list[str]:
    """Words to find; a telephone number or an order number may be written in groups."""
    plain = text.strip().casefold()
    if re.fullmatch(r"\+?[\d\s().-]+", plain) and any(c.isdigit() for c in plain):
        return [re.sub(r"[^\d+]", "", plain)]
    return plain.split()
