"""The migrations build exactly what the models say, once, wherever they are run."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from ringup.database import schema
from ringup.database.engine import Database
from ringup.database.page_models import FULL_TEXT
from ringup.database.tables import METADATA


async def test_migrations_and_models_agree(database: Database) -> None:
    def differences(connection: Connection) -> list[object]:
        options = {"compare_type": True, "compare_server_default": True, "include_name": modelled}
        migrations = MigrationContext.configure(connection, opts=options)
        return list(compare_metadata(migrations, METADATA))

    async with database.engine.connect() as connection:
        assert await connection.run_sync(differences) == []


def modelled(name: str | None, kind: str, _parents: object) -> bool:
    """All but SQLite's full-text indexes and the tables that they consist of."""
    return kind != "table" or not (name or "").startswith(FULL_TEXT)


async def test_migrating_again_changes_nothing(database: Database) -> None:
    await database.migrate()
    async with database.reading() as session:
        assert await session.scalar(text("SELECT count(*) FROM alembic_version")) == 1


async def test_a_migration_can_be_undone(database: Database) -> None:
    def undo(connection: Connection) -> None:
        command.downgrade(schema.config(connection), "base")

    async with database.engine.begin() as connection:
        await connection.run_sync(undo)
    await database.migrate()


async def test_processes_that_start_together_migrate_once(tmp_path: Path) -> None:
    program = (
        "import asyncio, sys\n"
        "from ringup.database.engine import Database\n"
        "asyncio.run(Database(sys.argv[1], busy_timeout=20).migrate())\n"
    )
    url = f"sqlite:///{tmp_path / 'shop.db'}"
    starts = [
        asyncio.create_subprocess_exec(
            sys.executable, "-c", program, url, cwd=tmp_path, env={**os.environ, "PYTHONPATH": ROOT}
        )
        for _ in range(3)
    ]
    processes = await asyncio.gather(*starts)
    assert [await process.wait() for process in processes] == [0, 0, 0]


def test_the_models_are_portable_to_postgresql() -> None:
    dialect = postgresql.asyncpg.dialect()  # type: ignore[no-untyped-call]
    tables = {t.name: str(CreateTable(t).compile(dialect=dialect)) for t in METADATA.tables.values()}
    assert "TIMESTAMP WITH TIME ZONE" in tables["orders"]
    assert "SERIAL" in tables["commitments"]


ROOT = str(Path(__file__).parents[2])
