"""Days in running text, against Wednesday, 10 June 2026."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ringup.skills.understanding.moments.reading import moments

NOW = datetime(2026, 6, 10, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("could you fit me in today", "2026-06-10"),
        ("tomorrow would suit us", "2026-06-11"),
        ("the day after tomorrow", "2026-06-12"),
        ("later today if you can", "2026-06-10"),
        ("this evening", "2026-06-10"),
        ("in 3 days", "2026-06-13"),
        ("in a couple of weeks", "2026-06-24"),
        ("in two weeks and three days", "2026-06-27"),
        ("ten days from now", "2026-06-20"),
        ("in a month", "2026-07-10"),
        ("in a fortnight", "2026-06-24"),
        ("friday", "2026-06-12"),
        ("wednesday", "2026-06-17"),
        ("this wednesday", "2026-06-10"),
        ("next friday", "2026-06-19"),
        ("next monday", "2026-06-15"),
        ("monday next week", "2026-06-15"),
        ("next week, on thursday", "2026-06-18"),
        ("saturday this week", "2026-06-13"),
        ("a week from friday", "2026-06-19"),
        ("a week tomorrow", "2026-06-18"),
        ("friday week", "2026-06-19"),
        ("3 mondays from now", "2026-06-29"),
        ("the first monday of july", "2026-07-06"),
        ("the last friday of this month", "2026-06-26"),
        ("the last day of june", "2026-06-30"),
        ("on the 12th", "2026-06-12"),
        ("on the 3rd", "2026-07-03"),
        ("the 1st of this month", "2026-06-01"),
        ("the 3rd of next month", "2026-07-03"),
        ("saturday the 20th", "2026-06-20"),
        ("the twenty third of march", "2027-03-23"),
        ("august fifth", "2026-08-05"),
        ("5 aug", "2026-08-05"),
        ("Mon., Sept. 7, 2026", "2026-09-07"),
        ("the twenty first of april two thousand twenty seven", "2027-04-21"),
        ("april twenty first twenty twenty seven", "2027-04-21"),
        ("july 4th this year", "2026-07-04"),
        ("07/04/2026", "2026-07-04"),
        ("25/07/2026", "2026-07-25"),
        ("2026-07-04", "2026-07-04"),
        ("8/31", "2026-08-31"),
        ("on christmas eve", "2026-12-24"),
        ("the 29th of february", "2028-02-29"),
        ("wednesday the 3rd of june", "2026-06-03"),
        ("thursday june 3rd", "2027-06-03"),
        ("friday the 3rd of june", "2027-06-03"),
    ],
)
def test_a_day(text: str, day: str) -> None:
    assert [str(found.value) for found in moments(text, NOW).days] == [day]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("this weekend", "2026-06-13/2026-06-14"),
        ("next weekend", "2026-06-20/2026-06-21"),
        ("some time next week", "2026-06-15/2026-06-21"),
        ("later this week", "2026-06-10/2026-06-14"),
        ("in august", "2026-08-01/2026-08-31"),
        ("next month", "2026-07-01/2026-07-31"),
    ],
)
def test_a_stretch_of_days(text: str, days: str) -> None:
    assert [str(found.value) for found in moments(text, NOW).days] == [days]


@pytest.mark.parametrize(
    "text",
    [
        "may i book a table",
        "we sat in the sun",
        "the first time we came",
        "on second thought",
        "a table for four",
        "february 30th",
        "the 40th",
    ],
)
def test_no_day(text: str) -> None:
    assert moments(text, NOW).days == ()


def test_the_last_day_said_counts() -> None:
    assert [str(found.value) for found in moments("friday, no, saturday", NOW).days][-1] == "2026-06-13"


def test_a_lone_ordinal_is_only_perhaps_a_day() -> None:
    (found,) = moments("24th", NOW).days

    assert (str(found.value), found.value.sure) == ("2026-06-24", False)


def test_places_are_those_of_the_words_as_said() -> None:
    text = "Make it Thursday, the 18th of June, please"
    (found,) = moments(text, NOW).days

    assert text[found.start : found.end] == "Thursday, the 18th of June"
