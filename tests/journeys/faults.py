"""Houses in which something is wrong: nothing to sell, no room, no way to the orders."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ringup.pipelines.bootstrap import settle
from ringup.telephony.errors import WebhookFailed
from ringup.telephony.standin.caller import StandInCall
from ringup.telephony.standin.carrier import Faults
from tests.journeys.callers import hears_the_question
from tests.journeys.house import House, OpenHouse
from tests.journeys.households import SAM, household
from tests.journeys.outcome import Outcome, outcome_of

DATABASE = "ringup.db"


@dataclass(frozen=True, slots=True)
class Settling:
    """A call at its end, once its order was settled, and once that was tried again."""

    at_the_end: Outcome
    settled: Outcome
    settled_again: Outcome


async def empty_shop(house: House) -> Outcome:
    person = await house.ring(SAM)
    await person.is_hung_up_on()
    return await _outcome(house, person.call)


async def one_trouble_after_another(house: OpenHouse) -> dict[Callable[..., Any], Any]:
    """In a house with room for a single call."""
    troubles: tuple[Callable[[OpenHouse], Awaitable[Any]], ...]
    troubles = (wrong_signature, locked_at_the_yes, out_of_reach_at_the_yes)
    return {trouble: await ended(trouble(house)) for trouble in troubles}


async def wrong_signature(house: House) -> tuple[WebhookFailed, int]:
    """The carrier's error, and how many calls were noted down."""
    try:
        await house.ring(SAM, Faults(secret="somebody else's"))
    except WebhookFailed as refused:
        return refused, len(house.archive.calls())
    raise AssertionError("the webhook let a stranger in")


async def locked_at_the_yes(house: House) -> tuple[Outcome, StandInCall]:
    """Longer than the assistant waits; meanwhile another caller finds no room."""
    person = await hears_the_question(house, household(20))
    with locked(house.settings.data_dir / DATABASE):
        await person.says("yes-please")
        turned_away = await house.ring(SAM)
        await turned_away.is_hung_up_on()
        await person.hears("not_placed")
    await person.hears("anything_else")
    await person.hangs_up()
    return await _outcome(house, person.call), turned_away.call


async def out_of_reach_at_the_yes(house: OpenHouse) -> Settling:
    """The ledger takes the yes, and then there is no table of orders."""
    person = await hears_the_question(house, household(21))
    with renamed(house.settings.data_dir / DATABASE, "orders", "orders_elsewhere"):
        await person.says("yes-please")
        await person.hears("placed_later")
        await person.hangs_up()
    at_the_end = await _outcome(house, person.call)
    settled = await _settled(house, person.call)
    return Settling(at_the_end, settled, await _settled(house, person.call))


async def _settled(house: OpenHouse, call: StandInCall) -> Outcome:
    await settle(house.assistant.shop, house.assistant.archive)
    return await _outcome(house, call)


async def _outcome(house: House, call: StandInCall) -> Outcome:
    return await outcome_of(call, house.archive, house.database)


async def ended(journey: Awaitable[Any]) -> Any:
    """What it returned, or its error: the next one is seen all the same."""
    try:
        return await journey
    except Exception as error:
        return error


@contextmanager
def locked(database: Path) -> Iterator[None]:
    """Another program writes, and does not come to an end."""
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@contextmanager
def renamed(database: Path, table: str, elsewhere: str) -> Iterator[None]:
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute(f"ALTER TABLE {table} RENAME TO {elsewhere}")
        yield
        other.execute(f"ALTER TABLE {elsewhere} RENAME TO {table}")
