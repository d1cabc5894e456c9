"""Times of day in running text, at half past nine in the morning."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringup.skills.understanding.moments.reading import moments

NOW = datetime(2026, 6, 10, 9, 30, tzinfo=UTC)
BEGINNING, END = datetime(2000, 1, 1), datetime(2100, 1, 1)  # noqa: DTZ001 - zones are drawn apart


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("18:00", "18:00"),
        ("at 6.15pm please", "18:15"),
        ("6 a.m.", "06:00"),
        ("three p m", "15:00"),
        ("7 o'clock", "19:00"),
        ("ten o'clock", "10:00"),
        ("at four", "16:00"),
        ("at nine", "09:00"),
        ("half past three", "15:30"),
        ("half seven", "19:30"),
        ("quarter to six", "17:45"),
        ("a quarter past 10", "10:15"),
        ("quarter to 12 in the morning", "11:45"),
        ("ten to one", "12:50"),
        ("20 minutes after 6", "18:20"),
        ("30 minutes before 12pm", "11:30"),
        ("an hour before 7:30 pm", "18:30"),
        ("noon", "12:00"),
        ("midnight", "00:00"),
        ("at six forty five", "18:45"),
        ("at seven oh five pm", "19:05"),
        ("1930 hours", "19:30"),
        ("745pm", "19:45"),
        ("around 8ish in the evening", "20:00"),
        ("nine thirty in the morning", "09:30"),
        ("in the morning, 9:45", "09:45"),
        ("afternoon 3", "15:00"),
        ("tomorrow night at 8", "20:00"),
        ("8 tonight", "20:00"),
        ("11 at night", "23:00"),
        ("12 in the afternoon", "12:00"),
        ("12 am", "00:00"),
        ("08:15", "08:15"),
        ("in an hour and a half", "11:00"),
        ("twenty minutes from now", "09:50"),
        ("today at 8", "20:00"),
        ("between two and four pm", "14:00/16:00"),
        ("tomorrow at 8", "08:00"),
    ],
)
def test_a_time(text: str, clock: str) -> None:
    assert [str(found.value) for found in moments(text, NOW).times] == [clock]


@pytest.mark.parametrize(
    ("text", "stretch"),
    [
        ("tomorrow in the afternoon", "12:00/17:00"),
        ("friday morning", "08:00/12:00"),
        ("in the evening", "17:00/21:00"),
    ],
)
def test_a_part_of_the_day_is_a_stretch(text: str, stretch: str) -> None:
    assert [str(found.value) for found in moments(text, NOW).times] == [stretch]


@pytest.mark.parametrize(
    "text",
    ["good morning", "a table for 4 people", "in 14 days", "the 5th of may 2027", "2026/08/31", "25:70"],
)
def test_no_time(text: str) -> None:
    assert [found for found in moments(text, NOW).times if found.value.sure] == []


@pytest.mark.parametrize(
    ("text", "clocks"),
    [
        ("one twenty, two or two oh one in the morning", ["01:20", "02:00", "02:01"]),
        ("twelve at night, twelve oh one at night or one in the morning", ["00:00", "00:01", "01:00"]),
    ],
)
def test_times_one_after_the_other_keep_their_own_minutes_and_parts(text: str, clocks: list[str]) -> None:
    assert [str(found.value) for found in moments(text, NOW).times] == clocks


def test_a_day_and_a_time_together() -> None:
    found = moments("next tuesday at half past three", NOW)

    assert [str(day.value) for day in found.days] == ["2026-06-16"]
    assert [str(clock.value) for clock in found.times] == ["15:30"]


def test_an_hour_alone_is_said_with_its_part_of_the_day() -> None:
    text = "Seven in the evening, then"
    (found,) = moments(text, NOW).times

    assert text[found.start : found.end] == "Seven in the evening"


@given(st.text(max_size=200), st.datetimes(BEGINNING, END, timezones=st.just(UTC)))
def test_no_text_is_refused_and_places_lie_inside(text: str, now: datetime) -> None:
    found = moments(text, now)
    places = [(day.start, day.end) for day in found.days] + [
        (clock.start, clock.end) for clock in found.times
    ]

    assert all(0 <= start < end <= len(text) for start, end in places)


# fmt: off
WORDS = [
    "next", "this", "last", "week", "month", "friday", "monday", "the", "1st", "31st", "of", "february",
    "may", "2027", "in", "a", "99", "days", "hours", "from", "now", "on", "at", "half", "past",
    "quarter", "to", "12", "0", "24", "pm", "am", "noon", "tomorrow", "after", "before", "tmrw", "8:30",
    "13/13", "weekend", "christmas", "night", "|", "and", "2",
]
# fmt: on


@given(st.lists(st.sampled_from(WORDS), max_size=12))
def test_no_jumble_of_dates_is_refused(words: list[str]) -> None:
    found = moments(" ".join(words), NOW)

    assert all(each.value.first <= each.value.last for each in found.days)
