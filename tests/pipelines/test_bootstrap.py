"""Everything put together, and what a crash left open settled on the way."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from ringup.pipelines.archive import CallArchive
from ringup.pipelines.bootstrap import open_assistant, settle
from ringup.pipelines.errors import SettingsInvalid
from ringup.pipelines.settings import Settings, load_settings
from ringup.pipelines.shopfront import Shop, open_shop
from ringup.skills.backends.shop_file import SAMPLE_SHOP, load_shop
from ringup.skills.backends.sql import SqlCommitmentLedger
from ringup.skills.dialogue.guard import Confirmed
from ringup.skills.dialogue.proposals import PlaceOrder
from ringup.skills.shop import Customer
from ringup.skills.values import PhoneNumber
from tests import learned
from tests.skills import sample

CALL = "CA1"


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.chdir(tmp_path)
    return load_settings(data_dir=tmp_path / "data")


@pytest.fixture
async def shop(settings: Settings) -> AsyncIterator[Shop]:
    async with open_shop(settings) as shop:
        await load_shop(SAMPLE_SHOP, shop.database)
        yield shop


async def sam(shop: Shop) -> Customer:
    customer = await shop.desks.customers.find(PhoneNumber("+12025550101"))
    assert customer is not None
    return customer


async def confirmed_before_a_crash(shop: Shop) -> Confirmed[PlaceOrder]:
    """The yes was written down, and then the process died."""
    customer = await sam(shop)
    line = (await shop.desks.orders.orders_of(customer.id))[1].lines[0]
    quote = await shop.desks.orders.quote(customer.id, (line.item,))
    confirmed = sample.confirm(sample.proposal(quote, customer), CALL)
    await SqlCommitmentLedger(shop.database).record(confirmed)
    return confirmed


async def orders(shop: Shop) -> int:
    return len(await shop.desks.orders.orders_of((await sam(shop)).id))


async def test_an_order_that_a_crash_left_open_is_placed_once_and_kept_with_its_call(
    shop: Shop, settings: Settings
) -> None:
    archive = CallArchive(settings.data_dir / "calls")
    archive.open(CALL, "phone", "+12025550101", sample.NOW)
    before = await orders(shop)
    confirmed = await confirmed_before_a_crash(shop)
    await settle(shop, archive)
    await settle(shop, archive)
    assert await orders(shop) == before + 1
    [purchase] = archive.read(CALL).purchases
    assert purchase.answer == confirmed.evidence.answer
    assert archive.read(CALL).summary.orders == (purchase.order,)


async def test_a_conversation_by_typing_has_no_call_to_keep_it_with(shop: Shop, settings: Settings) -> None:
    before = await orders(shop)
    await confirmed_before_a_crash(shop)
    await settle(shop, CallArchive(settings.data_dir / "calls"))
    assert await orders(shop) == before + 1


async def test_the_assistant_settles_before_it_takes_calls_and_closes_what_it_opened(
    shop: Shop, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    before = await orders(shop)
    await confirmed_before_a_crash(shop)
    told: list[str] = []
    learned.share(settings.data_dir)
    with caplog.at_level(logging.INFO, logger="ringup"):
        async with open_assistant(settings, progress=told.append) as assistant:
            assert await orders(shop) == before + 1
            assert "pocketsphinx" in assistant.engines.recognizer.name
    assert len(told) == 2
    assert "has been placed" in caplog.text
    assert "Sam" not in caplog.text


@pytest.mark.parametrize(
    ("url", "said"),
    [("nonsense", "RINGUP_DATABASE_URL"), ("sqlite:///:memory:", "RINGUP_DATABASE_URL")],
)
async def test_an_address_that_names_no_database_is_refused(url: str, said: str, settings: Settings) -> None:
    with pytest.raises(SettingsInvalid, match=said):
        async with open_shop(settings.model_copy(update={"database_url": url})):
            pass
