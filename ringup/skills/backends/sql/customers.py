"""Who calls, from the database."""

from __future__ import annotations

import asyncio
import time

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from ringup.database.engine import Database
from ringup.database.models import CustomerRow, ShopRow
from ringup.skills.backends.proofs import identify
from ringup.skills.backends.sql import rows
from ringup.skills.backends.sql.catalog import UNNAMED
from ringup.skills.backends.sql.transactions import reading
from ringup.skills.identification.directory import Candidate, Directory
from ringup.skills.shop import Customer, Identified, Told
from ringup.skills.values import CustomerId, PhoneNumber

_HASHER = PasswordHasher()

DIRECTORY_AGE = 60.0
"""Seconds after which the list of customers is read anew."""


class SqlCustomerDesk:
    """The CustomerDesk."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._directory: tuple[float, Directory] | None = None
        self._matching = asyncio.Lock()

    async def find(self, phone: PhoneNumber) -> Customer | None:
        return await self._customer(CustomerRow.phone == phone.e164)

    async def check_pin(self, customer: CustomerId, pin: str) -> bool:
        async with reading(self._database) as session:
            kept = await session.scalar(select(CustomerRow.pin_hash).where(CustomerRow.id == customer))
        return kept is not None and await asyncio.to_thread(_matches, kept, pin)

    async def identify(self, told: tuple[Told, ...], identify_by: tuple[tuple[str, ...], ...]) -> Identified:
        async with self._matching:  # a directory remembers what was heard last, for one thread
            directory = await self._everybody()
            verdict = await asyncio.to_thread(identify, told, identify_by, directory)
        if verdict.customer is None:
            return Identified(None, verdict.ask)
        return Identified(await self._customer(CustomerRow.id == verdict.customer))

    async def _customer(self, condition: object) -> Customer | None:
        wanted = select(CustomerRow).where(condition).options(selectinload(CustomerRow.payments))  # type: ignore[arg-type]
        async with reading(self._database) as session:
            row = await session.scalar(wanted)
            currency = await session.scalar(select(ShopRow.currency)) or UNNAMED.currency
        return None if row is None else rows.customer(row, currency)

    async def _everybody(self) -> Directory:
        """All customers, coded for matching; kept for a minute, for coding them takes a while."""
        now = time.monotonic()
        if self._directory is None or now - self._directory[0] > DIRECTORY_AGE:
            async with reading(self._database) as session:
                candidates = [_candidate(row) for row in await session.scalars(select(CustomerRow))]
            self._directory = now, await asyncio.to_thread(Directory, candidates)
        return self._directory[1]


def hash_pin(pin: str) -> str:
    """Slow on purpose: keep it off the event loop."""
    return _HASHER.hash(pin)


def _candidate(row: CustomerRow) -> Candidate:
    return Candidate(
        CustomerId(row.id),
        row.first_name,
        row.last_name,
        row.postcode,
        row.email or "",
        row.birth_date,
    )


def _matches(kept: str, pin: str) -> bool:
    try:
        return _HASHER.verify(kept, pin)
    except VerifyMismatchError:
        return False
