"""RESTAURANTS-8K: the details of a booking, by exact span."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.understanding.table import Row
from ringup.skills.dialogue.expectations import Anything, Detail, Expectation
from ringup.skills.understanding.booking_slots import SLOTS, find

NAME = "restaurants8k"
TARGET = 90.0
NOW = datetime(2018, 8, 1, 12, tzinfo=UTC)
NAMES = ["first_name", "last_name"]

Place = tuple[str, int, int]


@dataclass(slots=True)
class Tally:
    """Spans by slot: found as they should be, found, and to be found."""

    right: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    wanted: Counter[str] = field(default_factory=Counter)

    def add(self, found: set[Place], wanted: set[Place]) -> None:
        self.right.update(name for name, *_ in found & wanted)
        self.found.update(name for name, *_ in found)
        self.wanted.update(name for name, *_ in wanted)

    def f1(self, names: Iterable[str]) -> float:
        """In percent."""
        chosen = tuple(names)
        right, both = (sum(c[n] for n in chosen) for c in (self.right, self.found + self.wanted))
        return 200 * right / both if both else 0.0


def measure(folder: Path) -> Iterable[Row]:
    tally = Tally()
    for line in lines(folder):
        found = find(line["text"], expectation(line["asked"]), NOW)
        tally.add(
            {(slot.name, slot.start, slot.end) for slot in found},
            {(name, start, end) for name, (start, end) in line["slots"].items()},
        )
    note = ", ".join(f"{name} {tally.f1([name]):.1f}" for name in SLOTS)
    yield Row("restaurants8k: slot F1 by exact span", tally.f1(SLOTS), TARGET, None, "%", note)


def lines(folder: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)


def expectation(asked: list[str]) -> Expectation:
    """What was asked as a question of ours: both names are the name, unless one of them was asked again."""
    counts = Counter(asked)
    if set(counts) == set(NAMES) and len(set(counts.values())) == 1:
        return Detail("name")
    return Detail(counts.most_common(1)[0][0]) if asked else Anything()
