"""Callers handed to the staff: recorded, and put through while the shop is open."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from ringup.database.booking_models import OpeningHoursRow
from ringup.database.engine import Database
from ringup.database.handover_models import HandoverRow
from ringup.skills.backends.clock import Clock, utc_now
from ringup.skills.backends.sql import booking_rows
from ringup.skills.backends.sql.transactions import reading, writing
from ringup.skills.bookings.availability import Calendar, open_periods
from ringup.skills.bookings.values import Days
from ringup.skills.bookings.wall_clock import day_of
from ringup.skills.errors import DeskUnavailable
from ringup.skills.handovers import Arranged, Handover, Reach, Waiting, Why
from ringup.skills.values import CallId, CustomerId, PhoneNumber

MOST_WAITING = 200
DAYS_AHEAD = 14
"""So far ahead the day is looked for on which somebody calls back."""


class SqlStaffDesk:
    """The StaffDesk. Without a `staff_phone` every caller is called back. A shop without opening hours is
    always open."""

    def __init__(
        self, database: Database, staff_phone: PhoneNumber | None = None, clock: Clock = utc_now
    ) -> None:
        self._database = database
        self._staff_phone = staff_phone
        self._clock = clock

    async def hand_over(self, handover: Handover) -> Arranged:
        now = self._clock()
        try:
            return await self._hand_over(handover, now)
        except IntegrityError:  # the same call told it twice at once: now it is there
            try:
                return await self._hand_over(handover, now)
            except IntegrityError as error:
                raise DeskUnavailable("a handover could not be recorded") from error

    async def _hand_over(self, handover: Handover, now: datetime) -> Arranged:
        async with writing(self._database) as session:
            is_open, on = await _when(session, now)
            through = is_open and handover.at_once and self._staff_phone is not None
            reach = Reach.THROUGH if through else Reach.CALLBACK
            await _record(session, handover, reach, now)
        return Arranged(reach, on)

    async def waiting(self) -> tuple[Waiting, ...]:
        these = select(HandoverRow).where(HandoverRow.done_at.is_(None)).order_by(HandoverRow.asked_at)
        async with reading(self._database) as session:
            return tuple(_waiting(row) for row in await session.scalars(these.limit(MOST_WAITING)))

    async def dealt_with(self, key: str) -> None:
        async with writing(self._database) as session:
            row = await session.get(HandoverRow, key)
            if row is not None and row.done_at is None:
                row.done_at = self._clock()


async def _record(session: AsyncSession, handover: Handover, reach: Reach, now: datetime) -> None:
    row = await session.get(HandoverRow, handover.key)
    if row is None:
        row = HandoverRow(key=handover.key, call=handover.call, asked_at=now, done_at=None)
        session.add(row)
    row.why, row.reach = handover.why.value, reach.value
    row.customer_id, row.name, row.summary = handover.customer, handover.name, handover.summary
    row.phone = handover.phone.e164 if handover.phone else None
    await session.flush()


async def _when(session: AsyncSession, now: datetime) -> tuple[bool, date | None]:
    """Whether the shop is open, and the day on which it is next; None where no hours are known."""
    if await session.get(OpeningHoursRow, 1) is None:
        return True, None
    calendar = (await booking_rows.offer(session)).calendar
    return open_now(calendar, now)


def open_now(calendar: Calendar, now: datetime) -> tuple[bool, date | None]:
    """The same by that calendar. A week without any hours says nothing: then it is open."""
    today = day_of(now, calendar.zone)
    days = Days(today - timedelta(days=1), today + timedelta(days=DAYS_AHEAD))
    ahead = [period for period in open_periods(calendar.hours, days, calendar.zone) if period.end > now]
    if not any(calendar.hours.week):
        return True, None
    if not ahead:
        return False, None
    return ahead[0].start <= now, max(today, day_of(ahead[0].start, calendar.zone))


def _waiting(row: HandoverRow) -> Waiting:
    handover = Handover(
        row.key,
        CallId(row.call),
        Why(row.why),
        row.summary,
        CustomerId(row.customer_id) if row.customer_id else None,
        row.name,
        PhoneNumber(row.phone) if row.phone else None,
    )
    return Waiting(handover, row.asked_at, Reach(row.reach), row.done_at)
