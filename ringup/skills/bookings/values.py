"""The nouns of a desk that takes bookings, as every backend returns them.

Moments are aware and in UTC; days and times of day are those on the shop's wall.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import NewType

from ringup.skills.values import CustomerId, Money, PhoneNumber

ServiceId = NewType("ServiceId", str)
StaffId = NewType("StaffId", str)
BookingNumber = NewType("BookingNumber", str)
"""Six digits that a caller reads out; no order of the shop has the same."""


@dataclass(frozen=True, slots=True, order=True)
class Hours:
    """From one time of day until another, in minutes after midnight as the clock on the wall shows them.

    0 <= opens < closes; beyond 1440 it is the next day, so a bar that closes at two has closes=1560.
    """

    opens: int
    closes: int

    def __post_init__(self) -> None:
        if not 0 <= self.opens < 1440 or not self.opens < self.closes <= 2880:
            raise ValueError("hours open within a day, and close later")


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A day that is not like its weekday: a holiday, or longer hours. `year` None: every year.
    `hours` empty: closed. `reason` is how it is said ("Christmas Day"), or ""."""

    month: int
    day: int
    hours: tuple[Hours, ...] = ()
    year: int | None = None
    reason: str = ""

    def falls_on(self, day: date) -> bool:
        return (self.month, self.day) == (day.month, day.day) and self.year in (None, day.year)


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """`week`: seven weekdays, Monday first. A special day with its year outranks one of every year."""

    week: tuple[tuple[Hours, ...], ...]
    special: tuple[SpecialDay, ...] = ()

    def __post_init__(self) -> None:
        if len(self.week) != 7:
            raise ValueError("a week has seven days")

    def on(self, day: date) -> tuple[Hours, ...]:
        """In the order of the clock; empty on a closed day."""
        special = self.exception(day)
        return tuple(sorted(self.week[day.weekday()] if special is None else special.hours))

    def exception(self, day: date) -> SpecialDay | None:
        found = [special for special in self.special if special.falls_on(day)]
        return min(found, key=lambda special: special.year is None, default=None)


@dataclass(frozen=True, slots=True)
class Staff:
    """Who or what a booking takes up: a stylist, a table, a workbench. One party at a time.

    `names`: the first is the shop's own. `person`: whether callers ask for it by name. `seats`: the
    largest party. `hours`: when it can be had within the shop's hours; None: whenever the shop is open.
    """

    id: StaffId
    names: tuple[str, ...]
    person: bool = True
    seats: int = 1
    hours: OpeningHours | None = None

    @property
    def name(self) -> str:
        return self.names[0]


@dataclass(frozen=True, slots=True)
class Service:
    """What can be booked. `names`: how people call it, the shop's own first.

    `minutes`: how long it takes. `price` None: nothing is charged for it; `per_person`: for each of the
    party. `staff`: who does it, in the shop's order. `every_minutes`: bookings start at these steps from
    midnight. `notice_minutes`: from the call to the start at least. `days_ahead`: from today at most.
    """

    id: ServiceId
    names: tuple[str, ...]
    minutes: int
    staff: tuple[StaffId, ...]
    price: Money | None = None
    per_person: bool = False
    least_people: int = 1
    most_people: int = 1
    every_minutes: int = 30
    notice_minutes: int = 0
    days_ahead: int = 60

    @property
    def name(self) -> str:
        return self.names[0]

    def takes(self, people: int) -> bool:
        return self.least_people <= people <= self.most_people

    def cost(self, people: int) -> Money | None:
        return self.price * people if self.price is not None and self.per_person else self.price


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From `start` until just before `end`. Both aware; start < end."""

    start: datetime
    end: datetime

    def overlaps(self, other: Period) -> bool:
        return self.start < other.end and other.start < self.end

    def holds(self, other: Period) -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Days:
    """Days on the shop's wall, `last` included; none if it is before `first`."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Opening:
    """Can be booked as it stands, unless somebody else is faster. `cost` is for the party it was
    looked up for; None when nothing is charged."""

    service: ServiceId
    staff: StaffId
    staff_name: str
    period: Period
    cost: Money | None = None


class BookingStatus(Enum):
    BOOKED = "booked"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Booking:
    """Service and staff as they were called when it was made. `customer` None: booked by somebody
    without an account, under `name` alone. `phone` None: there is no way to send a reminder.

    `revision` counts what has been changed of it, so that no two states of it are equal.
    """

    number: BookingNumber
    customer: CustomerId | None
    name: str
    phone: PhoneNumber | None
    service: ServiceId
    service_name: str
    staff: StaffId
    staff_name: str
    period: Period
    people: int
    cost: Money | None
    status: BookingStatus = BookingStatus.BOOKED
    revision: int = 0


@dataclass(frozen=True, slots=True)
class WaitlistEntry:
    """Somebody to be told when a booking that starts within `wanted` becomes possible.
    `staff` None: with anybody. `told_at` None: still waiting."""

    id: int
    customer: CustomerId | None
    name: str
    phone: PhoneNumber | None
    service: ServiceId
    service_name: str
    staff: StaffId | None
    people: int
    wanted: Period
    joined_at: datetime
    told_at: datetime | None = None


class ReminderKind(Enum):
    BOOKED = "booked"  # due at once: it has been booked
    MOVED = "moved"  # due at once: it is at another time now, or with somebody else
    CANCELLED = "cancelled"  # due at once
    DAY_BEFORE = "day_before"  # due a day before it starts, at the same time of day
    FREED = "freed"  # due at once: something that a waiting caller wanted can be had now


@dataclass(frozen=True, slots=True)
class Reminder:
    """Recorded to be sent at `due_at`. `number` None for FREED, which is about no booking yet.
    `start` and `staff_name` are what it tells."""

    id: int
    kind: ReminderKind
    due_at: datetime
    customer: CustomerId | None
    name: str
    phone: PhoneNumber | None
    number: BookingNumber | None
    service_name: str
    staff_name: str
    start: datetime


@dataclass(frozen=True, slots=True)
class BookingReceipt:
    """Proof that a confirmed booking, move or cancellation happened; `booking` is how it left things.
    `key` is the idempotency key it was made under."""

    key: str
    booking: Booking


@dataclass(frozen=True, slots=True)
class WaitlistReceipt:
    """Proof that a caller is on the list."""

    key: str
    entry: WaitlistEntry
