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
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.demo_calls import calls_at_once, counts, parser, tree_name, trees
from bench.engines import Engine
from bench.report import Report
from bench.server import HERE, Server, running
from bench.waveform import responses
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
        ended = await calls_at_once(carrier, server, calls)
        completed += sum(one.completed for one in ended)
        peak = max(peak, server.megabytes)
    seconds, cpu = loop.time() - began, server.cpu - before
    recordings = sorted((data / "calls").glob("*/recording.wav"))
    times = [ms for recording in recordings for ms in responses(recording)]
    return Measured(calls, times, cpu / seconds, peak, idle, completed, calls * rounds)


def _percentile(values: list[int], share: float) -> int:
    return round(float(np.percentile(values, share))) if values else -1


def _options() -> argparse.Namespace:
    made = parser(__doc__.splitlines()[0])
    made.add_argument("--rounds", type=int, default=5, help="times each; fewer at many calls")
    made.add_argument("--engine", type=Engine, choices=list(Engine), default=Engine.EMBEDDED)
    return made.parse_args()


async def main() -> None:
    options = _options()
    report = Report(options.engine.report("response"), facts={"hears with": options.engine})
    for calls in counts(options):
        for tree in trees(options):
            measured = await measure(calls, max(1, options.rounds // calls), tree, options.engine)
            report.add({"server": tree_name(tree), **_row(measured)})
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
