"""What is to be sent about bookings: recorded with what it tells about, in the same transaction."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from ringup.database.booking_models import BookingReminderRow, BookingRow, WaitlistRow
from ringup.database.engine import Database
from ringup.skills.backends.clock import Clock, utc_now
from ringup.skills.backends.sql import booking_rows as rows
from ringup.skills.backends.sql.transactions import reading, writing
from ringup.skills.bookings.values import Opening, Reminder, ReminderKind
from ringup.skills.bookings.wall_clock import day_before

MOST_DUE = 100


class SqlReminderDesk:
    """The ReminderDesk."""

    def __init__(self, database: Database, clock: Clock = utc_now) -> None:
        self._database = database
        self._clock = clock

    async def due(self, until: datetime) -> tuple[Reminder, ...]:
        longest_due = (
            select(BookingReminderRow, BookingRow.number)
            .outerjoin(BookingRow, BookingRow.id == BookingReminderRow.booking_id)
            .where(BookingReminderRow.sent_at.is_(None), BookingReminderRow.due_at <= until)
            .order_by(BookingReminderRow.due_at, BookingReminderRow.id)
            .limit(MOST_DUE)
        )
        async with reading(self._database) as session:
            found = await session.execute(longest_due)
            return tuple(rows.reminder(row, number) for row, number in found)

    async def sent(self, reminder: int) -> None:
        close = (
            update(BookingReminderRow)
            .where(BookingReminderRow.id == reminder, BookingReminderRow.sent_at.is_(None))
            .values(sent_at=self._clock())
        )
        async with writing(self._database) as session:
            await session.execute(close)


async def record(
    session: AsyncSession, row: BookingRow, kind: ReminderKind, zone: ZoneInfo, now: datetime
) -> None:
    """Instead of all that was to be sent about the booking: `kind` at once, and unless it is cancelled,
    a reminder on the day before if that is still to come."""
    outdated = BookingReminderRow.sent_at.is_(None) & (BookingReminderRow.booking_id == row.id)
    await session.execute(delete(BookingReminderRow).where(outdated))
    session.add(_about(row, kind, now))
    before = day_before(row.starts_at, zone)
    if kind is not ReminderKind.CANCELLED and before > now:
        session.add(_about(row, ReminderKind.DAY_BEFORE, before))


def record_freed(session: AsyncSession, row: WaitlistRow, opening: Opening, now: datetime) -> None:
    freed = BookingReminderRow(
        kind=ReminderKind.FREED.value,
        due_at=now,
        booking_id=None,
        customer_id=row.customer_id,
        name=row.name,
        phone=row.phone,
        service_name=row.service_name,
        staff_name=opening.staff_name,
        starts_at=opening.period.start,
    )
    session.add(freed)


def _about(row: BookingRow, kind: ReminderKind, due_at: datetime) -> BookingReminderRow:
    return BookingReminderRow(
        kind=kind.value,
        due_at=due_at,
        booking_id=row.id,
        customer_id=row.customer_id,
        name=row.name,
        phone=row.phone,
        service_name=row.service_name,
        staff_name=row.staff_name,
        starts_at=row.starts_at,
    )
