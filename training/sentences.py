"""The sample shop's sentences, from the generator that also feeds the embedded recogniser."""

from __future__ import annotations

import tempfile

from ringup.pipelines.settings import load_settings
from ringup.pipelines.shopfront import open_shop
from ringup.skills.backends.shop_file import SAMPLE_SHOP, load_shop
from ringup.skills.understanding.corpus import shop_sentences

MOST = 40_000


async def of_sample_shop(limit: int, seed: int) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        async with open_shop(load_settings(data_dir=folder)) as shop:
            await load_shop(SAMPLE_SHOP, shop.database)
            return list(shop_sentences(await shop.names.vocabulary(), limit, seed))
