"""`ringup shop`: what the assistant sells, and to whom."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from ringup.pipelines.settings import Settings, load_settings
from ringup.pipelines.shopfront import names_in, open_database, open_shop
from ringup.skills.backends.shop_file import SAMPLE_SHOP, load_shop
from ringup.skills.vocabulary import Vocabulary
from ringup.skills.wording import spoken
from ringup.voice.errors import EngineUnavailable

app = typer.Typer(no_args_is_help=True, help="Load a shop, and see what is in it.")
console = Console()


@app.command("load")
def load(
    file: Annotated[
        Path | None, typer.Argument(help="Shop file; docs/shop-file.md says how it is written.")
    ] = None,
    sample: Annotated[bool, typer.Option("--sample", help="Load the sample shop.")] = False,
) -> None:
    """Read a shop file, and learn its words. A file with a mistake is refused as a whole, with the line and
    the reason."""
    if (file is None) == (not sample):
        raise typer.BadParameter("give a file, or --sample")
    asyncio.run(_load(file or SAMPLE_SHOP))


@app.command("show")
def show() -> None:
    """List the products."""
    asyncio.run(_show())


async def _load(path: Path) -> None:
    settings = load_settings()
    async with open_database(settings) as database:
        summary = escape(str(await load_shop(path, database)))
        console.print(f"Loaded {summary}.", highlight=False, soft_wrap=True)
        names = await names_in(database)
        await _learn(settings, await names.vocabulary())


async def _learn(settings: Settings, vocabulary: Vocabulary) -> None:
    """Who only types needs no engines."""
    from ringup.pipelines.engines import learn_words  # slow to import

    try:
        with console.status("Learning the shop's words, for calls ..."):
            await learn_words(settings, vocabulary)
    except EngineUnavailable as error:
        why = escape(str(error))
        console.print(f"[yellow]No calls can be taken yet: {why}[/]", highlight=False, soft_wrap=True)


async def _show() -> None:
    async with open_shop(load_settings()) as shop:
        profile = await shop.desks.catalog.profile()
        products = await shop.desks.catalog.products()
    if not products:
        console.print("The shop is empty. Load one: ringup shop load --sample")
        return
    table = Table("product", "variant", "price", title=escape(profile.name))
    for product in products:
        for variant in product.variants:
            table.add_row(escape(product.names[0]), escape(variant.name), spoken.money(variant.unit_price))
    console.print(table)
