"""`python -m bench.understanding --data DIR`: how well callers are understood, as one table."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bench.understanding.table import Row

SETS = ("clinc", "consent", "coffee_orders", "restaurants8k", "sgd_appointments", "evi", "turns")
"""Modules with NAME, the folder's, and measure(folder)."""


def main(
    data: Annotated[Path, typer.Option(help="A folder with a folder for each set.")],
    only: Annotated[list[str] | None, typer.Option(help="Modules to measure; all without it.")] = None,
) -> None:
    """Measure every set that `data` holds."""
    table = Table("set", "what", "measured", "bound", "", "note")
    for name in only or SETS:
        for row in _rows(name, data):
            table.add_row(name, row.what, _number(row.measured, row.unit), *_bound(row), row.note)
    Console(width=140).print(table)


def _rows(name: str, data: Path) -> Iterator[Row]:
    module = import_module(f"bench.understanding.{name}")
    folder = data / module.NAME
    if folder.is_dir():
        yield from module.measure(folder)


def _number(value: float, unit: str) -> str:
    return f"{value:.1f} {unit}".strip()


def _bound(row: Row) -> tuple[str, str]:
    """The bound, and whether it is kept."""
    if row.at_least is not None:
        return f">= {row.at_least:g}", "ok" if row.measured >= row.at_least else "short"
    if row.at_most is not None:
        return f"<= {row.at_most:g}", "ok" if row.measured <= row.at_most else "over"
    return "", ""


if __name__ == "__main__":
    typer.run(main)
