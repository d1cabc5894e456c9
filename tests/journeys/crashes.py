"""The server dies between a yes and its receipt, and starts again."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from ringup.pipelines.archive import Purchase
from ringup.telephony.standin.events import EndedBy
from ringup.telephony.standin.webhooks import CallFacts
from ringup.voice.audio import Samples
from tests.journeys.callers import skip_to_the_usual
from tests.journeys.faults import DATABASE, ended, locked
from tests.journeys.house import eventually
from tests.journeys.households import household
from tests.journeys.outcome import Outcome, Placed, orders_of_call, outcome_of
from tests.journeys.person import Person
from tests.journeys.server import Server
from tests.journeys.sound import channels

Kill = Callable[[Person], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Crash:
    """`before` and `after` are the call's orders when the server was dead, and when it was up again.
    `recorded` is the caller's sound that the dead server had written; `outcome` the call's end, after
    the caller came back."""

    line_ended_by: EndedBy
    before: tuple[Placed, ...]
    after: tuple[Placed, ...]
    kept: tuple[Purchase, ...]
    recorded: Samples
    outcome: Outcome


async def killed_before_the_ledger(server: Server) -> Crash:
    """The yes waits for a locked database."""

    async def kill(person: Person) -> None:
        with locked(server.settings.data_dir / DATABASE):
            await person.says("yes-please")
            await person.does("Commit")
            await server.kill()

    return await _crash(server, household(0), kill)


async def killed_after_the_ledger(server: Server) -> Crash:
    """The ledger has the yes; perhaps there is an order already, but nobody was told."""

    async def kill(person: Person) -> None:
        async def is_in_the_ledger() -> bool:
            _, ledger = await orders_of_call(server.database, person.call.call_sid)
            return len(ledger) == 1

        await person.says("yes-please")
        await eventually(is_in_the_ledger, "the ledger to take the yes")
        await server.kill()

    return await _crash(server, household(1), kill)


Journey = Callable[[Server], Awaitable[Crash]]

CRASHES: tuple[Journey, ...] = (killed_before_the_ledger, killed_after_the_ledger)


async def one_crash_after_another(server: Server) -> dict[Callable[..., Any], Any]:
    return {crash: await ended(crash(server)) for crash in CRASHES}


async def _crash(server: Server, caller: str, kill: Kill) -> Crash:
    facts = server.facts(caller)
    person = await server.ring_as(facts)
    await skip_to_the_usual(person)
    await person.hears("confirm")
    await kill(person)
    line_ended_by = await person.is_hung_up_on()
    before, _ = await orders_of_call(server.database, facts.call_sid)
    recorded, _ = channels(server.archive.recording(facts.call_sid))
    await server.start()
    after, _ = await orders_of_call(server.database, facts.call_sid)
    kept = server.archive.read(facts.call_sid).purchases
    outcome = await _comes_back(server, facts)
    return Crash(line_ended_by, before, after, kept, recorded, outcome)


async def _comes_back(server: Server, facts: CallFacts) -> Outcome:
    person = await server.ring_as(facts)
    await person.hears("placed")
    await person.hangs_up()
    return await outcome_of(person.call, server.archive, server.database)
