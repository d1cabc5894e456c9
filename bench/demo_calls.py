"""Calls by the demo's script, and the options of the benches that measure servers with them."""

from __future__ import annotations

import argparse
import asyncio
import sys
from dataclasses import dataclass
from pathlib import Path

from bench.server import HERE, Server
from ringup.cli.demo import CALLER, SHOP_NUMBER, converse
from ringup.telephony.standin.carrier import StandInCarrier

APART = 0.37
"""Seconds between two rings: callers do not ring up in step."""


@dataclass(frozen=True, slots=True)
class Ended:
    """`completed`: it went to its goodbye."""

    completed: bool
    seconds: float


async def calls_at_once(carrier: StandInCarrier, server: Server, count: int) -> list[Ended]:
    return await asyncio.gather(*(_call(carrier, server, number) for number in range(count)))


async def _call(carrier: StandInCarrier, server: Server, number: int) -> Ended:
    await asyncio.sleep(APART * number)
    call = await carrier.dial(server.webhook, CALLER, SHOP_NUMBER)
    try:
        await converse(call)
    except Exception as error:  # a failed call is a result here, not a crash
        print(f"a call failed: {error}", file=sys.stderr)
        await call.hang_up()
        return Ended(False, call.now)
    return Ended(True, call.now)


def parser(description: str) -> argparse.ArgumentParser:
    """Knows `--calls` and `--against`; read those two with `counts` and `trees`."""
    made = argparse.ArgumentParser(description=description)
    made.add_argument("--calls", default="1,4,8", help="calls at once, comma separated")
    made.add_argument("--against", type=Path, help="another source tree to measure in turn with this one")
    return made


def counts(options: argparse.Namespace) -> list[int]:
    return [int(number) for number in options.calls.split(",")]


def trees(against: Path | None) -> tuple[Path, ...]:
    """This one first."""
    return (HERE, *((against.resolve(),) if against else ()))


def tree_name(tree: Path) -> str:
    """In a table's "server" column."""
    return "this" if tree == HERE else "other"
