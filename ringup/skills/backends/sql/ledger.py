"""The record of what callers confirmed, in the database."""

from __future__ import annotations

import logging
from datetime import datetime

from cattrs.errors import BaseValidationError
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from ringup.database.engine import Database
from ringup.database.models import CommitmentRow
from ringup.skills.backends.clock import Clock, utc_now
from ringup.skills.backends.offers import call_of, proven
from ringup.skills.backends.sql.transactions import reading, writing
from ringup.skills.codec import from_data, to_data
from ringup.skills.dialogue import guard
from ringup.skills.dialogue.guard import Confirmed, Evidence
from ringup.skills.dialogue.proposals import Proposal
from ringup.skills.errors import NotConfirmed

log = logging.getLogger(__name__)


class SqlCommitmentLedger:
    """The CommitmentLedger."""

    def __init__(self, database: Database, clock: Clock = utc_now) -> None:
        self._database = database
        self._clock = clock

    async def record(self, confirmed: Confirmed[Proposal]) -> None:
        confirmed = proven(confirmed, Proposal)
        try:
            await self._record(confirmed)
        except IntegrityError:  # another process was first: now it is found
            await self._record(confirmed)

    async def settle(self, key: str, outcome: str) -> None:
        close = (
            update(CommitmentRow)
            .where(CommitmentRow.key == key, CommitmentRow.outcome.is_(None))
            .values(outcome=outcome, settled_at=self._clock())
        )
        async with writing(self._database) as session:
            await session.execute(close)

    async def unsettled(self) -> tuple[Confirmed[Proposal], ...]:
        """One that does not fit together is left out, and stays open for a person to look at."""
        waiting = select(CommitmentRow).where(CommitmentRow.outcome.is_(None)).order_by(CommitmentRow.id)
        async with reading(self._database) as session:
            found = [_restored(row) for row in await session.scalars(waiting)]
        return tuple(confirmed for confirmed in found if confirmed is not None)

    async def _record(self, confirmed: Confirmed[Proposal]) -> None:
        async with writing(self._database) as session:
            same = select(CommitmentRow.id).where(CommitmentRow.key == confirmed.key)
            if await session.scalar(same) is None:
                session.add(_row(confirmed, self._clock()))


def _row(confirmed: Confirmed[Proposal], now: datetime) -> CommitmentRow:
    return CommitmentRow(
        key=confirmed.key,
        proposal=to_data(confirmed.proposal, Proposal),
        evidence=to_data(confirmed.evidence),
        recorded_at=now,
    )


def _restored(row: CommitmentRow) -> Confirmed[Proposal] | None:
    try:
        proposal = from_data(row.proposal, Proposal)
        evidence = from_data(row.evidence, Evidence)
        return guard.restore(row.key, call_of(row.key), proposal, evidence)
    except (NotConfirmed, BaseValidationError):
        log.error("commitment %s of the ledger cannot be restored; it stays open", row.key)
        return None
