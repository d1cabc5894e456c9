"""What can be booked, what is booked, who waits, and what is to be sent about it.

Bookings keep what was booked as it was called then, so services and staff may change freely.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from ringup.database.base import Base


class OpeningHoursRow(Base):
    """The hours of the one shop: its id is always 1. `hours` is an OpeningHours as data."""

    __tablename__ = "opening_hours"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=1)
    hours: Mapped[dict[str, Any]]


class StaffRow(Base):
    """`hours` None: whenever the shop is open."""

    __tablename__ = "staff"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    position: Mapped[int]
    names: Mapped[list[str]]
    person: Mapped[bool]
    seats: Mapped[int]
    hours: Mapped[dict[str, Any] | None]


class ServiceRow(Base):
    """`staff` are ids in the shop's order. `price_minor` None: nothing is charged for it."""

    __tablename__ = "services"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    position: Mapped[int]
    names: Mapped[list[str]]
    minutes: Mapped[int]
    staff: Mapped[list[str]]
    price_minor: Mapped[int | None]
    per_person: Mapped[bool]
    least_people: Mapped[int]
    most_people: Mapped[int]
    every_minutes: Mapped[int]
    notice_minutes: Mapped[int]
    days_ahead: Mapped[int]


class BookingRow(Base):
    """`customer_id` None: somebody without an account. `cost_minor` is None together with `currency`."""

    __tablename__ = "bookings"
    __table_args__ = (
        Index("ix_bookings_customer_id", "customer_id", "ends_at"),
        Index("ix_bookings_ends_at", "ends_at"),
        CheckConstraint("starts_at < ends_at", name="period"),
        CheckConstraint("people > 0", name="people"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(16), unique=True)
    customer_id: Mapped[str | None] = mapped_column(ForeignKey("customers.id"))
    name: Mapped[str] = mapped_column(String(200))
    phone: Mapped[str | None] = mapped_column(String(16))
    service_id: Mapped[str] = mapped_column(String(64))
    service_name: Mapped[str] = mapped_column(String(200))
    staff_id: Mapped[str] = mapped_column(String(64))
    staff_name: Mapped[str] = mapped_column(String(200))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    people: Mapped[int]
    cost_minor: Mapped[int | None]
    currency: Mapped[str | None] = mapped_column(String(3))
    status: Mapped[str] = mapped_column(String(32))
    revision: Mapped[int]
    booked_at: Mapped[datetime]


class BookedCellRow(Base):
    """Five minutes of one of the staff that a booking takes up, counted from 1970 in UTC. That the pair is
    the key is what makes double bookings impossible, whoever writes and however many at once."""

    __tablename__ = "booked_cells"

    staff_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    cell: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    booking_id: Mapped[int] = mapped_column(ForeignKey("bookings.id", ondelete="CASCADE"), index=True)


class BookingWriteRow(Base):
    """What was confirmed and done, once for each idempotency key. `receipt` is what was answered."""

    __tablename__ = "booking_writes"

    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    receipt: Mapped[dict[str, Any]]
    written_at: Mapped[datetime]


class WaitlistRow(Base):
    """`told_at` None: still waiting."""

    __tablename__ = "waitlist"

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[str | None] = mapped_column(ForeignKey("customers.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    phone: Mapped[str | None] = mapped_column(String(16))
    service_id: Mapped[str] = mapped_column(String(64))
    service_name: Mapped[str] = mapped_column(String(200))
    staff_id: Mapped[str | None] = mapped_column(String(64))
    people: Mapped[int]
    wanted_from: Mapped[datetime]
    wanted_until: Mapped[datetime]
    joined_at: Mapped[datetime]
    told_at: Mapped[datetime | None] = mapped_column(index=True)


class BookingReminderRow(Base):
    """To be sent when due. `booking_id` None: to somebody on the waitlist. `sent_at` None: not yet."""

    __tablename__ = "booking_reminders"
    __table_args__ = (Index("ix_booking_reminders_due_at", "sent_at", "due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(32))
    due_at: Mapped[datetime]
    booking_id: Mapped[int | None] = mapped_column(ForeignKey("bookings.id", ondelete="CASCADE"), index=True)
    customer_id: Mapped[str | None] = mapped_column(ForeignKey("customers.id"))
    name: Mapped[str] = mapped_column(String(200))
    phone: Mapped[str | None] = mapped_column(String(16))
    service_name: Mapped[str] = mapped_column(String(200))
    staff_name: Mapped[str] = mapped_column(String(200))
    starts_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
