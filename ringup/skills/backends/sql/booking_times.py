"""Whose time is taken when. A booking takes up cells of five minutes whose key is unique, so that no two
writers can take the same, on any database."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from ringup.database.booking_models import BookedCellRow, BookingRow, StaffRow
from ringup.skills.bookings.availability import Busy
from ringup.skills.bookings.values import BookingNumber, BookingStatus, Period, StaffId

CELL_SECONDS = 300


async def busy(session: AsyncSession, within: Period, without: BookingNumber | None = None) -> Busy:
    """What bookings take of that period; `without` as if that one were not there."""
    standing = select(BookingRow.staff_id, BookingRow.starts_at, BookingRow.ends_at).where(
        BookingRow.status == BookingStatus.BOOKED.value,
        BookingRow.ends_at > within.start,
        BookingRow.starts_at < within.end,
        BookingRow.number != (without or ""),
    )
    taken: dict[StaffId, tuple[Period, ...]] = {}
    for staff, start, end in await session.execute(standing):
        taken[StaffId(staff)] = (*taken.get(StaffId(staff), ()), Period(start, end))
    return taken


async def lock(session: AsyncSession, staff: Iterable[StaffId]) -> None:
    """Until the transaction ends, nobody else writes bookings of `staff`.

    In one order for all, so that two moves cannot lock each other. SQLite has one writer at a time anyway.
    """
    ids = sorted(set(staff))
    await session.execute(
        select(StaffRow.id).where(StaffRow.id.in_(ids)).order_by(StaffRow.id).with_for_update()
    )


async def take(session: AsyncSession, row: BookingRow) -> None:
    """Raises IntegrityError if any of it is taken. The row must have its id."""
    session.add_all(
        BookedCellRow(staff_id=row.staff_id, cell=cell, booking_id=row.id)
        for cell in _cells(row.starts_at, row.ends_at)
    )
    await session.flush()


async def give_back(session: AsyncSession, row: BookingRow) -> None:
    await session.execute(delete(BookedCellRow).where(BookedCellRow.booking_id == row.id))


def _cells(start: datetime, end: datetime) -> range:
    """Every cell that the period touches."""
    first, last = int(start.timestamp()), int(end.timestamp())
    return range(first // CELL_SECONDS, -(-last // CELL_SECONDS))
