"""Databases that are made once a run and copied for each test: migrating takes longer than most tests."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Awaitable, Callable
from functools import cache
from itertools import count
from pathlib import Path

from ringup.database.engine import Database

Fill = Callable[[Database], Awaitable[object]]

_numbers = count(1)
_filled: dict[str, Path] = {}


async def place(path: Path, key: str = "", fill: Fill | None = None) -> None:
    """Put a database with the present schema at `path`, filled by `fill`.

    What is filled in under one `key` is always the same: it is done once.
    """
    if key not in _filled:
        _filled[key] = _folder() / f"{next(_numbers)}.db"
        await make(f"sqlite:///{_filled[key]}", fill)
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(_filled[key], path)


@cache
def _folder() -> Path:
    """Goes when the process ends."""
    folder = Path(tempfile.mkdtemp(prefix="ringup-templates-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


async def make(url: str, fill: Fill | None = None) -> None:
    """Bring the database at `url` to the present schema, fill it, and leave it to whoever copies it."""
    database = Database(url)
    try:
        await database.migrate()
        if fill is not None:
            await fill(database)
    finally:
        await database.close()
