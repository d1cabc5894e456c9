"""How appointments and tables are said."""

from __future__ import annotations

from datetime import date

import pytest

from ringup.skills.bookings.diary import Start
from ringup.skills.bookings.wall_clock import wall_time
from ringup.skills.dialogue.prompts import Key, Prompt, Value
from ringup.skills.values import Money, PhoneNumber, PromptId
from ringup.skills.wording.booking_times import starts_said
from ringup.skills.wording.english import render

TODAY = date(2026, 3, 2)
FRIDAY = (2026, 3, 6)


def starts(*times: tuple[int, int], day: tuple[int, int, int] = FRIDAY, staff: str = "") -> tuple[Start, ...]:
    return tuple(Start(wall_time(date(*day), 60 * hour + minute), "", staff) for hour, minute in times)


def say(key: Key, **values: Value) -> str:
    return render(Prompt(PromptId("p1"), key, tuple(values.items())), TODAY)


@pytest.mark.parametrize(
    ("offered", "said"),
    [
        (starts((15, 30), (16, 0)), "Friday at three thirty or four"),
        (starts((10, 5)), "Friday at ten oh five"),
        (starts((9, 0), (12, 0), (17, 30)), "Friday at nine, noon or five thirty"),
        (starts((8, 0), (11, 30), (17, 30)), "Friday at eight or eleven thirty or five thirty"),
        (starts((18, 30), (19, 0)), "Friday at six thirty or seven in the evening"),
        (starts((9, 0), (20, 0)), "Friday at nine in the morning or eight in the evening"),
        (starts((0, 0)), "Friday at twelve at night"),
        (
            (*starts((10, 0), day=(2026, 3, 3)), *starts((9, 0), day=(2026, 3, 9), staff="Tom")),
            "tomorrow at ten, or Monday the ninth of March at nine with Tom",
        ),
        (starts((14, 0), staff="the window table"), "Friday at two at the window table"),
    ],
)
def test_openings_as_they_are_offered(offered: tuple[Start, ...], said: str) -> None:
    assert starts_said(offered, TODAY) == said


def test_a_read_back_says_all_that_is_booked() -> None:
    start = Start(wall_time(date(2026, 3, 6), 15 * 60), "", "Nora")
    said = say(Key.READ_BOOKING, service="coat fitting", start=start, name="Sam Rivera")
    assert said == "A coat fitting on Friday at three o'clock in the afternoon, with Nora, under Sam Rivera."


def test_a_party_its_price_and_a_number_without_an_account() -> None:
    said = say(
        Key.READ_BOOKING,
        service="evening meal",
        start=Start(wall_time(date(2026, 3, 6), 19 * 60), "", "the window table"),
        people=4,
        name="Kim Poe",
        cost=Money(48_00, "USD"),
        phone=PhoneNumber("+12025550177"),
    )
    assert said == (
        "An evening meal on Friday at seven o'clock in the evening, at the window table, for four people, "
        "under Kim Poe, and we reach you on two zero two, five five five, zero one seven seven. "
        "Forty eight dollars."
    )


@pytest.mark.parametrize(
    ("reason", "weekly", "said"),
    [
        ("", 1, "We are closed on Fridays."),
        ("Christmas Day", 0, "We are closed on Friday, for Christmas Day."),
        ("", 0, "We are closed on Friday."),
    ],
)
def test_closed_days(reason: str, weekly: int, said: str) -> None:
    assert say(Key.CLOSED_ON, day=date(*FRIDAY), reason=reason, weekly=weekly) == said


@pytest.mark.parametrize(
    ("every", "ending"),
    [(60, "on the hour."), (30, "on the hour and the half hour."), (15, "every quarter of an hour."),
     (20, "every twenty minutes.")],
)  # fmt: skip
def test_the_times_on_which_a_service_starts(every: int, ending: str) -> None:
    assert say(Key.STARTS_ON_GRID, service="repair", every=every) == f"The repair starts {ending}"


def test_waiting_over_several_days() -> None:
    said = say(
        Key.READ_WAITING,
        service="repair",
        start=Start(wall_time(date(2026, 3, 6), 9 * 60)),
        until=Start(wall_time(date(2026, 3, 7), 17 * 60)),
        name="Sam Rivera",
    )
    assert said.startswith(
        "I would put you on the list for a repair between Friday at nine o'clock in the morning "
        "and Saturday at five o'clock in the afternoon, under Sam Rivera. Nothing is held for you."
    )
