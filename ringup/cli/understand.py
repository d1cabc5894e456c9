"""`ringup understand`: reads sentences, writes what they mean; for evaluation."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, TextIO

import typer
from pydantic import BaseModel, ConfigDict, ValidationError

from ringup.database.engine import Database
from ringup.pipelines.sample_shop import fill, settings_in
from ringup.pipelines.settings import load_settings
from ringup.pipelines.shopfront import open_database
from ringup.pipelines.understanding import names_of
from ringup.skills.backends.sql import SqlBookingDesk, SqlCatalogDesk
from ringup.skills.dialogue.expectations import Expectation, named
from ringup.skills.intent import Intent, Utterance
from ringup.skills.ports import Understander
from ringup.skills.understanding.embedded import EmbeddedUnderstander
from ringup.skills.understanding.gazetteer import Gazetteer

BATCH = 64
"""Lines that are read, understood and written together."""


class Line(BaseModel):
    """One line of input."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: str
    expects: str | None = None
    alternatives: tuple[str, ...] = ()


def understand(
    as_json: Annotated[bool, typer.Option("--json", help="Read and write one JSON object a line.")] = False,
    today: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day that it is to be.")
    ] = None,
) -> None:
    """Read lines {"text", "expects"?, "alternatives"?} and write what each means; see docs/understanding.md.

    Without --json every line read is a sentence that nobody asked for.
    """
    day = today.date() if today else datetime.now(UTC).date()
    now = datetime.combine(day, time(12), UTC)
    asyncio.run(_understand(sys.stdin, now, as_json))


async def _understand(lines: TextIO, now: datetime, as_json: bool) -> None:
    understander = EmbeddedUnderstander(await _names())
    for batch in _batches(lines):
        answers = [await _answer(understander, line, now, as_json) for line in batch]
        print("\n".join(json.dumps(answer) for answer in answers), flush=True)


async def _names() -> Gazetteer:
    """Those of the shop that is loaded, else the sample shop's."""
    async with open_database(load_settings()) as database:
        loaded = await _names_in(database)
    return loaded if loaded.products else await _sample_names()


async def _sample_names() -> Gazetteer:
    """Through a database that is gone afterwards."""
    with TemporaryDirectory() as folder:
        settings = settings_in(Path(folder))
        await fill(settings)
        async with open_database(settings) as database:
            return await _names_in(database)


async def _names_in(database: Database) -> Gazetteer:
    return await names_of(SqlCatalogDesk(database), SqlBookingDesk(database))


def _batches(lines: Iterable[str]) -> Iterator[tuple[str, ...]]:
    whole = (line.rstrip("\n") for line in lines if line.strip())
    while batch := tuple(islice(whole, BATCH)):
        yield batch


async def _answer(understander: Understander, line: str, now: datetime, as_json: bool) -> dict[str, object]:
    try:
        said = Line.model_validate_json(line) if as_json else Line(text=line)
        expects: Expectation = named(said.expects)
    except ValidationError as error:
        return {"error": "; ".join(problem["msg"] for problem in error.errors())}
    except ValueError as error:
        return {"error": str(error)}
    utterance = Utterance(said.text, alternatives=said.alternatives)
    return _as_data(await understander.understand(utterance, expects, now))


def _as_data(intent: Intent) -> dict[str, object]:
    return {
        "intent": intent.name.value,
        "slots": [
            {"name": slot.name, "value": slot.value, "start": slot.start, "end": slot.end}
            for slot in intent.slots
        ],
        "answer": intent.answer.value,
        "confidence": round(intent.confidence, 4),
    }
