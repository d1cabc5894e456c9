"""PINs and texted codes in the database: hashed, and few wrong ones however often somebody calls."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from sqlalchemy.exc import IntegrityError

from ringup.database.engine import Database
from ringup.database.models import CustomerRow
from ringup.database.proof_models import ProofRow
from ringup.skills.backends.clock import Clock
from ringup.skills.backends.sql.transactions import writing
from ringup.skills.errors import DeskUnavailable
from ringup.skills.policy import Secret
from ringup.skills.values import CustomerId

T = TypeVar("T")

_HASHER = PasswordHasher()

TRIES = 3
"""Wrong ones in a row that lock a customer's secrets, each time anew."""

LOCKS = (timedelta(minutes=15), timedelta(hours=1), timedelta(days=1))
"""For how long, the first, second, and every later time: whoever goes on guessing four digits at this pace
needs years."""

CODE_LASTS = timedelta(minutes=10)
MOST_TEXTS = 3
TEXTS_WITHIN = timedelta(hours=1)
"""So many texts a customer gets in that time, whoever asks for them."""


class SqlSecrets:
    """A try is counted before it is compared, so that calls at the same time cannot outrun the limit."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def check(self, secret: Secret, customer: CustomerId, digits: str) -> bool:
        """See CustomerDesk.check."""
        kept = await self._with(customer, lambda proof, who: self._tried(proof, who, secret))
        if kept is None or not await asyncio.to_thread(_matches, kept, digits):
            return False
        return await self._with(customer, lambda proof, _: _passed(proof, secret, kept)) or False

    async def keep_code(self, customer: CustomerId, code: str) -> bool:
        """Make it the customer's code, in place of any before. False where they had enough lately,
        or no code would pass now."""
        kept = await asyncio.to_thread(hash_secret, code)
        return await self._with(customer, lambda proof, _: self._keep(proof, kept)) or False

    def _tried(self, proof: ProofRow, who: CustomerRow, secret: Secret) -> str | None:
        """What the try has to fit, or None where none can."""
        now = self._clock()
        kept = who.pin_hash if secret is Secret.PIN else _code(proof, now)
        if kept is None or _locked(proof, now):
            return None
        proof.wrong += 1
        times, rest = divmod(proof.wrong, TRIES)
        if rest == 0:
            proof.locked_until = now + LOCKS[min(times, len(LOCKS)) - 1]
        return kept

    def _keep(self, proof: ProofRow, kept: str) -> bool:
        now = self._clock()
        if _locked(proof, now):
            return False
        if proof.texts_since is None or now - proof.texts_since >= TEXTS_WITHIN:
            proof.texts, proof.texts_since = 0, now
        if proof.texts >= MOST_TEXTS:
            return False
        proof.texts += 1
        proof.code_hash, proof.code_until = kept, now + CODE_LASTS
        return True

    async def _with(self, customer: CustomerId, change: Callable[[ProofRow, CustomerRow], T]) -> T | None:
        """The result of a change to the customer's row, or None for an unknown customer."""
        try:
            return await self._once(customer, change)
        except IntegrityError:  # another call made the row first: now it is there
            try:
                return await self._once(customer, change)
            except IntegrityError as error:
                raise DeskUnavailable("a try could not be recorded") from error

    async def _once(self, customer: CustomerId, change: Callable[[ProofRow, CustomerRow], T]) -> T | None:
        async with writing(self._database) as session:
            who = await session.get(CustomerRow, customer)
            if who is None:
                return None
            proof = await session.get(ProofRow, customer, with_for_update=True)
            if proof is None:
                proof = ProofRow(customer_id=customer, wrong=0, texts=0)
                session.add(proof)
                await session.flush()
            return change(proof, who)


def hash_secret(secret: str) -> str:
    """Slow on purpose: keep it off the event loop."""
    return _HASHER.hash(secret)


def _locked(proof: ProofRow, now: datetime) -> bool:
    return proof.locked_until is not None and now < proof.locked_until


def _code(proof: ProofRow, now: datetime) -> str | None:
    alive = proof.code_until is not None and now < proof.code_until
    return proof.code_hash if alive else None


def _passed(proof: ProofRow, secret: Secret, kept: str) -> bool:
    """A code is spent; of two calls that gave it at once, only one passes."""
    if secret is Secret.CODE:
        if proof.code_hash != kept:
            return False
        proof.code_hash = proof.code_until = None
    proof.wrong, proof.locked_until = 0, None
    return True


def _matches(kept: str, given: str) -> bool:
    try:
        return _HASHER.verify(kept, given)
    except VerifyMismatchError:
        return False
