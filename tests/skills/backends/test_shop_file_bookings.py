"""What a shop file says can be booked is taken whole, or refused with the line and the reason."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pocketsphinx
import pytest

from ringup.database.engine import Database
from ringup.skills.backends.shop_file import SAMPLE_SHOP, load_shop
from ringup.skills.backends.sql.booking_rows import NEVER
from ringup.skills.backends.sql.bookings import SqlBookingDesk
from ringup.skills.bookings.values import Days, Hours, SpecialDay
from ringup.skills.errors import ShopFileInvalid
from ringup.skills.values import Money
from tests.database import templates
from tests.skills import booking_sample, sample
from tests.skills.backends import shops

Data = dict[str, Any]


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    await templates.place(tmp_path / "shop.db")
    database = Database(shops.url(tmp_path))
    yield database
    await database.close()


async def load(database: Database, folder: Path, section: Data | None) -> None:
    data = shops.shop_data() | ({} if section is None else {"bookings": section})
    await load_shop(shops.written(folder / "shop.json", data), database, shops.fixed_clock)


async def refusal(database: Database, folder: Path, section: Data) -> list[str]:
    """Without the file and the line."""
    with pytest.raises(ShopFileInvalid) as caught:
        await load(database, folder, section)
    assert all(re.match(r"shop\.json:\d+: bookings", problem) for problem in caught.value.problems)
    return [problem.split(": ", 1)[1] for problem in caught.value.problems]


async def test_the_whole_section_is_taken(database: Database, tmp_path: Path) -> None:
    await load(database, tmp_path, booking_sample.section())
    desk = SqlBookingDesk(database, shops.fixed_clock)
    assert await desk.calendar() == booking_sample.CALENDAR
    assert await desk.services() == booking_sample.SERVICES


async def test_loading_again_changes_nothing(database: Database, tmp_path: Path) -> None:
    await load(database, tmp_path, booking_sample.section())
    await load(database, tmp_path, booking_sample.section())
    assert await SqlBookingDesk(database).services() == booking_sample.SERVICES


async def test_without_a_section_nothing_can_be_booked(database: Database, tmp_path: Path) -> None:
    await load(database, tmp_path, booking_sample.section())
    await load(database, tmp_path, None)
    desk = SqlBookingDesk(database)
    assert await desk.services() == ()
    assert (await desk.calendar()).hours == NEVER


async def test_a_database_without_a_shop_has_nothing_to_book(database: Database) -> None:
    desk = SqlBookingDesk(database)
    assert await desk.services() == ()
    assert (await desk.calendar()).staff == ()


async def test_hours_until_midnight_and_beyond(database: Database, tmp_path: Path) -> None:
    section = booking_sample.section()
    section["week"] = {"monday": ["08:00-24:00"], "tuesday": ["08:00-00:00"], "sunday": ["20:30-04:15"]}
    await load(database, tmp_path, section)
    week = (await SqlBookingDesk(database).calendar()).hours.week
    assert week == (
        (Hours(480, 1440),), (Hours(480, 1440),), (), (), (), (), (Hours(1230, 1695),)
    )  # fmt: skip


def service(**changes: object) -> Data:
    section = booking_sample.section()
    section["services"][0] |= changes
    return section


def staff(**changes: object) -> Data:
    section = booking_sample.section()
    section["staff"][0] |= changes
    return section


@pytest.mark.parametrize(
    ("section", "problem"),
    [
        (service(staff=["ann", "zoe"]), "bookings.services[0].staff[1]: there is no staff zoe"),
        (service(staff=["ann", "ann"]), "bookings.services[0].staff[1]: ann is there twice"),
        (service(most_people=2), "bookings.services[0].most_people: there are seats for 1 only"),
        (service(least_people=2), "bookings.services[0].most_people: these are fewer than 2"),
        (service(id="supper"), "bookings.services[1].id: supper is there twice"),
        (service(price="30.005"), "bookings.services[0].price: 30.005 has too many decimals: USD has 2"),
        (service(price=None, per_person=True), "bookings.services[0].per_person: needs a price"),
        (service(minutes=7), "bookings.services[0].minutes: Input should be a multiple of 5"),
        (service(stuff=[]), "bookings.services[0].stuff: means nothing here; is it misspelled?"),
        (staff(id="bob"), "bookings.staff[1].id: bob is there twice"),
        (
            staff(special=[{"every_year": "12-25"}]),
            "bookings.staff[0].special: special days need a week of their own beside them",
        ),
        (
            staff(week={"monday": ["09:00-12:00", "11:00-13:00"]}),
            "bookings.staff[0].week.monday: these hours overlap",
        ),
        (
            staff(week={"monday": ["9-12"]}),
            'bookings.staff[0].week.monday[0]: hours are written like "09:00-17:30"',
        ),
        (
            staff(week={}, special=[{"every_year": "02-30"}]),
            'bookings.staff[0].special[0].every_year: a day of every year is written like "12-25"',
        ),
        (
            staff(week={}, special=[{"hours": []}]),
            "bookings.staff[0].special[0]: a special day has either day or every_year",
        ),
    ],
)
async def test_a_mistake_is_named(database: Database, tmp_path: Path, section: Data, problem: str) -> None:
    assert problem in await refusal(database, tmp_path, section)


# Harbour Street Store


@pytest.fixture
async def harbour(database: Database) -> SqlBookingDesk:
    await load_shop(SAMPLE_SHOP, database, shops.fixed_clock)
    return SqlBookingDesk(database, shops.fixed_clock)


async def test_the_sample_shop_has_tastings_repairs_and_fittings(harbour: SqlBookingDesk) -> None:
    tasting, repair, fitting = await harbour.services()
    assert (tasting.name, tasting.cost(4), tasting.most_people) == ("coffee tasting", Money(48_00, "USD"), 6)
    assert (repair.name, repair.cost(1)) == ("lamp repair", Money(18_00, "USD"))
    assert (fitting.name, fitting.cost(1), len(fitting.staff)) == ("coat fitting", None, 2)


async def test_the_sample_shop_is_closed_on_sundays_and_at_christmas(harbour: SqlBookingDesk) -> None:
    hours = (await harbour.calendar()).hours
    assert hours.on(date(2026, 3, 8)) == ()
    assert hours.exception(date(2031, 12, 25)) == SpecialDay(12, 25, reason="Christmas Day")
    assert hours.on(date(2030, 12, 24)) == (Hours(540, 780),)


async def test_everything_in_the_sample_shop_can_be_had_within_a_week(harbour: SqlBookingDesk) -> None:
    week = Days(date(2026, 3, 2), date(2026, 3, 8))
    for offered in await harbour.services():
        for people in range(offered.least_people, offered.most_people + 1):
            found = await harbour.openings(offered.id, week, people)
            assert len(found) > 20
            assert found[0].period.start > datetime(2026, 3, 2, 17, tzinfo=UTC) == sample.NOW


async def test_every_bookable_name_can_be_pronounced(harbour: SqlBookingDesk) -> None:
    dictionary = Path(pocketsphinx.get_model_path()) / "en-us" / "cmudict-en-us.dict"
    known = {entry.split()[0] for entry in dictionary.read_text().splitlines()}
    calendar = await harbour.calendar()
    said = [name for offered in await harbour.services() for name in offered.names]
    said += [name for staff in calendar.staff for name in staff.names]
    said += [special.reason for special in calendar.hours.special]
    assert {word for text in said for word in text.lower().split()} <= known
