"""How every bench shows its results: a table for people, JSON for comparison, the machine named."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

_WIDE = 150

RESULTS = Path(__file__).parent / "results"

Cell = str | int | float | bool | None
Row = Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Machine:
    """`cores`: those this process may use."""

    cpu: str
    cores: int
    memory_gib: float
    python: str

    def __str__(self) -> str:
        return f"{self.cpu}, {self.cores} cores, {self.memory_gib} GiB, Python {self.python}"


def this_machine() -> Machine:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    cores = len(os.sched_getaffinity(0))
    return Machine(_cpu_model(), cores, round(memory, 1), platform.python_version())


class Report:
    """The results of one bench. `facts` hold for all of it, such as its settings and targets."""

    def __init__(self, name: str, title: str | None = None, facts: Row | None = None) -> None:
        self._name = name
        self._title = title or name
        self._facts = dict(facts or {})
        self._rows: list[Row] = []

    def add(self, row: Row) -> None:
        """The table's columns are the keys of all rows, in the order they first come."""
        self._rows.append(row)

    def print_and_save(self, folder: Path = RESULTS, console: Console | None = None) -> Path:
        """Print the table and write `<folder>/<name>.json`, whose path is returned."""
        self.print(console)
        return self.save(folder)

    def print(self, console: Console | None = None) -> None:
        _print(console or _console(), self._title, self._rows, self._facts, this_machine())

    def save(self, folder: Path = RESULTS) -> Path:
        """Write `<folder>/<name>.json`, whose path is returned."""
        content = {
            "bench": self._name,
            "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "machine": asdict(this_machine()),
            "facts": self._facts,
            "rows": [dict(row) for row in self._rows],
        }
        text = json.dumps(content, indent=2, ensure_ascii=False) + "\n"
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{self._name}.json"
        path.write_text(text, encoding="utf-8")
        return path


def _console() -> Console:
    """As wide as the terminal; wide enough for a table where there is none."""
    console = Console()
    return console if console.is_terminal else Console(width=_WIDE)


def _print(console: Console, title: str, rows: Sequence[Row], facts: Row, machine: Machine) -> None:
    columns = list(dict.fromkeys(column for row in rows for column in row))
    table = Table(title=title, box=SIMPLE)
    for column in columns:
        numeric = all(isinstance(row.get(column), int | float | None) for row in rows)
        table.add_column(column, justify="right" if numeric else "left")
    for row in rows:
        table.add_row(*(_shown(row.get(column)) for column in columns))
    console.print(table)
    for fact, value in {**facts, "machine": str(machine)}.items():
        console.print(f"{fact}: {_shown(value)}", highlight=False)


def _shown(value: Cell) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:,.1f}" if abs(value) >= 1 else f"{value:.3g}"
        case _:
            return str(value)


def _cpu_model() -> str:
    """Empty where neither Linux nor Python knows."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return platform.processor()
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return models[0] if models else platform.processor()
