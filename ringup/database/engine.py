"""The one way to the database: short transactions for reading and for writing.

A writing transaction on SQLite takes the write lock when it begins, so that what it reads cannot
change before it writes. Whatever the driver says of a database that cannot answer becomes
DatabaseUnavailable here; broken constraints (sqlalchemy.exc.IntegrityError) pass as they are.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event, exc
from sqlalchemy.engine import URL, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine

from ringup.database import schema
from ringup.database.errors import DatabaseUnavailable, DatabaseUrlInvalid

BUSY_TIMEOUT = 5.0
"""Seconds to wait for another writer."""

_DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg"}
_NOT_NOW = ("08", "40", "53", "55", "57")
"""PostgreSQL's classes of errors that may be gone the next time: connection, deadlock, resources, lock,
operator's intervention. https://www.postgresql.org/docs/current/errcodes-appendix.html"""

_UNAVAILABLE = (exc.OperationalError, exc.InterfaceError, exc.TimeoutError, OSError)


class Database:
    """A pool of connections, shared by the whole process. Opens nothing until it is used."""

    def __init__(self, url: str, *, busy_timeout: float = BUSY_TIMEOUT) -> None:
        """`url` is SQLAlchemy's. Raises DatabaseUrlInvalid."""
        self._url = _with_driver(url)
        self._engine = _engine(self._url, busy_timeout)
        self._writer = self._engine.execution_options(begin="BEGIN IMMEDIATE")

    @property
    def engine(self) -> AsyncEngine:
        return self._engine

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """A consistent view. Raises DatabaseUnavailable."""
        with _translated():
            async with AsyncSession(self._engine, expire_on_commit=False) as session:
                yield session

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncSession]:
        """Committed, durably, when the block ends; rolled back when it raises.

        Raises DatabaseUnavailable, and IntegrityError for a broken constraint.
        """
        with _translated():
            async with (
                AsyncSession(self._writer, expire_on_commit=False) as session,
                session.begin(),
            ):
                await session.connection()
                yield session

    async def migrate(self) -> None:
        """Bring the schema up to date, creating a SQLite file where there is none.

        Safe beside other processes that do the same. Raises DatabaseUnavailable.
        """
        with _translated():
            await asyncio.to_thread(_make_folder, self._url)
            await _use_write_ahead_log(self._engine)
            async with self._writer.begin() as connection:
                await connection.run_sync(schema.upgrade)

    async def close(self) -> None:
        await self._engine.dispose()


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except _UNAVAILABLE as error:
        raise DatabaseUnavailable(_reason(error)) from error
    except exc.DBAPIError as error:
        damaged = type(error) is exc.DatabaseError  # or not a database at all
        if damaged or _is_not_now(error):
            raise DatabaseUnavailable(_reason(error)) from error
        raise


def _is_not_now(error: exc.DBAPIError) -> bool:
    return str(getattr(error.orig, "sqlstate", None) or "")[:2] in _NOT_NOW


def _reason(error: Exception) -> str:
    """The driver's own words: SQLAlchemy's would quote the statement."""
    return str(error.orig) if isinstance(error, exc.DBAPIError) else str(error)


def _with_driver(url: str) -> URL:
    try:
        parsed = make_url(url)
    except exc.ArgumentError as error:
        raise DatabaseUrlInvalid("a database is named like sqlite:///var/ringup.db") from error
    parsed = parsed.set(drivername=_DRIVERS.get(parsed.drivername, parsed.drivername))
    if _is_sqlite(parsed) and parsed.database in (None, "", ":memory:"):
        raise DatabaseUrlInvalid("SQLite needs a file: memory is not shared between connections")
    return parsed


def _engine(url: URL, busy_timeout: float) -> AsyncEngine:
    try:
        engine = create_async_engine(url, hide_parameters=True, connect_args=_connect_args(url, busy_timeout))
    except (exc.ArgumentError, ModuleNotFoundError) as error:
        message = f"{url.drivername} cannot be used here: {error}"
        raise DatabaseUrlInvalid(message) from error
    if _is_sqlite(url):
        event.listen(engine.sync_engine, "connect", _prepare_sqlite)
        event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return engine


def _connect_args(url: URL, busy_timeout: float) -> dict[str, Any]:
    if _is_sqlite(url):
        return {"timeout": busy_timeout}
    return {"server_settings": {"lock_timeout": f"{busy_timeout * 1000:.0f}"}}


def _is_sqlite(url: URL) -> bool:
    return url.get_backend_name() == "sqlite"


def _prepare_sqlite(connection: Any, _record: object) -> None:
    """The driver must not begin transactions by itself; `_begin_sqlite` does."""
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    if (begin := connection.get_execution_options().get("begin", "BEGIN")) is not None:
        connection.exec_driver_sql(begin)


async def _use_write_ahead_log(engine: AsyncEngine) -> None:
    """So that readers and the writer do not block each other. Outside transactions only."""
    if engine.dialect.name == "sqlite":
        async with engine.execution_options(begin=None).connect() as connection:
            await connection.exec_driver_sql("PRAGMA journal_mode = WAL")


def _make_folder(url: URL) -> None:
    if _is_sqlite(url) and url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
