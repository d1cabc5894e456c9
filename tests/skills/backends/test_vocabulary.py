"""The names that callers of the sample shop may say."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from ringup.database.engine import Database
from ringup.pipelines.understanding import names_of
from ringup.skills.backends.shop_file import SAMPLE_SHOP, load_shop
from ringup.skills.backends.sql import SqlBookingDesk, SqlCatalogDesk, SqlVocabularyDesk
from ringup.skills.vocabulary import PersonNames, Vocabulary
from tests.skills.backends import shops


@pytest.fixture
async def empty(tmp_path: Path) -> AsyncIterator[Database]:
    database = Database(shops.url(tmp_path))
    await database.migrate()
    yield database
    await database.close()


async def vocabulary(database: Database) -> Vocabulary:
    sold = await names_of(SqlCatalogDesk(database), SqlBookingDesk(database))
    return await SqlVocabularyDesk(database, sold).vocabulary()


async def test_an_empty_shop_has_none(empty: Database) -> None:
    assert await vocabulary(empty) == Vocabulary()


async def test_everything_that_has_a_name_is_there(empty: Database) -> None:
    await load_shop(SAMPLE_SHOP, empty)
    names = await vocabulary(empty)
    assert any("waterproof winter jacket" in product.names for product in names.products)
    assert "coat fitting" in names.services
    assert "Nora" in names.staff
    assert PersonNames("Daniel", "Foster") in names.people
    assert "31 Mill Road, Westbrook" in names.addresses
    assert "04092" in names.postcodes
    assert "daniel.foster@example.com" in names.emails
    assert "SPRING10" in names.vouchers
    assert names.ways == ("standard delivery", "express")
    assert {"ordered by mistake", "by accident"} <= set(names.reasons)
    assert {"Delivery", "can you wrap it as a present"} <= set(names.questions)
