"""The contract of the desk for bookings: for its fake, for SQLite and for PostgreSQL alike."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from ringup.database.engine import Database
from ringup.skills.backends.sql.booking_reminders import SqlReminderDesk
from ringup.skills.backends.sql.bookings import SqlBookingDesk
from ringup.skills.bookings.proposals import BookSlot, CancelBooking, MoveBooking
from ringup.skills.bookings.values import (
    Booking,
    BookingNumber,
    BookingStatus,
    Days,
    Opening,
    Period,
    ReminderKind,
    ServiceId,
    StaffId,
)
from ringup.skills.dialogue.guard import Confirmed
from ringup.skills.errors import NotConfirmed, OfferChanged, SlotTaken
from ringup.skills.ports import BookingDesk, ReminderDesk
from ringup.skills.values import CustomerId, Money
from tests.skills import booking_sample, sample
from tests.skills.backends import postgres, shops
from tests.skills.booking_sample import (
    ANN,
    BOB,
    FRIDAY,
    HAIRCUT,
    LARGE,
    SMALL,
    SUPPER,
    at,
    confirm,
    period,
    slot,
    waiting,
)
from tests.skills.fake_bookings import FakeBookings

TUESDAY, WEDNESDAY = date(2026, 3, 3), date(2026, 3, 4)
TEN = period(TUESDAY, 10)


class Watch:
    """A clock that tests move."""

    def __init__(self) -> None:
        self.now = sample.NOW

    def __call__(self) -> datetime:
        return self.now


@dataclass(frozen=True)
class Shop:
    """One implementation of both ports, over the sample desk."""

    desk: BookingDesk
    reminders: ReminderDesk
    watch: Watch

    async def opening(self, wanted: Period = TEN, staff: StaffId = ANN.id, people: int = 1) -> Opening:
        """That one, of whichever service takes so long."""
        service = HAIRCUT if wanted.end - wanted.start == timedelta(minutes=45) else SUPPER
        day = wanted.start.astimezone(booking_sample.ZONE).date()
        found = await self.desk.openings(service.id, Days(day, day), people, staff)
        return next(opening for opening in found if opening.period == wanted)

    async def booked(self, wanted: Period = TEN, staff: StaffId = ANN.id, call: str = "call-1") -> Booking:
        confirmed = confirm(slot(await self.opening(wanted, staff)), call)
        return (await self.desk.book(confirmed)).booking

    async def to_be_sent(self) -> list[tuple[ReminderKind, datetime]]:
        due = await self.reminders.due(sample.NOW + timedelta(days=365))
        return [(reminder.kind, reminder.due_at) for reminder in due]


@asynccontextmanager
async def over(url: str) -> AsyncIterator[Shop]:
    watch, database = Watch(), Database(url, busy_timeout=20)
    try:
        yield Shop(SqlBookingDesk(database, watch), SqlReminderDesk(database, watch), watch)
    finally:
        await database.close()


@pytest.fixture(params=["fake", "sqlite", "postgresql"])
async def shop(
    request: pytest.FixtureRequest, tmp_path: Path, postgresql: postgres.Server
) -> AsyncIterator[Shop]:
    if request.param == "fake":
        watch = Watch()
        fake = FakeBookings(watch)
        yield Shop(fake, fake, watch)
        return
    data = shops.shop_data() | {"bookings": booking_sample.section()}
    async with shops.lent(request.param, postgresql, tmp_path, data) as url, over(url) as shop:
        yield shop


def moved(booking: Booking, to: Opening, people: int | None = None) -> MoveBooking:
    return MoveBooking(booking, to.staff, to.staff_name, to.period, people or booking.people, to.cost)


# what can be had


async def test_the_desk_tells_its_calendar_and_services(shop: Shop) -> None:
    assert await shop.desk.calendar() == booking_sample.CALENDAR
    assert await shop.desk.services() == booking_sample.SERVICES


async def test_openings_are_those_of_the_rules(shop: Shop) -> None:
    found = await shop.desk.openings(HAIRCUT.id, Days(TUESDAY, TUESDAY))
    assert len(found) == 30 + 10
    assert [opening.staff for opening in found[:2]] == [ANN.id, BOB.id]
    only = await shop.desk.openings(HAIRCUT.id, Days(TUESDAY, TUESDAY), staff=BOB.id)
    assert only == tuple(opening for opening in found if opening.staff == BOB.id)
    assert (only[0].period, only[0].cost) == (period(TUESDAY, 9), Money(30_00, "USD"))


async def test_an_unknown_service_has_no_openings(shop: Shop) -> None:
    assert await shop.desk.openings(ServiceId("gone"), Days(TUESDAY, TUESDAY)) == ()
    assert await shop.desk.openings(HAIRCUT.id, Days(WEDNESDAY, TUESDAY)) == ()


# booking


async def test_a_confirmed_booking_exists_and_takes_its_time(shop: Shop) -> None:
    confirmed = confirm(slot(await shop.opening()))
    receipt = await shop.desk.book(confirmed)
    booking = receipt.booking
    assert receipt.key == confirmed.key
    assert (booking.period, booking.staff_name, booking.name) == (TEN, "Ann", "Sam Rivera")
    assert (booking.cost, booking.status, booking.revision) == (Money(30_00, "USD"), BookingStatus.BOOKED, 0)
    assert await shop.desk.find(booking.number) == booking
    assert await shop.desk.bookings_of(sample.SAM.id) == (booking,)
    found = await shop.desk.openings(HAIRCUT.id, Days(TUESDAY, TUESDAY), staff=ANN.id)
    assert not any(opening.period.overlaps(TEN) for opening in found)


async def test_a_booking_number_is_six_digits(shop: Shop) -> None:
    number = (await shop.booked()).number
    assert len(number) == 6
    assert number.isdecimal()
    assert await shop.desk.find(BookingNumber("000000")) is None


async def test_booking_again_returns_the_first_receipt(shop: Shop) -> None:
    confirmed = confirm(slot(await shop.opening()))
    first = await shop.desk.book(confirmed)
    shop.watch.now += timedelta(hours=1)
    assert await shop.desk.book(confirmed) == first
    assert await shop.desk.bookings_of(sample.SAM.id) == (first.booking,)


async def test_booking_at_the_same_moment_is_booking_once(shop: Shop) -> None:
    confirmed = confirm(slot(await shop.opening()))
    receipts = await asyncio.gather(*(shop.desk.book(confirmed) for _ in range(8)))
    assert {receipt.booking.number for receipt in receipts} == {receipts[0].booking.number}
    assert len(await shop.desk.bookings_of(sample.SAM.id)) == 1


async def test_of_many_who_want_the_same_time_one_gets_it(shop: Shop) -> None:
    proposal = slot(await shop.opening())
    wanted = [confirm(proposal, f"call-{n}") for n in range(12)]
    outcomes = await asyncio.gather(*map(shop.desk.book, wanted), return_exceptions=True)
    assert sum(isinstance(outcome, SlotTaken) for outcome in outcomes) == 11
    assert len(await shop.desk.bookings_of(sample.SAM.id)) == 1


async def test_many_who_want_overlapping_times_never_overlap(shop: Shop) -> None:
    found = await shop.desk.openings(HAIRCUT.id, Days(TUESDAY, TUESDAY))
    wanted = [confirm(slot(opening), f"call-{n}") for n, opening in enumerate(found)]
    await asyncio.gather(*map(shop.desk.book, wanted), return_exceptions=True)
    kept = await shop.desk.bookings_of(sample.SAM.id)
    for staff in (ANN.id, BOB.id):
        mine = [booking.period for booking in kept if booking.staff == staff]
        assert len(mine) >= 2
        assert all(earlier.end <= later.start for earlier, later in pairwise(mine))


async def test_somebody_without_an_account_books_under_a_name(shop: Shop) -> None:
    supper = await shop.opening(period(FRIDAY, 19, minutes=90), SMALL.id, people=2)
    booking = (await shop.desk.book(confirm(slot(supper, None, people=2)))).booking
    assert (booking.customer, booking.name, booking.phone) == (None, "Kim Poe", None)
    assert (booking.people, booking.cost) == (2, Money(40_00, "USD"))
    assert await shop.desk.find(booking.number) == booking


async def test_a_booking_that_is_over_is_found_only_by_its_number(shop: Shop) -> None:
    booking = await shop.booked()
    shop.watch.now = TEN.end
    assert await shop.desk.bookings_of(sample.SAM.id) == ()
    assert await shop.desk.find(booking.number) == booking


async def test_bookings_come_soonest_first(shop: Shop) -> None:
    later = await shop.booked(period(WEDNESDAY, 9))
    sooner = await shop.booked(call="call-2")
    assert await shop.desk.bookings_of(sample.SAM.id) == (sooner, later)


def at_another_minute(proposal: BookSlot) -> BookSlot:
    start = proposal.period.start + timedelta(minutes=5)
    return replace(proposal, period=Period(start, start + timedelta(minutes=45)))


@pytest.mark.parametrize(
    "change",
    [
        at_another_minute,
        lambda p: replace(p, period=Period(p.period.start, p.period.end + timedelta(minutes=15))),
        lambda p: replace(p, period=period(TUESDAY, 20)),
        lambda p: replace(p, period=period(date(2026, 3, 2), 11)),
        lambda p: replace(p, cost=Money(1, "USD")),
        lambda p: replace(p, cost=None),
        lambda p: replace(p, people=2),
        lambda p: replace(p, people=0),
        lambda p: replace(p, staff=LARGE.id),
        lambda p: replace(p, staff=StaffId("nobody")),
        lambda p: replace(p, staff_name="Bob"),
        lambda p: replace(p, service=ServiceId("gone")),
        lambda p: replace(p, service_name="manicure"),
        lambda p: replace(p, customer=CustomerId("nobody")),
    ],
)
async def test_what_is_not_offered_is_refused(shop: Shop, change: Any) -> None:
    confirmed = confirm(change(slot(await shop.opening())))
    with pytest.raises(OfferChanged):
        await shop.desk.book(confirmed)
    assert await shop.to_be_sent() == []
    assert (await shop.opening()).period == TEN


async def test_the_notice_may_pass_between_the_read_back_and_the_yes(shop: Shop) -> None:
    confirmed = confirm(slot(await shop.opening()))
    shop.watch.now = TEN.start - timedelta(minutes=5)
    assert (await shop.desk.book(confirmed)).booking.period == TEN


async def test_what_has_begun_cannot_be_booked(shop: Shop) -> None:
    confirmed = confirm(slot(await shop.opening()))
    shop.watch.now = TEN.start + timedelta(minutes=1)
    with pytest.raises(OfferChanged):
        await shop.desk.book(confirmed)


# moving


async def test_a_moved_booking_keeps_its_number_and_frees_its_time(shop: Shop) -> None:
    booking = await shop.booked()
    to = await shop.opening(period(TUESDAY, 9), BOB.id)
    receipt = await shop.desk.move(confirm(moved(booking, to), "call-2"))
    now = receipt.booking
    assert (now.number, now.period, now.staff_name, now.revision) == (
        booking.number, to.period, "Bob", 1,
    )  # fmt: skip
    assert await shop.desk.bookings_of(sample.SAM.id) == (now,)
    assert (await shop.opening()).period == TEN


async def test_a_booking_can_move_into_its_own_time(shop: Shop) -> None:
    booking = await shop.booked()
    quarter_past = period(TUESDAY, 10, 15)
    found = await shop.desk.openings(HAIRCUT.id, Days(TUESDAY, TUESDAY), 1, ANN.id, moving=booking.number)
    to = next(opening for opening in found if opening.period == quarter_past)
    assert (await shop.desk.move(confirm(moved(booking, to)))).booking.period == quarter_past


async def test_there_and_back_again_in_one_call_are_three_moves(shop: Shop) -> None:
    booking = await shop.booked()
    for hour in (11, 10, 11):
        to = await shop.opening(period(TUESDAY, hour))
        booking = (await shop.desk.move(confirm(moved(booking, to)))).booking
        assert booking.period == to.period
    assert booking.revision == 3


async def test_moving_to_a_time_that_was_taken_meanwhile_changes_nothing(shop: Shop) -> None:
    booking = await shop.booked()
    to = await shop.opening(period(TUESDAY, 11))
    await shop.booked(to.period, call="call-2")
    with pytest.raises(SlotTaken):
        await shop.desk.move(confirm(moved(booking, to), "call-3"))
    assert await shop.desk.find(booking.number) == booking


async def test_two_bookings_that_want_each_others_time_both_stay(shop: Shop) -> None:
    ten = await shop.booked()
    eleven = await shop.booked(period(TUESDAY, 11), call="call-2")
    swaps = [
        MoveBooking(mine, other.staff, other.staff_name, other.period, 1, mine.cost)
        for mine, other in ((ten, eleven), (eleven, ten))
    ]
    outcomes = await asyncio.gather(
        *(shop.desk.move(confirm(swap, f"call-{n}")) for n, swap in enumerate(swaps)), return_exceptions=True
    )
    assert all(isinstance(outcome, SlotTaken) for outcome in outcomes)


async def test_a_larger_party_moves_to_a_larger_table(shop: Shop) -> None:
    seven = period(FRIDAY, 19, minutes=90)
    supper = await shop.opening(seven, SMALL.id, people=2)
    booking = (await shop.desk.book(confirm(slot(supper, people=2)))).booking
    to = await shop.opening(seven, LARGE.id, people=5)
    now = (await shop.desk.move(confirm(moved(booking, to, 5)))).booking
    assert (now.people, now.staff, now.cost) == (5, LARGE.id, Money(100_00, "USD"))


async def test_moving_again_returns_the_first_receipt(shop: Shop) -> None:
    confirmed = confirm(moved(await shop.booked(), await shop.opening(period(TUESDAY, 11))))
    receipts = await asyncio.gather(*(shop.desk.move(confirmed) for _ in range(4)))
    assert all(receipt == receipts[0] for receipt in receipts)


# cancelling


async def test_a_cancelled_booking_frees_its_time(shop: Shop) -> None:
    booking = await shop.booked()
    receipt = await shop.desk.cancel(confirm(CancelBooking(booking)))
    assert receipt.booking.status is BookingStatus.CANCELLED
    assert await shop.desk.find(booking.number) == receipt.booking
    assert await shop.desk.bookings_of(sample.SAM.id) == ()
    assert (await shop.booked(call="call-2")).number != booking.number


async def test_cancelling_again_returns_the_first_receipt(shop: Shop) -> None:
    confirmed = confirm(CancelBooking(await shop.booked()))
    receipts = await asyncio.gather(*(shop.desk.cancel(confirmed) for _ in range(4)))
    assert all(receipt == receipts[0] for receipt in receipts)


async def test_what_is_no_longer_as_it_was_read_back_is_left_alone(shop: Shop) -> None:
    booking = await shop.booked()
    to = await shop.opening(period(TUESDAY, 11))
    now = (await shop.desk.move(confirm(moved(booking, to)))).booking
    for late in (CancelBooking(booking), CancelBooking(replace(now, number=BookingNumber("999999")))):
        with pytest.raises(OfferChanged):
            await shop.desk.cancel(confirm(late, "call-2"))
    await shop.desk.cancel(confirm(CancelBooking(now), "call-3"))
    gone = await shop.desk.find(now.number)
    assert gone is not None
    with pytest.raises(OfferChanged):
        await shop.desk.cancel(confirm(CancelBooking(gone), "call-4"))
    with pytest.raises(OfferChanged):
        await shop.desk.move(confirm(moved(gone, to), "call-5"))


async def test_one_of_two_callers_cancels(shop: Shop) -> None:
    booking = await shop.booked()
    outcomes = await asyncio.gather(
        *(shop.desk.cancel(confirm(CancelBooking(booking), f"call-{n}")) for n in range(4)),
        return_exceptions=True,
    )
    assert sum(isinstance(outcome, OfferChanged) for outcome in outcomes) == 3


async def test_what_has_begun_is_neither_moved_nor_cancelled(shop: Shop) -> None:
    booking = await shop.booked()
    to = await shop.opening(period(TUESDAY, 11))
    shop.watch.now = TEN.start
    with pytest.raises(OfferChanged):
        await shop.desk.cancel(confirm(CancelBooking(booking)))
    with pytest.raises(OfferChanged):
        await shop.desk.move(confirm(moved(booking, to)))


# the waitlist


async def test_whoever_waits_is_told_when_it_becomes_possible(shop: Shop) -> None:
    booking = await shop.booked()
    wanted = Period(at(TUESDAY, 9), at(TUESDAY, 12))
    entry = (await shop.desk.join_waitlist(confirm(waiting(wanted), "call-2"))).entry
    await shop.desk.join_waitlist(confirm(waiting(wanted, sample.ROBIN), "call-3"))
    assert await shop.desk.waiting_of(sample.PAT.id) == (entry,)
    shop.watch.now += timedelta(hours=1)
    await shop.desk.cancel(confirm(CancelBooking(booking), "call-4"))
    (freed,) = [r for r in await shop.reminders.due(shop.watch.now) if r.kind is ReminderKind.FREED]
    assert (freed.customer, freed.phone, freed.number) == (sample.PAT.id, sample.PAT.phone, None)
    assert (freed.staff_name, freed.start) == ("Ann", at(TUESDAY, 9, 30))
    assert await shop.desk.waiting_of(sample.PAT.id) == ()
    assert len(await shop.desk.waiting_of(sample.ROBIN.id)) == 1


async def test_moving_away_tells_whoever_waits(shop: Shop) -> None:
    booking = await shop.booked()
    await shop.desk.join_waitlist(confirm(waiting(Period(at(TUESDAY, 10), at(TUESDAY, 11)), staff=ANN.id)))
    to = await shop.opening(period(WEDNESDAY, 9))
    await shop.desk.move(confirm(moved(booking, to)))
    freed = [r.start for r in await shop.reminders.due(shop.watch.now) if r.kind is ReminderKind.FREED]
    assert freed == [at(TUESDAY, 10)]


async def test_two_times_given_back_at_once_tell_one_who_waits_once(shop: Shop) -> None:
    ann = await shop.booked()
    bob = await shop.booked(TEN, BOB.id, "call-2")
    await shop.desk.join_waitlist(confirm(waiting(Period(at(TUESDAY, 10), at(TUESDAY, 11)))))
    await asyncio.gather(
        *(shop.desk.cancel(confirm(CancelBooking(one), f"call-{one.number}")) for one in (ann, bob))
    )
    kinds = [kind for kind, _ in await shop.to_be_sent()]
    assert kinds.count(ReminderKind.FREED) == 1


async def test_joining_again_is_joining_once(shop: Shop) -> None:
    confirmed = confirm(waiting(Period(at(TUESDAY, 9), at(TUESDAY, 12))))
    receipts = await asyncio.gather(*(shop.desk.join_waitlist(confirmed) for _ in range(4)))
    assert all(receipt == receipts[0] for receipt in receipts)
    assert len(await shop.desk.waiting_of(sample.PAT.id)) == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda p: replace(p, service=ServiceId("gone")),
        lambda p: replace(p, staff=LARGE.id),
        lambda p: replace(p, people=2),
        lambda p: replace(p, customer=CustomerId("nobody")),
        lambda p: replace(p, wanted=Period(p.wanted.end, p.wanted.start)),
        lambda p: replace(p, wanted=Period(sample.NOW - timedelta(hours=2), sample.NOW)),
    ],
)
async def test_nobody_waits_for_what_cannot_come(shop: Shop, change: Any) -> None:
    with pytest.raises(OfferChanged):
        await shop.desk.join_waitlist(confirm(change(waiting(Period(at(TUESDAY, 9), at(TUESDAY, 12))))))


# what is to be sent


async def test_a_booking_is_told_at_once_and_a_day_before(shop: Shop) -> None:
    monday = period(date(2026, 3, 9), 10)  # the clock is put forward on the Sunday before
    booking = await shop.booked(monday)
    assert await shop.to_be_sent() == [
        (ReminderKind.BOOKED, sample.NOW),
        (ReminderKind.DAY_BEFORE, datetime(2026, 3, 8, 14, tzinfo=UTC)),
    ]
    (told,) = await shop.reminders.due(sample.NOW)
    assert (told.number, told.phone, told.start) == (booking.number, sample.SAM.phone, monday.start)
    assert (told.service_name, told.staff_name) == ("haircut", "Ann")


async def test_a_booking_within_a_day_is_not_told_a_day_before(shop: Shop) -> None:
    await shop.booked()
    assert [kind for kind, _ in await shop.to_be_sent()] == [ReminderKind.BOOKED]


async def test_what_was_sent_is_not_due_again(shop: Shop) -> None:
    await shop.booked()
    (reminder,) = await shop.reminders.due(shop.watch.now)
    await shop.reminders.sent(reminder.id)
    await shop.reminders.sent(reminder.id)
    assert await shop.reminders.due(shop.watch.now) == ()


async def test_a_move_replaces_what_was_to_be_sent(shop: Shop) -> None:
    booking = await shop.booked(period(FRIDAY, 10))
    to = await shop.opening(period(date(2026, 3, 10), 10))
    await shop.desk.move(confirm(moved(booking, to)))
    assert await shop.to_be_sent() == [
        (ReminderKind.MOVED, sample.NOW),
        (ReminderKind.DAY_BEFORE, at(date(2026, 3, 9), 10)),
    ]


async def test_a_cancelled_booking_is_not_reminded_of(shop: Shop) -> None:
    booking = await shop.booked(period(FRIDAY, 10))
    await shop.desk.cancel(confirm(CancelBooking(booking)))
    assert await shop.to_be_sent() == [(ReminderKind.CANCELLED, sample.NOW)]


# the guard


async def test_only_what_the_guard_made_is_written(shop: Shop) -> None:
    proposal = slot(await shop.opening())
    real = confirm(proposal)
    forgery: Any = object.__new__(Confirmed)
    for name, value in (("key", real.key), ("evidence", real.evidence)):
        object.__setattr__(forgery, name, value)
    object.__setattr__(forgery, "proposal", replace(proposal, cost=None))
    others: list[Any] = [proposal, None, object.__new__(Confirmed), forgery]
    for other in [*others, confirm(waiting(Period(at(TUESDAY, 9), at(TUESDAY, 12))))]:
        with pytest.raises(NotConfirmed):
            await shop.desk.book(other)
    for write in (shop.desk.move, shop.desk.cancel, shop.desk.join_waitlist):
        for other in [*others, real]:
            with pytest.raises(NotConfirmed):
                await write(other)
    assert await shop.to_be_sent() == []
