"""What a shop file says can be booked: what must hold of it, and how it becomes rows.

Bookings themselves are no part of a file, and stay when another one is loaded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from ringup.database.booking_models import OpeningHoursRow, ServiceRow, StaffRow
from ringup.skills.backends.shop_file.format import (
    DECIMALS,
    BookingsPart,
    ServicePart,
    ShopFile,
    SpecialDayPart,
    StaffPart,
    WeekPart,
)
from ringup.skills.backends.shop_file.source import Place, Problem
from ringup.skills.bookings.values import Hours, OpeningHours, SpecialDay
from ringup.skills.codec import to_data


def problems(file: ShopFile) -> Iterator[Problem]:
    """All that is wrong between the values of the section."""
    part = file.bookings
    if part is None:
        return
    yield from _week(("bookings",), part.week, part.special)
    for n, staff in enumerate(part.staff):
        place: Place = ("bookings", "staff", n)
        yield from _week(place, staff.week or WeekPart(), staff.special)
        if staff.special and staff.week is None:
            yield Problem((*place, "special"), "special days need a week of their own beside them")
    yield from _repeated("staff", part.staff)
    yield from _repeated("services", part.services)
    for n, service in enumerate(part.services):
        yield from _service(("bookings", "services", n), service, part)


async def write_bookings(session: AsyncSession, file: ShopFile) -> None:
    """Instead of all that could be booked so far."""
    for table in (ServiceRow, StaffRow, OpeningHoursRow):
        await session.execute(delete(table))
    if (part := file.bookings) is None:
        return
    session.add(OpeningHoursRow(id=1, hours=to_data(opening_hours(part.week, part.special))))
    session.add_all(_staff_row(n, staff) for n, staff in enumerate(part.staff))
    currency = file.shop.currency
    session.add_all(_service_row(n, service, currency) for n, service in enumerate(part.services))


def opening_hours(week: WeekPart, special: Iterable[SpecialDayPart]) -> OpeningHours:
    return OpeningHours(tuple(map(tuple, _weekdays(week).values())), tuple(map(_special_day, special)))


def _weekdays(week: WeekPart) -> dict[str, list[Hours]]:
    """Monday first."""
    return {day: getattr(week, day) for day in WeekPart.model_fields}


def _special_day(part: SpecialDayPart) -> SpecialDay:
    hours, reason = tuple(part.hours), part.reason or ""
    if part.day is not None:
        return SpecialDay(part.day.month, part.day.day, hours, part.day.year, reason)
    assert part.every_year is not None
    month, day = map(int, part.every_year.split("-"))
    return SpecialDay(month, day, hours, None, reason)


def _week(place: Place, week: WeekPart, special: list[SpecialDayPart]) -> Iterator[Problem]:
    for day, hours in _weekdays(week).items():
        yield from _disjoint((*place, "week", day), hours)
    for n, part in enumerate(special):
        where = (*place, "special", n)
        if (part.day is None) == (part.every_year is None):
            yield Problem(where, "a special day has either day or every_year")
        yield from _disjoint((*where, "hours"), part.hours)


def _disjoint(place: Place, hours: list[Hours]) -> Iterator[Problem]:
    if any(later.opens < earlier.closes for earlier, later in pairwise(sorted(hours))):
        yield Problem(place, "these hours overlap")


def _repeated(key: str, parts: Iterable[StaffPart | ServicePart]) -> Iterator[Problem]:
    seen: set[str] = set()
    for n, part in enumerate(parts):
        if part.id in seen:
            yield Problem(("bookings", key, n, "id"), f"{part.id} is there twice")
        seen.add(part.id)


def _service(place: Place, service: ServicePart, part: BookingsPart) -> Iterator[Problem]:
    seats = {staff.id: staff.seats for staff in part.staff}
    for n, staff in enumerate(service.staff):
        if staff not in seats:
            yield Problem((*place, "staff", n), f"there is no staff {staff}")
        if staff in service.staff[:n]:
            yield Problem((*place, "staff", n), f"{staff} is there twice")
    if service.most_people < service.least_people:
        yield Problem((*place, "most_people"), f"these are fewer than {service.least_people}")
    if (room := max((seats.get(staff, 0) for staff in service.staff), default=0)) < service.most_people:
        yield Problem((*place, "most_people"), f"there are seats for {room} only")
    if service.per_person and service.price is None:
        yield Problem((*place, "per_person"), "needs a price")


def _staff_row(position: int, part: StaffPart) -> StaffRow:
    hours = None if part.week is None else to_data(opening_hours(part.week, part.special))
    return StaffRow(
        id=part.id,
        position=position,
        names=list(part.names),
        person=part.person,
        seats=part.seats,
        hours=hours,
    )


def _service_row(position: int, part: ServicePart, currency: str) -> ServiceRow:
    return ServiceRow(
        id=part.id,
        position=position,
        names=list(part.names),
        minutes=part.minutes,
        staff=list(part.staff),
        price_minor=None if part.price is None else int(part.price.scaleb(DECIMALS[currency])),
        per_person=part.per_person,
        least_people=part.least_people,
        most_people=part.most_people,
        every_minutes=part.every_minutes,
        notice_minutes=part.notice_minutes,
        days_ahead=part.days_ahead,
    )
