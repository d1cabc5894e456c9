"""What can be booked: never what is taken, never outside the hours, also when the clock is changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ringup.skills.bookings.availability import Busy, Calendar, offered, open_periods, openings
from ringup.skills.bookings.values import (
    Days,
    Hours,
    Opening,
    OpeningHours,
    Period,
    Service,
    ServiceId,
    Staff,
    StaffId,
)
from ringup.skills.values import Money
from tests.skills import booking_sample as desk
from tests.skills import sample
from tests.skills.booking_sample import ANN, BOB, CALENDAR, HAIRCUT, LARGE, SMALL, SUPPER, TODAY, at, period

SUNDAY_FORWARD, SUNDAY_BACK = date(2026, 3, 8), date(2026, 11, 1)
NIGHTS = OpeningHours(((Hours(0, 360),),) * 7)
NIGHT_SHIFT = Calendar(desk.ZONE, NIGHTS, (ANN,))
HOURLY = Service(ServiceId("watch"), ("watch",), 60, (ANN.id,), every_minutes=30, days_ahead=400)


def on(
    day: date, service: Service = HAIRCUT, people: int = 1, busy: Busy | None = None
) -> tuple[Opening, ...]:
    return openings(CALENDAR, service, Days(day, day), people, busy or {}, sample.NOW)


def times(found: tuple[Opening, ...], staff: Staff = ANN) -> list[str]:
    mine = (opening.period.start for opening in found if opening.staff == staff.id)
    return [start.astimezone(desk.ZONE).strftime("%H:%M") for start in mine]


def test_a_day_is_filled_from_opening_to_closing() -> None:
    found = times(on(date(2026, 3, 3)))
    assert (found[0], found[-1], len(found)) == ("09:00", "16:15", 30)


def test_nothing_reaches_into_the_break() -> None:
    found = times(on(date(2026, 3, 4)))
    assert "11:15" in found
    assert not {"11:30", "11:45", "12:00", "12:45"} & set(found)
    assert "13:00" in found


def test_staff_work_their_own_hours_within_the_shops() -> None:
    found = times(on(date(2026, 3, 3)), BOB)
    assert (found[0], found[-1]) == ("09:00", "11:15")


def test_a_special_day_is_not_like_its_weekday() -> None:
    assert times(on(date(2026, 3, 5)))[-1] == "11:15"
    assert desk.HOURS.on(date(2027, 12, 25)) == ()
    assert desk.HOURS.exception(date(2027, 3, 5)) is None


def test_a_closed_day_has_nothing() -> None:
    assert on(SUNDAY_FORWARD, SUPPER, 2) == ()


def test_the_notice_is_kept_today() -> None:
    assert times(on(TODAY))[0] == "13:00"  # it is noon, and an hour's notice is wanted


def test_yesterday_and_the_far_future_have_nothing() -> None:
    assert on(TODAY - timedelta(days=1)) == ()
    assert on(TODAY + timedelta(days=30)) != ()
    assert on(TODAY + timedelta(days=31)) == ()
    backwards = Days(TODAY, TODAY - timedelta(days=3))
    assert openings(CALENDAR, HAIRCUT, backwards, 1, {}, sample.NOW) == ()


def test_what_is_taken_is_not_offered_and_what_touches_it_is() -> None:
    day = date(2026, 3, 3)
    found = on(day, busy={ANN.id: (period(day, 10, 0),)})
    assert "09:15" in times(found)
    assert not {"09:30", "10:00", "10:30"} & set(times(found))
    assert "10:45" in times(found)
    assert "10:00" in times(found, BOB)


def test_the_smallest_table_that_holds_the_party_comes_first() -> None:
    evening = [o for o in on(desk.FRIDAY, SUPPER, 2) if o.period.start == at(desk.FRIDAY, 19)]
    assert [opening.staff for opening in evening] == [SMALL.id, LARGE.id]
    assert {opening.staff for opening in on(desk.FRIDAY, SUPPER, 3)} == {LARGE.id}


@pytest.mark.parametrize("people", [0, 7])
def test_a_party_that_the_service_does_not_take_has_nothing(people: int) -> None:
    assert on(desk.FRIDAY, SUPPER, people) == ()


def test_a_party_pays_by_the_head_where_the_service_does() -> None:
    assert {opening.cost for opening in on(desk.FRIDAY, SUPPER, 3)} == {Money(60_00, "USD")}
    assert {opening.cost for opening in on(desk.FRIDAY)} == {Money(30_00, "USD")}
    assert {opening.cost for opening in on(desk.FRIDAY, desk.ADVICE)} == {None}


def test_an_evening_goes_on_over_midnight() -> None:
    found = on(desk.FRIDAY, SUPPER, 2)
    assert max(opening.period.end for opening in found) == at(date(2026, 3, 7), 1)
    assert times(on(date(2026, 3, 7), SUPPER, 2), SMALL)[0] == "18:00"  # from 01:00 on it is closed


def test_hours_that_touch_over_midnight_are_one() -> None:
    always = OpeningHours(((Hours(0, 1440),),) * 7)
    (whole,) = open_periods(always, Days(date(2026, 3, 7), SUNDAY_FORWARD), desk.ZONE)
    assert whole.end - whole.start == timedelta(hours=47)


def test_a_night_that_loses_an_hour_offers_no_time_that_it_lost() -> None:
    days = Days(SUNDAY_FORWARD, SUNDAY_FORWARD)
    found = times(openings(NIGHT_SHIFT, HOURLY, days, 1, {}, sample.NOW))
    assert found == ["00:00", "00:30", "01:00", "01:30", "03:00", "03:30", "04:00", "04:30", "05:00"]


def test_a_night_that_has_an_hour_twice_offers_it_once() -> None:
    found = openings(NIGHT_SHIFT, HOURLY, Days(SUNDAY_BACK, SUNDAY_BACK), 1, {}, sample.NOW)
    starts = [opening.period.start for opening in found]
    assert times(found)[:5] == ["00:00", "00:30", "01:00", "01:30", "02:00"]
    assert starts[4] - starts[2] == timedelta(hours=2)  # the second 01:00 to 02:00 is not offered


def test_what_is_offered_can_be_looked_up_at_whatever_notice() -> None:
    wanted = period(TODAY, 12, 15)
    assert offered(CALENDAR, HAIRCUT, ANN.id, wanted, 1, sample.NOW) is not None
    assert offered(CALENDAR, HAIRCUT, BOB.id, wanted, 1, sample.NOW) is None
    assert offered(CALENDAR, HAIRCUT, ANN.id, period(TODAY, 12, 20), 1, sample.NOW) is None
    assert offered(CALENDAR, HAIRCUT, ANN.id, period(TODAY, 11, 0), 1, sample.NOW) is None
    assert offered(CALENDAR, HAIRCUT, ANN.id, replace(wanted, end=at(TODAY, 13, 15)), 1, sample.NOW) is None


# whatever the hours, the bookings, the zone and the day

ZONES = ("America/New_York", "Europe/Warsaw", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Casablanca")
CLOCK_CHANGES = (SUNDAY_FORWARD, SUNDAY_BACK, date(2026, 3, 29), date(2026, 10, 25), date(2026, 4, 5))


@st.composite
def hours(draw: st.DrawFn) -> Hours:
    opens = draw(st.integers(0, 287)) * 5
    return Hours(opens, opens + draw(st.integers(1, 287)) * 5)


days_near_changes = st.builds(
    lambda day, off: day + timedelta(days=off), st.sampled_from(CLOCK_CHANGES), st.integers(-2, 2)
)
weeks = st.lists(st.lists(hours(), max_size=2).map(tuple), min_size=7, max_size=7).map(tuple)
services = st.builds(
    lambda minutes, every: Service(
        ServiceId("any"), ("any",), minutes * 5, (StaffId("one"), StaffId("two")),
        every_minutes=every * 5, days_ahead=400,
    ),
    st.integers(1, 48), st.integers(1, 24),
)  # fmt: skip


@st.composite
def bookings(draw: st.DrawFn, day: date) -> tuple[Period, ...]:
    midnight = datetime.combine(day, time(), UTC)
    starts = draw(st.lists(st.integers(-300, 600), max_size=6))
    return tuple(
        Period(start, start + timedelta(minutes=5 * draw(st.integers(1, 60))))
        for start in (midnight + timedelta(minutes=5 * n) for n in starts)
    )


@settings(max_examples=150, deadline=None)
@given(st.data(), st.sampled_from(ZONES), days_near_changes, services, weeks, weeks)
def test_no_opening_is_taken_or_outside_the_hours(
    data: st.DataObject,
    zone_name: str,
    day: date,
    service: Service,
    week: tuple[tuple[Hours, ...], ...],
    own: tuple[tuple[Hours, ...], ...],
) -> None:
    zone, days, shop = ZoneInfo(zone_name), Days(day, day + timedelta(days=1)), OpeningHours(week)
    two = Staff(StaffId("two"), ("two",), hours=OpeningHours(own))
    calendar = Calendar(zone, shop, (Staff(StaffId("one"), ("one",)), two))
    busy = {StaffId(id): data.draw(bookings(day)) for id in ("one", "two")}
    around = Days(day - timedelta(days=2), day + timedelta(days=3))
    open_for = open_periods(shop, around, zone)
    for opening in openings(calendar, service, days, 1, busy, sample.NOW):
        there = opening.period.start.astimezone(zone)
        assert opening.period.end - opening.period.start == timedelta(minutes=service.minutes)
        assert days.first <= there.date() <= days.last
        assert (there.hour * 60 + there.minute) % service.every_minutes == 0
        assert not any(opening.period.overlaps(taken) for taken in busy[opening.staff])
        assert any(stretch.holds(opening.period) for stretch in open_for)
        if opening.staff == two.id:
            mine = open_periods(OpeningHours(own), around, zone)
            assert any(stretch.holds(opening.period) for stretch in mine)


@settings(max_examples=60, deadline=None)
@given(st.data(), st.sampled_from(ZONES), days_near_changes, services, weeks)
def test_nothing_that_fits_is_left_out(
    data: st.DataObject, zone_name: str, day: date, service: Service, week: tuple[tuple[Hours, ...], ...]
) -> None:
    zone, shop = ZoneInfo(zone_name), OpeningHours(week)
    calendar = Calendar(zone, shop, (Staff(StaffId("one"), ("one",)),))
    taken = data.draw(bookings(day))
    open_for = open_periods(shop, Days(day - timedelta(days=2), day + timedelta(days=3)), zone)
    found = openings(calendar, service, Days(day, day), 1, {StaffId("one"): taken}, sample.NOW)
    offered_at = {opening.period.start for opening in found}
    seen: set[time] = set()
    for n in range(-300, 600):
        start = datetime.combine(day, time(), UTC) + timedelta(minutes=5 * n)
        there = start.astimezone(zone)
        on_grid = (there.hour * 60 + there.minute) % service.every_minutes == 0
        if there.date() != day or not on_grid or there.time() in seen:
            continue
        seen.add(there.time())
        wanted = Period(start, start + timedelta(minutes=service.minutes))
        fits = any(stretch.holds(wanted) for stretch in open_for)
        assert (start in offered_at) == (fits and not any(wanted.overlaps(other) for other in taken))
