"""A migrated SQLite file for each test."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from ringup.database.engine import Database
from tests.database import templates


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "shop.db"


@pytest.fixture
async def database(path: Path) -> AsyncIterator[Database]:
    await templates.place(path)
    database = Database(f"sqlite:///{path}", busy_timeout=0.05)
    yield database
    await database.close()
