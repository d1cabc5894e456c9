"""Response time, CPU and memory of the server at 1, 4 and 8 calls at once.

    python -m bench.response [--calls 1,4,8] [--rounds 5] [--against TREE] [--engine demo-whisper]

The server runs in a process of its own; the stand-in carrier dials it over HTTP and WebSocket at the
pace of real calls, and callers follow the demo's script. Response time is read from the recordings:
from the end of the caller's sound to the assistant's next. CPU and memory are the server's alone, as
the operating system counts them, with those of its decoders. `--against` names another source tree, whose
server is measured in turn with this one's.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.engines import Engine
from bench.report import Report
from bench.server import HERE, Server, running
from bench.waveform import responses
from ringup.cli.demo import CALLER, SHOP_NUMBER, converse
from ringup.telephony.standin.carrier import StandInCarrier


@dataclass(frozen=True, slots=True)
class Measured:
    """`responses` in milliseconds; `cores` and `megabytes` of the server during the calls."""

    calls: int
    responses: list[int]
    cores: float
    megabytes: float
    idle_megabytes: float
    completed: int
    dialled: int


async def measure(calls: int, rounds: int, tree: Path = HERE, engine: Engine = Engine.EMBEDDED) -> Measured:
    """So many calls at once, so many times."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        async with StandInCarrier() as carrier, running(carrier, data, calls, tree, engine=engine) as server:
            return await _rounds(carrier, server, data, calls, rounds)


async def _rounds(carrier: StandInCarrier, server: Server, data: Path, calls: int, rounds: int) -> Measured:
    idle, before, peak = server.megabytes, server.cpu, 0.0
    loop = asyncio.get_running_loop()
    began, completed = loop.time(), 0
    for _ in range(rounds):
        done = await asyncio.gather(*(_call(carrier, server, n) for n in range(calls)))
        completed += sum(done)
        peak = max(peak, server.megabytes)
    seconds, cpu = loop.time() - began, server.cpu - before
    recordings = sorted((data / "calls").glob("*/recording.wav"))
    times = [ms for recording in recordings for ms in responses(recording)]
    return Measured(calls, times, cpu / seconds, peak, idle, completed, calls * rounds)


async def _call(carrier: StandInCarrier, server: Server, number: int) -> bool:
    """Callers ring up a little apart, as callers do. True when the call went to its goodbye."""
    await asyncio.sleep(0.37 * number)
    call = await carrier.dial(server.webhook, CALLER, SHOP_NUMBER)
    try:
        await converse(call)
    except Exception as error:  # a failed call is a result here, not a crash
        print(f"a call failed: {error}", file=sys.stderr)
        await call.hang_up()
        return False
    return True


def _percentile(values: list[int], share: float) -> int:
    return round(float(np.percentile(values, share))) if values else -1


async def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--calls", default="1,4,8", help="calls at once, comma separated")
    parser.add_argument("--rounds", type=int, default=5, help="times each; fewer at many calls")
    parser.add_argument("--against", type=Path, help="another source tree to measure in turn with this one")
    parser.add_argument("--engine", type=Engine, choices=list(Engine), default=Engine.EMBEDDED)
    options = parser.parse_args()
    trees = (HERE, *((options.against.resolve(),) if options.against else ()))
    report = Report(options.engine.report("response"), facts={"hears with": options.engine})
    for calls in (int(number) for number in options.calls.split(",")):
        for tree in trees:
            measured = await measure(calls, max(1, options.rounds // calls), tree, options.engine)
            report.add({"server": "this" if tree == HERE else "other", **_row(measured)})
    report.print_and_save()


def _row(measured: Measured) -> dict[str, str | float]:
    per_call = (measured.megabytes - measured.idle_megabytes) / measured.calls
    return {
        "calls at once": measured.calls,
        "completed": f"{measured.completed}/{measured.dialled}",
        "answers": len(measured.responses),
        "p50 ms": _percentile(measured.responses, 50),
        "p95 ms": _percentile(measured.responses, 95),
        "cores": round(measured.cores, 3),
        "cores a call": round(measured.cores / measured.calls, 3),
        "MB a call": round(per_call, 1),
        "MB idle": round(measured.idle_megabytes, 1),
    }


if __name__ == "__main__":
    asyncio.run(main())
