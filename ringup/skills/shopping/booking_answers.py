"""What an answer adds to the form of a booking: a detail, or one of what was offered. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from ringup.skills.bookings.diary import Diary, Start
from ringup.skills.bookings.values import Booking, Opening, Period
from ringup.skills.dialogue.state import State
from ringup.skills.intent import Answer, Intent, Name, Slot
from ringup.skills.shopping import booking_words
from ringup.skills.shopping.booking_stages import BookingForm, BookingSaid, Doing
from ringup.skills.shopping.booking_wish import minute_of, minutes_of, wish_of

HALF_A_DAY = 12 * 60


def answered(form: BookingForm, said: BookingSaid, intent: Intent, state: State) -> BookingForm | None:
    """The form with what was said, or None where that says nothing new about the booking."""
    diary = form.diary
    assert diary is not None
    yes = intent.name is Name.ANSWER and intent.answer is Answer.YES
    if form.doing in (Doing.BOOK, Doing.ASK) and _to_the_list(said, intent, yes):
        return replace(form, doing=Doing.WAIT, said=(*form.said, said), offered=())
    if said.asked == "booking":
        return replace(form, said=(*form.said, said))
    if form.offered and (taken := _taken(form, said, yes, diary, state)) is not None:
        return _with(form, taken)
    if form.offered:
        later = booking_words.direction(said.text) > 0
        said = moved_on(said, form.offered[-1 if later else 0].period, state)
    changed = _with(form, said)
    return changed if wish_of(changed, diary) != wish_of(form, diary) else None


def _with(form: BookingForm, said: BookingSaid) -> BookingForm:
    doing = Doing.BOOK if form.doing is Doing.ASK else form.doing
    return replace(form, doing=doing, said=(*form.said, said))


def _to_the_list(said: BookingSaid, intent: Intent, yes: bool) -> bool:
    return (
        intent.name is Name.WAITLIST
        or booking_words.wants_list(said.text)
        or (said.asked == "waiting" and yes)
    )


def _taken(form: BookingForm, said: BookingSaid, yes: bool, diary: Diary, state: State) -> BookingSaid | None:
    """Which of the offers was chosen, as if its day and time had been said."""
    offered = form.offered
    if yes and len(offered) == 1:
        return _as_said(form, said, offered[0], diary, state)
    if (nth := booking_words.place(said.text, len(offered))) is not None and not said.value("date"):
        return _as_said(form, said, offered[nth], diary, state)
    left = _fitting(said, offered, diary, state)
    return _as_said(form, said, left[0], diary, state) if len(left) == 1 else None


def _fitting(
    said: BookingSaid, offered: tuple[Opening, ...], diary: Diary, state: State
) -> tuple[Opening, ...]:
    """The offers that all of what was said fits; none where it says nothing of them."""
    day, minutes = said.value("date"), minutes_of(said.value("time"))
    staff = booking_words.staff_named(said.text, diary.staff)
    if day is None and minutes is None and staff is None:
        return ()
    return tuple(
        opening
        for opening, at in ((o, _wall_time(o.period, state)) for o in offered)
        if day in (None, at.date().isoformat())
        and (minutes is None or _is_then(minute_of(at), minutes))
        and (staff is None or opening.staff == staff.id)
    )


def _is_then(minute: int, minutes: tuple[int, int]) -> bool:
    """Whichever half of the day was meant."""
    first, last = minutes
    return first <= minute <= last or (first == last and (minute - first) % HALF_A_DAY == 0)


def _as_said(
    form: BookingForm, said: BookingSaid, opening: Opening, diary: Diary, state: State
) -> BookingSaid:
    at = _wall_time(opening.period, state)
    length = len(said.text)
    slots = [Slot("date", at.date().isoformat(), 0, length), Slot("time", f"{at:%H:%M}", 0, length)]
    wanted = wish_of(form, diary).staff
    if wanted is not None and wanted.id != opening.staff:
        slots.append(Slot("staff", opening.staff, 0, length))
    return BookingSaid(said.asked, said.text, (*slots, *_others(said)))


def _others(said: BookingSaid) -> tuple[Slot, ...]:
    return tuple(slot for slot in said.slots if slot.name not in ("date", "time", "staff"))


def moved_on(said: BookingSaid, period: Period, state: State) -> BookingSaid:
    """ "Something later", or earlier, than `period` begins, on the same day; all else as it was said."""
    way = booking_words.direction(said.text)
    if not way or said.value("time") is not None:
        return said
    edge = _wall_time(period, state)
    minute = minute_of(edge) + way
    span = f"{_clock(minute)}/23:59" if way > 0 else f"00:00/{_clock(minute)}"
    length = len(said.text)
    day = Slot("date", said.value("date") or edge.date().isoformat(), 0, length)
    return replace(said, slots=(day, Slot("time", span, 0, length), *_others(said)))


def _clock(minute: int) -> str:
    kept = max(0, min(minute, 24 * 60 - 1))
    return f"{kept // 60:02}:{kept % 60:02}"


def _wall_time(period: Period, state: State) -> datetime:
    """What the clock in the shop shows when it begins, naive."""
    return period.start.astimezone(ZoneInfo(state.shop.timezone)).replace(tzinfo=None)


def start_of(booking: Booking, state: State) -> Start:
    """How a booking is said."""
    return Start(_wall_time(booking.period, state), booking.service_name, booking.staff_name)
