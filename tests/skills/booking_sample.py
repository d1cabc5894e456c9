"""A very small desk that takes bookings, as values: what its fake holds and its suites expect."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from ringup.skills.bookings.availability import Calendar
from ringup.skills.bookings.proposals import BookingProposal, BookSlot, JoinWaitlist
from ringup.skills.bookings.values import (
    Hours,
    Opening,
    OpeningHours,
    Period,
    Service,
    ServiceId,
    SpecialDay,
    Staff,
    StaffId,
)
from ringup.skills.dialogue import guard
from ringup.skills.dialogue.guard import Confirmed
from ringup.skills.intent import Utterance
from ringup.skills.shop import Customer
from ringup.skills.values import CallId, Money, PromptId
from tests.skills import sample

P = TypeVar("P", bound=BookingProposal)

ZONE = ZoneInfo("America/New_York")
TODAY = date(2026, 3, 2)
"""A Monday; it is noon (see sample.NOW). In the night to the next Sunday the clocks are put forward."""

FRIDAY = date(2026, 3, 6)

_ALL_DAY, _MORNING, _LATE = Hours(9 * 60, 17 * 60), Hours(9 * 60, 12 * 60), Hours(18 * 60, 25 * 60)

HOURS = OpeningHours(
    week=((_ALL_DAY,), (_ALL_DAY,), (_MORNING, Hours(13 * 60, 17 * 60)), (_ALL_DAY,), (_ALL_DAY, _LATE),
          (_LATE,), ()),
    special=(SpecialDay(12, 25, reason="Christmas Day"), SpecialDay(3, 5, (_MORNING,), 2026)),
)  # fmt: skip
"""A break on Wednesdays, open until one at night on Fridays and Saturdays, closed on Sundays."""

MORNINGS = OpeningHours(((_MORNING,),) * 7)

ANN = Staff(StaffId("ann"), ("Ann", "Annie"))
BOB = Staff(StaffId("bob"), ("Bob",), hours=MORNINGS)
LARGE = Staff(StaffId("large"), ("the large table",), person=False, seats=6)
SMALL = Staff(StaffId("small"), ("the small table",), person=False, seats=2)
STAFF = (ANN, BOB, LARGE, SMALL)

HAIRCUT = Service(
    ServiceId("haircut"), ("haircut", "cut"), 45, (ANN.id, BOB.id), Money(30_00, "USD"),
    every_minutes=15, notice_minutes=60, days_ahead=30,
)  # fmt: skip
SUPPER = Service(
    ServiceId("supper"), ("supper", "table"), 90, (LARGE.id, SMALL.id), Money(20_00, "USD"),
    per_person=True, least_people=1, most_people=6, every_minutes=30, days_ahead=60,
)  # fmt: skip
ADVICE = Service(ServiceId("advice"), ("advice",), 20, (ANN.id,), every_minutes=20)
SERVICES = (HAIRCUT, SUPPER, ADVICE)

CALENDAR = Calendar(ZONE, HOURS, STAFF)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """That time on the shop's wall, in UTC."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE).astimezone(UTC)


def period(day: date, hour: int, minute: int = 0, minutes: int = 45) -> Period:
    start = at(day, hour, minute)
    return Period(start, start + timedelta(minutes=minutes))


def slot(opening: Opening, customer: Customer | None = sample.SAM, people: int = 1) -> BookSlot:
    """Exactly what was offered. A `customer` of None is somebody without an account."""
    service = next(service for service in SERVICES if service.id == opening.service)
    return BookSlot(
        customer=None if customer is None else customer.id,
        name="Kim Poe" if customer is None else f"{customer.first_name} {customer.last_name}",
        phone=None if customer is None else customer.phone,
        service=service.id,
        service_name=service.name,
        staff=opening.staff,
        staff_name=opening.staff_name,
        period=opening.period,
        people=people,
        cost=opening.cost,
    )


def waiting(wanted: Period, customer: Customer = sample.PAT, staff: StaffId | None = None) -> JoinWaitlist:
    """For a haircut."""
    name = f"{customer.first_name} {customer.last_name}"
    return JoinWaitlist(
        customer.id, name, customer.phone, HAIRCUT.id, HAIRCUT.name, staff, people=1, wanted=wanted
    )


def confirm(proposal: P, call: str = "call-1") -> Confirmed[P]:
    """Read back, heard to its end, and answered with yes."""
    prompt = PromptId("p1")
    read = guard.heard(guard.read_back(CallId(call), proposal, prompt), prompt, sample.NOW, None)
    confirmed: Any = guard.confirm_by_words(read, proposal, Utterance("yes please"), sample.NOW)
    assert isinstance(confirmed, Confirmed)
    return confirmed


def section() -> dict[str, Any]:
    """The same desk as a shop file says it."""
    return {
        "week": {
            "monday": ["09:00-17:00"],
            "tuesday": ["09:00-17:00"],
            "wednesday": ["09:00-12:00", "13:00-17:00"],
            "thursday": ["09:00-17:00"],
            "friday": ["09:00-17:00", "18:00-01:00"],
            "saturday": ["18:00-01:00"],
        },
        "special": [
            {"every_year": "12-25", "reason": "Christmas Day"},
            {"day": "2026-03-05", "hours": ["09:00-12:00"]},
        ],
        "staff": [
            {"id": "ann", "names": ["Ann", "Annie"]},
            {"id": "bob", "names": ["Bob"], "week": {day: ["09:00-12:00"] for day in _WEEKDAYS}},
            {"id": "large", "names": ["the large table"], "person": False, "seats": 6},
            {"id": "small", "names": ["the small table"], "person": False, "seats": 2},
        ],
        "services": [
            {
                "id": "haircut", "names": ["haircut", "cut"], "minutes": 45, "staff": ["ann", "bob"],
                "price": "30.00", "every_minutes": 15, "notice_minutes": 60, "days_ahead": 30,
            },
            {
                "id": "supper", "names": ["supper", "table"], "minutes": 90, "staff": ["large", "small"],
                "price": "20.00", "per_person": True, "most_people": 6,
            },
            {"id": "advice", "names": ["advice"], "minutes": 20, "staff": ["ann"], "every_minutes": 20},
        ],
    }  # fmt: skip


_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
