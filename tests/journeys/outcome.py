"""What a call has left behind: in the database, in the archive, and on the line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from ringup.database.engine import Database
from ringup.database.models import CommitmentRow, OrderRow
from ringup.pipelines.archive import CallArchive, CallRecord, Purchase, Speaker, Turn
from ringup.telephony.standin.caller import StandInCall
from ringup.telephony.standin.events import Kind
from ringup.voice.turns.silence import digits_said
from tests.journeys.house import eventually

POSTCODE = "> (postcode)"

FILLER = "filler"
"""Said on a busy machine only, so no part of what a conversation should be."""

_BY_CHANCE = re.compile(r"\d\d:\d\d:\d\d\.\d+|\b\w*[0-9a-f]{32,}\b")
"""Times of day, hashes and the carrier's ids: any four figures stand in them now and then."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An order in the database. `items` are skus and quantities."""

    number: str
    items: tuple[tuple[str, int], ...]
    total_minor: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """`ledger` holds each confirmation of the call with what became of it; None while it is open."""

    call: StandInCall
    record: CallRecord
    folder: Path
    orders: tuple[Placed, ...]
    ledger: tuple[str | None, ...]

    @property
    def recording(self) -> Path:
        return self.folder / "recording.wav"

    @property
    def turns(self) -> tuple[Turn, ...]:
        """In the order in which they began."""
        turns = sorted(self.record.turns, key=lambda turn: (turn.start_ms, turn.end_ms))
        return tuple(turn for turn in turns if not (turn.prompt or "").startswith(FILLER))

    @property
    def talk(self) -> list[str]:
        """The conversation: what the caller said after ">", what we said by its key.

        A key that ends in "..." was cut off. A postcode is only called one: of its readings, the first need
        not be the right one.
        """
        keys = dict(self._keys())
        lines = [_line(turn, keys) for turn in self.turns]
        asked = zip(["", *lines], lines, strict=False)
        return [POSTCODE if one == "ask_postcode" and _has_digits(line) else line for one, line in asked]

    def wrote_down(self, digits: str) -> list[str]:
        """The files of the archived call in which this number stands, as no part of a longer one."""
        number = re.compile(rf"(?<!\d){digits}(?!\d)")
        files = sorted(path for path in self.folder.iterdir() if path.suffix in (".json", ".jsonl"))
        return [path.name for path in files if number.search(_BY_CHANCE.sub("", path.read_text()))]

    @property
    def spoken_keys(self) -> list[str]:
        """Those of `assistant_turns`."""
        keys = dict(self._keys())
        return [keys[turn.prompt or ""] for turn in self.assistant_turns]

    @property
    def caller_said(self) -> list[str]:
        return [turn.text for turn in self.turns if turn.speaker is Speaker.CALLER]

    @property
    def assistant_turns(self) -> tuple[Turn, ...]:
        return tuple(turn for turn in self.turns if turn.speaker is Speaker.ASSISTANT)

    @property
    def purchase(self) -> Purchase:
        [purchase] = self.record.purchases
        return purchase

    def actions(self, kind: str) -> list[dict[str, Any]]:
        notes = (note.data for note in self.record.events if note.kind == "action")
        return [data for data in notes if data["type"] == kind]

    def events(self, kind: str) -> list[dict[str, Any]]:
        notes = (note.data for note in self.record.events if note.kind == "event")
        return [data for data in notes if data["type"] == kind]

    @property
    def begins_at_ms(self) -> int:
        """When the recording begins, on the line's own clock: with its first stream."""
        return round(self.call.happened(Kind.STREAM_OPENED)[0].at * 1000)

    @property
    def ends_at_ms(self) -> int:
        """When the call was over, on the line's own clock; the caller may say more before they notice."""
        return round(self.call.happened(Kind.ENDED)[0].at * 1000)

    def _keys(self) -> Iterator[tuple[str, str]]:
        for data in (*self.actions("Say"), *self.actions("Ask")):
            yield data["prompt"], data["key"]


def _has_digits(line: str) -> bool:
    return line.startswith("> ") and digits_said(line) >= 4


def _line(turn: Turn, keys: dict[str, str]) -> str:
    if turn.prompt is None:
        return f"> {turn.text}"
    return keys[turn.prompt] + ("..." if turn.interrupted else "")


@dataclass(frozen=True, slots=True)
class Ends:
    """Of each journey, by its function: what it returned, or the error it failed with."""

    found: dict[Callable[..., Any], Any]

    def of(self, journey: Callable[..., Any]) -> Outcome:
        outcome = self.what(journey)
        assert isinstance(outcome, Outcome)
        return outcome

    def what(self, journey: Callable[..., Any]) -> Any:
        end = self.found[journey]
        if isinstance(end, BaseException):
            raise end
        return end


async def outcome_of(call: StandInCall, archive: CallArchive, database: Database) -> Outcome:
    """Once the server has closed the call."""
    call_sid = call.call_sid
    await eventually(lambda: archive.is_closed(call_sid), "the server to close the call")
    orders, ledger = await orders_of_call(database, call_sid)
    return Outcome(call, archive.read(call_sid), archive.folder(call_sid), orders, ledger)


async def orders_of_call(
    database: Database, call_sid: str
) -> tuple[tuple[Placed, ...], tuple[str | None, ...]]:
    """Its orders, and its ledger."""
    mine = OrderRow.key.startswith(f"{call_sid}:")
    placed = select(OrderRow).where(mine).options(selectinload(OrderRow.lines))
    noted = select(CommitmentRow.outcome).where(CommitmentRow.key.startswith(f"{call_sid}:"))
    async with database.reading() as session:
        orders = tuple(_placed(row) for row in await session.scalars(placed))
        return orders, tuple(await session.scalars(noted))


def _placed(row: OrderRow) -> Placed:
    items = tuple((line.sku, line.quantity) for line in row.lines)
    return Placed(row.number, items, row.total_minor)
