"""What a caller's words say about a booking."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ringup.skills.bookings.values import ServiceId, StaffId
from ringup.skills.intent import Intent, Name, Slot
from ringup.skills.shopping import booking_words
from ringup.skills.shopping.booking_stages import Doing
from tests.skills.booking_sample import ANN, HAIRCUT, LARGE, SERVICES, SMALL, STAFF, SUPPER, ZONE
from tests.skills.sample import NOW

THERE = NOW.astimezone(ZONE)
REPAIR = replace(HAIRCUT, id=ServiceId("repair"), names=("lamp repair", "repair"))
TASTING = replace(SUPPER, id=ServiceId("tasting"), names=("coffee tasting", "table for a tasting"))


def slots(text: str, asked: str = "", intent: Intent | None = None) -> dict[str, str]:
    return {slot.name: slot.value for slot in booking_words.heard(asked, text, intent, THERE).slots}


@pytest.mark.parametrize(
    ("text", "asked", "found"),
    [
        ("friday at three", "", {"date": "2026-03-06", "time": "15:00"}),
        ("after four", "time", {"time": "16:00/23:59"}),
        ("any time before noon", "time", {"time": "00:00/12:00"}),
        ("between two and four", "time", {"time": "14:00/16:00"}),
        ("a table for supper on friday, four of us", "", {"date": "2026-03-06", "people": "4"}),
        ("a party of six", "", {"people": "6"}),
        ("just me", "people", {"people": "1"}),
        ("Kim Poe", "name", {"first_name": "Kim", "last_name": "Poe"}),
        ("whatever", "", {}),
    ],
)
def test_details_are_read_with_their_values(text: str, asked: str, found: dict[str, str]) -> None:
    assert slots(text, asked) == found


def test_slots_of_the_intent_fill_what_was_not_found() -> None:
    intent = Intent(Name.BOOK, (Slot("time", "15:30", 0, 4), Slot("payment", "card", 0, 4)))
    assert slots("that one", intent=intent) == {"time": "15:30"}


def test_a_bare_quantity_is_kept_for_whatever_it_means() -> None:
    intent = Intent(Name.CHANGE_QUANTITY, (Slot("quantity", "5", 0, 4),))
    assert slots("that many", intent=intent) == {"quantity": "5"}


@pytest.mark.parametrize(
    ("text", "service"),
    [
        ("I need a hair cut", HAIRCUT),
        ("a table for a tasting, please", TASTING),
        ("my lamp is broken, can you repair it", REPAIR),
        ("the lamp", REPAIR),
        ("a coffee tasting", TASTING),
        ("something nice", None),
    ],
)
def test_a_service_by_any_of_its_names(text: str, service: object) -> None:
    assert booking_words.service_named(text, (HAIRCUT, REPAIR, TASTING)) == service


@pytest.mark.parametrize(
    ("text", "staff"),
    [
        ("with Annie please", ANN),
        ("the large table", LARGE),
        ("at the small one", SMALL),
        ("any table", None),
        ("nobody in particular", None),
    ],
)
def test_who_is_named(text: str, staff: object) -> None:
    assert booking_words.staff_named(text, STAFF) == staff


@pytest.mark.parametrize("text", ["anyone", "whoever is free", "I don't mind who", "either of them"])
def test_anybody_will_do(text: str) -> None:
    assert booking_words.anyone(text)
    assert not booking_words.anyone("with Ann")


@pytest.mark.parametrize("text", ["as soon as possible", "the earliest you have", "whenever you can", "asap"])
def test_any_day_will_do(text: str) -> None:
    assert booking_words.soonest(text)
    assert not booking_words.soonest("on Friday")


@pytest.mark.parametrize(
    ("text", "count", "place"),
    [
        ("the second one", 3, 1),
        ("the last one please", 3, 2),
        ("the third", 2, None),
        ("the first", 1, None),
        ("three thirty", 3, None),
    ],
)
def test_one_of_what_was_offered(text: str, count: int, place: int | None) -> None:
    assert booking_words.place(text, count) == place


@pytest.mark.parametrize(
    ("text", "doing"),
    [
        ("move my haircut to friday", Doing.MOVE),
        ("when is my haircut", Doing.FIND),
        ("put me on the list for friday", Doing.WAIT),
        ("is Ann free on friday", Doing.ASK),
        ("a haircut on friday", Doing.BOOK),
    ],
)
def test_what_words_without_a_clear_intent_do(text: str, doing: Doing) -> None:
    assert booking_words.done_to_a_booking(text) is doing


def test_every_service_and_staff_of_the_sample_is_found_by_its_own_names() -> None:
    for service in SERVICES:
        assert booking_words.service_named(f"a {service.name} please", SERVICES) == service
    for staff in STAFF:
        assert booking_words.staff_named(f"with {staff.name}", STAFF) == staff
    assert StaffId("ann") == ANN.id
