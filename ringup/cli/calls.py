"""`ringup calls`: what was said, without the console."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from ringup.cli.transcript import show_purchase, show_turn
from ringup.pipelines.archive import CallArchive
from ringup.pipelines.settings import load_settings

app = typer.Typer(no_args_is_help=True, help="List calls, and read one.")
console = Console()


@app.command("list")
def list_calls(most: Annotated[int, typer.Option(help="How many, newest first.")] = 20) -> None:
    """The newest calls."""
    calls = _archive().calls(limit=most)
    if not calls:
        console.print("No calls yet. Make one: ringup demo")
        return
    table = Table("call", "door", "caller", "customer", "started", "seconds", "orders")
    for call in calls:
        started = call.started_at.astimezone().strftime("%Y-%m-%d %H:%M")
        seconds = f"{call.duration_ms / 1000:.0f}" if call.ended_at else "live"
        orders = ", ".join(call.orders)
        caller, customer = escape(call.caller or ""), escape(call.customer or "")
        table.add_row(call.id, call.door, caller, customer, started, seconds, orders)
    console.print(table)


@app.command("show")
def show(call: str) -> None:
    """The transcript of one call, and the evidence for what was bought."""
    record = _archive().read(call)
    for turn in record.turns:
        show_turn(console, turn)
    for purchase in record.purchases:
        show_purchase(console, purchase)


def _archive() -> CallArchive:
    return CallArchive(load_settings().data_dir / "calls")
