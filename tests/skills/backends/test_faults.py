"""A database that is locked, full, read-only or gone, and processes that die. All of it for real."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from ringup.database.engine import Database
from ringup.skills.backends.sql import (
    SqlAfterSaleDesk,
    SqlCatalogDesk,
    SqlCommitmentLedger,
    SqlCustomerDesk,
    SqlOrderDesk,
)
from ringup.skills.backends.sql.bookings import SqlBookingDesk
from ringup.skills.backends.till import DeskTill
from ringup.skills.checkout import Checkout
from ringup.skills.dialogue.events import CommitFailure
from ringup.skills.dialogue.guard import Confirmed
from ringup.skills.dialogue.proposals import PlaceOrder
from ringup.skills.errors import DeskUnavailable
from ringup.skills.policy import Secret
from ringup.skills.shop import Item, Receipt
from tests.skills import sample
from tests.skills.backends import shops

ROOT = Path(__file__).parents[3]


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with shops.opened(tmp_path, busy_timeout=0.05) as database:
        yield database


@pytest.fixture
def orders(database: Database) -> SqlOrderDesk:
    return SqlOrderDesk(database, shops.fixed_clock)


@pytest.fixture
def till(database: Database, orders: SqlOrderDesk) -> DeskTill:
    return DeskTill(orders, SqlAfterSaleDesk(database, shops.fixed_clock), SqlBookingDesk(database))


@pytest.fixture
def ledger(database: Database) -> SqlCommitmentLedger:
    return SqlCommitmentLedger(database, shops.fixed_clock)


async def confirmed_by(orders: SqlOrderDesk, quantity: int = 1) -> Confirmed[PlaceOrder]:
    quote = await orders.quote(sample.SAM.id, (Item(sample.BEANS.sku, quantity),))
    return sample.confirm(sample.proposal(quote))


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Another connection is writing, and does not finish."""
    rival = sqlite3.connect(folder / "shop.db", isolation_level=None)
    rival.execute("BEGIN IMMEDIATE")
    yield
    rival.execute("ROLLBACK")
    rival.close()


def facts(folder: Path) -> tuple[int, int, int]:
    """How many orders were placed, what stock of beans is left, and how many commitments there are."""
    with sqlite3.connect(folder / "shop.db") as connection:
        (placed,) = connection.execute("SELECT count(*) FROM orders WHERE key IS NOT NULL").fetchone()
        (stock,) = connection.execute("SELECT stock FROM variants WHERE sku = 'beans'").fetchone()
        (recorded,) = connection.execute("SELECT count(*) FROM commitments").fetchone()
    connection.close()
    return placed, stock, recorded


UNTOUCHED = (0, 40, 0)


async def test_a_locked_database_takes_nothing_and_loses_nothing(
    orders: SqlOrderDesk, ledger: SqlCommitmentLedger, tmp_path: Path
) -> None:
    confirmed = await confirmed_by(orders)
    with locked(tmp_path):
        with pytest.raises(DeskUnavailable):
            await orders.place(confirmed)
        with pytest.raises(DeskUnavailable):
            await ledger.record(confirmed)
        with pytest.raises(DeskUnavailable):
            await ledger.settle(confirmed.key, "123456")
        assert facts(tmp_path) == UNTOUCHED
    await ledger.record(confirmed)
    await orders.place(confirmed)
    assert facts(tmp_path) == (1, 39, 1)


async def test_callers_are_served_while_another_process_writes(
    database: Database, orders: SqlOrderDesk, tmp_path: Path
) -> None:
    with locked(tmp_path):
        assert await SqlCustomerDesk(database).find(sample.phone(sample.SAM)) == sample.SAM
        assert len(await orders.orders_of(sample.SAM.id)) == 3
        assert (await confirmed_by(orders)).proposal.lines == (sample.BEANS,)


async def test_a_full_disk_takes_nothing_and_loses_nothing(
    database: Database, orders: SqlOrderDesk, ledger: SqlCommitmentLedger, tmp_path: Path
) -> None:
    confirmed = [await confirmed_by(orders, quantity) for quantity in range(1, 40)]

    @event.listens_for(database.engine.sync_engine, "checkout")
    def _no_more_pages(connection: Any, *_: object) -> None:
        connection.cursor().execute("PRAGMA max_page_count = 1")  # means: not one page more

    recorded = 0

    async def until_it_is_full() -> None:
        nonlocal recorded
        for each in confirmed:
            await ledger.record(each)
            recorded += 1

    with pytest.raises(DeskUnavailable, match="full"):
        await until_it_is_full()
    assert facts(tmp_path) == (0, 40, recorded)


async def test_a_full_disk_while_placing_leaves_stock_and_orders_alone(
    database: Database, orders: SqlOrderDesk, tmp_path: Path
) -> None:
    @event.listens_for(database.engine.sync_engine, "checkout")
    def _no_more_pages(connection: Any, *_: object) -> None:
        connection.cursor().execute("PRAGMA max_page_count = 1")

    placed = 0

    async def until_it_is_full() -> None:
        nonlocal placed
        for n in range(40):
            quote = await orders.quote(sample.SAM.id, (Item(sample.BEANS.sku, 1),))
            await orders.place(sample.confirm(sample.proposal(quote), f"{n}-{'long' * 25}"))
            placed += 1

    with pytest.raises(DeskUnavailable, match="full"):
        await until_it_is_full()
    assert facts(tmp_path) == (placed, 40 - placed, 0)


async def test_a_read_only_database_is_unavailable_for_writing(
    database: Database, orders: SqlOrderDesk, tmp_path: Path
) -> None:
    confirmed = await confirmed_by(orders)

    @event.listens_for(database.engine.sync_engine, "checkout")
    def _read_only(connection: Any, *_: object) -> None:
        connection.cursor().execute("PRAGMA query_only = ON")

    with pytest.raises(DeskUnavailable):
        await orders.place(confirmed)
    assert facts(tmp_path) == UNTOUCHED


async def test_a_database_that_is_not_there_makes_every_desk_unavailable(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'nowhere' / 'shop.db'}")
    orders = SqlOrderDesk(database)
    with pytest.raises(DeskUnavailable):
        await SqlCatalogDesk(database).profile()
    with pytest.raises(DeskUnavailable):
        await SqlCatalogDesk(database).products()
    with pytest.raises(DeskUnavailable):
        await SqlCustomerDesk(database).find(sample.phone(sample.SAM))
    with pytest.raises(DeskUnavailable):
        await SqlCustomerDesk(database).check(Secret.PIN, sample.SAM.id, "1234")
    with pytest.raises(DeskUnavailable):
        await orders.orders_of(sample.SAM.id)
    with pytest.raises(DeskUnavailable):
        await SqlCommitmentLedger(database).unsettled()
    await database.close()


async def test_an_empty_database_is_a_shop_without_goods(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'shop.db'}")
    await database.migrate()
    assert await SqlCatalogDesk(database).products() == ()
    assert (await SqlCatalogDesk(database).profile()).phone is None
    quote = await SqlOrderDesk(database).quote(sample.SAM.id, (Item(sample.BEANS.sku, 1),))
    assert (quote.lines, quote.missing) == ((), ())
    await database.close()


async def test_two_engines_on_one_file_place_once(database: Database, tmp_path: Path) -> None:
    engines = [Database(shops.url(tmp_path)) for _ in range(4)]
    desks = [SqlOrderDesk(engine, shops.fixed_clock) for engine in engines]
    confirmed = await confirmed_by(desks[0], 2)
    receipts = await asyncio.gather(*(desk.place(confirmed) for desk in desks * 3))
    assert len(set(receipts)) == 1
    assert facts(tmp_path) == (1, 38, 0)
    for engine in engines:
        await engine.close()


async def test_a_commitment_that_does_not_fit_together_stays_open_and_blocks_no_other(
    orders: SqlOrderDesk, ledger: SqlCommitmentLedger, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    damaged, fine = await confirmed_by(orders, 1), await confirmed_by(orders, 2)
    await ledger.record(damaged)
    await ledger.record(fine)
    with sqlite3.connect(tmp_path / "shop.db") as connection:
        change = "UPDATE commitments SET proposal = json_set(proposal, '$.total.minor', 1) WHERE id = 1"
        connection.execute(change)
    connection.close()
    assert await ledger.unsettled() == (fine,)
    assert "cannot be restored" in caplog.text
    assert sample.SAM.address not in caplog.text


# crashes

PROGRAM = """
import asyncio, os, signal, sys
from pathlib import Path
from ringup.database.engine import Database
from ringup.skills.backends.sql import SqlCommitmentLedger, SqlOrderDesk
from tests.skills.backends import shops
from tests.skills.backends.test_faults import confirmed_by

async def main(folder, moment):
    database = Database(shops.url(folder))
    orders = SqlOrderDesk(database, shops.fixed_clock)
    confirmed = await confirmed_by(orders, 2)
    if moment == "place only":
        print((await orders.place(confirmed)).number)
        return
    await SqlCommitmentLedger(database, shops.fixed_clock).record(confirmed)
    if moment == "after placing":
        await orders.place(confirmed)
    os.kill(os.getpid(), signal.SIGKILL)

asyncio.run(main(Path(sys.argv[1]), sys.argv[2]))
"""


async def run(folder: Path, moment: str) -> tuple[int, str]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", PROGRAM, str(folder), moment,
        env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    output, _ = await process.communicate()
    assert process.returncode is not None
    return process.returncode, output.decode().strip()


async def test_two_processes_place_once(database: Database, tmp_path: Path) -> None:
    first, second = await asyncio.gather(*(run(tmp_path, "place only") for _ in range(2)))
    assert first == second
    assert first[0] == 0
    assert facts(tmp_path) == (1, 38, 0)


@pytest.mark.parametrize(
    ("moment", "before"), [("before placing", (0, 40, 1)), ("after placing", (1, 38, 1))]
)
async def test_a_crash_after_the_yes_is_settled_on_restart(
    till: DeskTill,
    ledger: SqlCommitmentLedger,
    tmp_path: Path,
    moment: str,
    before: tuple[int, int, int],
) -> None:
    assert await run(tmp_path, moment) == (-signal.SIGKILL, "")
    assert facts(tmp_path) == before
    (settled,) = await Checkout(till, ledger).settle()
    assert isinstance(settled.outcome, Receipt)
    assert facts(tmp_path) == (1, 38, 1)
    assert await Checkout(till, ledger).settle() == ()
    assert facts(tmp_path) == (1, 38, 1)


async def test_what_can_no_longer_be_had_is_settled_as_refused(
    till: DeskTill, ledger: SqlCommitmentLedger, tmp_path: Path
) -> None:
    assert await run(tmp_path, "before placing") == (-signal.SIGKILL, "")
    with sqlite3.connect(tmp_path / "shop.db") as connection:
        connection.execute("UPDATE variants SET stock = 1 WHERE sku = 'beans'")
    connection.close()
    (settled,) = await Checkout(till, ledger).settle()
    assert settled.outcome is CommitFailure.OUT_OF_STOCK
    assert await ledger.unsettled() == ()
    assert facts(tmp_path) == (0, 1, 1)


async def test_what_cannot_be_settled_now_is_settled_later(
    orders: SqlOrderDesk, till: DeskTill, ledger: SqlCommitmentLedger, tmp_path: Path
) -> None:
    await ledger.record(await confirmed_by(orders, 2))
    checkout = Checkout(till, ledger)
    with locked(tmp_path):
        (pending,) = await checkout.settle()
        assert pending.outcome is CommitFailure.PENDING
    (settled,) = await checkout.settle()
    assert isinstance(settled.outcome, Receipt)
    assert facts(tmp_path) == (1, 38, 1)
