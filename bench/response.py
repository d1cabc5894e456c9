"""Response time, CPU and memory of the server at 1, 4 and 8 calls at once, beside a stock pipecat bot.

    python -m bench.response [--calls 1,4,8] [--rounds 5] [--peers ringup,stock,stock-timer] [--against TREE]
        [--engine demo-whisper]

Each server runs in a process of its own; the stand-in carrier dials it over HTTP and WebSocket at the pace of
real calls, and callers follow the demo's script. The servers take turns, round by round, so that all feel the
same load of the machine. Response time is from the end of the caller's sound to the assistant's next, read
from the carrier's two tracks, for all alike. CPU and memory are the server's alone, as the operating system
counts them, with those of its decoders. `bench.stock` says what the stock bot is. `--against` names another
source tree, whose server joins in.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from bench.demo_calls import calls_at_once, counts, parser
from bench.engines import Engine
from bench.report import Report
from bench.server import HERE, SERVE, Server, running
from bench.stock.peers import Peer, named
from bench.waveform import responses
from ringup.telephony.standin.carrier import StandInCarrier


@dataclass(frozen=True, slots=True)
class Subject:
    """A server that is measured: a program of a source tree."""

    name: str
    program: Sequence[str]
    tree: Path = HERE
    engine: Engine = Engine.EMBEDDED


@dataclass(slots=True)
class Measured:
    """`responses` in milliseconds; `cpu` and `seconds` during its calls, `megabytes` at their peak."""

    calls: int
    idle_megabytes: float
    responses: list[int] = field(default_factory=list)
    cpu: float = 0.0
    seconds: float = 0.0
    megabytes: float = 0.0
    completed: int = 0
    dialled: int = 0


async def measure(calls: int, rounds: int, subjects: Sequence[Subject]) -> list[Measured]:
    """So many calls at once, so many times, to one server after the other. In the order of `subjects`."""
    with tempfile.TemporaryDirectory() as folder:
        async with StandInCarrier() as carrier, _servers(carrier, Path(folder), calls, subjects) as servers:
            measured = [Measured(calls, server.megabytes) for server in servers]
            for number in range(rounds):
                for server, so_far in zip(servers, measured, strict=True):
                    await _round(carrier, server, so_far)
                print(f"{calls} at once: round {number + 1} of {rounds}", file=sys.stderr)
    return measured


@asynccontextmanager
async def _servers(
    carrier: StandInCarrier, folder: Path, calls: int, subjects: Sequence[Subject]
) -> AsyncIterator[list[Server]]:
    async with AsyncExitStack() as stack:
        servers = []
        for subject in subjects:
            data = folder / subject.name
            data.mkdir()
            server = running(carrier, data, calls, subject.tree, subject.program, subject.engine)
            servers.append(await stack.enter_async_context(server))
        yield servers


async def _round(carrier: StandInCarrier, server: Server, so_far: Measured) -> None:
    loop = asyncio.get_running_loop()
    began, before = loop.time(), server.cpu
    ended = await calls_at_once(carrier, server, so_far.calls)
    so_far.seconds += loop.time() - began
    so_far.cpu += server.cpu - before
    so_far.megabytes = max(so_far.megabytes, server.megabytes)
    so_far.completed += sum(one.completed for one in ended)
    so_far.dialled += len(ended)
    for call in carrier.calls.values():
        heard = call.assistant_track
        so_far.responses += responses(call.caller_track.samples, heard.samples, heard.rate)
    carrier.calls.clear()


def _percentile(values: list[int], share: float) -> int:
    return round(float(np.percentile(values, share))) if values else -1


def options_of(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    made = parser(__doc__.splitlines()[0])
    made.add_argument("--rounds", type=int, default=5, help="times each; fewer at many calls")
    made.add_argument("--engine", type=Engine, choices=list(Engine), default=Engine.EMBEDDED)
    made.add_argument("--peers", default=",".join(Peer), help="servers of this tree, comma separated")
    return made.parse_args(arguments)


def subjects_of(options: argparse.Namespace) -> list[Subject]:
    """In the order of the table's rows."""
    found = [Subject(peer.value, peer.program, engine=options.engine) for peer in named(options.peers)]
    if options.against:
        found.append(Subject("other", SERVE, options.against.resolve(), options.engine))
    return found


async def main() -> None:
    options = options_of()
    subjects = subjects_of(options)
    report = Report(options.engine.report("response"))
    for calls in counts(options):
        measured = await measure(calls, max(1, options.rounds // calls), subjects)
        for subject, one in zip(subjects, measured, strict=True):
            report.add({"server": subject.name, **_row(one)})
    report.print_and_save()


def _row(measured: Measured) -> dict[str, str | float]:
    per_call = (measured.megabytes - measured.idle_megabytes) / measured.calls
    cores = measured.cpu / measured.seconds
    return {
        "calls at once": measured.calls,
        "completed": f"{measured.completed}/{measured.dialled}",
        "answers": len(measured.responses),
        "p50 ms": _percentile(measured.responses, 50),
        "p95 ms": _percentile(measured.responses, 95),
        "cores": round(cores, 3),
        "cores a call": round(cores / measured.calls, 3),
        "MB a call": round(per_call, 1),
        "MB idle": round(measured.idle_megabytes, 1),
    }


if __name__ == "__main__":
    asyncio.run(main())
