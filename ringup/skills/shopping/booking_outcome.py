"""What the form of a booking comes to: a question, a look-up, an answer, or a proposal. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from ringup.skills.bookings.diary import Start
from ringup.skills.bookings.proposals import BookSlot, CancelBooking, JoinWaitlist, MoveBooking
from ringup.skills.bookings.values import Booking, Days, Opening, Period, Service
from ringup.skills.bookings.wall_clock import first_moment, wall_time
from ringup.skills.dialogue.prompts import Key
from ringup.skills.dialogue.state import State
from ringup.skills.policy import CallerIdFor
from ringup.skills.shopping import booking_which
from ringup.skills.shopping.booking_case import (
    Ask,
    Case,
    Look,
    Outcome,
    Over,
    Ready,
    local,
    party,
    values,
)
from ringup.skills.shopping.booking_offers import chosen
from ringup.skills.shopping.booking_stages import BookingForm, Doing
from ringup.skills.shopping.booking_wish import ALL_DAY, minute_of, wish_of
from ringup.skills.shopping.phone_numbers import phone
from ringup.skills.values import CustomerId, PhoneNumber

Who = tuple[CustomerId | None, str, PhoneNumber | None]


def outcome(form: BookingForm, state: State, at: datetime) -> Outcome:
    """`at` is now. The form's diary must have been looked up."""
    assert form.diary is not None
    case = Case(form, form.diary, state, local(at, state), wish_of(form, form.diary))
    if not case.diary.services:
        return Over(Key.NO_SERVICES)
    match form.doing:
        case Doing.BOOK | Doing.ASK:
            return _book(case)
        case Doing.WAIT:
            return _wait(case)
        case Doing.MOVE:
            return _move(case)
        case Doing.CANCEL:
            return _cancel(case)
        case Doing.FIND:
            return _tell(case)


def _book(case: Case) -> Outcome:
    asked = _service(case)
    if not isinstance(asked, Service):
        return asked
    service, wish, people = asked, case.wish, _people(case, asked)
    if not isinstance(people, int):
        return people
    if wish.days is None and not wish.soonest:
        return Ask("date", Key.ASK_BOOKING_DATE, Key.BOOKING_DATE_AGAIN, values(service=service.name))
    opening = chosen(case, service, people, wish.days)
    if not isinstance(opening, Opening):
        return opening
    if wish.people is None and service.most_people > 1:
        return Ask("people", Key.ASK_PEOPLE, Key.PEOPLE_AGAIN, values(service=service.name))
    who = _who(case)
    if isinstance(who, Ask):
        return who
    return _booking(case, service, opening, people, who)


def _booking(case: Case, service: Service, opening: Opening, people: int, who: Who) -> Ready:
    customer, name, phone = who
    proposal = BookSlot(
        customer, name, phone, service.id, service.name, opening.staff, opening.staff_name,
        opening.period, people, opening.cost, attempt=case.state.refused,
    )  # fmt: skip
    proposal = replace(proposal, repeat=_done_before(case.state, proposal))
    given = values(
        service=service.name,
        start=case.start(opening),
        people=party(service, people),
        name=name,
        cost=opening.cost,
        phone=phone if customer is None else None,
    )
    return Ready(proposal, Key.READ_BOOKING, Key.BOOK_IT, given)


def _done_before(state: State, proposal: BookSlot | JoinWaitlist) -> int:
    """How often this call had the same done."""
    earlier = (placed.proposal for placed in state.placed)
    same = (p for p in earlier if isinstance(p, BookSlot | JoinWaitlist))
    return sum(replace(p, repeat=0, attempt=proposal.attempt) == proposal for p in same)


# what is asked for


def _service(case: Case) -> Service | Ask:
    if case.wish.service is not None:
        return case.wish.service
    names = tuple(service.name for service in case.diary.services)
    return Ask("service", Key.ASK_SERVICE, Key.SERVICE_AGAIN, (("services", names),))


def _people(case: Case, service: Service) -> int | Ask:
    people = case.wish.people
    if people is None and service.least_people == service.most_people:
        people = service.least_people
    if people is None and case.form.doing is Doing.ASK:
        return service.least_people
    if people is None:
        return Ask("people", Key.ASK_PEOPLE, Key.PEOPLE_AGAIN, values(service=service.name))
    if people > service.most_people:
        given = values(service=service.name, most=service.most_people)
        return Ask("people", Key.PARTY_TOO_LARGE, Key.PARTY_TOO_LARGE, given)
    if people < service.least_people:
        given = values(service=service.name, least=service.least_people)
        return Ask("people", Key.PARTY_TOO_SMALL, Key.PARTY_TOO_SMALL, given)
    return people


def _who(case: Case) -> Who | Ask:
    """Whose booking it is. Somebody without an account, or who may not use it, gives a name and a number."""
    state, told = case.state, case.wish.name
    customer = state.customer
    if customer is not None and state.may(CallerIdFor.BOOKINGS):
        own = f"{customer.first_name} {customer.last_name}"
        return customer.id, own if told is None or told.lower() in own.lower() else told, customer.phone
    if told is None:
        return Ask("name", Key.ASK_BOOKING_NAME, Key.BOOKING_NAME_AGAIN)
    given = [number for said in case.form.said if (number := said.value("phone")) is not None]
    if state.caller is None and not given:
        return Ask("phone", Key.ASK_BOOKING_PHONE, Key.ASK_BOOKING_PHONE)
    return None, told, phone(state, given[-1]) if given else state.caller


# the waitlist


def _wait(case: Case) -> Outcome:
    asked = _service(case)
    if not isinstance(asked, Service):
        return asked
    service, people = asked, _people(case, asked)
    if not isinstance(people, int):
        return people
    if case.wish.days is None:
        return Ask("date", Key.ASK_BOOKING_DATE, Key.BOOKING_DATE_AGAIN, values(service=service.name))
    wanted = _period(case, service, case.wish.days)
    if wanted is None:
        return Ask("date", Key.DAY_OVER, Key.BOOKING_DATE_AGAIN)
    if not any(case.diary.hours.on(day) for day in (case.wish.days.first, case.wish.days.last)):
        return Ask("date", Key.CLOSED_ON, Key.BOOKING_DATE_AGAIN, values(day=case.wish.days.first, weekly=1))
    who = _who(case)
    return who if isinstance(who, Ask) else _waiting(case, service, people, wanted, who)


def _period(case: Case, service: Service, days: Days) -> Period | None:
    """When the booking should start; None where all of that is over."""
    first, last = case.wish.minutes or _opening_hours(case, days)
    if first == last:
        last = first + service.every_minutes
    start = first_moment(wall_time(days.first, first), case.zone)
    end = first_moment(wall_time(days.last, last), case.zone)
    return Period(start, end) if max(start, case.now) < end else None


def _opening_hours(case: Case, days: Days) -> tuple[int, int]:
    opens, closes = case.diary.hours.on(days.first), case.diary.hours.on(days.last)
    return opens[0].opens if opens else ALL_DAY[0], closes[-1].closes if closes else ALL_DAY[1]


def _waiting(case: Case, service: Service, people: int, wanted: Period, who: Who) -> Ready:
    customer, name, phone = who
    staff = case.wish.staff
    proposal = JoinWaitlist(
        customer, name, phone, service.id, service.name, staff.id if staff else None, people, wanted,
        attempt=case.state.refused,
    )  # fmt: skip
    proposal = replace(proposal, repeat=_done_before(case.state, proposal))
    given = values(
        service=service.name,
        start=Start(case.wall(wanted.start)),
        until=Start(case.wall(wanted.end)),
        staff=staff.name if staff else None,
        people=party(service, people),
        name=name,
        phone=phone if customer is None else None,
    )
    return Ready(proposal, Key.READ_WAITING, Key.CONFIRM_CHANGE, given)


# bookings that stand


def _tell(case: Case) -> Outcome:
    bookings = booking_which.fitting(case) or case.diary.bookings
    if not bookings:
        return Over(Key.NO_BOOKINGS)
    number = str(bookings[0].number) if len(bookings) == 1 else None
    starts = tuple(case.booked(booking) for booking in bookings)
    return Over(Key.YOUR_BOOKINGS, values(starts=starts, number=number))


def _cancel(case: Case) -> Outcome:
    booking = booking_which.meant(case)
    if not isinstance(booking, Booking):
        return booking
    proposal = CancelBooking(booking, case.state.refused)
    return Ready(proposal, Key.READ_CANCEL_BOOKING, Key.CONFIRM_CHANGE, values(start=case.booked(booking)))


def _move(case: Case) -> Outcome:
    booking = booking_which.meant(case)
    if not isinstance(booking, Booking):
        return booking
    case = replace(case, moved=booking, wish=wish_of(case.form, case.diary, booking))
    service, wish = case.wish.service, case.wish
    if service is None:
        return Over(Key.BOOKING_FAILED)
    if not (wish.days or wish.minutes or wish.soonest or _other_party(case, booking)):
        return Ask("date", Key.ASK_NEW_TIME, Key.BOOKING_DATE_AGAIN, values(start=case.booked(booking)))
    case = _keeping(case, booking, service)
    people = _people(case, service)
    if not isinstance(people, int):
        return people
    opening = chosen(case, service, people, case.wish.days)
    return _moving(case, service, booking, opening, people) if isinstance(opening, Opening) else opening


def _other_party(case: Case, booking: Booking) -> bool:
    wish = case.wish
    return wish.people not in (None, booking.people) or (
        wish.staff is not None and wish.staff.id != booking.staff
    )


def _keeping(case: Case, booking: Booking, service: Service) -> Case:
    """The wish with what stays as it was."""
    there, wish = case.wall(booking.period.start), case.wish
    at = minute_of(there)
    days = wish.days or (None if wish.soonest else Days(there.date(), there.date()))
    people = wish.people if wish.people is not None and service.most_people > 1 else booking.people
    return replace(
        case, wish=replace(wish, days=days, minutes=wish.minutes or (None if wish.soonest else (at, at)),
                           people=people)
    )  # fmt: skip


def _moving(
    case: Case, service: Service, booking: Booking, opening: Opening, people: int
) -> Ask | Look | Ready:
    there = (booking.staff, booking.period, booking.people)
    if (opening.staff, opening.period, people) == there:
        return Ask("date", Key.SAME_TIME, Key.BOOKING_DATE_AGAIN, values(start=case.booked(booking)))
    proposal = MoveBooking(
        booking, opening.staff, opening.staff_name, opening.period, people, opening.cost, case.state.refused
    )
    given = values(
        old=case.booked(booking),
        start=case.start(opening),
        people=party(service, people),
        cost=opening.cost,
    )
    return Ready(proposal, Key.READ_MOVE, Key.CONFIRM_CHANGE, given)
