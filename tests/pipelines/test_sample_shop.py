"""The sample shop keeps to its own folder, whatever the user has set."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ringup.pipelines.sample_shop import fill, open_sample_shop, settings_in
from ringup.pipelines.shopfront import open_database
from ringup.skills.backends.shop_file import SAMPLE_SHOP
from ringup.skills.backends.sql import SqlCatalogDesk
from tests.skills.backends import shops

SAMPLE_NAME = "Harbour Street Store"


@pytest.fixture(autouse=True)
def _nothing_is_written_to_the_users_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RINGUP_DATABASE_URL", f"sqlite:///{tmp_path / 'own.db'}")
    yield
    assert not (tmp_path / "own.db").exists()


async def test_it_opens_with_its_names(tmp_path: Path) -> None:
    async with open_sample_shop(tmp_path / "sample") as shop:
        assert (await shop.desks.catalog.profile()).name == SAMPLE_NAME
        assert (await shop.names.vocabulary()).products == await shop.desks.catalog.products()


async def test_a_shop_that_is_there_is_left_alone(tmp_path: Path) -> None:
    settings = settings_in(tmp_path / "data")
    await fill(settings, shops.written(tmp_path / "shop.json", shops.shop_data()))
    await fill(settings, SAMPLE_SHOP)
    async with open_database(settings) as database:
        assert (await SqlCatalogDesk(database).profile()).name != SAMPLE_NAME
