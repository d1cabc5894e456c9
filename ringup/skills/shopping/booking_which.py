"""Which of the customer's own bookings is meant: by its number, its service, who does it, its day. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ringup.skills.bookings.values import Booking
from ringup.skills.dialogue.prompts import Key
from ringup.skills.shopping import booking_words
from ringup.skills.shopping.booking_case import Ask, Case, Over
from ringup.skills.shopping.booking_stages import BookingSaid, Doing
from ringup.skills.understanding.moments.reading import moments
from ringup.skills.understanding.numbers import readings

MOST_NAMED = 3
"""So many bookings are named when the caller is asked which one."""


def meant(case: Case) -> Booking | Ask | Over:
    """The only one, or the one that was told of; else which to ask for."""
    bookings = case.diary.bookings
    if not bookings:
        return Over(Key.NO_BOOKINGS)
    found = fitting(case)
    if len(found) == 1 or len(bookings) == 1:
        return (found or bookings)[0]
    starts = tuple(case.booked(booking) for booking in (found or bookings)[:MOST_NAMED])
    return Ask("booking", Key.WHICH_BOOKING, Key.WHICH_BOOKING, (("starts", starts),))


def fitting(case: Case) -> tuple[Booking, ...]:
    """Those that all of what was said fits; none where nothing was said, or nothing fits."""
    if about := tuple(b for b in case.diary.bookings if b.number == case.form.about):
        return about
    left = case.diary.bookings
    for said in case.form.said:
        if said.asked not in ("", "booking"):
            continue
        if said.asked == "booking" and (nth := booking_words.place(said.text, len(left))) is not None:
            left = (left[nth],)
        left = _narrowed(case, said, left) or left
    return left if len(left) < len(case.diary.bookings) or len(left) == 1 else ()


def _narrowed(case: Case, said: BookingSaid, bookings: tuple[Booking, ...]) -> tuple[Booking, ...]:
    """Those that these words fit."""
    numbers = readings(said.text)
    if by_number := tuple(b for b in bookings if str(b.number) in numbers):
        return by_number
    services = tuple(s for s in case.diary.services if any(b.service == s.id for b in bookings))
    if (service := booking_words.service_named(said.text, services)) is not None:
        bookings = tuple(b for b in bookings if b.service == service.id)
    staff = tuple(s for s in case.diary.staff if any(b.staff == s.id for b in bookings))
    if len(bookings) > 1 and (by := booking_words.staff_named(said.text, staff)) is not None:
        bookings = tuple(b for b in bookings if b.staff == by.id)
    days = set(_days(case, said))
    on_them = tuple(b for b in bookings if case.wall(b.period.start).date() in days)
    return on_them or bookings


def _days(case: Case, said: BookingSaid) -> Iterator[date]:
    """The days that were named, without the one that the booking is to be moved to."""
    to = said.value("date") if case.form.doing is Doing.MOVE and said.asked == "" else None
    for found in moments(said.text, case.now).days:
        if found.value.first == found.value.last and str(found.value) != to:
            yield found.value.first
