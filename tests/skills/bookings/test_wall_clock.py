"""Times of day on ordinary days, and on those on which the clock is changed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringup.skills.bookings.wall_clock import (
    day_before,
    day_of,
    first_moment,
    last_moment,
    moments,
    wall_time,
)

NEW_YORK = ZoneInfo("America/New_York")
ZONES = tuple(
    map(ZoneInfo, ("America/New_York", "Europe/Warsaw", "Australia/Lord_Howe", "Asia/Kolkata", "UTC"))
)
FORWARD, BACK = date(2026, 3, 8), date(2026, 11, 1)


def utc(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def test_most_times_are_there_once() -> None:
    assert moments(wall_time(date(2026, 3, 2), 12 * 60), NEW_YORK) == (utc(3, 2, 17),)


def test_a_time_that_the_clock_jumps_over_is_never() -> None:
    assert moments(wall_time(FORWARD, 150), NEW_YORK) == ()
    assert first_moment(wall_time(FORWARD, 150), NEW_YORK) == utc(3, 8, 7)
    assert last_moment(wall_time(FORWARD, 150), NEW_YORK) == utc(3, 8, 7)


def test_a_time_after_which_the_clock_is_put_back_is_there_twice() -> None:
    twice = (utc(11, 1, 5, 30), utc(11, 1, 6, 30))
    assert moments(wall_time(BACK, 90), NEW_YORK) == twice
    assert (first_moment(wall_time(BACK, 90), NEW_YORK), last_moment(wall_time(BACK, 90), NEW_YORK)) == twice


def test_minutes_beyond_midnight_are_of_the_next_day() -> None:
    assert wall_time(date(2026, 2, 28), 1500) == datetime(2026, 3, 1, 1)  # noqa: DTZ001 - a wall's time


def test_a_day_that_an_island_skipped_is_never() -> None:
    samoa = ZoneInfo("Pacific/Apia")
    skipped = date(2011, 12, 30)
    assert moments(wall_time(skipped, 600), samoa) == ()
    assert day_of(first_moment(wall_time(skipped, 600), samoa), samoa) == date(2011, 12, 31)


@pytest.mark.parametrize(
    ("moment", "before"),
    [
        (utc(3, 3, 17), utc(3, 2, 17)),  # as ever
        (utc(3, 8, 16), utc(3, 7, 17)),  # noon after the night that lost an hour
        (utc(3, 9, 6, 30), utc(3, 8, 7)),  # 02:30, which Sunday does not have
        (utc(11, 1, 6, 30), utc(10, 31, 5, 30)),  # 01:30 for the second time
        (utc(11, 2, 6, 30), utc(11, 1, 5, 30)),  # 01:30, which Sunday has twice
    ],
)
def test_the_day_before_has_the_same_time_of_day(moment: datetime, before: datetime) -> None:
    assert day_before(moment, NEW_YORK) == before


walls = st.datetimes(datetime(1990, 1, 1), datetime(2040, 1, 1))  # noqa: DTZ001
instants = st.datetimes(datetime(1990, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(walls, st.sampled_from(ZONES))
def test_the_clock_shows_what_was_asked_for(wall: datetime, zone: ZoneInfo) -> None:
    found = moments(wall, zone)
    assert all(moment.astimezone(zone).replace(tzinfo=None, fold=0) == wall for moment in found)
    assert list(found) == sorted(set(found))
    assert first_moment(wall, zone).astimezone(zone).replace(tzinfo=None) >= wall


@given(instants, st.sampled_from(ZONES))
def test_every_moment_is_shown_by_the_clock(moment: datetime, zone: ZoneInfo) -> None:
    assert moment in moments(moment.astimezone(zone).replace(tzinfo=None, fold=0), zone)


@given(instants, st.sampled_from(ZONES))
def test_the_day_before_is_about_a_day_earlier(moment: datetime, zone: ZoneInfo) -> None:
    assert timedelta(hours=22) < moment - day_before(moment, zone) < timedelta(hours=26)
