"""Schema-Guided Dialogue, appointments: dates and times as canonical values, against its today."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.understanding.table import Row
from ringup.skills.dialogue.expectations import Anything, Detail, Expectation
from ringup.skills.understanding.booking_slots import find

NAME = "sgd_appointments"
TARGET = 95.0
NOW = datetime(2019, 3, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Said:
    """A value in a caller's turn; `slot` is `date` or `time`."""

    text: str
    expects: Expectation
    slot: str
    canonical: str


def measure(folder: Path) -> Iterable[Row]:
    right, asked = Counter[str](), Counter[str]()
    for said in values(folder):
        asked[said.slot] += 1
        found = (slot.value for slot in find(said.text, said.expects, NOW) if slot.name == said.slot)
        right[said.slot] += next(found, None) == said.canonical
    note = ", ".join(
        f"{name} {100 * right[name] / asked[name]:.1f} of {asked[name]}" for name in sorted(asked)
    )
    share = 100 * right.total() / max(1, asked.total())
    yield Row("sgd_appointments: date and time values", share, TARGET, None, "%", note)


def values(folder: Path) -> Iterator[Said]:
    """Every date and time that a caller gave and whose canonical value is known."""
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield from _of_dialogue(json.loads(line)["turns"])


def _of_dialogue(turns: list[dict[str, Any]]) -> Iterator[Said]:
    before: list[dict[str, Any]] = []
    for turn in turns:
        if turn["speaker"] == "USER":
            for act in turn["acts"]:
                slot = act["slot"].rpartition("_")[2]
                if slot in ("date", "time") and act["canonical"]:
                    yield Said(turn["text"], _expected(before), slot, act["canonical"][-1])
        before = turn["acts"]


def _expected(acts: list[dict[str, Any]]) -> Expectation:
    """By the first detail that the assistant asked for."""
    slots = (act["slot"].rpartition("_")[2] for act in acts if act["act"] == "REQUEST")
    return next((Detail(slot) for slot in slots if slot in ("date", "time")), Anything())
