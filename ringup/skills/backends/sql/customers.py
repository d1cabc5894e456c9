"""Who calls, from the database."""

from __future__ import annotations

import asyncio
import logging
import secrets
import time

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from ringup.database.engine import Database
from ringup.database.models import CustomerRow, ShopRow
from ringup.skills.backends.clock import Clock, utc_now
from ringup.skills.backends.proofs import identify
from ringup.skills.backends.sql import rows
from ringup.skills.backends.sql.catalog import UNNAMED
from ringup.skills.backends.sql.secrets import CODE_LASTS, SqlSecrets
from ringup.skills.backends.sql.transactions import reading
from ringup.skills.errors import TextNotSent
from ringup.skills.identification.directory import Candidate, Directory
from ringup.skills.policy import Secret
from ringup.skills.ports import TextSender
from ringup.skills.shop import Customer, Told
from ringup.skills.values import CustomerId, PhoneNumber
from ringup.skills.wording.texts import code_text

log = logging.getLogger(__name__)

DIRECTORY_AGE = 60.0
"""Seconds after which the list of customers is read anew."""


class SqlCustomerDesk:
    """The CustomerDesk."""

    def __init__(self, database: Database, texts: TextSender | None = None, clock: Clock = utc_now) -> None:
        """Without `texts` no code can be sent."""
        self._database = database
        self._texts = texts
        self._secrets = SqlSecrets(database, clock)
        self._directory: tuple[float, Directory] | None = None
        self._matching = asyncio.Lock()

    async def find(self, phone: PhoneNumber) -> Customer | None:
        return await self._customer(CustomerRow.phone == phone.e164)

    async def check(self, secret: Secret, customer: CustomerId | None, digits: str) -> bool:
        return customer is not None and await self._secrets.check(secret, customer, digits)

    async def send_code(self, customer: CustomerId | None) -> bool:
        if self._texts is None:
            return False
        found = None if customer is None else await self._customer(CustomerRow.id == customer)
        if found is None or found.phone is None:
            return True
        digits = Secret.CODE.digits
        code = f"{secrets.randbelow(10**digits):0{digits}}"
        if await self._secrets.keep_code(found.id, code):
            return await self._sent(self._texts, found.phone, code)
        return True

    async def _sent(self, texts: TextSender, to: PhoneNumber, code: str) -> bool:
        async with reading(self._database) as session:
            shop = await session.scalar(select(ShopRow.name)) or UNNAMED.name
        try:
            await texts.send(to, code_text(shop, code, CODE_LASTS))
        except TextNotSent:
            log.warning("a code could not be texted", exc_info=True)
            return False
        return True

    async def identify(
        self, told: tuple[Told, ...], identify_by: tuple[tuple[str, ...], ...]
    ) -> Customer | None:
        async with self._matching:  # a directory remembers what was heard last, for one thread
            directory = await self._everybody()
            proven = await asyncio.to_thread(identify, told, identify_by, directory)
        return None if proven is None else await self._customer(CustomerRow.id == proven)

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


def _candidate(row: CustomerRow) -> Candidate:
    return Candidate(
        CustomerId(row.id),
        row.first_name,
        row.last_name,
        row.postcode,
        row.email or "",
        row.birth_date,
        row.phone or "",
    )
