"""A desk for bookings in memory that keeps the contracts of BookingDesk and ReminderDesk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from ringup.skills.backends.offers import proven
from ringup.skills.bookings.availability import Busy, Calendar, offered, openings
from ringup.skills.bookings.proposals import BookSlot, CancelBooking, JoinWaitlist, MoveBooking
from ringup.skills.bookings.values import (
    Booking,
    BookingNumber,
    BookingReceipt,
    BookingStatus,
    Days,
    Opening,
    Period,
    Reminder,
    ReminderKind,
    Service,
    ServiceId,
    StaffId,
    WaitlistEntry,
    WaitlistReceipt,
)
from ringup.skills.bookings.waiting import Freed, first_fitting
from ringup.skills.bookings.wall_clock import day_before
from ringup.skills.dialogue.guard import Confirmed
from ringup.skills.errors import OfferChanged, SlotTaken
from ringup.skills.values import CustomerId
from tests.skills import booking_sample, sample


class FakeBookings:
    """`bookings` by number and `receipts` by key are what a real backend would have written; `reminders`
    are those not sent yet. Set `calendar_now`, `offer` or `customers` to change the shop."""

    def __init__(self, clock: Callable[[], datetime] = lambda: sample.NOW) -> None:
        self.clock = clock
        self.calendar_now: Calendar = booking_sample.CALENDAR
        self.offer: tuple[Service, ...] = booking_sample.SERVICES
        self.customers: tuple[CustomerId, ...] = tuple(customer.id for customer in sample.CUSTOMERS)
        self.bookings: dict[BookingNumber, Booking] = {}
        self.entries: list[WaitlistEntry] = []
        self.reminders: list[Reminder] = []
        self.receipts: dict[str, BookingReceipt | WaitlistReceipt] = {}
        self._reminded = 0

    def put(self, booking: Booking) -> None:
        """As if it had been booked before, under a number of this desk's."""
        number = BookingNumber(str(700_001 + len(self.bookings)))
        self.bookings[number] = replace(booking, number=number)

    # reading

    async def calendar(self) -> Calendar:
        return self.calendar_now

    async def services(self) -> tuple[Service, ...]:
        return self.offer

    async def openings(
        self,
        service: ServiceId,
        days: Days,
        people: int = 1,
        staff: StaffId | None = None,
        moving: BookingNumber | None = None,
    ) -> tuple[Opening, ...]:
        wanted = next((offer for offer in self.offer if offer.id == service), None)
        if wanted is None:
            return ()
        found = openings(self.calendar_now, wanted, days, people, self._busy(moving), self.clock())
        return tuple(opening for opening in found if staff in (None, opening.staff))

    async def find(self, number: BookingNumber) -> Booking | None:
        return self.bookings.get(number)

    async def bookings_of(self, customer: CustomerId) -> tuple[Booking, ...]:
        theirs = [b for b in self._standing() if b.customer == customer and b.period.end > self.clock()]
        return tuple(sorted(theirs, key=lambda booking: booking.period.start))

    async def waiting_of(self, customer: CustomerId) -> tuple[WaitlistEntry, ...]:
        theirs = [entry for entry in self._waiting() if entry.customer == customer]
        return tuple(entry for entry in theirs if entry.wanted.end > self.clock())

    async def due(self, until: datetime) -> tuple[Reminder, ...]:
        due = [reminder for reminder in self.reminders if reminder.due_at <= until]
        return tuple(sorted(due, key=lambda reminder: (reminder.due_at, reminder.id)))

    async def sent(self, reminder: int) -> None:
        self.reminders = [other for other in self.reminders if other.id != reminder]

    # writing

    async def write(self, confirmed: Confirmed[Any]) -> BookingReceipt | WaitlistReceipt:
        """Whatever was confirmed of a booking."""
        match confirmed.proposal:
            case BookSlot():
                return await self.book(confirmed)
            case MoveBooking():
                return await self.move(confirmed)
            case CancelBooking():
                return await self.cancel(confirmed)
            case _:
                return await self.join_waitlist(confirmed)

    async def book(self, confirmed: Confirmed[BookSlot]) -> BookingReceipt:
        confirmed = proven(confirmed, BookSlot)
        if isinstance(done := self.receipts.get(confirmed.key), BookingReceipt):
            return done
        wanted = confirmed.proposal
        self._known(wanted.customer)
        self._check(self._service(wanted.service, wanted.service_name), wanted)
        booking = Booking(
            BookingNumber(str(700_001 + len(self.bookings))), wanted.customer, wanted.name, wanted.phone,
            wanted.service, wanted.service_name, wanted.staff, wanted.staff_name, wanted.period,
            wanted.people, wanted.cost,
        )  # fmt: skip
        return self._put(confirmed.key, booking, ReminderKind.BOOKED)

    async def move(self, confirmed: Confirmed[MoveBooking]) -> BookingReceipt:
        confirmed = proven(confirmed, MoveBooking)
        if isinstance(done := self.receipts.get(confirmed.key), BookingReceipt):
            return done
        wanted, was = confirmed.proposal, confirmed.proposal.booking
        self._unchanged(was)
        self._check(self._service(was.service), wanted, was.number)
        booking = replace(
            was, staff=wanted.staff, staff_name=wanted.staff_name, period=wanted.period,
            people=wanted.people, cost=wanted.cost, revision=was.revision + 1,
        )  # fmt: skip
        receipt = self._put(confirmed.key, booking, ReminderKind.MOVED)
        self._tell_waiting(Freed(was.staff, was.period))
        return receipt

    async def cancel(self, confirmed: Confirmed[CancelBooking]) -> BookingReceipt:
        confirmed = proven(confirmed, CancelBooking)
        if isinstance(done := self.receipts.get(confirmed.key), BookingReceipt):
            return done
        was = confirmed.proposal.booking
        self._unchanged(was)
        booking = replace(was, status=BookingStatus.CANCELLED, revision=was.revision + 1)
        receipt = self._put(confirmed.key, booking, ReminderKind.CANCELLED)
        self._tell_waiting(Freed(was.staff, was.period))
        return receipt

    async def join_waitlist(self, confirmed: Confirmed[JoinWaitlist]) -> WaitlistReceipt:
        confirmed = proven(confirmed, JoinWaitlist)
        if isinstance(done := self.receipts.get(confirmed.key), WaitlistReceipt):
            return done
        wanted, now = confirmed.proposal, self.clock()
        self._known(wanted.customer)
        service = self._service(wanted.service, wanted.service_name)
        able = {staff.id for staff in self.calendar_now.able(service, wanted.people)}
        possible = able if wanted.staff is None else able & {wanted.staff}
        if not service.takes(wanted.people) or not possible:
            raise OfferChanged("nobody does this for so many")
        if not max(now, wanted.wanted.start) < wanted.wanted.end:
            raise OfferChanged("it is over")
        entry = WaitlistEntry(
            len(self.entries) + 1, wanted.customer, wanted.name, wanted.phone, wanted.service,
            wanted.service_name, wanted.staff, wanted.people, wanted.wanted, now,
        )  # fmt: skip
        self.entries.append(entry)
        receipt = self.receipts[confirmed.key] = WaitlistReceipt(confirmed.key, entry)
        return receipt

    # rules

    def _standing(self) -> list[Booking]:
        return [booking for booking in self.bookings.values() if booking.status is BookingStatus.BOOKED]

    def _busy(self, without: BookingNumber | None = None) -> Busy:
        taken: dict[StaffId, tuple[Period, ...]] = {}
        for booking in self._standing():
            if booking.number != without:
                taken[booking.staff] = (*taken.get(booking.staff, ()), booking.period)
        return taken

    def _waiting(self) -> list[WaitlistEntry]:
        return [entry for entry in self.entries if entry.told_at is None]

    def _known(self, customer: CustomerId | None) -> None:
        if customer is not None and customer not in self.customers:
            raise OfferChanged("nobody to book for")

    def _service(self, id: ServiceId, name: str | None = None) -> Service:
        for service in self.offer:
            if service.id == id and name in (None, service.name):
                return service
        raise OfferChanged("the service is not what was read back")

    def _unchanged(self, was: Booking) -> None:
        if self.bookings.get(was.number) != was or was not in self._standing():
            raise OfferChanged("the booking is not what was read back")
        if was.period.start <= self.clock():
            raise OfferChanged("it has begun")

    def _check(
        self, service: Service, wanted: BookSlot | MoveBooking, without: BookingNumber | None = None
    ) -> None:
        opening = offered(
            self.calendar_now, service, wanted.staff, wanted.period, wanted.people, self.clock()
        )
        if opening is None or (opening.staff_name, opening.cost) != (wanted.staff_name, wanted.cost):
            raise OfferChanged("this is not offered")
        taken = self._busy(without).get(wanted.staff, ())
        if any(wanted.period.overlaps(other) for other in taken):
            raise SlotTaken("somebody was faster")

    def _put(self, key: str, booking: Booking, kind: ReminderKind) -> BookingReceipt:
        self.bookings[booking.number] = booking
        now = self.clock()
        self.reminders = [reminder for reminder in self.reminders if reminder.number != booking.number]
        self._remind(kind, now, booking)
        before = day_before(booking.period.start, self.calendar_now.zone)
        if kind is not ReminderKind.CANCELLED and before > now:
            self._remind(ReminderKind.DAY_BEFORE, before, booking)
        receipt = self.receipts[key] = BookingReceipt(key, booking)
        return receipt

    def _tell_waiting(self, freed: Freed) -> None:
        now = self.clock()
        services = {service.id: service for service in self.offer}
        found = first_fitting(self._waiting(), freed, self.calendar_now, services, self._busy(), now)
        if found is not None:
            entry, opening = found
            self.entries[self.entries.index(entry)] = replace(entry, told_at=now)
            self._remind(ReminderKind.FREED, now, entry, opening)

    def _remind(
        self,
        kind: ReminderKind,
        due_at: datetime,
        about: Booking | WaitlistEntry,
        freed: Opening | None = None,
    ) -> None:
        self._reminded += 1
        booking = about if isinstance(about, Booking) else None
        told = booking or freed
        assert told is not None
        self.reminders.append(
            Reminder(
                self._reminded, kind, due_at, about.customer, about.name, about.phone,
                booking.number if booking else None, about.service_name, told.staff_name, told.period.start,
            )
        )  # fmt: skip
