"""What a server keeps of calls that are over: its memory, files and threads after so many of them.

    python -m bench.soak [--calls 200] [--at-once 8] [--engine demo-whisper]

Short calls of several kinds, so many at a time: answered and ended by a goodbye, hung up on in the middle of
a sentence, hung up on while something was to be confirmed, and one on which nobody speaks until we hang up.
Between two batches the server is left alone until it has put everything away. The first batches fill the
caches and are told apart: growth is counted from them on. Memory is resident, that of the decoders' processes
apart.
"""

from __future__ import annotations

import asyncio
import itertools
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bench.demo_calls import APART
from bench.engines import Engine
from bench.report import RESULTS, Report, Row
from bench.server import Server, running
from ringup.cli.demo import CALLER, SHOP_NUMBER
from ringup.telephony.errors import StandInError
from ringup.telephony.standin.caller import StandInCall
from ringup.telephony.standin.carrier import StandInCarrier

SETTLES = 6.0
"""Seconds in which a server has put away the calls that ended last."""

WARM_AFTER = 24
"""Calls after which every cache has seen every kind of call."""


async def _asks_and_says_goodbye(call: StandInCall) -> None:
    await call.heard_out()
    await call.say("how-much-is-delivery")
    await call.heard_out()
    await call.say("no-thats-all")
    await call.wait_ended()


async def _leaves_in_the_middle(call: StandInCall) -> None:
    await call.heard_out()
    await call.say("are-you-open-on-sunday")
    await call.heard_for(0.5)
    await call.hang_up()


async def _leaves_something_open(call: StandInCall) -> None:
    await call.heard_out()
    await call.say("id-like-to-reorder-the-usual")
    await call.heard_out()
    await call.say("oh-four-one-oh-one")
    await call.heard_for(1.0)
    await call.hang_up()


async def _says_nothing(call: StandInCall) -> None:
    await call.wait_ended(within=120.0)


Caller = Callable[[StandInCall], Awaitable[None]]
CALLERS: tuple[Caller, ...] = (
    _asks_and_says_goodbye,
    _leaves_in_the_middle,
    _leaves_something_open,
    _asks_and_says_goodbye,
    _leaves_in_the_middle,
    _leaves_something_open,
    _asks_and_says_goodbye,
    _says_nothing,
)


def main(
    calls: Annotated[int, typer.Option(help="All together.")] = 200,
    at_once: Annotated[int, typer.Option(help="At the same time.")] = 8,
    engine: Annotated[Engine, typer.Option(help="What hears them.")] = Engine.EMBEDDED,
    results: Annotated[Path, typer.Option(help="Where the JSON goes.")] = RESULTS,
) -> None:
    """Measure, print a table, keep it as JSON."""
    rows = asyncio.run(_measure(calls, at_once, engine))
    warm = next((row for row in rows if row["calls"] >= WARM_AFTER), rows[-1])
    facts: Row = {
        "growth since warm, %": round(growth(warm, rows[-1]), 1),
        "warm after calls": warm["calls"],
        "aimed at, %": 5,
    }
    report = Report(engine.report("soak"), "What is kept of calls that are over", facts)
    for row in rows:
        report.add(row)
    report.print_and_save(results, Console(width=120))


def growth(warm: dict[str, int], last: dict[str, int]) -> float:
    """Per cent of all memory, decoders included."""
    before = warm["MB"] + warm["MB of decoders"]
    return 100 * (last["MB"] + last["MB of decoders"] - before) / before


async def _measure(calls: int, at_once: int, engine: Engine) -> list[dict[str, int]]:
    callers = itertools.cycle(CALLERS)
    with tempfile.TemporaryDirectory() as folder:
        async with (
            StandInCarrier() as carrier,
            running(carrier, Path(folder), at_once, engine=engine) as server,
        ):
            rows = [_row(server, 0, 0)]
            while (done := rows[-1]["calls"]) < calls:
                batch = list(itertools.islice(callers, min(at_once, calls - done)))
                failed = sum(await asyncio.gather(*_ringing(carrier, server, batch)))
                await asyncio.sleep(SETTLES)
                rows.append(_row(server, done + len(batch), rows[-1]["failed"] + failed))
                print(f"{rows[-1]['calls']} of {calls} calls", file=sys.stderr)
    return rows


def _ringing(carrier: StandInCarrier, server: Server, callers: list[Caller]) -> list[Awaitable[bool]]:
    return [_call(carrier, server, number, caller) for number, caller in enumerate(callers)]


async def _call(carrier: StandInCarrier, server: Server, number: int, caller: Caller) -> bool:
    """Whether it failed."""
    await asyncio.sleep(APART * number)
    call = await carrier.dial(server.webhook, CALLER, SHOP_NUMBER)
    try:
        await caller(call)
    except StandInError as error:
        print(f"a call failed: {error}", file=sys.stderr)
        return True
    finally:
        await call.hang_up()
        del carrier.calls[call.call_sid]
    return False


def _row(server: Server, calls: int, failed: int) -> dict[str, int]:
    own = server.own_megabytes
    return {
        "calls": calls,
        "failed": failed,
        "MB": round(own),
        "MB of decoders": round(server.megabytes - own),
        "files": server.process.num_fds(),
        "threads": server.process.num_threads(),
    }


if __name__ == "__main__":
    typer.run(main)
