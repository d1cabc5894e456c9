"""What is different with PostgreSQL: its schema, and how it says that it cannot answer."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, exc, select, text

from ringup.database.booking_models import StaffRow
from ringup.database.engine import Database
from ringup.database.errors import DatabaseUnavailable
from ringup.database.tables import METADATA
from ringup.skills.backends.sql.booking_times import lock
from ringup.skills.bookings.values import StaffId
from tests.skills.backends import postgres


@pytest.fixture
async def database(postgresql: postgres.Server) -> AsyncIterator[Database]:
    async with postgresql.database() as url:
        database = Database(url, busy_timeout=0.1)
        async with database.writing() as session:
            session.add(StaffRow(id="ann", position=0, names=["Ann"], person=True, seats=1, hours=None))
        yield database
        await database.close()


async def test_migrations_and_models_agree(database: Database) -> None:
    def differences(connection: Connection) -> list[object]:
        migrations = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(migrations, METADATA))

    async with database.engine.connect() as connection:
        assert await connection.run_sync(differences) == []


async def test_a_lock_that_is_held_for_too_long_is_an_outage(database: Database) -> None:
    async with database.writing() as session:
        await lock(session, [StaffId("ann")])
        with pytest.raises(DatabaseUnavailable, match="lock"):
            await lock_ann(database)
    await lock_ann(database)


async def test_a_server_that_hangs_up_is_an_outage(database: Database) -> None:
    with pytest.raises(DatabaseUnavailable):
        async with database.writing() as session:
            await session.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))


async def test_a_mistake_of_ours_is_none(database: Database) -> None:
    with pytest.raises(exc.DBAPIError, match="no_such_table"):
        async with database.reading() as session:
            await session.execute(text("SELECT * FROM no_such_table"))


async def lock_ann(database: Database) -> None:
    async with database.writing() as session:
        await lock(session, [StaffId("ann")])
        assert await session.scalar(select(StaffRow.id)) == "ann"
