"""The sample shop and a recogniser, as a server loads them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bench.engines import Engine
from ringup.pipelines.engines import load_recognizer
from ringup.pipelines.sample_shop import open_sample_shop, settings_in
from ringup.pipelines.shopfront import Shop
from ringup.voice.ports import Recognizer


@asynccontextmanager
async def sample_ears(
    folder: Path, engine: Engine = Engine.EMBEDDED
) -> AsyncIterator[tuple[Recognizer, Shop]]:
    """`folder` keeps the shop and the language model, which takes a while to build."""
    settings = settings_in(folder, **engine.settings)
    async with open_sample_shop(folder) as shop:
        recognizer = await load_recognizer(settings, await shop.names.vocabulary())
        yield recognizer, shop
        await recognizer.close()
