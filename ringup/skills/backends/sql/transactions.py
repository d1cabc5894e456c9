"""Where a database that cannot answer becomes a desk that cannot. Nowhere else."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncSession

from ringup.database.engine import Database
from ringup.database.errors import DatabaseUnavailable
from ringup.skills.errors import DeskUnavailable


@asynccontextmanager
async def reading(database: Database) -> AsyncIterator[AsyncSession]:
    """A consistent view. Raises DeskUnavailable."""
    try:
        async with database.reading() as session:
            yield session
    except DatabaseUnavailable as error:
        raise DeskUnavailable(str(error)) from error


@asynccontextmanager
async def writing(database: Database) -> AsyncIterator[AsyncSession]:
    """All or nothing, durable at the end. Raises DeskUnavailable, and IntegrityError as it is."""
    try:
        async with database.writing() as session:
            yield session
    except DatabaseUnavailable as error:
        raise DeskUnavailable(str(error)) from error
