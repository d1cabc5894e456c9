"""What is hidden, what stays visible, and that it can be put back."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringup.skills.dialogue.expectations import Anything, Choice, Detail, Digits, Expectation, Quantity, YesNo
from ringup.skills.understanding.llm.disguise import Disguise, disguise
from ringup.skills.understanding.llm.private import stays_here

PUBLIC = frozenset({"ethiopia", "blend", "lamp"})


def shown(text: str) -> str:
    return disguise(text, PUBLIC).shown


@pytest.mark.parametrize(
    ("said", "visible"),
    [
        ("my pin is 4321", "my pin is [NUMBER_1]"),
        ("it's four three, um, two one", "it's [NUMBER_1]"),
        ("double five four one hmm nine", "[NUMBER_1]"),
        ("the cvv is one two three", "the cvv is [NUMBER_1]"),
        ("pin four hold on three hold on two", "pin [NUMBER_1] hold on [NUMBER_2] hold on [NUMBER_3]"),
        ("card 4242 4242 4242 4242 please", "card [NUMBER_1] please"),
        ("call +1 (202) 555-0101", "call +[NUMBER_1]"),
        ("pin for two to one", "pin for [NUMBER_1]"),
        ("the pin is on SAVE20", "the pin is on [CODE_1]"),
        ("a card under 4321 dollars", "a card under [NUMBER_1] dollars"),
        ("where is order 471203", "where is order [NUMBER_1]"),
        ("mail kim.day@example.com", "mail [EMAIL_1]"),
        ("it is kim dot day at example dot com", "it is [EMAIL_1]"),
        ("my email is kim underscore day at mail dot example dot com thanks", "my email is [EMAIL_1] thanks"),
        ("I live at SW1A 2AA", "I live at [POSTCODE_1]"),
        ("postcode k one a oh b one", "postcode [SPELLED_1]"),
        ("k for kilo i for india m for mike", "[SPELLED_1]"),
        ("it is d a y", "it is [SPELLED_1]"),
        ("send it to 4 Mill Lane", "send it to [ADDRESS_1]"),
        ("to twenty one old harbour road then", "to [ADDRESS_1] then"),
        ("I was born on the third of May", "I was born on [BIRTHDAY_1]"),
        ("my name is kim day and I want tea", "my name is [NAME_1] [NAME_2] and I want tea"),
        ("first name kim last name day", "first name [NAME_1] last name [NAME_2]"),
        ("this is kim day calling about tea", "this is [NAME_1] [NAME_2] calling about tea"),
        ("Kim Day here, hello", "[NAME_1] [NAME_2] here, hello"),
        ("a table for Kim at eight", "a table for [NAME_1] at eight"),
    ],
)
def test_what_is_private_is_hidden(said: str, visible: str) -> None:
    assert shown(said) == visible


@pytest.mark.parametrize(
    "said",
    [
        "two bags of the Ethiopia Blend and a lamp",
        "a jacket under two hundred",
        "between ten and twenty dollars",
        "below $1,200.50 or twelve hundred dollars",
        "a table for four tomorrow at eight thirty",
        "on Monday the third of May",
        "i am calling about my order",
        "Where is it? Please tell me.",
        "the one I bought last week",
        "the one on my card",
    ],
)
def test_what_a_model_needs_stays_visible(said: str) -> None:
    assert shown(said) == said


WORDS = (
    "my pin card is 4321 four three double two um hmm for to order kim Kim Day name here 4 Mill Lane at "
    "example dot com kim@example.com a b c SW1A 2AA [NUMBER_1] born May , . ? é"
)
words = st.sampled_from(WORDS.split())


@given(st.lists(words, max_size=14).map(" ".join) | st.text(max_size=60))
def test_everything_can_be_put_back(said: str) -> None:
    hidden = disguise(said, PUBLIC)
    assert _rebuilt(hidden) == said
    assert not re.search(r"\d{4}", re.sub(r"\[[A-Z]+_\d+\]", "", hidden.shown))
    assert "@example" not in hidden.shown
    for part in hidden.hidden:
        assert (part.start, part.end) in hidden.places(part.mark)


def _rebuilt(hidden: Disguise) -> str:
    text = hidden.shown
    for part in reversed(hidden.hidden):
        text = (
            text[: part.shown_at]
            + hidden.real[part.start : part.end]
            + text[part.shown_at + len(part.mark) :]
        )
    return text


def test_words_are_found_where_they_really_stand() -> None:
    hidden = disguise("pin 4321 for the Lamp and my name is Kim Day", PUBLIC)
    found = {
        w: [hidden.real[a:b] for a, b in hidden.places(w)]
        for w in ("lamp", "[NAME_1]", "for the", "nope", "")
    }
    assert found == {"lamp": ["Lamp"], "[NAME_1]": ["Kim"], "for the": ["for the"], "nope": [], "": []}
    assert hidden.restored("[NUMBER_1] [NAME_2] [NAME_9]") == "4321 Day [NAME_9]"


@pytest.mark.parametrize(
    ("expects", "kept"),
    [
        (Digits("pin", (4,), secret=True), True),
        (Digits("order", (6,)), True),
        (Detail("postcode"), True),
        (Detail("name"), True),
        (Choice("address", ("12 Mill Lane",)), True),
        (Detail("date"), False),
        (Choice("product", ("lamp",)), False),
        (Anything(), False),
        (YesNo(), False),
        (Quantity(), False),
    ],
)
def test_answers_that_are_wholly_private_stay(expects: Expectation, kept: bool) -> None:
    assert stays_here(expects) is kept
