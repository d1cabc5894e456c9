"""What is said so far, as the embedded understander reads it, against what was asked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringup.skills.dialogue.expectations import (
    Anything,
    Choice,
    Detail,
    Digits,
    Expectation,
    Quantity,
    YesNo,
    named,
)
from ringup.skills.dialogue.fit import Fit, fits
from ringup.skills.intent import Answer, Intent, Name, Rated, Slot, Utterance
from ringup.skills.understanding.embedded import EmbeddedUnderstander
from ringup.skills.understanding.gazetteer import Gazetteer
from tests.skills import booking_sample, sample
from tests.skills.golden import goods

NAMES = Gazetteer((*sample.PRODUCTS, *goods.GOODS), booking_sample.SERVICES, booking_sample.STAFF)
READER = EmbeddedUnderstander(NAMES)
ORDERS = ("471203", "480512")
QUESTIONS: tuple[Expectation, ...] = (
    Anything(),
    YesNo(),
    Quantity(),
    Digits("order", (6,), ORDERS),
    Detail("order", ORDERS),
    Detail("items"),
    Detail("date"),
    Choice("product", ("Desk Lamp", "Floor Lamp")),
)

SLOTS = st.builds(Slot, st.sampled_from(["order", "product"]), st.just("1"), st.just(0), st.just(1))


async def fit(said: str, expects: Expectation, sure: float = 0.9) -> Fit:
    intent = await READER.understand(Utterance(said, sure), expects, sample.NOW)
    return fits(expects, intent, orders=ORDERS)


@pytest.mark.parametrize("expects", QUESTIONS, ids=lambda question: question.name)
async def test_a_number_that_lacks_digits_is_unfinished_whatever_was_asked(expects: Expectation) -> None:
    assert await fit("my order number is four seven", expects) is Fit.UNFINISHED


@pytest.mark.parametrize(
    ("said", "expects"),
    [
        ("yes please", YesNo()),
        ("no", YesNo()),
        ("no thank you", YesNo()),
        ("four seven one two oh three", Digits("order", (6,), ORDERS)),
        ("the lamp", Digits("order", (6,), ORDERS)),
        ("i don't know", Digits("order", (6,), ORDERS)),
        ("a person please", Digits("order", (6,), ORDERS)),
        ("no thank you", Digits("order", (6,), ORDERS)),
        ("four three two one", Digits("pin", (4,), secret=True)),
        ("the desk lamp", Choice("product", ("Desk Lamp", "Floor Lamp"))),
        ("two", Quantity()),
        ("monday", Detail("date")),
        ("at three", Detail("time")),
        ("where is my order", Anything()),
        ("where is order four seven one two oh three", Anything()),
        ("the usual please", Anything()),
        ("book a haircut", Anything()),
        ("that's all", Anything()),
    ],
)
async def test_a_whole_answer_answers(said: str, expects: Expectation) -> None:
    assert await fit(said, expects) is Fit.ANSWERS


@pytest.mark.parametrize(
    ("said", "expects"),
    [
        ("yes but", YesNo()),
        ("okay", YesNo()),
        ("make it two", YesNo()),
        ("four seven one two oh five", Digits("order", (6,), ORDERS)),  # one digit beside a known number
        ("hold on", Digits("order", (6,), ORDERS)),
        ("yes", Digits("order", (6,), ORDERS)),
        ("nine one seven five five five oh one oh one", Digits("phone", (10, 11))),
        ("sam", Detail("name")),
        ("oh two one one one", Detail("postcode")),
        ("a large latte", Detail("items")),
        ("hello", Anything()),
        ("two lamps", Anything()),
        ("where is order four seven one two oh five", Anything()),  # no order of the caller's
        ("i'd like to order", Anything()),
        ("i want to return something", Anything()),
        ("hold on a second", Anything()),
    ],
)
async def test_what_may_go_on_is_open(said: str, expects: Expectation) -> None:
    assert await fit(said, expects) is Fit.OPEN


@pytest.mark.parametrize(
    ("rated", "expected"),
    [
        (Rated("471203", 0.95), Fit.ANSWERS),
        (Rated("471203", 0.6), Fit.UNFINISHED),
        (Rated("480513", 0.95), Fit.UNFINISHED),
    ],
)
async def test_a_number_of_the_list_is_whole_when_it_sounded_so(rated: Rated, expected: Fit) -> None:
    asked = Digits("order", (6,), ORDERS)
    intent = await READER.understand(Utterance("four seven and two", 0.9), asked, sample.NOW)
    assert fits(asked, intent, (rated,)) is expected


async def test_what_was_hardly_heard_is_open_and_what_was_not_is_unclear() -> None:
    assert await fit("no", YesNo(), sure=0.4) is Fit.OPEN
    assert await fit("no", YesNo(), sure=0.1) is Fit.UNCLEAR


@pytest.mark.parametrize(
    "begun", ["could you please", "can i please", "do you have", "can you tell me", "i was wondering"]
)
async def test_the_first_words_of_a_request_are_unclear_where_anything_may_be_asked(begun: str) -> None:
    assert await fit(begun, Anything()) is Fit.UNCLEAR
    assert await fit(begun, Detail("reason")) is not Fit.ANSWERS


async def test_a_plain_question_or_a_no_is_not_unclear_there() -> None:
    assert await fit("what can you do", Anything()) is Fit.ANSWERS
    assert await fit("no", Anything(), sure=0.5) is Fit.OPEN


@pytest.mark.parametrize("name", ["anything", "yes_no", "quantity", "pin", "order", "address"])
async def test_what_means_nothing_is_unclear(name: str) -> None:
    assert await fit("", named(name)) is Fit.UNCLEAR


@given(
    st.builds(
        Intent,
        st.sampled_from(Name),
        st.lists(SLOTS).map(tuple),
        st.sampled_from(Answer),
        st.floats(0, 1),
    ),
    st.sampled_from(QUESTIONS),
)
def test_nothing_without_digits_is_unfinished(intent: Intent, expects: Expectation) -> None:
    assert fits(expects, intent) is not Fit.UNFINISHED
