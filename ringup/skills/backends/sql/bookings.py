"""Bookings in the database: what can be had, what is booked, and how it is written once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from ringup.database.booking_models import BookingRow, BookingWriteRow, WaitlistRow
from ringup.database.engine import Database
from ringup.skills.backends.clock import Clock, utc_now
from ringup.skills.backends.offers import proven
from ringup.skills.backends.sql import booking_rows as rows
from ringup.skills.backends.sql import booking_times as times
from ringup.skills.backends.sql.booking_writes import Writing
from ringup.skills.backends.sql.transactions import reading, writing
from ringup.skills.bookings.availability import Calendar, openings
from ringup.skills.bookings.proposals import BookSlot, CancelBooking, JoinWaitlist, MoveBooking
from ringup.skills.bookings.values import (
    Booking,
    BookingNumber,
    BookingReceipt,
    BookingStatus,
    Days,
    Opening,
    Period,
    Service,
    ServiceId,
    StaffId,
    WaitlistEntry,
    WaitlistReceipt,
)
from ringup.skills.bookings.wall_clock import first_moment, wall_time
from ringup.skills.codec import from_data, to_data
from ringup.skills.dialogue.guard import Confirmed
from ringup.skills.errors import DeskUnavailable
from ringup.skills.values import CustomerId

ATTEMPTS = 5
"""How often a write is tried when another process takes the same key, number or time just then."""

_AROUND = timedelta(days=1)

R = TypeVar("R", BookingReceipt, WaitlistReceipt)


class SqlBookingDesk:
    """The BookingDesk."""

    def __init__(self, database: Database, clock: Clock = utc_now) -> None:
        self._database = database
        self._clock = clock

    async def calendar(self) -> Calendar:
        async with reading(self._database) as session:
            return (await rows.offer(session)).calendar

    async def services(self) -> tuple[Service, ...]:
        async with reading(self._database) as session:
            return tuple((await rows.offer(session)).services.values())

    async def openings(
        self,
        service: ServiceId,
        days: Days,
        people: int = 1,
        staff: StaffId | None = None,
        moving: BookingNumber | None = None,
    ) -> tuple[Opening, ...]:
        now = self._clock()
        async with reading(self._database) as session:
            offer = await rows.offer(session)
            wanted = offer.services.get(service)
            if wanted is None or days.last < days.first:
                return ()
            taken = await times.busy(session, _whole(days, offer.calendar), moving)
        found = openings(offer.calendar, wanted, days, people, taken, now)
        return tuple(opening for opening in found if staff in (None, opening.staff))

    async def find(self, number: BookingNumber) -> Booking | None:
        async with reading(self._database) as session:
            row = await session.scalar(select(BookingRow).where(BookingRow.number == number))
        return None if row is None else rows.booking(row)

    async def bookings_of(self, customer: CustomerId) -> tuple[Booking, ...]:
        soonest_first = (
            select(BookingRow)
            .where(
                BookingRow.customer_id == customer,
                BookingRow.status == BookingStatus.BOOKED.value,
                BookingRow.ends_at > self._clock(),
            )
            .order_by(BookingRow.starts_at, BookingRow.id)
        )
        async with reading(self._database) as session:
            return tuple(rows.booking(row) for row in await session.scalars(soonest_first))

    async def waiting_of(self, customer: CustomerId) -> tuple[WaitlistEntry, ...]:
        still_waiting = (
            select(WaitlistRow)
            .where(
                WaitlistRow.customer_id == customer,
                WaitlistRow.told_at.is_(None),
                WaitlistRow.wanted_until > self._clock(),
            )
            .order_by(WaitlistRow.id)
        )
        async with reading(self._database) as session:
            return tuple(rows.waiting(row) for row in await session.scalars(still_waiting))

    async def book(self, confirmed: Confirmed[BookSlot]) -> BookingReceipt:
        confirmed = proven(confirmed, BookSlot)

        async def write(writing: Writing) -> BookingReceipt:
            row = await writing.book(confirmed.proposal)
            return BookingReceipt(confirmed.key, rows.booking(row))

        return await self._once(confirmed.key, BookingReceipt, write)

    async def move(self, confirmed: Confirmed[MoveBooking]) -> BookingReceipt:
        confirmed = proven(confirmed, MoveBooking)

        async def write(writing: Writing) -> BookingReceipt:
            row = await writing.move(confirmed.proposal)
            return BookingReceipt(confirmed.key, rows.booking(row))

        return await self._once(confirmed.key, BookingReceipt, write)

    async def cancel(self, confirmed: Confirmed[CancelBooking]) -> BookingReceipt:
        confirmed = proven(confirmed, CancelBooking)

        async def write(writing: Writing) -> BookingReceipt:
            row = await writing.cancel(confirmed.proposal)
            return BookingReceipt(confirmed.key, rows.booking(row))

        return await self._once(confirmed.key, BookingReceipt, write)

    async def join_waitlist(self, confirmed: Confirmed[JoinWaitlist]) -> WaitlistReceipt:
        confirmed = proven(confirmed, JoinWaitlist)

        async def write(writing: Writing) -> WaitlistReceipt:
            row = await writing.join(confirmed.proposal)
            return WaitlistReceipt(confirmed.key, rows.waiting(row))

        return await self._once(confirmed.key, WaitlistReceipt, write)

    async def _once(self, key: str, kind: type[R], write: Callable[[Writing], Awaitable[R]]) -> R:
        for _ in range(ATTEMPTS):
            try:
                return await self._try(key, kind, write)
            except IntegrityError as error:
                clash = error
        raise DeskUnavailable("the booking clashed with others again and again") from clash

    async def _try(self, key: str, kind: type[R], write: Callable[[Writing], Awaitable[R]]) -> R:
        """One transaction; it is done exactly if this returns.

        The key is written first, so that whoever brings the same one at the same moment waits for it.
        """
        now = self._clock()
        async with writing(self._database) as session:
            if (done := await session.get(BookingWriteRow, key)) is not None:
                return from_data(done.receipt, kind)
            row = BookingWriteRow(key=key, receipt={}, written_at=now)
            session.add(row)
            await session.flush()
            receipt = await write(Writing(session, await rows.offer(session), now))
            row.receipt = to_data(receipt)
            return receipt


def _whole(days: Days, calendar: Calendar) -> Period:
    """More than all of `days`, so that what reaches in from outside counts too."""
    first, last = days.first - _AROUND, days.last + _AROUND
    return Period(
        first_moment(wall_time(first, 0), calendar.zone), first_moment(wall_time(last, 1440), calendar.zone)
    )
