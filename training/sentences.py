"""The sample shop's sentences, from the generator that also feeds the embedded recogniser."""

from __future__ import annotations

import tempfile
from pathlib import Path

from ringup.pipelines.sample_shop import open_sample_shop
from ringup.skills.understanding.corpus import shop_sentences

MOST = 40_000


async def of_sample_shop(limit: int, seed: int) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        async with open_sample_shop(Path(folder)) as shop:
            return list(shop_sentences(await shop.names.vocabulary(), limit, seed))
