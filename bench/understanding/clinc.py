"""CLINC150: what people ask an assistant, of which a shop's business is a small part."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from bench.understanding.table import Row
from ringup.skills.dialogue.expectations import Anything, YesNo
from ringup.skills.intent import Answer, Intent, Name, Utterance
from ringup.skills.understanding.embedded import EmbeddedUnderstander
from ringup.skills.understanding.gazetteer import Gazetteer

NAME = "clinc150"
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)

NAMED = {
    "order": {Name.ORDER, Name.REORDER},
    "order_status": {Name.ORDER_STATUS},
    "cancel_reservation": {Name.CANCEL_BOOKING},
    "restaurant_reservation": {Name.BOOK},
    "repeat": {Name.REPEAT},
    "are_you_a_bot": {Name.BOT},
    "greeting": {Name.GREETING},
}
ANSWERS = {"yes": Answer.YES, "no": Answer.NO, "maybe": Answer.UNSURE}
OUR_BUSINESS = frozenset({*NAMED, *ANSWERS, "confirm_reservation"})


def measure(folder: Path) -> Iterable[Row]:
    """Two rows of accuracy, and two of how long one sentence takes."""
    said = list(sentences(folder))
    read, seconds = asyncio.run(_understood(said))
    named = [
        (intent, got) for (_, intent), got in zip(said, read, strict=True) if _right(intent, got) is not None
    ]
    others = [got for (_, intent), got in zip(said, read, strict=True) if intent not in OUR_BUSINESS]
    hits = sum(_right(intent, got) is True for intent, got in named)
    writes = sum(got.name.writes for got in others)
    yield Row("named intents", _percent(hits, len(named)), at_least=95.0, note=f"{hits} of {len(named)}")
    yield Row(
        "others taken for a write",
        _percent(writes, len(others)),
        at_most=1.0,
        note=f"{writes} of {len(others)}",
    )
    yield Row("one sentence, median", median(seconds) * 1000, unit="ms")
    yield Row("one sentence, p95", quantiles(seconds, n=20)[-1] * 1000, unit="ms")


def sentences(folder: Path) -> Iterator[tuple[str, str]]:
    """Text and intent."""
    for file in sorted(folder.glob("*.jsonl")):
        for line in file.read_text().splitlines():
            said = json.loads(line)
            yield said["text"], said["intent"]


async def _understood(said: list[tuple[str, str]]) -> tuple[list[Intent], list[float]]:
    understander = EmbeddedUnderstander(Gazetteer())
    read, seconds = [], []
    for text, intent in said:
        expects = YesNo() if intent in ANSWERS else Anything()
        begun = perf_counter()
        read.append(await understander.understand(Utterance(text), expects, NOW))
        seconds.append(perf_counter() - begun)
    return read, seconds


def _right(intent: str, got: Intent) -> bool | None:
    """None for an intent that is not named."""
    if intent in ANSWERS:
        return got.answer is ANSWERS[intent]
    return got.name in NAMED[intent] if intent in NAMED else None


def _percent(part: int, whole: int) -> float:
    return 100.0 * part / whole if whole else 0.0
