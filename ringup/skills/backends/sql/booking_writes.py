"""What becomes of a confirmed proposal about bookings, within a transaction that somebody else ends."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from ringup.database.booking_models import BookingRow, WaitlistRow
from ringup.database.models import CustomerRow, OrderRow
from ringup.skills.backends.sql import booking_reminders as reminders
from ringup.skills.backends.sql import booking_rows as rows
from ringup.skills.backends.sql import booking_times as times
from ringup.skills.bookings.availability import offered
from ringup.skills.bookings.proposals import BookSlot, CancelBooking, JoinWaitlist, MoveBooking
from ringup.skills.bookings.values import Booking, BookingStatus, Period, ReminderKind, Service, ServiceId
from ringup.skills.bookings.waiting import Freed, first_fitting
from ringup.skills.errors import OfferChanged, SlotTaken
from ringup.skills.values import CustomerId

_AROUND = timedelta(days=2)
"""How far from a period other bookings can matter to it."""


@dataclass(frozen=True, slots=True)
class Writing:
    """All methods raise as the BookingDesk does."""

    session: AsyncSession
    offer: rows.Offer
    now: datetime

    async def book(self, proposal: BookSlot) -> BookingRow:
        await self._known(proposal.customer)
        await times.lock(self.session, (proposal.staff,))
        await self._check(self._service(proposal.service, proposal.service_name), proposal)
        row = BookingRow(
            number=await self._free_number(),
            customer_id=proposal.customer,
            name=proposal.name,
            phone=None if proposal.phone is None else proposal.phone.e164,
            service_id=proposal.service,
            service_name=proposal.service_name,
            status=BookingStatus.BOOKED.value,
            revision=0,
            booked_at=self.now,
        )
        _put(row, proposal)
        self.session.add(row)
        await self.session.flush()
        await times.take(self.session, row)
        await self._record(row, ReminderKind.BOOKED)
        return row

    async def move(self, proposal: MoveBooking) -> BookingRow:
        was = proposal.booking
        row = await self._standing(was)
        await times.lock(self.session, (was.staff, proposal.staff))
        await self._check(self._service(was.service), proposal, was)
        await times.give_back(self.session, row)
        _put(row, proposal)
        row.revision += 1
        await self.session.flush()
        await times.take(self.session, row)
        await self._record(row, ReminderKind.MOVED)
        await self._tell_waiting(Freed(was.staff, was.period))
        return row

    async def cancel(self, proposal: CancelBooking) -> BookingRow:
        was = proposal.booking
        row = await self._standing(was)
        await times.lock(self.session, (was.staff,))
        await times.give_back(self.session, row)
        row.status = BookingStatus.CANCELLED.value
        row.revision += 1
        await self.session.flush()
        await self._record(row, ReminderKind.CANCELLED)
        await self._tell_waiting(Freed(was.staff, was.period))
        return row

    async def join(self, proposal: JoinWaitlist) -> WaitlistRow:
        await self._known(proposal.customer)
        service = self._service(proposal.service, proposal.service_name)
        able = self.offer.calendar.able(service, proposal.people)
        if not service.takes(proposal.people) or not any(proposal.staff in (None, x.id) for x in able):
            raise OfferChanged("nobody does this for so many")
        if not max(self.now, proposal.wanted.start) < proposal.wanted.end:
            raise OfferChanged("what is waited for is over")
        row = WaitlistRow(
            customer_id=proposal.customer,
            name=proposal.name,
            phone=None if proposal.phone is None else proposal.phone.e164,
            service_id=proposal.service,
            service_name=proposal.service_name,
            staff_id=proposal.staff,
            people=proposal.people,
            wanted_from=proposal.wanted.start,
            wanted_until=proposal.wanted.end,
            joined_at=self.now,
        )
        self.session.add(row)
        await self.session.flush()
        return row

    async def _known(self, customer: CustomerId | None) -> None:
        if customer is not None and await self.session.get(CustomerRow, customer) is None:
            raise OfferChanged("the customer is gone")

    def _service(self, id: ServiceId, name: str | None = None) -> Service:
        service = self.offer.services.get(id)
        if service is None or name not in (None, service.name):
            raise OfferChanged("the service is not what was read back")
        return service

    async def _standing(self, was: Booking) -> BookingRow:
        """Its row, locked, if it is as it was read back and has not begun."""
        same = select(BookingRow).where(BookingRow.number == was.number).with_for_update()
        row = await self.session.scalar(same)
        if row is None or rows.booking(row) != was or was.status is not BookingStatus.BOOKED:
            raise OfferChanged("the booking is not what was read back")
        if was.period.start <= self.now:
            raise OfferChanged("the booking has begun")
        return row

    async def _check(
        self, service: Service, wanted: BookSlot | MoveBooking, was: Booking | None = None
    ) -> None:
        """`was`: the booking that gives up its time for this."""
        calendar = self.offer.calendar
        opening = offered(calendar, service, wanted.staff, wanted.period, wanted.people, self.now)
        if opening is None or (opening.staff_name, opening.cost) != (wanted.staff_name, wanted.cost):
            raise OfferChanged("this is not offered as it was read back")
        taken = await times.busy(self.session, wanted.period, None if was is None else was.number)
        if taken.get(wanted.staff):
            raise SlotTaken("somebody else was faster")

    async def _record(self, row: BookingRow, kind: ReminderKind) -> None:
        await reminders.record(self.session, row, kind, self.offer.calendar.zone, self.now)

    async def _tell_waiting(self, freed: Freed) -> None:
        """Nobody is told twice, also when two bookings are given back at once."""
        around = Period(freed.period.start - _AROUND, freed.period.end + _AROUND)
        taken = await times.busy(self.session, around)
        waiting = await self._waiting(freed)
        while found := first_fitting(
            map(rows.waiting, waiting), freed, self.offer.calendar, self.offer.services, taken, self.now
        ):
            entry, opening = found
            row = next(row for row in waiting if row.id == entry.id)
            if await self._told(row):
                reminders.record_freed(self.session, row, opening, self.now)
                return
            waiting.remove(row)

    async def _waiting(self, freed: Freed) -> list[WaitlistRow]:
        """Who wants something that could reach into what was freed, in the order of joining."""
        longest_waiting = (
            select(WaitlistRow)
            .where(
                WaitlistRow.told_at.is_(None),
                WaitlistRow.wanted_from < freed.period.end,
                WaitlistRow.wanted_until > max(self.now, freed.period.start - _AROUND),
            )
            .order_by(WaitlistRow.id)
        )
        return list(await self.session.scalars(longest_waiting))

    async def _told(self, row: WaitlistRow) -> bool:
        """False if somebody else told them just now."""
        told = (
            update(WaitlistRow)
            .where(WaitlistRow.id == row.id, WaitlistRow.told_at.is_(None))
            .values(told_at=self.now)
            .returning(WaitlistRow.id)
            .execution_options(synchronize_session=False)
        )
        return await self.session.scalar(told) is not None

    async def _free_number(self) -> str:
        """Six random digits that no booking has, and no order: a caller may not know which it is."""
        while True:
            number = str(100_000 + secrets.randbelow(900_000))
            booked = await self.session.scalar(select(BookingRow.id).where(BookingRow.number == number))
            ordered = await self.session.scalar(select(OrderRow.id).where(OrderRow.number == number))
            if booked is None and ordered is None:
                return number


def _put(row: BookingRow, wanted: BookSlot | MoveBooking) -> None:
    row.staff_id, row.staff_name = wanted.staff, wanted.staff_name
    row.starts_at, row.ends_at = wanted.period.start, wanted.period.end
    row.people = wanted.people
    row.cost_minor = None if wanted.cost is None else wanted.cost.minor
    row.currency = None if wanted.cost is None else wanted.cost.currency
