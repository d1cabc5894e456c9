"""The sample shop with the embedded recogniser, as a server loads it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from ringup.pipelines.engines import load_recognizer
from ringup.pipelines.sample_shop import open_sample_shop, settings_in
from ringup.pipelines.shopfront import Shop
from ringup.voice.ports import Recognizer


@asynccontextmanager
async def sample_ears(folder: Path) -> AsyncIterator[tuple[Recognizer, Shop]]:
    """`folder` keeps the shop and the language model, which takes a while to build."""
    async with open_sample_shop(folder) as shop:
        recognizer = await load_recognizer(settings_in(folder), await shop.names.vocabulary())
        yield recognizer, shop
        await recognizer.close()
