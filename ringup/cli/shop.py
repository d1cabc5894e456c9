"""`ringup shop`: what the assistant sells, and to whom."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from ringup.pipelines.settings import load_settings
from ringup.pipelines.shopfront import open_database, open_shop
from ringup.skills.backends.shop_file import SAMPLE_SHOP, load_shop
from ringup.skills.wording import spoken

app = typer.Typer(no_args_is_help=True, help="Load a shop, and see what is in it.")
console = Console()


@app.command("load")
def load(
    file: Annotated[
        Path | None, typer.Argument(help="Shop file; docs/shop-file.md says how it is written.")
    ] = None,
    sample: Annotated[bool, typer.Option("--sample", help="Load the sample shop.")] = False,
) -> None:
    """Read a shop file. A file with a mistake is refused as a whole, with the line and the reason."""
    if (file is None) == (not sample):
        raise typer.BadParameter("give a file, or --sample")
    asyncio.run(_load(file or SAMPLE_SHOP))


@app.command("show")
def show() -> None:
    """List the products."""
    asyncio.run(_show())


async def _load(path: Path) -> None:
    async with open_database(load_settings()) as database:
        summary = await load_shop(path, database)
    console.print(f"Loaded {summary}.")


async def _show() -> None:
    async with open_shop(load_settings()) as shop:
        profile = await shop.desks.catalog.profile()
        products = await shop.desks.catalog.products()
    if not products:
        console.print("The shop is empty. Load one: ringup shop load --sample")
        return
    table = Table("product", "variant", "price", title=profile.name)
    for product in products:
        for variant in product.variants:
            table.add_row(product.names[0], variant.name, spoken.money(variant.unit_price))
    console.print(table)
