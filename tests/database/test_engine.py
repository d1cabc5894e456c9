"""Transactions, and what becomes of a database that cannot answer. Every failure is real."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, exc, select, text

from ringup.database.engine import Database
from ringup.database.errors import DatabaseUnavailable, DatabaseUrlInvalid
from ringup.database.models import OperatorRow, OrderRow

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def operator(name: str = "ada", created_at: datetime = NOON) -> OperatorRow:
    return OperatorRow(name=name, password_hash="x", created_at=created_at)


async def names(database: Database) -> list[str]:
    async with database.reading() as session:
        return list(await session.scalars(select(OperatorRow.name)))


async def write(database: Database, row: Any) -> None:
    async with database.writing() as session:
        session.add(row)


async def test_what_was_written_is_read_by_another_connection(database: Database, path: Path) -> None:
    await write(database, operator())
    other = Database(f"sqlite:///{path}")
    assert await names(other) == ["ada"]
    await other.close()


async def test_an_error_in_the_block_rolls_everything_back(database: Database) -> None:
    async def half_way() -> None:
        async with database.writing() as session:
            session.add(operator())
            await session.flush()
            raise KeyError("half-way")

    with pytest.raises(KeyError):
        await half_way()
    assert await names(database) == []


async def test_a_broken_constraint_is_not_an_outage(database: Database) -> None:
    await write(database, operator())
    with pytest.raises(exc.IntegrityError):
        await write(database, operator())


async def test_foreign_keys_hold(database: Database) -> None:
    orphan = OrderRow(
        number="100000", customer_id="nobody", placed_at=NOON, status="placed",
        address="", currency="USD", delivery_minor=0, total_minor=0,
    )  # fmt: skip
    with pytest.raises(exc.IntegrityError):
        await write(database, orphan)


async def test_the_file_uses_a_write_ahead_log_and_full_syncs(database: Database) -> None:
    async with database.reading() as session:
        assert await session.scalar(text("PRAGMA journal_mode")) == "wal"
        assert await session.scalar(text("PRAGMA synchronous")) == 2


async def test_times_come_back_in_utc_whatever_zone_they_had(database: Database) -> None:
    there = NOON.astimezone(timezone(timedelta(hours=-5)))
    await write(database, operator(created_at=there))
    async with database.reading() as session:
        kept = await session.scalar(select(OperatorRow.created_at))
    assert kept == NOON
    assert kept.tzinfo is UTC


async def test_a_time_without_a_zone_is_refused(database: Database) -> None:
    with pytest.raises(exc.StatementError):
        await write(database, operator(created_at=NOON.replace(tzinfo=None)))


async def test_another_writer_for_too_long_is_an_outage(database: Database, path: Path) -> None:
    rival = sqlite3.connect(path, isolation_level=None)
    rival.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseUnavailable, match="locked"):
        await write(database, operator())
    assert await names(database) == []  # reading goes on beside a writer
    rival.execute("ROLLBACK")
    rival.close()
    await write(database, operator())
    assert await names(database) == ["ada"]


async def test_a_full_disk_is_an_outage_and_writes_nothing(database: Database) -> None:
    @event.listens_for(database.engine.sync_engine, "checkout")
    def _no_more_pages(connection: Any, *_: object) -> None:
        connection.cursor().execute("PRAGMA max_page_count = 1")

    with pytest.raises(DatabaseUnavailable, match="full"):
        async with database.writing() as session:
            session.add_all(operator("x" * 90 + str(n)) for n in range(2_000))
    assert await names(database) == []


async def test_a_damaged_file_is_an_outage(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    path.write_bytes(b"this is no database" * 100)
    database = Database(f"sqlite:///{path}")
    with pytest.raises(DatabaseUnavailable):
        await database.migrate()
    await database.close()


async def test_a_folder_that_cannot_be_made_is_an_outage(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    database = Database(f"sqlite:///{tmp_path / 'file' / 'shop.db'}")
    with pytest.raises(DatabaseUnavailable):
        await database.migrate()
    await database.close()


async def test_errors_never_quote_what_was_written(database: Database) -> None:
    await write(database, operator("secret name"))
    with pytest.raises(exc.IntegrityError) as caught:
        await write(database, operator("secret name"))
    assert "secret name" not in str(caught.value)


async def test_many_writers_take_turns(path: Path, database: Database) -> None:
    patient = Database(f"sqlite:///{path}", busy_timeout=10)
    await asyncio.gather(*(write(patient, operator(f"operator {n}")) for n in range(20)))
    assert len(await names(patient)) == 20
    await patient.close()


@pytest.mark.parametrize(
    "url", ["nonsense", "sqlite://", "sqlite:///:memory:", "oracle+nothing://x/y", "made-up://x"]
)
def test_an_unusable_address_is_refused(url: str) -> None:
    with pytest.raises(DatabaseUrlInvalid):
        Database(url)


def test_nothing_is_opened_before_it_is_used(path: Path) -> None:
    Database(f"sqlite:///{path}")
    assert not os.path.exists(path.parent)
