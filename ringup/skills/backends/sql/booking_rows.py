"""Rows become what can be booked and what is booked, and back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from ringup.database.booking_models import (
    BookingReminderRow,
    BookingRow,
    OpeningHoursRow,
    ServiceRow,
    StaffRow,
    WaitlistRow,
)
from ringup.database.models import ShopRow
from ringup.skills.backends.sql.catalog import UNNAMED
from ringup.skills.bookings.availability import Calendar
from ringup.skills.bookings.values import (
    Booking,
    BookingNumber,
    BookingStatus,
    OpeningHours,
    Period,
    Reminder,
    ReminderKind,
    Service,
    ServiceId,
    Staff,
    StaffId,
    WaitlistEntry,
)
from ringup.skills.codec import from_data
from ringup.skills.values import CustomerId, Money, PhoneNumber

NEVER = OpeningHours(((),) * 7)
"""The hours of a shop that has told none."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be booked: `services` in the shop's order."""

    calendar: Calendar
    services: dict[ServiceId, Service]


async def offer(session: AsyncSession) -> Offer:
    shop = await session.scalar(select(ShopRow))
    zone = UNNAMED.timezone if shop is None else shop.timezone
    currency = UNNAMED.currency if shop is None else shop.currency
    kept = await session.scalar(select(OpeningHoursRow.hours))
    people = await session.scalars(select(StaffRow).order_by(StaffRow.position))
    staff_list = tuple(staff(row) for row in people)
    offered = await session.scalars(select(ServiceRow).order_by(ServiceRow.position))
    services = {ServiceId(row.id): service(row, currency) for row in offered}
    return Offer(Calendar(ZoneInfo(zone), hours(kept) or NEVER, staff_list), services)


def hours(data: dict[str, Any] | None) -> OpeningHours | None:
    return None if data is None else from_data(data, OpeningHours)


def staff(row: StaffRow) -> Staff:
    return Staff(StaffId(row.id), tuple(row.names), row.person, row.seats, hours(row.hours))


def service(row: ServiceRow, currency: str) -> Service:
    return Service(
        id=ServiceId(row.id),
        names=tuple(row.names),
        minutes=row.minutes,
        staff=tuple(StaffId(id) for id in row.staff),
        price=_money(row.price_minor, currency),
        per_person=row.per_person,
        least_people=row.least_people,
        most_people=row.most_people,
        every_minutes=row.every_minutes,
        notice_minutes=row.notice_minutes,
        days_ahead=row.days_ahead,
    )


def booking(row: BookingRow) -> Booking:
    return Booking(
        number=BookingNumber(row.number),
        customer=_customer(row.customer_id),
        name=row.name,
        phone=_phone(row.phone),
        service=ServiceId(row.service_id),
        service_name=row.service_name,
        staff=StaffId(row.staff_id),
        staff_name=row.staff_name,
        period=Period(row.starts_at, row.ends_at),
        people=row.people,
        cost=_money(row.cost_minor, row.currency),
        status=BookingStatus(row.status),
        revision=row.revision,
    )


def waiting(row: WaitlistRow) -> WaitlistEntry:
    return WaitlistEntry(
        id=row.id,
        customer=_customer(row.customer_id),
        name=row.name,
        phone=_phone(row.phone),
        service=ServiceId(row.service_id),
        service_name=row.service_name,
        staff=None if row.staff_id is None else StaffId(row.staff_id),
        people=row.people,
        wanted=Period(row.wanted_from, row.wanted_until),
        joined_at=row.joined_at,
        told_at=row.told_at,
    )


def reminder(row: BookingReminderRow, number: str | None) -> Reminder:
    return Reminder(
        id=row.id,
        kind=ReminderKind(row.kind),
        due_at=row.due_at,
        customer=_customer(row.customer_id),
        name=row.name,
        phone=_phone(row.phone),
        number=None if number is None else BookingNumber(number),
        service_name=row.service_name,
        staff_name=row.staff_name,
        start=row.starts_at,
    )


def _customer(id: str | None) -> CustomerId | None:
    return None if id is None else CustomerId(id)


def _phone(e164: str | None) -> PhoneNumber | None:
    return None if e164 is None else PhoneNumber(e164)


def _money(minor: int | None, currency: str | None) -> Money | None:
    return None if minor is None or currency is None else Money(minor, currency)
