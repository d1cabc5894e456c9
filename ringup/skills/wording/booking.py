"""What is said about appointments and tables, in English."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from ringup.skills.bookings.diary import Start
from ringup.skills.dialogue.prompts import Key, Prompt
from ringup.skills.values import Money, PhoneNumber
from ringup.skills.wording import spoken
from ringup.skills.wording.booking_times import clock, full, staffed, starts_said
from ringup.skills.wording.given import date_of
from ringup.skills.wording.spoken import on_day

FIXED: dict[Key, str] = {
    Key.BOOKING_DATE_AGAIN: "Which day would you like? You can say: Friday, or the twentieth of May.",
    Key.PEOPLE_AGAIN: "How many people will you be?",
    Key.ASK_BOOKING_NAME: "Under what name shall I book it?",
    Key.BOOKING_NAME_AGAIN: "What is your first and last name?",
    Key.ASK_BOOKING_PHONE: "And on what number can we reach you?",
    Key.NO_SERVICES: "I am sorry, nothing can be booked here.",
    Key.DAY_OVER: "That is over already. Which day would you like?",
    Key.NOT_FREE_THEN: "I am sorry, nothing is free then.",
    Key.SOMEBODY_FASTER: "I am sorry, somebody was just faster. Nothing is booked yet.",
    Key.ANOTHER_TIME: "All right, nothing is booked. What day and time would suit you better?",
    Key.BOOK_IT: "Shall I book it?",
    Key.BOOKING_LATER: (
        "I have noted that, but the shop's system is busy. It will be done as soon as it is back, once only."
    ),
    Key.BOOKING_FAILED: "I am sorry, that did not work. Nothing was booked or changed.",
    Key.BOOKING_DROPPED: "All right, I leave it as it is.",
    Key.NO_BOOKINGS: "I see no appointment of yours.",
}

_DAYS = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays")


def _text(prompt: Prompt, name: str) -> str:
    return spoken.words_only(str(prompt.value(name)))


def _start(prompt: Prompt, name: str = "start") -> Start:
    value = prompt.value(name)
    assert isinstance(value, Start)
    return value


def _starts(prompt: Prompt) -> tuple[Start, ...]:
    value = prompt.value("starts")
    assert isinstance(value, tuple)
    return tuple(start for start in value if isinstance(start, Start))


def _number(prompt: Prompt, name: str) -> int:
    value = prompt.value(name)
    return value if isinstance(value, int) else 0


def _day(prompt: Prompt) -> date:
    return date_of(prompt, "day")


def _names(prompt: Prompt) -> list[str]:
    value = prompt.value("services")
    names = value if isinstance(value, tuple) else ()
    return [spoken.with_article(name) for name in names if isinstance(name, str)]


def _a_service(prompt: Prompt) -> str:
    return spoken.with_article(str(prompt.value("service")))


def _people(prompt: Prompt) -> str:
    people = _number(prompt, "people")
    if people == 0:
        return ""
    return ", for one person" if people == 1 else f", for {spoken.number(people)} people"


def _cost(prompt: Prompt) -> str:
    cost = prompt.value("cost")
    return f" {spoken.money(cost).capitalize()}." if isinstance(cost, Money) and cost.minor else ""


def _under(prompt: Prompt) -> str:
    """The name it is under, and the number where there is no account to hold one."""
    phone = prompt.value("phone")
    number = f", and we reach you on {spoken.phone_number(phone)}" if isinstance(phone, PhoneNumber) else ""
    return f"under {_text(prompt, 'name')}{number}"


# questions


def _ask_service(prompt: Prompt, _: date) -> str:
    return f"What would you like to book: {spoken.one_of(_names(prompt))}?"


def _service_again(prompt: Prompt, _: date) -> str:
    return f"There is {spoken.one_of(_names(prompt))}. Which one would you like?"


def _ask_date(prompt: Prompt, _: date) -> str:
    return f"For which day would you like the {_text(prompt, 'service')}?"


def _ask_people(prompt: Prompt, _: date) -> str:
    return f"For how many people is the {_text(prompt, 'service')}?"


def _too_large(prompt: Prompt, _: date) -> str:
    most = spoken.number(_number(prompt, "most"))
    return f"The {_text(prompt, 'service')} is for {most} people at most. How many shall I book it for?"


def _too_small(prompt: Prompt, _: date) -> str:
    least = spoken.number(_number(prompt, "least"))
    return f"The {_text(prompt, 'service')} is for {least} people at least. How many shall I book it for?"


def _offer(prompt: Prompt, today: date) -> str:
    starts = _starts(prompt)
    said = starts_said(starts, today)
    said = said[0].upper() + said[1:]
    if len(starts) == 1:
        return f"{said} is free. Shall I take that?"
    return f"{said} are free. Which one would you like?"


def _offer_waiting(prompt: Prompt, _: date) -> str:
    service = _a_service(prompt)
    return f"I see nothing near that either. Shall I put you on the list for {service}?"


def _which(prompt: Prompt, today: date) -> str:
    names = [f"the {s.service} {on_day(s.at.date(), today)} at {clock(s.at)}" for s in _starts(prompt)]
    return f"Which one do you mean: {spoken.one_of(names)}?"


def _ask_new_time(prompt: Prompt, today: date) -> str:
    start = _start(prompt)
    return f"Your {spoken.words_only(start.service)} is {full(start, today)}. When would you like it instead?"


def _same_time(prompt: Prompt, today: date) -> str:
    return f"That is when it is already, {full(_start(prompt), today)}. When would you like it instead?"


# why not


def _seats_fewer(prompt: Prompt, _: date) -> str:
    return f"{_text(prompt, 'staff').capitalize()} seats only {spoken.number(_number(prompt, 'most'))}."


def _closed(prompt: Prompt, today: date) -> str:
    if reason := prompt.value("reason"):
        return f"We are closed {on_day(_day(prompt), today)}, for {spoken.words_only(str(reason))}."
    if _number(prompt, "weekly"):
        return f"We are closed on {_DAYS[_day(prompt).weekday()]}."
    return f"We are closed {on_day(_day(prompt), today)}."


def _not_in(prompt: Prompt, today: date) -> str:
    return f"{_capital(_text(prompt, 'staff'))} is not in {on_day(_day(prompt), today)}."


def _not_free(prompt: Prompt, today: date) -> str:
    return f"{_capital(_text(prompt, 'staff'))} is not free {on_day(_day(prompt), today)}."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _full_day(prompt: Prompt, today: date) -> str:
    return f"For {_a_service(prompt)} nothing is free {on_day(_day(prompt), today)}."


def _too_far(prompt: Prompt, _: date) -> str:
    days = spoken.number(_number(prompt, "days"))
    return f"The {_text(prompt, 'service')} can be booked up to {days} days ahead. Which day would you like?"


def _on_grid(prompt: Prompt, _: date) -> str:
    name = _text(prompt, "service")
    match _number(prompt, "every"):
        case 60:
            return f"The {name} starts on the hour."
        case 30:
            return f"The {name} starts on the hour and the half hour."
        case 15:
            return f"The {name} starts every quarter of an hour."
        case every:
            return f"The {name} starts every {spoken.number(every)} minutes."


# read back


def _read_booking(prompt: Prompt, today: date) -> str:
    start = _start(prompt)
    what = f"{_capital(_a_service(prompt))} {full(start, today)}, {staffed(start.staff)}"
    return f"{what}{_people(prompt)}, {_under(prompt)}.{_cost(prompt)}"


def _read_move(prompt: Prompt, today: date) -> str:
    old, new = _start(prompt, "old"), _start(prompt)
    was = f"your {spoken.words_only(old.service)} from {_bare(full(old, today))}"
    to = f"{_bare(full(new, today))}, {staffed(new.staff)}{_people(prompt)}"
    return f"I would move {was} to {to}.{_cost(prompt)}"


def _bare(when: str) -> str:
    return when.removeprefix("on ")


def _read_cancel(prompt: Prompt, today: date) -> str:
    start = _start(prompt)
    return f"I would cancel your {spoken.words_only(start.service)} {full(start, today)}."


def _read_waiting(prompt: Prompt, today: date) -> str:
    start, until = _start(prompt), _start(prompt, "until")
    same = start.at.date() == until.at.date()
    between = f"{on_day(start.at.date(), today)} between {clock(start.at)} and {clock(until.at)}"
    if not same:
        between = f"between {_bare(full(start, today))} and {_bare(full(until, today))}"
    staff = f", {staffed(str(prompt.value('staff')))}" if prompt.value("staff") else ""
    what = f"{_a_service(prompt)} {between}{staff}{_people(prompt)}, {_under(prompt)}"
    return f"I would put you on the list for {what}. Nothing is held for you. We tell you when it is free."


# done


def _booked(prompt: Prompt, today: date) -> str:
    number = spoken.order_number(_digits(prompt))
    return f"Booked, {full(_start(prompt), today)}. Your number is {number}."


def _digits(prompt: Prompt) -> str:
    return str(prompt.value("number"))


def _moved(prompt: Prompt, today: date) -> str:
    return f"Done. It is {full(_start(prompt), today)} now."


def _cancelled(prompt: Prompt, today: date) -> str:
    start = _start(prompt)
    return f"Done. Your {spoken.words_only(start.service)} {on_day(start.at.date(), today)} is cancelled."


def _on_the_list(prompt: Prompt, _: date) -> str:
    return f"Done. You are on the list for {_a_service(prompt)}."


def _your_bookings(prompt: Prompt, today: date) -> str:
    said = [
        f"your {spoken.words_only(s.service)} is {full(s, today)}, {staffed(s.staff)}"
        for s in _starts(prompt)
    ]
    text = ". ".join(_capital(each) for each in said)
    number = f" The number is {spoken.order_number(_digits(prompt))}." if prompt.value("number") else ""
    return f"{text}.{number}"


TEMPLATES: dict[Key, Callable[[Prompt, date], str]] = {
    Key.ASK_SERVICE: _ask_service,
    Key.SERVICE_AGAIN: _service_again,
    Key.ASK_BOOKING_DATE: _ask_date,
    Key.ASK_PEOPLE: _ask_people,
    Key.PARTY_TOO_LARGE: _too_large,
    Key.PARTY_TOO_SMALL: _too_small,
    Key.SEATS_FEWER: _seats_fewer,
    Key.CLOSED_ON: _closed,
    Key.STAFF_NOT_IN: _not_in,
    Key.STAFF_NOT_FREE: _not_free,
    Key.DAY_FULL: _full_day,
    Key.TOO_FAR_AHEAD: _too_far,
    Key.STARTS_ON_GRID: _on_grid,
    Key.OFFER_OPENINGS: _offer,
    Key.OFFER_WAITING: _offer_waiting,
    Key.READ_BOOKING: _read_booking,
    Key.READ_MOVE: _read_move,
    Key.READ_CANCEL_BOOKING: _read_cancel,
    Key.READ_WAITING: _read_waiting,
    Key.BOOKED: _booked,
    Key.BOOKING_MOVED: _moved,
    Key.BOOKING_CANCELLED: _cancelled,
    Key.ON_THE_LIST: _on_the_list,
    Key.YOUR_BOOKINGS: _your_bookings,
    Key.WHICH_BOOKING: _which,
    Key.ASK_NEW_TIME: _ask_new_time,
    Key.SAME_TIME: _same_time,
}
