"""`ringup operators`: who may listen to calls."""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from ringup.pipelines.settings import load_settings
from ringup.pipelines.shopfront import open_database
from ringup.telephony.console.operators import Operators

app = typer.Typer(no_args_is_help=True, help="People who sign in to the console.")
console = Console()


@app.command("add")
def add(
    name: str,
    password: Annotated[
        str,
        typer.Option(
            prompt=True,
            confirmation_prompt=True,
            hide_input=True,
            envvar="RINGUP_OPERATOR_PASSWORD",
            help="Asked for when not given.",
        ),
    ],
) -> None:
    """Add an operator, or give one a new password."""
    asyncio.run(_add(name, password))


@app.command("list")
def list_operators() -> None:
    """Name all operators."""
    asyncio.run(_list())


async def _add(name: str, password: str) -> None:
    async with open_database(load_settings()) as database:
        await Operators(database).add(name, password)
    console.print(f"{escape(name)} can sign in at /console now.")


async def _list() -> None:
    async with open_database(load_settings()) as database:
        names = await Operators(database).names()
    console.print(escape("\n".join(names)) or "No operators yet. Add one: ringup operators add NAME")
