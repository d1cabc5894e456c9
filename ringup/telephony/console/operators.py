"""Who may sign in, kept in the shop's database. Passwords are kept as argon2 hashes only."""

from __future__ import annotations

import asyncio
import hashlib
import re
import threading
from datetime import UTC, datetime
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import select

from ringup.database.engine import Database
from ringup.database.models import OperatorRow
from ringup.telephony.console.errors import OperatorRefused

SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 1024
_NAME = re.compile(r"[^\W_][\w .@-]{0,98}[\w.]|[^\W_]")

_one_at_a_time = threading.Lock()
"""A hash takes 64 MiB and a core: many sign-ins at once must not starve the calls."""


class Operators:
    """The table of operators. Every method raises DatabaseUnavailable when it cannot be reached."""

    def __init__(self, database: Database, hasher: PasswordHasher | None = None) -> None:
        self._database = database
        self._hasher = hasher or PasswordHasher()

    async def add(self, name: str, password: str) -> None:
        """Add an operator, or give one a new password, which ends their sessions.

        Raises OperatorRefused for a name or a password that will not do.
        """
        _check(name, password)
        hashed = await asyncio.to_thread(self._hash, password)
        async with self._database.writing() as session:
            row = await session.scalar(select(OperatorRow).where(OperatorRow.name == name))
            if row is None:
                now = datetime.now(UTC)
                session.add(OperatorRow(name=name, password_hash=hashed, created_at=now))
            else:
                row.password_hash = hashed

    async def verify(self, name: str, password: str) -> bool:
        """Takes as long for an unknown name as for a wrong password."""
        if len(password) > LONGEST_PASSWORD:
            return False
        known = await self._hash_of(name)
        against = await asyncio.to_thread(_nobodys_hash, self._hasher) if known is None else known
        fits = await asyncio.to_thread(self._fits, against, password) and known is not None
        if fits and self._hasher.check_needs_rehash(against):
            await self._rehash(name, against, password)
        return fits

    async def names(self) -> tuple[str, ...]:
        """In alphabetical order."""
        async with self._database.reading() as session:
            return tuple(await session.scalars(select(OperatorRow.name).order_by(OperatorRow.name)))

    async def stamp(self, name: str) -> str | None:
        """Changes whenever the password does, and tells nothing about it; None for an unknown name."""
        known = await self._hash_of(name)
        return None if known is None else hashlib.sha256(known.encode()).hexdigest()[:24]

    async def _hash_of(self, name: str) -> str | None:
        async with self._database.reading() as session:
            query = select(OperatorRow.password_hash).where(OperatorRow.name == name)
            return await session.scalar(query)

    async def _rehash(self, name: str, old: str, password: str) -> None:
        """Bring a hash up to today's cost, unless the password was changed meanwhile."""
        hashed = await asyncio.to_thread(self._hash, password)
        async with self._database.writing() as session:
            row = await session.scalar(select(OperatorRow).where(OperatorRow.name == name))
            if row is not None and row.password_hash == old:
                row.password_hash = hashed

    def _hash(self, password: str) -> str:
        with _one_at_a_time:
            return self._hasher.hash(password)

    def _fits(self, hashed: str, password: str) -> bool:
        try:
            with _one_at_a_time:
                return self._hasher.verify(hashed, password)
        except (VerificationError, InvalidHashError):
            return False


@cache
def _nobodys_hash(hasher: PasswordHasher) -> str:
    """A hash at this hasher's cost, for names that nobody has."""
    return hasher.hash("the password of nobody")


def _check(name: str, password: str) -> None:
    if not _NAME.fullmatch(name):
        raise OperatorRefused(
            "an operator's name is 1 to 100 letters, digits, spaces or any of . _ @ -, "
            "and starts with a letter or digit"
        )
    if len(password) < SHORTEST_PASSWORD:
        raise OperatorRefused(f"a password needs at least {SHORTEST_PASSWORD} characters")
    if len(password) > LONGEST_PASSWORD:
        raise OperatorRefused(f"a password has at most {LONGEST_PASSWORD} characters")
