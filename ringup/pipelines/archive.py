"""A folder for each call: its recording, transcript, event log and the evidence for each purchase.

    <root>/<call id>/call.json         who, when, through which door, what came of it
                     recording.wav     caller left, assistant right, placed by media time
                     transcript.jsonl  one turn a line
                     events.jsonl      everything that entered or left the dialogue, in order
                     evidence.jsonl    one confirmed purchase a line
    <root>/calls.jsonl   the calls in the order they came in

What was written survives the death of the process at any moment: lines go to the system whole, one
write each, and call.json is replaced, never changed. A last line that was cut off is dropped.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from cattrs.errors import ClassValidationError

from ringup.pipelines import jsonlines
from ringup.pipelines.errors import ArchiveDamaged, ArchiveError, CallUnknown
from ringup.skills.codec import from_data, to_data

log = logging.getLogger(__name__)

MOST_CALLS = 200
"""The longest page of calls."""

_CALL_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")

T = TypeVar("T")


class Speaker(StrEnum):
    CALLER = "caller"
    ASSISTANT = "assistant"


@dataclass(frozen=True, slots=True)
class Turn:
    """One stretch of talk. Times are milliseconds into the recording.

    `interrupted`: an assistant's sentence that was not played to its end. `confidence` is the
    recogniser's (None for the assistant). `prompt` is the assistant's prompt id, else None.
    """

    speaker: Speaker
    start_ms: int
    end_ms: int
    text: str
    confidence: float | None = None
    prompt: str | None = None
    interrupted: bool = False


@dataclass(frozen=True, slots=True)
class Purchase:
    """The evidence for one confirmed proposal, pointing into the recording. `order` is the order's number,
    or "account"; `total` is as said aloud, "" where no money moves; `key` the idempotency key."""

    order: str
    total: str
    summary: str
    read_back_start_ms: int
    read_back_end_ms: int
    answer: str
    answered_by: str
    confidence: float
    answer_start_ms: int
    answer_end_ms: int
    key: str = ""


@dataclass(frozen=True, slots=True)
class CallSummary:
    """`caller` is E.164 or None; `customer` a name or None; `ended_at` None while the call runs.
    `recorded`: the caller did not ask not to be."""

    id: str
    door: str
    caller: str | None
    customer: str | None
    started_at: datetime
    ended_at: datetime | None
    outcome: str | None
    orders: tuple[str, ...]
    duration_ms: int
    recorded: bool = True


@dataclass(frozen=True, slots=True)
class Note:
    """A line of the event log. `ms` is the time in the recording; `data` depends on `kind`."""

    at: datetime
    ms: int
    kind: str
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class CallRecord:
    """Everything written down about one call, each part in the order it happened."""

    summary: CallSummary
    turns: tuple[Turn, ...]
    purchases: tuple[Purchase, ...]
    events: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class _Listed:
    """A line of the list of calls."""

    id: str


class CallFolder:
    """The folder of a call that is going on; one writer a call.

    Every method that writes raises ArchiveError when the disk is full or unwritable. Then nothing
    of that line is in the file, and later lines can be.
    """

    def __init__(self, path: Path, summary: CallSummary) -> None:
        """Use `CallArchive.open`."""
        self._path = path
        self._summary = summary

    @property
    def summary(self) -> CallSummary:
        return self._summary

    @property
    def recording(self) -> Path:
        """Where the recording is, or will be."""
        return self._path / "recording.wav"

    def add_turn(self, turn: Turn) -> None:
        self._append("transcript.jsonl", to_data(turn))

    def add_event(self, at: datetime, ms: int, kind: str, data: dict[str, Any]) -> None:
        """`data` holds dictionaries, lists, strings, numbers, booleans and None only."""
        self._append("events.jsonl", to_data(Note(at, ms, kind, data)))

    def has_evidence(self, key: str) -> bool:
        """Whether the evidence for that idempotency key is here. Raises ArchiveError."""
        return any(purchase.key == key for purchase in _read(self._path / "evidence.jsonl", Purchase))

    def add_purchase(self, purchase: Purchase) -> None:
        self._append("evidence.jsonl", to_data(purchase))
        self._summary = replace(self._summary, orders=(*self._summary.orders, purchase.order))

    def set_customer(self, customer: str) -> None:
        self._update(replace(self._summary, customer=customer))

    def stop_recording(self, *, forget: bool) -> None:
        """Note that no more sound is to be kept; with `forget` what was recorded is deleted too."""
        self._update(replace(self._summary, recorded=False))
        if forget:
            with _translated():
                self.recording.unlink(missing_ok=True)

    def close(self, outcome: str, ended_at: datetime, duration_ms: int) -> None:
        """Closing again replaces what was said of the end."""
        end = replace(self._summary, outcome=outcome, ended_at=ended_at, duration_ms=duration_ms)
        self._update(end)

    def events(self) -> tuple[Note, ...]:
        """The event log so far. Raises ArchiveError."""
        return _read(self._path / "events.jsonl", Note)

    def _append(self, name: str, data: Any) -> None:
        with _translated():
            jsonlines.append(self._path / name, data)

    def _update(self, summary: CallSummary) -> None:
        with _translated():
            jsonlines.replace(self._path / "call.json", to_data(summary))
        self._summary = summary


class CallArchive:
    """All calls under one folder, which is made when the first call comes in.

    Any number of processes may read while calls run. Every method raises ArchiveError when the disk
    cannot be read or written, and CallUnknown for an id that no call could have.
    """

    def __init__(self, root: Path) -> None:
        self._root = root

    def open(self, call_id: str, door: str, caller: str | None, started_at: datetime) -> CallFolder:
        """The folder of a call, made now or, when the call came back, as it was left.

        What the process that wrote it left unfinished is removed; the other arguments count for a
        new call only.
        """
        path = self._path(call_id)
        with _translated():
            if not (path / "call.json").exists():
                begun = CallSummary(call_id, door, caller, None, started_at, None, None, (), 0)
                self._make(path, begun)
            for name in ("transcript.jsonl", "events.jsonl", "evidence.jsonl"):
                jsonlines.mend(path / name)
        return CallFolder(path, self._summary(call_id))

    def unwritten(self, call_id: str, door: str, caller: str | None, started_at: datetime) -> CallFolder:
        """For a call that `open` had no room for: the call goes on, and its writes raise ArchiveError."""
        begun = CallSummary(call_id, door, caller, None, started_at, None, None, (), 0)
        return CallFolder(self._path(call_id), begun)

    def is_closed(self, call_id: str) -> bool:
        """Whether that call has ended; False for one that never was."""
        try:
            return self._summary(call_id).ended_at is not None
        except CallUnknown:
            return False

    def calls(self, limit: int = 50, before: str | None = None) -> tuple[CallSummary, ...]:
        """Calls, newest first, at most `limit` and never more than MOST_CALLS.

        `before` is the last call of the page before. Raises CallUnknown if there is no such call. A
        call whose folder is damaged is left out, with a warning.
        """
        ids = self._newest_first()
        if before is not None:
            if before not in ids:
                raise CallUnknown("the page before ended with a call that is not there")
            ids = ids[ids.index(before) + 1 :]
        page: list[CallSummary] = []
        for call_id in ids:
            if len(page) >= min(limit, MOST_CALLS):
                break
            page.extend(self._listed(call_id))
        return tuple(page)

    def unfinished(self) -> tuple[CallSummary, ...]:
        """Every call without an end, newest first: one that runs, or that a crash cut short."""
        listed = (call for call_id in self._newest_first() for call in self._listed(call_id))
        return tuple(call for call in listed if call.ended_at is None)

    def read(self, call_id: str) -> CallRecord:
        """Raises CallUnknown, and ArchiveDamaged if a file does not hold what it should."""
        path = self._path(call_id)
        return CallRecord(
            self._summary(call_id),
            _read(path / "transcript.jsonl", Turn),
            _read(path / "evidence.jsonl", Purchase),
            _read(path / "events.jsonl", Note),
        )

    def folder(self, call_id: str) -> Path:
        """Where a call's files lie. Raises CallUnknown for an id that no call could have."""
        return self._path(call_id)

    def recording(self, call_id: str) -> Path:
        """The sound of a call. Raises CallUnknown if there is no such call or no sound of it."""
        path = self._path(call_id) / "recording.wav"
        if not path.is_file():
            raise CallUnknown("there is no recording of that call")
        return path

    def _path(self, call_id: str) -> Path:
        if not _CALL_ID.fullmatch(call_id):
            raise CallUnknown("a call's id is made of letters, digits, - and _")
        return self._root / call_id

    def _make(self, path: Path, summary: CallSummary) -> None:
        """The list of calls comes first: a call in it without a folder is skipped, one missing from
        it would never be seen.
        """
        self._root.mkdir(mode=0o700, parents=True, exist_ok=True)
        index = self._root / "calls.jsonl"
        jsonlines.mend(index)
        jsonlines.append(index, to_data(_Listed(summary.id)))
        path.mkdir(mode=0o700, exist_ok=True)
        jsonlines.replace(path / "call.json", to_data(summary))

    def _newest_first(self) -> list[str]:
        entries = _read(self._root / "calls.jsonl", _Listed)
        return list(dict.fromkeys(entry.id for entry in entries))[::-1]

    def _listed(self, call_id: str) -> Iterator[CallSummary]:
        try:
            yield self._summary(call_id)
        except CallUnknown:
            return  # its writer died before the folder was made
        except ArchiveDamaged:
            log.warning("call %s is left out of the list: its folder is damaged", call_id)

    def _summary(self, call_id: str) -> CallSummary:
        """The orders are those there is evidence for."""
        path = self._path(call_id)
        found = _read(path / "call.json", CallSummary)
        if not found:
            raise CallUnknown("there is no such call")
        purchases = _read(path / "evidence.jsonl", Purchase)
        return replace(found[0], orders=tuple(purchase.order for purchase in purchases))


def _read(path: Path, kind: type[T]) -> tuple[T, ...]:
    """What is wrong with a line is told by its number only: it may hold a caller's words."""
    found: list[T] = []
    with _translated():
        try:
            found.extend(from_data(data, kind) for data in jsonlines.read(path))
        except (TypeError, ValueError, ClassValidationError):
            line = len(found) + 1
            raise ArchiveDamaged(f"{path.name}:{line} does not hold what it should") from None
    return tuple(found)


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ArchiveError(f"the call archive: {error.strerror}") from error
