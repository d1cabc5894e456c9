"""Postcodes and dates of birth that come in groups, by key, mixed, and put right in part."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringup.skills.dialogue import manager
from ringup.skills.dialogue.actions import Ask, JudgeCaller, Say
from ringup.skills.dialogue.events import CallerJudged, CustomerFound, Event, KeyPressed, UtteranceHeard
from ringup.skills.dialogue.prompts import Key
from ringup.skills.dialogue.state import Step
from ringup.skills.intent import Answer, Name
from ringup.skills.shopping.stages import Identifying
from ringup.skills.understanding.birthdays import birth_dates
from ringup.skills.understanding.resolve import ways
from ringup.skills.wording.spoken import numbers as spoken
from tests.skills.scenes import NOW, POLICY, SAM, said, started

NOT_FOUND = CallerJudged(NOW, None)


def asked_for(item: str, *events: Event) -> Step:
    """A caller who is asked for that detail beside their number."""
    policy = replace(POLICY, identify_by=(("caller_id", item),), caller_id_for=())
    step = manager.begin(replace(started(), policy=policy))
    begun = (CustomerFound(NOW, SAM), said("where is my order", Name.ORDER_STATUS))
    for event in (*begun, *events):
        step = manager.advance(step.state, event)
    return step


def heard(text: str, answer: Answer = Answer.NONE) -> UtteranceHeard:
    """What the understander makes of figures."""
    number = next(iter(ways(text)), None)
    slots = (("digits", number),) if number else ()
    return said(text, Name.GIVE_NUMBER if number else Name.UNCLEAR, *slots, answer=answer)


def keyed(keys: str) -> tuple[Event, ...]:
    return tuple(KeyPressed(NOW, key) for key in keys)


def told(step: Step) -> list[str]:
    """The first reading of each detail that is being judged."""
    (action,) = (action for action in step.actions if isinstance(action, JudgeCaller))
    return [one.readings[0] for one in action.told if one.item != "caller_id"]


def keys(step: Step) -> list[Key]:
    return [action.prompt.key for action in step.actions if isinstance(action, Say | Ask)]


@st.composite
def given_in_parts(draw: st.DrawFn, number: str) -> tuple[Event, ...]:
    """That number, cut anywhere, each part said or keyed."""
    cuts = draw(st.sets(st.integers(1, len(number) - 1)))
    parts = [number[start:end] for start, end in pairwise([0, *sorted(cuts), len(number)])]
    events: list[Event] = []
    for part in parts:
        events += keyed(part) if draw(st.booleans()) else [heard(spoken.digits(part))]
    return tuple(events)


@given(st.data(), st.text("0123456789", min_size=5, max_size=5))
def test_a_postcode_may_come_in_any_parts(data: st.DataObject, postcode: str) -> None:
    (answer,) = told(asked_for("postcode", *data.draw(given_in_parts(postcode))))
    assert postcode in ways(answer)


@given(st.dates(date(1920, 1, 1), date(2008, 1, 1)))
def test_a_date_of_birth_may_be_keyed(day: date) -> None:
    (answer,) = told(asked_for("date_of_birth", *keyed(f"{day:%m%d%Y}")))
    assert birth_dates(answer, day_first=False)[0].whole == day


@pytest.mark.parametrize(
    "events",
    [
        (heard("june eighth"), heard("nineteen eighty four")),
        (heard("oh six oh eight"), heard("nineteen eighty four")),
        (heard("oh six"), heard("oh eight"), heard("nineteen"), heard("eighty four")),
        (heard("zero six zero eight"), *keyed("1984")),
        (*keyed("0608"), heard("one nine eight four")),
        (heard("june ninth"), heard("june eighth nineteen eighty four")),
    ],
)
def test_a_date_of_birth_may_come_in_parts(events: tuple[Event, ...]) -> None:
    *_, answer = told(asked_for("date_of_birth", *events))
    assert birth_dates(answer, day_first=False)[0].whole == date(1984, 6, 8)


def test_what_was_begun_is_asked_on_about_and_never_said_back() -> None:
    step = asked_for("postcode", heard("oh four"))
    assert keys(step) == [Key.AND_THEN]
    assert step.state.said[0].values == ()


@pytest.mark.parametrize(
    ("item", "events", "answer"),
    [
        ("postcode", (heard("oh four one five one"), NOT_FOUND, heard("the last two are oh one")), "04101"),
        ("postcode", (*keyed("04151"), NOT_FOUND, heard("no, not five, zero", Answer.NO)), "04101"),
        ("postcode", (heard("oh five"), heard("no, oh four", Answer.NO), heard("one oh one")), "04101"),
        ("date_of_birth", (*keyed("06081985"), NOT_FOUND, heard("it ends in four")), "06/08/1984"),
        (
            "date_of_birth",
            (
                heard("june eighth nineteen eighty five"),
                NOT_FOUND,
                heard("no, the last one is a four", Answer.NO),
            ),
            "06/08/1984",
        ),
    ],
)
def test_a_part_may_be_put_right(item: str, events: tuple[Event, ...], answer: str) -> None:
    assert told(asked_for(item, *events))[-1] == answer


def test_all_of_it_said_anew_is_another_answer() -> None:
    step = asked_for("postcode", *keyed("04151"), NOT_FOUND, heard("no, oh four one oh one", Answer.NO))
    assert told(step)[-1] == "no, oh four one oh one"


@pytest.mark.parametrize("events", [keyed("04#"), (heard("oh four"), heard("one two three four"))])
def test_figures_that_can_be_none_cost_no_try(events: tuple[Event, ...]) -> None:
    step = asked_for("postcode", *events)
    assert keys(step) == [Key.DID_NOT_CATCH, Key.ASK_POSTCODE]
    assert step.state.told == ()
    assert isinstance(step.state.task, Identifying)
    assert step.state.task.keyed == ""
