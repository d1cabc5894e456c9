"""A shop to try things out with, to measure and to train on: never in the user's own database."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from ringup.pipelines.settings import Settings, load_settings
from ringup.pipelines.shopfront import Shop, open_database, open_shop
from ringup.skills.backends.shop_file import SAMPLE_SHOP, load_shop
from ringup.skills.backends.sql import SqlCatalogDesk


def settings_in(folder: Path, **overrides: object) -> Settings:
    """The user's, but for a database in `folder`. Raises SettingsInvalid."""
    return load_settings(data_dir=folder, database_url=None, **overrides)


async def fill(settings: Settings, file: Path = SAMPLE_SHOP) -> None:
    """Load a shop file unless products are there. Raises what `open_database` and `load_shop` raise."""
    async with open_database(settings) as database:
        if not await SqlCatalogDesk(database).products():
            await load_shop(file, database)


@asynccontextmanager
async def open_sample_shop(folder: Path) -> AsyncIterator[Shop]:
    """What callers changed in `folder` is still so the next time."""
    settings = settings_in(folder)
    await fill(settings)
    async with open_shop(settings) as shop:
        yield shop
