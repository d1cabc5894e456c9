"""What callers tell of themselves, taken for what it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ringup.skills.intent import Answer, Name
from ringup.skills.shopping.details import cannot_tell, told_in
from tests.skills.scenes import said


def told(asked: str, text: str, *, digits: int | None = 5) -> dict[str, str]:
    """Each item with the first reading of it."""
    found = told_in(asked, digits, said(text, Name.UNCLEAR))
    return {one.item: one.readings[0] for one in found}


@pytest.mark.parametrize(
    ("asked", "text", "expected"),
    [
        ("name", "Sam Rivera", {"name": "Sam Rivera"}),
        ("name", "sam rivera, that is r i v e r a", {"name": "sam rivera, that is r i v e r a"}),
        ("name", "it's sam dot rivera at example dot com", {"email": "sam dot rivera at example dot com"}),
        ("name", "my postcode is oh four one oh one", {"postcode": "oh four one oh one"}),
        ("name", "04101", {"postcode": "04101"}),
        ("name", "Sam Rivera, 04101", {"name": "Sam Rivera", "postcode": "04101"}),
        (
            "name",
            "born on april ninth nineteen ninety one",
            {"date_of_birth": "april ninth nineteen ninety one"},
        ),
        (
            "name",
            "my name is Sam Rivera and my zip code is 04101",
            {"name": "Sam Rivera", "postcode": "04101"},
        ),
        ("postcode", "oh four one oh one", {"postcode": "oh four one oh one"}),
        ("postcode", "it's AB1 2CD", {"postcode": "it's AB1 2CD"}),
        ("postcode", "this is Kit Marlow", {"name": "Kit Marlow"}),
        (
            "postcode",
            "this is Kit Marlow, oh four one oh one",
            {"name": "Kit Marlow", "postcode": "oh four one oh one"},
        ),
        ("postcode", "sam@example.com", {"email": "sam@example.com"}),
        ("postcode", "why do you need that", {}),
        ("postcode", "oh four", {}),
        ("postcode", "oh four one", {}),
        ("email", "kit dot marlow at example dot com", {"email": "kit dot marlow at example dot com"}),
        ("date_of_birth", "sam@example.com", {"email": "sam@example.com"}),
    ],
)
def test_details_are_what_they_are(asked: str, text: str, expected: dict[str, str]) -> None:
    assert told(asked, text) == expected


def test_where_postcodes_have_letters_any_words_may_be_one() -> None:
    assert told("postcode", "alpha bravo one", digits=None) == {"postcode": "alpha bravo one"}


def test_another_reading_of_the_recogniser_may_have_all_figures() -> None:
    heard = said("four one oh one", Name.GIVE_NUMBER, ("digits", "4101"))
    assert told_in("postcode", 5, heard) == ()
    more = replace(heard.utterance, alternatives=("oh four one oh one",))
    [one] = told_in("postcode", 5, replace(heard, utterance=more))
    assert one.readings == ("four one oh one", "oh four one oh one")


@pytest.mark.parametrize(
    "text",
    [
        "I don't know it",
        "no text",
        "I haven't got one",
        "it hasn't come",
        "I forgot",
        "no",
        "I cannot find it",
    ],
)
def test_who_cannot_tell_says_so(text: str) -> None:
    assert cannot_tell(said(text, Name.UNCLEAR))


@pytest.mark.parametrize("text", ["four three two one", "one moment", "the usual"])
def test_who_can_does_not(text: str) -> None:
    assert not cannot_tell(said(text, Name.UNCLEAR))


def test_an_unsure_answer_tells_nothing() -> None:
    heard = said("hmm", Name.ANSWER, answer=Answer.UNSURE)
    assert cannot_tell(heard)
    assert told_in("name", 5, heard) == ()
