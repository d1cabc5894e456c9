"""Who calls, from the database."""

from __future__ import annotations

import asyncio

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from sqlalchemy import select

from ringup.database.engine import Database
from ringup.database.models import CustomerRow
from ringup.skills.backends.sql import rows
from ringup.skills.backends.sql.transactions import reading
from ringup.skills.shop import Customer
from ringup.skills.values import CustomerId, PhoneNumber

_HASHER = PasswordHasher()


class SqlCustomerDesk:
    """The CustomerDesk."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(self, phone: PhoneNumber) -> Customer | None:
        async with reading(self._database) as session:
            row = await session.scalar(select(CustomerRow).where(CustomerRow.phone == phone.e164))
        return None if row is None else rows.customer(row)

    async def check_pin(self, customer: CustomerId, pin: str) -> bool:
        async with reading(self._database) as session:
            kept = await session.scalar(select(CustomerRow.pin_hash).where(CustomerRow.id == customer))
        return kept is not None and await asyncio.to_thread(_matches, kept, pin)


def hash_pin(pin: str) -> str:
    """Slow on purpose: keep it off the event loop."""
    return _HASHER.hash(pin)


def _matches(kept: str, pin: str) -> bool:
    try:
        return _HASHER.verify(kept, pin)
    except VerifyMismatchError:
        return False
