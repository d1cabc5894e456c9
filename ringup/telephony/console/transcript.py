"""A call as an operator reads it: turns with what is to be noticed about each, and the evidence."""

from __future__ import annotations

import json
from dataclasses import dataclass

from ringup.pipelines.archive import CallRecord, Note, Purchase, Speaker, Turn

DOUBTFUL = 0.6
"""Below this the recogniser was not sure, and the caller may have said something else."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the recording, in milliseconds."""

    start_ms: int
    end_ms: int

    @property
    def is_heard(self) -> bool:
        """False for what has no place in the recording, such as a typed answer."""
        return self.end_ms > self.start_ms

    def shares_time_with(self, other: Part) -> bool:
        """True when at least half of the shorter one is common to both."""
        common = min(self.end_ms, other.end_ms) - max(self.start_ms, other.start_ms)
        shorter = min(self.end_ms - self.start_ms, other.end_ms - other.start_ms)
        return common > 0 and common * 2 >= shorter


@dataclass(frozen=True, slots=True)
class ReadTurn:
    """`read_back_of` and `answer_for` name the orders that this turn is evidence for.

    `after_ms`: how long the caller had waited for this; None where that was not measured.
    """

    turn: Turn
    read_back_of: tuple[str, ...]
    answer_for: tuple[str, ...]
    after_ms: int | None

    @property
    def is_doubtful(self) -> bool:
        return self.turn.confidence is not None and self.turn.confidence < DOUBTFUL

    @property
    def is_callers(self) -> bool:
        return self.turn.speaker is Speaker.CALLER


@dataclass(frozen=True, slots=True)
class Proof:
    """The evidence for one order."""

    purchase: Purchase
    read_back: Part
    answer: Part


@dataclass(frozen=True, slots=True)
class Decision:
    """A line of the event log. `name` says what came in or went out; `details` is JSON."""

    ms: int
    kind: str
    name: str
    details: str


def proofs_of(record: CallRecord) -> tuple[Proof, ...]:
    return tuple(
        Proof(
            purchase,
            Part(purchase.read_back_start_ms, purchase.read_back_end_ms),
            Part(purchase.answer_start_ms, purchase.answer_end_ms),
        )
        for purchase in record.purchases
    )


def turns_of(record: CallRecord) -> tuple[ReadTurn, ...]:
    """In the order they began."""
    proofs, waits = proofs_of(record), _waits(record.events)
    turns = sorted(record.turns, key=lambda turn: (turn.start_ms, turn.end_ms))
    return tuple(_read(turn, proofs, waits) for turn in turns)


def decisions_of(record: CallRecord) -> tuple[Decision, ...]:
    return tuple(_decision(note) for note in record.events)


def _read(turn: Turn, proofs: tuple[Proof, ...], waits: dict[str, int]) -> ReadTurn:
    here = Part(turn.start_ms, turn.end_ms)
    is_callers = turn.speaker is Speaker.CALLER
    read_back = () if is_callers else _orders(proofs, [p.read_back for p in proofs], here)
    answer = _orders(proofs, [p.answer for p in proofs], here) if is_callers else ()
    after = waits.get(turn.prompt) if turn.prompt is not None else None
    return ReadTurn(turn, read_back, answer, after)


def _orders(proofs: tuple[Proof, ...], parts: list[Part], here: Part) -> tuple[str, ...]:
    pairs = zip(proofs, parts, strict=True)
    return tuple(proof.purchase.order for proof, part in pairs if part.shares_time_with(here))


def _waits(events: tuple[Note, ...]) -> dict[str, int]:
    """Milliseconds from the end of the caller's speech to a prompt's first sound, by prompt."""
    timings = [note.data for note in events if note.kind == "timing"]
    return {
        data["prompt"]: data["response_ms"]
        for data in timings
        if isinstance(data.get("prompt"), str) and isinstance(data.get("response_ms"), int)
    }


def _decision(note: Note) -> Decision:
    details = {key: value for key, value in note.data.items() if key != "type"}
    text = json.dumps(details, ensure_ascii=False) if details else ""
    return Decision(note.ms, note.kind, str(note.data.get("type", note.kind)), text)
