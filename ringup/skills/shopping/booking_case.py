"""One booking as it is being arranged: the form, all that it is read against, and what can come of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from ringup.skills.bookings.availability import Calendar
from ringup.skills.bookings.diary import Diary, OpeningsWanted, Start
from ringup.skills.bookings.proposals import BookingProposal
from ringup.skills.bookings.values import Booking, Opening, Service
from ringup.skills.dialogue.prompts import Key, Value
from ringup.skills.dialogue.state import State
from ringup.skills.shopping.booking_stages import BookingForm
from ringup.skills.shopping.booking_wish import Wish, minute_of

Values = tuple[tuple[str, Value], ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence that tells why what was asked for cannot be."""

    key: Key
    values: Values = ()


@dataclass(frozen=True, slots=True)
class Ask:
    """The slot to ask for, how to ask, and how to ask once more. `offered`: what may be chosen from."""

    slot: str
    key: Key
    again: Key
    values: Values = ()
    reasons: tuple[Reason, ...] = ()
    offered: tuple[Opening, ...] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """What is free has to be looked up first."""

    wanted: OpeningsWanted


@dataclass(frozen=True, slots=True)
class Over:
    """There is nothing to write: something is told, and that is all."""

    key: Key
    values: Values = ()


@dataclass(frozen=True, slots=True)
class Ready:
    """All is known: the proposal, and how it is read back."""

    proposal: BookingProposal
    key: Key
    question: Key
    values: Values


Outcome = Ask | Look | Over | Ready


@dataclass(frozen=True, slots=True)
class Case:
    """`now`: the shop's local time, aware. `moved`: the booking that is being moved."""

    form: BookingForm
    diary: Diary
    state: State
    now: datetime
    wish: Wish
    moved: Booking | None = None

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.state.shop.timezone)

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def calendar(self) -> Calendar:
        return Calendar(self.zone, self.diary.hours, self.diary.staff)

    def wall(self, moment: datetime) -> datetime:
        """What the clock in the shop shows then, naive."""
        return moment.astimezone(self.zone).replace(tzinfo=None)

    def minute(self, opening: Opening) -> int:
        return minute_of(self.wall(opening.period.start))

    def day(self, opening: Opening) -> date:
        return self.wall(opening.period.start).date()

    def looked_up(self, wanted: OpeningsWanted) -> tuple[Opening, ...] | None:
        """None where it has not been, in this form."""
        return next((done.openings for done in self.form.looked if done.wanted == wanted), None)

    def start(self, opening: Opening, staff: bool = True) -> Start:
        return Start(self.wall(opening.period.start), "", opening.staff_name if staff else "")

    def booked(self, booking: Booking) -> Start:
        return Start(self.wall(booking.period.start), booking.service_name, booking.staff_name)


def local(at: datetime, state: State) -> datetime:
    """The shop's local time, aware."""
    return at.astimezone(ZoneInfo(state.shop.timezone))


def values(**given: Value | None) -> Values:
    return tuple((name, value) for name, value in given.items() if value is not None)


def party(service: Service, people: int) -> int | None:
    """How many people are spoken of; None where it is always one."""
    return people if service.most_people > 1 else None


def sifted(openings: Iterable[Opening], wanted: OpeningsWanted, zone: ZoneInfo) -> tuple[Opening, ...]:
    """All of one day. Of each of several, what starts nearest to `wanted.near`, and a few for each staff:
    nobody listens to more."""
    found = tuple(openings)
    if wanted.days.first == wanted.days.last:
        return found
    kept: dict[tuple[date, str], list[Opening]] = {}
    for opening in found:
        there = opening.period.start.astimezone(zone)
        kept.setdefault((there.date(), opening.staff), []).append(opening)
    near = wanted.near or 0
    best = {
        opening
        for each in kept.values()
        for opening in sorted(each, key=lambda o: abs(minute_of(o.period.start.astimezone(zone)) - near))[
            :FEW
        ]
    }
    return tuple(opening for opening in found if opening in best)


FEW = 6
"""Openings that are kept of one day with one of the staff, where several days are looked through."""
