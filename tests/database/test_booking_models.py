"""What the database itself refuses of bookings, whoever writes them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import exc

from ringup.database.booking_models import BookedCellRow, BookingRow
from ringup.database.engine import Database

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def booking(number: str, minutes: int = 45) -> BookingRow:
    return BookingRow(
        number=number, name="Kim Poe", service_id="haircut", service_name="haircut", staff_id="ann",
        staff_name="Ann", starts_at=NOON, ends_at=NOON + timedelta(minutes=minutes), people=1,
        status="booked", revision=0, booked_at=NOON,
    )  # fmt: skip


async def take(database: Database, number: str, *cells: int) -> None:
    async with database.writing() as session:
        row = booking(number)
        session.add(row)
        await session.flush()
        session.add_all(BookedCellRow(staff_id="ann", cell=cell, booking_id=row.id) for cell in cells)


async def test_nobody_is_booked_twice_at_a_time(database: Database) -> None:
    await take(database, "100001", 1, 2, 3)
    await take(database, "100002", 4, 5)
    with pytest.raises(exc.IntegrityError):
        await take(database, "100003", 5, 6)


async def test_a_booking_does_not_end_before_it_starts(database: Database) -> None:
    with pytest.raises(exc.IntegrityError):
        async with database.writing() as session:
            session.add(booking("100001", -45))
