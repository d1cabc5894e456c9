"""How long until a server answers whose shop is loaded.

    python -m bench.start [--starts 5] [--against TREE]

`--against` names another source tree, whose server is started in turn with this one's.
"""

from __future__ import annotations

import asyncio
import statistics
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import track

from bench.demo_calls import tree_name, trees
from bench.report import Report
from bench.server import running
from ringup.telephony.standin.carrier import StandInCarrier


async def _started(carrier: StandInCarrier, data: Path, tree: Path) -> float:
    """Seconds."""
    async with running(carrier, data, 1, tree) as server:
        return server.ready_after


async def measure(measured: tuple[Path, ...], starts: int) -> dict[Path, list[float]]:
    """Seconds of each start; one before them, which reads every file for the first time, is left out."""
    found: dict[Path, list[float]] = {tree: [] for tree in measured}
    with ExitStack() as folders:
        data = {tree: Path(folders.enter_context(tempfile.TemporaryDirectory())) for tree in measured}
        async with StandInCarrier() as carrier:
            for turn in track(range(1 + starts), "starting"):
                for tree in measured:
                    seconds = await _started(carrier, data[tree], tree)
                    if turn:
                        found[tree].append(seconds)
    return found


def main(
    starts: Annotated[int, typer.Option(min=1)] = 5,
    against: Annotated[Path | None, typer.Option(help="Another source tree to measure in turn.")] = None,
) -> None:
    """Measure, print a table, keep it as JSON."""
    report = Report("start", "from the process's start to its first answer, s", {"aimed at": "5 s"})
    for tree, found in asyncio.run(measure(trees(against), starts)).items():
        report.add(
            {
                "server": tree_name(tree),
                "p50": round(statistics.median(found), 2),
                "the slowest": round(max(found), 2),
                "starts": len(found),
            }
        )
    report.print_and_save()


if __name__ == "__main__":
    typer.run(main)
