"""`python -m bench.tau_retail --data DIR`: DIR holds db.json and callers*.jsonl, or a folder `tau_retail`
that does. Prints how many tasks end in the expected state, writes that nobody had said yes to, turns, and
the transcript of every failure.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from rich.progress import track

from bench.report import Report
from bench.tau_retail.caller import MOST_TURNS, Caller
from bench.tau_retail.shop import Data, shop_file
from bench.tau_retail.states import Expected, State, differences, read
from ringup.database.engine import Database
from ringup.pipelines.settings import Settings
from ringup.pipelines.shopfront import Shop, now, open_shop
from ringup.pipelines.text import TextCall
from ringup.skills.backends.shop_file.load import load_shop
from ringup.skills.values import CallId

AT_LEAST = 0.85


@dataclass
class Result:
    """`wrong`: where the final state is not the expected one. `unconfirmed`: writes without a yes."""

    task: str
    transcript: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    unconfirmed: int = 0
    turns: int = 0


async def one_task(script: Data, db: Data, loaded: Path, before: State) -> Result:
    """Let one caller talk to the assistant over a fresh copy of the shop."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy(loaded, folder / "ringup.db")
        settings = Settings(data_dir=folder, database_url=f"sqlite:///{folder / 'ringup.db'}")
        async with open_shop(settings) as shop:
            result = await _talk(script, shop)
        expected = Expected(before, db)
        for goal in script["goals"]:
            for write in goal["expected"]:
                expected.write(write["name"], write["arguments"])
        result.wrong = differences(read(folder / "ringup.db"), expected.state)
        return result


async def _talk(script: Data, shop: Shop) -> Result:
    result, caller = Result(script["id"]), Caller(script)
    call = TextCall(shop.desks, shop.understander, now)
    reply = await call.begin(CallId(f"task-{script['id']}"), None)
    while not reply.ended and result.turns < MOST_TURNS:
        result.transcript += [f"ringup ({reply.expects}): {' '.join(reply.say)}"]
        said = caller.answer(reply.expects, reply.proposal, bool(reply.actions))
        if said is None:
            break
        result.transcript += [f"caller: {said}"]
        result.turns += 1
        reply = await call.type(said)
        if reply.receipts and not caller.confirmed:
            result.unconfirmed += len(reply.receipts)
    result.transcript += [f"ringup: {' '.join(reply.say)}"]
    return result


async def _load(db: Data, folder: Path) -> Path:
    path = folder / "shop.json"
    path.write_text(json.dumps(shop_file(db)))
    database = Database(f"sqlite:///{folder / 'ringup.db'}")
    await database.migrate()
    await load_shop(path, database)
    await database.close()
    return folder / "ringup.db"


def _scripts(folder: Path) -> Iterator[Data]:
    for path in sorted(folder.glob("*.jsonl")):
        with closing(path.open()) as lines:
            yield from (script for line in lines if (script := json.loads(line)).get("scorable"))


async def run(folder: Path, only: set[str], part: str, console: Console) -> list[Result]:
    db = json.loads((folder / "db.json").read_text())
    with tempfile.TemporaryDirectory() as name:
        loaded = await _load(db, Path(name))
        before = read(loaded)
        chosen = [
            script
            for n, script in enumerate(_scripts(folder))
            if (not only or script["id"] in only) and (part == "all" or (n % 4 == 3) == (part == "held_out"))
        ]
        return [
            await one_task(script, db, loaded, before)
            for script in track(chosen, "callers", console=console, transient=True)
        ]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.tau_retail", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--task", action="append", default=[], help="only this task; may be repeated")
    parser.add_argument("--part", choices=("all", "tuned_on", "held_out"), default="all")
    parser.add_argument("--quiet", action="store_true", help="no transcripts")
    options = parser.parse_args()
    folder = options.data / "tau_retail" if (options.data / "tau_retail").is_dir() else options.data
    console = Console()
    results = asyncio.run(run(folder, set(options.task), options.part, console))
    for result in results:
        if (result.wrong or options.task) and not options.quiet:
            console.print(f"\n[bold]task {result.task}[/]")
            for line in (*result.transcript, *result.wrong):
                console.print(f"  {line}", highlight=False, markup=False)
    done = sum(not result.wrong for result in results)
    report = Report("tau_retail", facts={"data": folder.name, "part": options.part})
    report.add(
        {
            "what": "tasks whose final state is the expected one",
            "measured": f"{done}/{len(results)}",
            "share": round(done / max(1, len(results)), 3),
            "at least": AT_LEAST,
            "writes without a yes": sum(result.unconfirmed for result in results),
            "turns a task": round(sum(r.turns for r in results) / max(1, len(results)), 1),
            "failed": " ".join(result.task for result in results if result.wrong),
        }
    )
    report.print_and_save()


if __name__ == "__main__":
    main()
