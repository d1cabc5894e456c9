"""Whatever is said is understood as it was meant, by what callers are understood with."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import phonenumbers
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from ringup.skills.bookings.diary import Start
from ringup.skills.bookings.wall_clock import wall_time
from ringup.skills.regions import STATES
from ringup.skills.understanding.moments.reading import moments
from ringup.skills.understanding.numbers import cardinals, digit_strings, readings
from ringup.skills.understanding.possible.addresses import spelled_out
from ringup.skills.understanding.possible.words import words
from ringup.skills.understanding.prices import amount_at_start
from ringup.skills.understanding.spelling import Manner
from ringup.skills.understanding.spelling import readings as spelled
from ringup.skills.values import Money, PhoneNumber
from ringup.skills.wording import spoken
from ringup.skills.wording.booking_times import starts_said
from ringup.skills.wording.tongues import ENGLISH, Unit

AMOUNTS = st.integers(0, 10_000_000)
TODAYS = st.dates(date(2024, 1, 1), date(2040, 12, 31))
TIMES = st.times().map(lambda moment: moment.replace(second=0, microsecond=0))
NUMBERS = st.from_regex(r"[1-9][0-9]{0,4}(\.[0-9]{1,3})?", fullmatch=True)


def at_ten(day: date) -> datetime:
    return datetime.combine(day, time(10), UTC)


def days_in(said: str, today: date) -> list[str]:
    return [str(found.value) for found in moments(said, at_ten(today)).days]


def times_in(said: str) -> list[str]:
    return [str(found.value) for found in moments(said, at_ten(date(2026, 11, 21))).times]


# money


@given(AMOUNTS, st.sampled_from(["USD", "EUR", "GBP"]))
def test_money_is_the_same_amount(minor: int, currency: str) -> None:
    said = spoken.money(Money(minor, currency))
    whole, rest = divmod(minor, 100)
    read = amount_at_start(said)

    assert read is not None
    assert read == (f"{whole}.{rest:02}" if rest else str(whole), len(said))


@given(AMOUNTS, st.sampled_from("$\u20ac\u00a3"))
def test_written_money_is_the_same_amount(minor: int, sign: str) -> None:
    said = spoken.words_only(f"{sign}{minor // 100:,}.{minor % 100:02}")
    read = amount_at_start(said)

    assert read is not None
    assert float(read[0]) * 100 == pytest.approx(minor)


# numbers


@given(st.text("0123456789", min_size=1, max_size=16))
def test_digits_and_order_numbers_have_one_reading(number: str) -> None:
    assert readings(spoken.digits(number)) == (number,)
    assert readings(spoken.order_number(number)) == (number,)


@given(st.integers(0, 999_999_999))
def test_amounts_are_the_same(value: int) -> None:
    assert [found.value for found in cardinals(spoken.number(value))] == [value]
    assert [found.value for found in cardinals(spoken.words_only(f"{value:,}"))] == [value]


@pytest.mark.parametrize("region", sorted(phonenumbers.SUPPORTED_REGIONS))
def test_phone_numbers_of_every_country_have_one_reading(region: str) -> None:
    for kind in (phonenumbers.PhoneNumberType.FIXED_LINE, phonenumbers.PhoneNumberType.MOBILE):
        example = phonenumbers.example_number_for_type(region, kind)
        if example is None:
            continue
        national = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.NATIONAL)
        e164 = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.E164)
        digits = "".join(sign for sign in national if sign.isdigit())

        assert readings(spoken.phone_number(PhoneNumber(e164))) == (digits,)


@given(st.from_regex(r"\+1[2-9][0-9]{9}", fullmatch=True))
def test_any_number_of_the_usa_has_one_reading(e164: str) -> None:
    assert readings(spoken.phone_number(PhoneNumber(e164))) in ((e164[2:],), (e164[1:],))


@given(st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", min_size=1, max_size=12))
def test_codes_are_spelled(code: str) -> None:
    best = spelled(spoken.code(code), Manner.CODE)[0]

    assert best.text == code.lower()


# days and times


@given(TODAYS, st.integers(-700, 700))
def test_days_are_the_same(today: date, ahead: int) -> None:
    when = today + timedelta(days=ahead)

    for said in (spoken.day(when, today), f"it is {spoken.arriving(when, today)}"):
        assert days_in(said, today) == [when.isoformat()]


@given(TODAYS, st.integers(0, 360), st.sampled_from(["%b %-d", "%b. %-d", "%B %-d", "%-d %b", "%-d %B"]))
def test_written_days_are_the_same(today: date, ahead: int, written: str) -> None:
    when = today + timedelta(days=ahead)

    assert days_in(spoken.words_only(f"on {when.strftime(written)}"), today) == [when.isoformat()]


@given(TODAYS, st.integers(-700, 700), st.sampled_from(["%Y-%m-%d", "%b %-d, %Y", "%-d %B %Y"]))
def test_written_days_with_their_year_are_the_same(today: date, ahead: int, written: str) -> None:
    when = today + timedelta(days=ahead)

    assert days_in(spoken.words_only(when.strftime(written)), today) == [when.isoformat()]


@given(TIMES)
def test_times_are_the_same(moment: time) -> None:
    for said in (spoken.time_of_day(moment), f"on Friday at {spoken.time_of_day(moment)}"):
        assert times_in(said) == [f"{moment:%H:%M}"]


@given(TIMES, st.sampled_from(["%-I:%M %p", "%-I:%M%p", "%H:%M"]))
def test_written_times_are_the_same(moment: time, written: str) -> None:
    assume(written != "%H:%M" or not 10 <= moment.hour <= 12)  # ten to twelve may be of either half
    said = spoken.words_only(f"at {moment.strftime(written).lower()}")

    assert times_in(said) == [f"{moment:%H:%M}"]


@given(TIMES, TIMES, st.sampled_from(["-", " - ", "\u2013", " to "]))
def test_written_hours_are_the_same(first: time, last: time, to: str) -> None:
    assume(first < last)
    said = spoken.plainly(f"Open {first:%-I:%M} {first:%p}{to}{last:%-I:%M} {last:%p}.")

    assert times_in(said) == [f"{first:%H:%M}", f"{last:%H:%M}"]


@given(st.integers(0, 6), st.lists(TIMES, min_size=1, max_size=3, unique=True))
@example(0, [time(1), time(10), time(10, 1)])
@example(0, [time(8), time(11, 30), time(12, 5)])
def test_offers_are_the_same_days_and_times(ahead: int, times: list[time]) -> None:
    today = date(2026, 11, 21)
    minutes = sorted(moment.hour * 60 + moment.minute for moment in times)
    when = today + timedelta(days=ahead + 1)
    said = starts_said([Start(wall_time(when, minute), "haircut") for minute in minutes], today)
    read = moments(said, at_ten(today))

    assert [str(found.value) for found in read.days] == [when.isoformat()]
    assert [str(found.value) for found in read.times] == [f"{m // 60:02}:{m % 60:02}" for m in minutes]


# measures and addresses


@given(NUMBERS, st.sampled_from(ENGLISH.units), st.sampled_from(["", " "]))
def test_measures_are_the_same_words(number: str, unit: Unit, gap: str) -> None:
    for form in unit.written.split():
        written = f"{number}{gap}{form.replace('_', ' ')}"

        assert words(spoken.words_only(written)) == words(written)
        assert words(spoken.measure(number, unit)) == words(written)


STREETS = st.sampled_from(["Harbour St", "Maple Ave.", "Old Mill Rd", "Elm Dr", "Bay Blvd", "St. James Pl"])
UNITS = st.sampled_from(["", ", Apt {}", " Apt {}", ", Suite {}", " Ste. {}"])
TOWNS = st.sampled_from(["Portland", "St. Paul", "Fort Worth", "New York"])
STATE_CODES = st.sampled_from(sorted(set(STATES.values())))
CODES = st.text("0123456789", min_size=5, max_size=5)


@given(st.integers(1, 99_999), STREETS, UNITS, st.integers(1, 9_999), TOWNS, STATE_CODES, CODES)
def test_addresses_are_the_same(
    house: int, street: str, unit: str, flat: int, town: str, state: str, code: str
) -> None:
    said = spoken.address(f"{house} {street}{unit.format(flat)}, {town}, {state} {code}, USA")
    read = spelled_out(said, "USA")

    assert read is not None
    assert (read.street.split()[0], read.region, read.postcode) == (str(house), state, code)
    assert read.unit.split()[1:] == ([str(flat)] if unit else [])
    assert read.city == town.replace("St.", "Saint")


@given(st.integers(1, 99_999), CODES)
def test_numbers_of_an_address_are_read_in_order(house: int, code: str) -> None:
    said = spoken.address(f"{house} Lower Street, {code} Somewhere")

    assert [found.value for found in digit_strings(said)] == [str(house), code]


@given(st.from_regex(r"[A-Z]{1,2}[1-9][0-9]? [0-9][ABD-HJLNP-UW-Z]{2}", fullmatch=True))
def test_postcodes_with_letters_are_spelled(postcode: str) -> None:
    said = spoken.address(f"Bath, {postcode}").removeprefix("Bath, ")

    assert spelled(said, Manner.CODE)[0].text == postcode.replace(" ", "").lower()
