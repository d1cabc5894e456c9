"""Which opening suits a wish, and what to offer where none does: at most three near to it. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from ringup.skills.bookings.availability import working_periods
from ringup.skills.bookings.diary import OpeningsWanted
from ringup.skills.bookings.values import Days, Opening, Service, Staff
from ringup.skills.bookings.wall_clock import day_of
from ringup.skills.dialogue.prompts import Key
from ringup.skills.shopping.booking_case import Ask, Case, Look, Reason, values
from ringup.skills.shopping.booking_stages import Doing
from ringup.skills.shopping.booking_wish import ALL_DAY

MOST_OFFERED = 3
"""Openings that are named at once; nobody remembers more."""

BEFORE, AFTER = timedelta(days=2), timedelta(days=9)
"""How far from the day that was asked for another is looked for."""

SOON = timedelta(days=9)
"""How far from today is looked where any day will do."""


def chosen(case: Case, service: Service, people: int, days: Days | None) -> Opening | Ask | Look:
    """What suits the wish; else what to offer or ask, or what has to be looked up for that."""
    if days is None:
        days = Days(case.today, case.today + SOON)
    elif (wrong := _wrong_day(case, service, days)) is not None:
        return wrong
    wanted = _wanted(case, service, people, days)
    found = case.looked_up(wanted)
    if found is None:
        return Look(wanted)
    theirs = tuple(o for o in found if case.wish.staff is None or o.staff == case.wish.staff.id)
    fitting = _at_the_time(case, theirs)
    if fitting and (sure := _only(case, fitting)) is not None:
        return sure
    if fitting:
        return _offer(case, _spread(case, fitting), ())
    return _otherwise(case, service, people, days, found, theirs)


def _wanted(case: Case, service: Service, people: int, days: Days) -> OpeningsWanted:
    near = case.wish.minutes[0] if case.wish.minutes and days.first != days.last else None
    return OpeningsWanted(service.id, days, people, near, case.moved.number if case.moved else None)


def _wrong_day(case: Case, service: Service, days: Days) -> Ask | None:
    """A day that is over, or too far ahead."""
    if days.last < case.today:
        return Ask("date", Key.DAY_OVER, Key.BOOKING_DATE_AGAIN)
    if days.first > case.today + timedelta(days=service.days_ahead):
        given = values(service=service.name, days=service.days_ahead)
        return Ask("date", Key.TOO_FAR_AHEAD, Key.BOOKING_DATE_AGAIN, given)
    return None


def _at_the_time(case: Case, openings: Iterable[Opening]) -> tuple[Opening, ...]:
    first, last = case.wish.minutes or ALL_DAY
    return tuple(opening for opening in openings if first <= case.minute(opening) <= last)


def _only(case: Case, fitting: tuple[Opening, ...]) -> Opening | None:
    """The one that is meant: at the time that was named, or the first where any will do. Who had it before
    keeps it where that is possible."""
    starts = {opening.period.start for opening in fitting}
    at_once = case.wish.soonest and case.form.doing is not Doing.ASK
    if len(starts) > 1 and not at_once:
        return None
    same = [o for o in fitting if o.period.start == fitting[0].period.start]
    kept = (o for o in same if case.moved is not None and o.staff == case.moved.staff)
    return next(kept, same[0])


def _offer(case: Case, openings: tuple[Opening, ...], reasons: tuple[Reason, ...]) -> Ask:
    with_staff = case.wish.staff is not None and len({o.staff for o in openings} | {case.wish.staff.id}) > 1
    starts = tuple(case.start(opening, with_staff) for opening in openings)
    return Ask("time", Key.OFFER_OPENINGS, Key.OFFER_OPENINGS, (("starts", starts),), reasons, openings)


def _spread(case: Case, openings: tuple[Opening, ...]) -> tuple[Opening, ...]:
    """The first, one in the middle and the last of one day; of several days the first of each."""
    starts = _one_each(openings)
    days = {case.day(opening): opening for opening in reversed(starts)}
    if len(days) > 1:
        return tuple(sorted(days.values(), key=lambda o: o.period))[:MOST_OFFERED]
    if len(starts) <= MOST_OFFERED:
        return starts
    return starts[0], starts[len(starts) // 2], starts[-1]


def _one_each(openings: Iterable[Opening]) -> tuple[Opening, ...]:
    """The best of each moment."""
    best: dict[object, Opening] = {}
    for opening in openings:
        best.setdefault(opening.period, opening)
    return tuple(best.values())


# where nothing suits


def _otherwise(
    case: Case,
    service: Service,
    people: int,
    days: Days,
    found: tuple[Opening, ...],
    theirs: tuple[Opening, ...],
) -> Ask | Look:
    """Another time of the same day, somebody else, or another day."""
    if theirs:
        return _offer(case, _nearest_times(case, theirs), _why_not_then(case, service, people, days))
    around = Days(max(case.today, days.first - BEFORE), days.last + AFTER)
    wanted = _wanted(case, service, people, around)
    others = case.looked_up(wanted)
    if others is None:
        return Look(wanted)
    reasons = _why_not_that_day(case, service, people, days, found)
    staff = case.wish.staff
    instead = tuple(sorted(found, key=lambda opening: _apart(case, opening))[:1]) if staff else ()
    if staff is not None and people <= staff.seats:
        others = tuple(opening for opening in others if opening.staff == staff.id)
        instead = (*_nearest_days(case, days.first, others)[: MOST_OFFERED - 1], *instead)
    elif staff is None:
        instead = _nearest_days(case, days.first, others)[: MOST_OFFERED - 1]
    if instead:
        return _offer(case, tuple(sorted(instead, key=lambda opening: opening.period)), reasons)
    return Ask("waiting", Key.OFFER_WAITING, Key.OFFER_WAITING, values(service=service.name), reasons)


def _nearest_times(case: Case, openings: tuple[Opening, ...]) -> tuple[Opening, ...]:
    """In the order of the clock."""
    starts = _one_each(openings)
    near = sorted(starts, key=lambda opening: _apart(case, opening))[:MOST_OFFERED]
    return tuple(sorted(near, key=lambda opening: opening.period))


def _nearest_days(case: Case, day: date, openings: tuple[Opening, ...]) -> tuple[Opening, ...]:
    """One of each day, the nearest day first: the one nearest to the time that was named."""
    best: dict[date, Opening] = {}
    for opening in sorted(openings, key=lambda opening: _apart(case, opening)):
        best.setdefault(case.day(opening), opening)
    near = sorted(best.values(), key=lambda o: (abs(case.day(o) - day), o.period))
    return tuple(near[:MOST_OFFERED])


def _apart(case: Case, opening: Opening) -> int:
    """Minutes between an opening and the time that was named."""
    if case.wish.minutes is None:
        return case.minute(opening)
    first, last = case.wish.minutes
    at = case.minute(opening)
    return max(first - at, at - last, 0)


def _why_not_then(case: Case, service: Service, people: int, days: Days) -> tuple[Reason, ...]:
    exact = case.wish.exact
    if case.wish.minutes is None:
        return ()
    if exact is None:
        return (Reason(Key.NOT_FREE_THEN),)
    if exact % service.every_minutes:
        given = values(service=service.name, every=service.every_minutes)
        return (Reason(Key.STARTS_ON_GRID, given),)
    return (Reason(Key.NOT_FREE_THEN),)


def _why_not_that_day(
    case: Case, service: Service, people: int, days: Days, found: tuple[Opening, ...]
) -> tuple[Reason, ...]:
    """Of a single day; of several there is nothing to explain."""
    staff, day = case.wish.staff, days.first
    if staff is not None and people > staff.seats:
        return (Reason(Key.SEATS_FEWER, values(staff=staff.name, most=staff.seats)),)
    if days.first != days.last:
        return (Reason(Key.NOT_FREE_THEN),)
    if not case.diary.hours.on(day):
        special = case.diary.hours.exception(day)
        reason = special.reason if special else ""
        return (Reason(Key.CLOSED_ON, values(day=day, reason=reason or None, weekly=int(special is None))),)
    if staff is not None and not _is_in(case, staff, day):
        return (Reason(Key.STAFF_NOT_IN, values(staff=staff.name, day=day)),)
    if staff is not None:
        return (Reason(Key.STAFF_NOT_FREE, values(staff=staff.name, day=day)),)
    return (Reason(Key.DAY_FULL, values(service=service.name, day=day)),)


def _is_in(case: Case, staff: Staff, day: date) -> bool:
    periods = working_periods(case.calendar, staff, Days(day, day))
    return any(day_of(period.start, case.zone) == day for period in periods)
