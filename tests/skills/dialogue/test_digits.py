"""Numbers as callers give them: by voice, by key, in groups, mixed, and put right in part."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringup.skills.dialogue import digits
from ringup.skills.dialogue.digits import Entry, More, Nothing, Outcome, Perhaps, Unknown, Whole
from ringup.skills.intent import Intent, Name, Rated, Slot, Utterance, Word
from ringup.skills.understanding.resolve import ways
from ringup.skills.wording.spoken import numbers as spoken

ORDERS = ("471203", "471300", "480001")
OF_ORDERS = Entry((6,), ORDERS)
POSTCODE = Entry((5,))

numbers = st.text("0123456789", min_size=2, max_size=12)


def heard(
    entry: Entry, text: str, *rated: tuple[str, float], taken: str | None = None, words: tuple[Word, ...] = ()
) -> tuple[Entry, Outcome]:
    """`taken`: what the understander took the words for, where that is not what they say."""
    found = taken or next(iter(ways(text)), None)
    slots = (Slot("digits", found, 0, len(text)),) if found else ()
    utterance = Utterance(text, rated=tuple(Rated(*each) for each in rated), words=words)
    return digits.heard(entry, utterance, Intent(Name.GIVE_NUMBER, slots))


def keyed(entry: Entry, keys: str) -> tuple[Entry, Outcome]:
    outcome: Outcome = Nothing()
    for key in keys:
        entry, outcome = digits.keyed(entry, key)
    return entry, outcome


@st.composite
def splits(draw: st.DrawFn) -> tuple[str, tuple[tuple[str, bool], ...]]:
    """A number, and its parts with whether each is keyed."""
    number = draw(numbers)
    cuts = draw(st.sets(st.integers(1, len(number) - 1)))
    parts = [number[start:end] for start, end in pairwise([0, *sorted(cuts), len(number)])]
    return number, tuple((part, draw(st.booleans())) for part in parts)


def played(entry: Entry, parts: tuple[tuple[str, bool], ...]) -> Outcome:
    outcome: Outcome = Nothing()
    for part, by_key in parts:
        entry, outcome = keyed(entry, part) if by_key else heard(entry, spoken.digits(part))
        if isinstance(outcome, Perhaps):
            break
    return outcome


@given(splits())
def test_a_number_in_any_groups_by_voice_and_keys_is_that_number(
    split: tuple[str, tuple[tuple[str, bool], ...]],
) -> None:
    number, parts = split
    assert played(Entry((len(number),)), parts) == Whole(number)


@given(splits(), st.lists(numbers, max_size=4))
def test_of_a_list_the_number_is_found_however_it_is_given(
    split: tuple[str, tuple[tuple[str, bool], ...]], others: list[str]
) -> None:
    """As soon as the beginning can only be its own, it may be asked about; no other ever is."""
    number, parts = split
    alike = tuple({number, *(other for other in others if len(other) == len(number))})
    outcome = played(Entry((len(number),), alike), parts)
    assert outcome == Whole(number) or (isinstance(outcome, Perhaps) and outcome.numbers == (number,))


@given(numbers, st.data())
def test_a_part_put_right_leaves_the_rest(number: str, data: st.DataObject) -> None:
    last = data.draw(st.integers(1, len(number)))
    wrong = number[:-last] + "".join(str((int(digit) + 5) % 10) for digit in number[-last:])
    right = digits.corrected(
        Entry((len(number),), digits=wrong), f"no, it ends in {spoken.digits(number[-last:])}"
    )
    assert right is not None
    assert right.digits == number
    assert right.ruled_out == (wrong,)


# a list of possible numbers


def test_a_rating_that_is_sure_counts_though_words_erred() -> None:
    assert heard(OF_ORDERS, "four seven", ("471300", 0.95))[1] == Whole("471300")


def test_ratings_that_are_not_sure_are_asked_about_the_likeliest_first() -> None:
    assert heard(OF_ORDERS, "four seven", ("471300", 0.6), ("471203", 0.3))[1] == Perhaps(
        ("471300", "471203")
    )


@pytest.mark.parametrize(("doubted", "sure"), [("two", False), ("four", False), ("please", True)])
def test_a_number_of_which_one_digit_was_hardly_heard_is_asked_about(doubted: str, sure: bool) -> None:
    text = "four seven one two oh three please"
    words = tuple(Word(word, 0.4 if word == doubted else 0.95) for word in text.split())
    assert heard(OF_ORDERS, text)[1] == Whole("471203")
    expected = Whole("471203") if sure else Perhaps(("471203",))
    assert heard(OF_ORDERS, text, words=words)[1] == expected


def test_a_rating_does_not_outweigh_a_group_that_completes_what_was_begun() -> None:
    begun, _ = keyed(OF_ORDERS, "471")
    assert heard(begun, "three oh oh", ("480001", 0.95))[1] == Whole("471300")


@pytest.mark.parametrize(
    ("text", "rated", "expected"),
    [
        ("one nine one one four", [("19114", 0.6), ("19134", 0.1)], Whole("19114")),
        ("one eight one one four", [("19114", 0.6), ("19134", 0.1)], Perhaps(("19114", "18114"))),
        ("the line one one for", [("19114", 0.6), ("19134", 0.1)], Perhaps(("19114", "19134"))),
        ("one nine one", [("191140", 0.6)], More("191")),
        ("one nine one one four", [], Whole("19114")),
    ],
)
def test_where_only_the_count_is_known_the_sound_is_believed_before_the_words(
    text: str, rated: list[tuple[str, float]], expected: Outcome
) -> None:
    assert heard(POSTCODE, text, *rated)[1] == expected


def test_where_only_the_count_is_known_what_was_ruled_out_is_not_heard_again() -> None:
    entry = Entry((5,), ruled_out=("19114",))
    assert heard(entry, "one nine one one four", ("19114", 0.9), ("19134", 0.1))[1] == Perhaps(("19134",))
    assert heard(entry, "one nine one one four")[1] == Unknown("19114")


def test_what_was_ruled_out_is_never_proposed_again() -> None:
    entry = Entry((6,), ORDERS, ruled_out=("471300",))
    assert heard(entry, "four seven", ("471300", 0.6), ("471203", 0.3))[1] == Perhaps(("471203",))
    assert heard(entry, "four seven one three oh oh")[1] == Unknown("471300")


@pytest.mark.parametrize(
    ("text", "taken", "expected"),
    [
        ("four seven one two oh four", None, Perhaps(("471203",))),
        ("four seven one two oh four", "471203", Perhaps(("471203",))),
        ("the one ending in two oh three", "471203", Perhaps(("471203",))),
        ("four eight oh", None, Perhaps(("480001",))),
        ("one two oh three", None, Perhaps(("471203",))),
        ("four seven one", None, More("471")),
        ("nine nine nine nine nine nine", None, Unknown("999999")),
        ("the second one", "471300", Whole("471300")),
        ("the lamp", None, Nothing()),
    ],
)
def test_slips_and_parts_are_told_from_the_number_itself(
    text: str, taken: str | None, expected: Outcome
) -> None:
    assert heard(OF_ORDERS, text, taken=taken)[1] == expected


def test_keys_conclude_nothing_before_the_last_unless_they_are_ended() -> None:
    begun, outcome = keyed(OF_ORDERS, "48")
    assert outcome == More("48")
    assert keyed(begun, "#")[1] == Perhaps(("480001",))
    assert keyed(OF_ORDERS, "99#")[1] == Unknown("99")
    assert keyed(OF_ORDERS, "471204")[1] == Perhaps(("471203",))


def test_a_number_that_begins_another_is_whole_once_it_is_ended() -> None:
    entry = Entry((4, 6), ("4712", "471203"))
    begun, outcome = keyed(entry, "4712")
    assert outcome == More("4712")
    assert keyed(begun, "#")[1] == Whole("4712")
    assert keyed(begun, "03")[1] == Whole("471203")
    assert heard(entry, "four seven one two")[1] == Whole("4712")
    assert digits.instead(Entry((4, 6), ("4711", "471203"), "4711"), "no, the last one is a two")[1] == More(
        "4712"
    )


def test_a_lone_zero_is_no_number_unless_one_begins_with_it() -> None:
    assert keyed(OF_ORDERS, "0")[1] == Nothing()
    assert keyed(Entry((6,), ("012345",)), "0")[1] == More("0")
    assert keyed(POSTCODE, "0")[1] == More("0")


@pytest.mark.parametrize("key", ["*", "#"])
def test_the_other_keys_are_no_digits(key: str) -> None:
    assert keyed(POSTCODE, key) == (POSTCODE, Nothing())


# a number of so many digits


def test_all_of_it_said_anew_takes_the_place_of_what_was_begun() -> None:
    begun, outcome = heard(POSTCODE, "oh four")
    assert outcome == More("04")
    assert heard(begun, "oh four one oh one")[1] == Whole("04101")


def test_too_many_digits_are_none() -> None:
    entry, outcome = heard(POSTCODE, "one two three four five six seven")
    assert outcome == Unknown("1234567")
    assert entry.digits == ""


# corrections


@pytest.mark.parametrize(
    ("number", "text", "expected"),
    [
        ("482203", "no, four eight ONE", "481203"),
        ("482203", "no, four eight one two oh three", "481203"),
        ("481230", "no the last three are two oh three", "481203"),
        ("481230", "no, the last two digits are oh three", "481203"),
        ("381203", "the first one is a four", "481203"),
        ("04101", "no, the last two are four one", "04141"),
        ("04151", "not five, nine", "04191"),
        ("04151", "that's not a five, it's a nine", "04191"),
        ("04151", "not five nine", "04191"),
        ("04151", "nine, not five", "04191"),
        ("04151", "a nine instead of a five", "04191"),
        ("2025550199", "no, zero one nine eight", "2025550198"),
        ("2025550199", "no, two zero three", "2035550199"),
    ],
)
def test_a_part_is_put_right(number: str, text: str, expected: str) -> None:
    right = digits.corrected(Entry((len(number),), digits=number), text)
    assert right is not None
    assert right.digits == expected


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "no that is wrong",
        "not that one",
        "no, nine nine nine",
        "no, four eight two",
        "not two, nine",
        "two",
        "the last seven are one two three four five six seven",
    ],
)
def test_what_names_no_part_or_several_puts_nothing_right(text: str) -> None:
    assert digits.corrected(Entry((6,), digits="482203"), text) is None


def test_of_a_list_only_what_is_possible_puts_it_right() -> None:
    entry = Entry((6,), ORDERS, "471203")
    right = digits.corrected(entry, "no, the last three are three oh oh")
    assert right is not None
    assert right.digits == "471300"
    assert digits.corrected(entry, "no, the last three are nine nine nine") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("no, the last three are three oh oh", Whole("471300")),
        ("no, four eight oh oh oh one", Whole("480001")),
        ("no, four eight oh", Perhaps(("480001",))),
        ("no, four seven", More("47")),
        ("four seven one two oh three", Whole("471203")),
        ("no, nine nine nine nine nine nine", Unknown("999999")),
        ("no, that is the wrong one", Nothing()),
    ],
)
def test_instead_of_a_number_another_may_be_said(text: str, expected: Outcome) -> None:
    assert digits.instead(Entry((6,), ORDERS, "471203"), text)[1] == expected
