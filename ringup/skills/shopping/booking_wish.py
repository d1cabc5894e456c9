"""What a caller wants booked, as far as they said it. Pure: the same form always gives the same wish."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from ringup.skills.bookings.diary import Diary
from ringup.skills.bookings.values import Booking, Days, Service, Staff
from ringup.skills.shopping import booking_words
from ringup.skills.shopping.booking_stages import BookingForm, BookingSaid, Doing

ALL_DAY = (0, 1439)

UP_TO_DAYS = 14
"""Of a stretch of days; what lies beyond is not looked through."""


@dataclass(frozen=True, slots=True)
class Wish:
    """`days` None: no day was named; `soonest`: any will do. `minutes`: from when until when it may start,
    in minutes after midnight, both included; equal for a time of day, None where none was named.
    `name` is what a caller without an account gave, or who it is for.
    """

    service: Service | None = None
    staff: Staff | None = None
    people: int | None = None
    days: Days | None = None
    minutes: tuple[int, int] | None = None
    soonest: bool = False
    name: str | None = None

    @property
    def exact(self) -> int | None:
        """The time of day that was named."""
        return self.minutes[0] if self.minutes and self.minutes[0] == self.minutes[1] else None


def wish_of(form: BookingForm, diary: Diary, moved: Booking | None = None) -> Wish:
    """`moved`: the booking whose details are kept where nothing else is said."""
    said = tuple(reversed(form.said))
    fresh = tuple(s for s in said if s.asked != "booking") if moved else said
    service = _service(said, diary, moved)
    staff, anyone = _staff(fresh, diary, service)
    takes_party = service is not None and service.most_people > 1
    days = next((made for s in fresh if (made := _days(s.value("date"))) is not None), None)
    return Wish(
        service=service,
        staff=None if anyone else staff,
        people=_people(fresh, service) if takes_party or service is None else 1,
        days=days,
        minutes=next((span for s in fresh if (span := _minutes(s, takes_party)) is not None), None),
        soonest=days is None
        and (form.doing is Doing.ASK or any(booking_words.soonest(s.text) for s in fresh)),
        name=_name(said, diary),
    )


def _service(said: tuple[BookingSaid, ...], diary: Diary, moved: Booking | None) -> Service | None:
    if moved is not None:
        return next((s for s in diary.services if s.id == moved.service), None)
    for each in said:
        chosen = each.value("service")
        named = next((s for s in diary.services if s.id == chosen), None)
        if named := named or booking_words.service_named(each.text, diary.services):
            return named
    if len(diary.services) == 1:
        return diary.services[0]
    done = [s for each in said for s in _only_done_by(each, diary)]
    return done[0] if done else None


def _only_done_by(said: BookingSaid, diary: Diary) -> Iterator[Service]:
    """The one service of whoever is named."""
    staff = booking_words.staff_named(said.text, diary.staff)
    done = [s for s in diary.services if staff is not None and staff.id in s.staff]
    return iter(done if len(done) == 1 else ())


def _staff(said: tuple[BookingSaid, ...], diary: Diary, service: Service | None) -> tuple[Staff | None, bool]:
    """Who is wanted of those who do it, and whether anybody will do."""
    able = tuple(s for s in diary.staff if service is None or s.id in service.staff)
    for each in said:
        if (chosen := each.value("staff")) is not None:
            return next((s for s in able if s.id == chosen), None), False
        if booking_words.anyone(each.text):
            return None, True
        if (named := booking_words.staff_named(each.text, able)) is not None:
            return named, False
    return None, False


def _people(said: tuple[BookingSaid, ...], service: Service | None) -> int | None:
    for each in said:
        number = each.value("people") or each.value("quantity")
        if number is not None and number.isdecimal() and int(number) > 0:
            return int(number)
    return None


def _days(value: str | None) -> Days | None:
    if value is None:
        return None
    first, _, last = value.partition("/")
    try:
        made = Days(date.fromisoformat(first), date.fromisoformat(last or first))
    except ValueError:
        return None
    return Days(made.first, min(made.last, made.first + timedelta(days=UP_TO_DAYS)))


def _minutes(said: BookingSaid, takes_party: bool) -> tuple[int, int] | None:
    """A bare number at a booking for one ("make it four") is a time in the shop's hours."""
    value, number = said.value("time"), said.value("people") or said.value("quantity")
    if value is None and not takes_party and number is not None and number.isdecimal():
        return _hour(int(number))
    return minutes_of(value)


def minutes_of(value: str | None) -> tuple[int, int] | None:
    """From when until when, of `HH:MM` or `HH:MM/HH:MM`; None for anything else."""
    first, _, last = (value or "").partition("/")
    try:
        return _of_day(time.fromisoformat(first)), _of_day(time.fromisoformat(last or first))
    except ValueError:
        return None


def _hour(number: int) -> tuple[int, int] | None:
    if not 1 <= number <= 12:
        return None
    minutes = (number if 8 <= number <= 12 else number + 12) * 60
    return minutes, minutes


def _of_day(at: time) -> int:
    return at.hour * 60 + at.minute


def _name(said: tuple[BookingSaid, ...], diary: Diary) -> str | None:
    """The first and last name that were given, without those of the staff."""
    theirs = {name.lower() for staff in diary.staff for name in staff.names}
    first = next((v for s in said if (v := s.value("first_name")) and v.lower() not in theirs), None)
    last = next((v for s in said if (v := s.value("last_name")) and v.lower() not in theirs), None)
    return " ".join(part for part in (first, last) if part) or None


def minute_of(wall: datetime) -> int:
    """After midnight, of what the clock on the wall shows."""
    return wall.hour * 60 + wall.minute
