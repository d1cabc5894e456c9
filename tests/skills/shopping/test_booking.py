"""Arranging bookings: what is offered, what is written, and what only the customer may hear and do."""

from __future__ import annotations

import pytest

from ringup.skills.bookings.proposals import BookSlot, CancelBooking, JoinWaitlist, MoveBooking
from ringup.skills.bookings.values import BookingStatus, Days
from ringup.skills.codec import from_data, to_data
from ringup.skills.dialogue.events import Event, KeyPressed, SilencePassed
from ringup.skills.dialogue.state import State
from ringup.skills.shopping.proposal_stages import Confirming
from ringup.skills.values import PhoneNumber
from tests.skills import booking_sample, sample
from tests.skills.booking_sample import FRIDAY, at, confirm, period, slot
from tests.skills.fake_bookings import FakeBookings
from tests.skills.shopping.booking_line import DOUBTING, BookingLine

STRANGER = PhoneNumber("+12025550177")


async def booked(desk: FakeBookings, day_hour: tuple[int, int] = (6, 10), call: str = "before") -> None:
    """Sam has a haircut."""
    day = FRIDAY.replace(day=day_hour[0])
    openings = await desk.openings(booking_sample.HAIRCUT.id, Days(day, day))
    start = at(day, day_hour[1])
    await desk.book(confirm(slot(next(o for o in openings if o.period.start == start)), call))


async def test_nothing_is_booked_before_a_yes() -> None:
    line = BookingLine()
    await line.says("book a haircut with Ann on Friday at ten")
    assert isinstance(line.state.task, Confirming)
    assert line.desk.bookings == {}
    await line.says("yes")
    (booking,) = line.desk.bookings.values()
    assert (booking.staff_name, booking.period, booking.name) == ("Ann", period(FRIDAY, 10), "Sam Rivera")


@pytest.mark.parametrize("answer", ["no", "maybe", "never mind", "goodbye", "yes but at eleven", "okay then"])
async def test_no_other_answer_books(answer: str) -> None:
    line = BookingLine()
    await line.says("book a haircut on Friday at ten", answer)
    assert line.confirmed == []


async def test_whatever_is_written_was_read_back() -> None:
    line = BookingLine()
    read, question = await line.says("book supper for four on Friday at seven")
    assert read == (
        "A supper on Friday at seven o'clock in the evening, at the large table, for four people, "
        "under Sam Rivera. Eighty dollars."
    )
    assert question == "Shall I book it?"
    stage = line.state.task
    assert isinstance(stage, Confirming)
    await line.says("yes")
    assert line.confirmed[0].proposal == stage.proposal


async def test_one_thing_at_a_time() -> None:
    line = BookingLine()
    asked = []
    for words in ("I need an appointment", "supper", "four", "on Friday", "seven"):
        await line.says(words)
        asked.append(line.state.expects.name)
    assert asked == ["service", "people", "date", "time", "yes_no"]


async def test_a_change_at_the_read_back_is_read_back_anew() -> None:
    line = BookingLine()
    await line.says("book supper for four on Friday at seven", "yes but for five")
    assert line.confirmed == []
    await line.says("yes")
    assert [booking.people for booking in line.desk.bookings.values()] == [5]


async def test_somebody_was_faster() -> None:
    line = BookingLine()
    await line.says("book a haircut with Ann tomorrow at ten")
    other = BookingLine(sample.ROBIN.phone, desk=line.desk)
    await other.says("book a haircut with Ann tomorrow at ten", "yes")
    said = await line.says("yes")
    assert said[0] == "I am sorry, somebody was just faster. Nothing is booked yet."
    assert line.state.expects.name == "time"
    await line.says("the last one", "yes")
    theirs = [booking.name for booking in line.desk.bookings.values()]
    assert theirs == ["Robin Lee", "Sam Rivera"]


async def test_closed_days_and_staff_who_are_away_are_said_plainly() -> None:
    line = BookingLine()
    said = await line.says("book a haircut with Bob on Friday afternoon")
    assert said[0] == "I am sorry, nothing is free then."
    assert said[1].startswith("Friday at ten forty five, eleven or eleven fifteen are free.")


async def test_a_table_that_is_too_small() -> None:
    line = BookingLine()
    said = await line.says("book supper for six at the small table on Friday at seven")
    assert said[0] == "The small table seats only two."
    await line.says("yes", "yes")
    assert [b.staff_name for b in line.desk.bookings.values()] == ["the large table"]


async def test_a_party_that_is_too_large_is_asked_again() -> None:
    line = BookingLine()
    said = await line.says("book supper for nine on Friday at seven")
    assert said == ["The supper is for six people at most. How many shall I book it for?"]
    await line.says("six")
    assert isinstance(line.state.task, Confirming)


@pytest.mark.parametrize("ends", [KeyPressed(sample.NOW, "#"), SilencePassed(sample.NOW)])
async def test_how_many_people_may_be_keyed_in(ends: Event) -> None:
    line = BookingLine()
    await line.says("book supper on Friday at seven")
    assert await line.keys("4") == []
    assert from_data(to_data(line.state), State) == line.state
    await line.happens(ends)
    assert line.state.expects.name == "yes_no"
    await line.says("yes")
    assert [booking.people for booking in line.desk.bookings.values()] == [4]


async def test_a_key_that_words_follow_is_not_how_many() -> None:
    line = BookingLine()
    await line.says("book supper on Friday at seven")
    await line.keys("4")
    await line.says("five")
    await line.says("yes")
    assert [booking.people for booking in line.desk.bookings.values()] == [5]


async def test_times_between_those_on_which_it_starts() -> None:
    line = BookingLine()
    said = await line.says("book a haircut tomorrow at ten past ten")
    assert said == [
        "The haircut starts every quarter of an hour.",
        "Tomorrow at ten or ten fifteen or ten thirty are free. Which one would you like?",
    ]


async def test_later_and_earlier_than_what_was_heard() -> None:
    line = BookingLine()
    await line.says("book a haircut on Wednesday at half past nine")
    assert (await line.says("something earlier please"))[0].startswith("Wednesday at nine or nine fifteen")
    await line.says("the first one", "yes")
    assert [b.period.start for b in line.desk.bookings.values()] == [at(FRIDAY.replace(day=4), 9)]


async def test_a_stranger_books_under_a_name_and_a_number() -> None:
    line = BookingLine(STRANGER)
    said = await line.says("book a haircut tomorrow at ten", "Kim Poe")
    assert "under Kim Poe, and we reach you on two zero two, five five five, zero one seven seven" in said[0]
    await line.says("yes")
    (booking,) = line.desk.bookings.values()
    assert (booking.customer, booking.name, booking.phone) == (None, "Kim Poe", STRANGER)


async def test_a_withheld_number_is_asked_for() -> None:
    line = BookingLine(None)
    await line.says("book a haircut tomorrow at ten", "Kim Poe")
    assert line.state.expects.name == "phone"
    await line.says("two oh two five five five oh one nine nine", "yes", "yes")
    assert [b.phone for b in line.desk.bookings.values()] == [PhoneNumber("+12025550199")]


@pytest.mark.parametrize(
    ("words", "asks"),
    [
        (("two oh two",), "phone"),
        (("two oh two", "that's all"), "phone"),
        (("mumble",), "phone"),
        (("hold on",), "phone"),
        (("two oh two five five five oh one nine nine", "maybe"), "yes_no"),
        (("two oh two five five five oh one nine nine", "mumble"), "yes_no"),
        (("two oh two five five five oh one nine nine", "no"), "phone"),
    ],
)
async def test_no_booking_is_read_back_with_half_a_number(words: tuple[str, ...], asks: str) -> None:
    line = BookingLine(None)
    said = await line.says("book a haircut tomorrow at ten", "Kim Poe", *words)
    assert line.state.expects.name == asks
    assert not any("haircut" in sentence for sentence in said)
    assert from_data(to_data(line.state), State) == line.state


async def test_a_number_that_is_never_understood_ends_in_the_offer_of_a_person() -> None:
    line = BookingLine(None)
    await line.says("book a haircut tomorrow at ten", "Kim Poe")
    said = [
        await line.says("nine nine nine nine nine nine nine nine nine nine nine nine nine") for _ in range(5)
    ]
    assert "somebody" in said[-1][-1]
    assert line.desk.bookings == {}


@pytest.mark.parametrize(
    "words",
    ["when is my appointment", "cancel my appointment", "reschedule my appointment", "booking 700001 please"],
)
async def test_a_booking_is_nobodys_but_its_customers(words: str) -> None:
    desk = FakeBookings()
    await booked(desk)
    for line in (BookingLine(STRANGER, desk=desk), BookingLine(policy=DOUBTING, desk=desk)):
        said = " ".join(await line.says(words))
        assert "haircut" not in said
        assert "Friday" not in said


async def test_bookings_are_told() -> None:
    line = BookingLine()
    await booked(line.desk)
    said = await line.says("when is my appointment")
    assert said[0] == (
        "Your haircut is on Friday at ten o'clock in the morning, with Ann. "
        "The number is seven zero zero, zero zero one."
    )


async def test_nothing_stands() -> None:
    assert (await BookingLine().says("when is my appointment"))[0] == "I see no appointment of yours."


async def test_moving_keeps_what_is_not_said() -> None:
    line = BookingLine()
    await booked(line.desk)
    said = await line.says("reschedule my appointment to Wednesday")
    assert said[0] == (
        "I would move your haircut from Friday at ten o'clock in the morning to Wednesday at ten o'clock "
        "in the morning, with Ann. Thirty dollars."
    )
    await line.says("yes")
    assert isinstance(line.confirmed[0].proposal, MoveBooking)
    assert [b.period for b in line.desk.bookings.values()] == [period(FRIDAY.replace(day=4), 10)]


async def test_which_of_two_is_asked() -> None:
    line = BookingLine()
    await booked(line.desk)
    await booked(line.desk, (4, 9), call="before-that")
    said = await line.says("cancel my appointment")
    assert said == [
        "Which one do you mean: the haircut on Wednesday at nine or the haircut on Friday at ten?"
    ]
    await line.says("the one on Friday", "yes")
    assert isinstance(line.confirmed[0].proposal, CancelBooking)
    assert [b.period.start.day for b in line.desk.bookings.values() if b.status is BookingStatus.BOOKED] == [
        4
    ]


async def test_waiting_holds_nothing_and_says_so() -> None:
    line = BookingLine()
    said = await line.says("put me on the waiting list for a haircut, any time Friday morning")
    assert "Nothing is held for you." in said[0]
    await line.says("yes")
    assert isinstance(line.confirmed[0].proposal, JoinWaitlist)
    assert line.desk.bookings == {}
    assert [entry.name for entry in line.desk.entries] == ["Sam Rivera"]


async def test_the_same_again_is_another_booking() -> None:
    line = BookingLine()
    await line.says("book supper for two on Friday at seven", "yes")
    await line.says("book supper for two on Friday at seven", "yes")
    assert len(line.desk.bookings) == 2
    first, second = (confirmed.proposal for confirmed in line.confirmed)
    assert isinstance(first, BookSlot)
    assert isinstance(second, BookSlot)
    assert first.staff != second.staff


async def test_a_desk_that_cannot_answer() -> None:
    line = BookingLine()
    line.down = True
    said = await line.says("book a haircut on Friday")
    assert said[0].startswith("Sorry, I cannot reach the shop's records")


async def test_the_state_can_be_stored_anywhere_on_the_way() -> None:
    line = BookingLine()
    for words in ("I need an appointment", "a haircut", "on Friday", "the second one", "at four", "yes"):
        await line.says(words)
        assert from_data(to_data(line.state), State) == line.state
