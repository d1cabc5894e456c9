"""Callers handed to the staff, in the database."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from ringup.database.engine import Database
from ringup.skills.backends.sql.handovers import SqlStaffDesk, open_now
from ringup.skills.bookings.availability import Calendar
from ringup.skills.bookings.values import Hours, OpeningHours
from ringup.skills.errors import DeskUnavailable
from ringup.skills.handovers import Arranged, Handover, Reach, Why
from ringup.skills.ports import StaffDesk
from ringup.skills.values import CallId, PhoneNumber
from tests.skills.backends import postgres, shops

NOW = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)
"""A Monday, noon in New York."""

STAFF = PhoneNumber("+12025550142")
ASKED = Handover("CA1:person1", CallId("CA1"), Why.ASKED, "Asked for a person.", at_once=True)
WEEK = ((Hours(540, 1080),),) * 5 + ((), ())


@pytest.fixture(params=["sqlite", "postgresql"])
async def database(
    request: pytest.FixtureRequest, tmp_path: Path, postgresql: postgres.Server
) -> AsyncIterator[Database]:
    async with shops.lent(request.param, postgresql, tmp_path) as url:
        database = Database(url, busy_timeout=0.2)
        yield database
        await database.close()


def desk(database: Database, phone: PhoneNumber | None = STAFF) -> StaffDesk:
    return SqlStaffDesk(database, phone, lambda: NOW)


async def test_a_shop_without_hours_is_open(database: Database) -> None:
    assert await desk(database).hand_over(ASKED) == Arranged(Reach.THROUGH)


async def test_without_a_number_the_caller_is_called_back(database: Database) -> None:
    assert await desk(database, None).hand_over(ASKED) == Arranged(Reach.CALLBACK)


async def test_who_cannot_be_put_through_is_called_back(database: Database) -> None:
    assert (await desk(database).hand_over(replace(ASKED, at_once=False))).reach is Reach.CALLBACK


async def test_told_again_it_is_the_same_one_with_what_is_known_by_then(database: Database) -> None:
    await desk(database).hand_over(ASKED)
    known = replace(ASKED, phone=PhoneNumber("+12025550101"), at_once=False)
    await desk(database).hand_over(known)
    (waiting,) = await desk(database).waiting()
    assert (waiting.handover, waiting.reach, waiting.asked_at) == (known, Reach.CALLBACK, NOW)


async def test_who_was_dealt_with_waits_no_longer(database: Database) -> None:
    await desk(database).hand_over(ASKED)
    await desk(database).dealt_with(ASKED.key)
    await desk(database).dealt_with(ASKED.key)
    await desk(database).dealt_with("unknown")
    assert await desk(database).waiting() == ()


async def test_a_database_that_is_away_is_a_desk_that_is_away(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'empty.db'}", busy_timeout=0.1)
    with pytest.raises(DeskUnavailable):
        await desk(database).hand_over(ASKED)
    await database.close()


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (datetime(2026, 3, 2, 17, 0, tzinfo=UTC), (True, date(2026, 3, 2))),
        (datetime(2026, 3, 2, 13, 0, tzinfo=UTC), (False, date(2026, 3, 2))),
        (datetime(2026, 3, 3, 0, 0, tzinfo=UTC), (False, date(2026, 3, 3))),
        (datetime(2026, 3, 6, 23, 30, tzinfo=UTC), (False, date(2026, 3, 9))),
    ],
)
def test_when_somebody_is_there(at: datetime, expected: tuple[bool, date]) -> None:
    assert open_now(Calendar(ZoneInfo("America/New_York"), OpeningHours(WEEK), ()), at) == expected
