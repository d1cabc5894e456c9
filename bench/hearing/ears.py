"""The sample shop and a recogniser, as a server loads them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bench.engines import Engine
from ringup.pipelines.engines import load_recognizer
from ringup.pipelines.settings import Settings, load_settings
from ringup.pipelines.shopfront import Shop, open_shop
from ringup.skills.backends.shop_file.load import SAMPLE_SHOP, load_shop
from ringup.voice.ports import Recognizer


@asynccontextmanager
async def sample_shop(settings: Settings) -> AsyncIterator[Shop]:
    async with open_shop(settings) as empty:
        if not await empty.desks.catalog.products():
            await load_shop(SAMPLE_SHOP, empty.database)
    async with open_shop(settings) as shop:
        yield shop


@asynccontextmanager
async def sample_ears(
    folder: Path, engine: Engine = Engine.EMBEDDED
) -> AsyncIterator[tuple[Recognizer, Shop]]:
    """`folder` keeps the shop and the language model, which takes a while to build."""
    settings = load_settings(data_dir=folder, **engine.settings)
    async with sample_shop(settings) as shop:
        recognizer = await load_recognizer(settings, await shop.names.vocabulary())
        yield recognizer, shop
        await recognizer.close()
