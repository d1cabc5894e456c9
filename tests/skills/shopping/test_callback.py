"""The number to call back: heard in any way, and recorded after a yes to its read-back alone."""

from __future__ import annotations

import pytest

from ringup.skills.codec import from_data, to_data
from ringup.skills.dialogue import manager
from ringup.skills.dialogue.actions import Ask, HandOver, Say
from ringup.skills.dialogue.events import Event, HandedOver, KeyPressed
from ringup.skills.dialogue.prompts import Key
from ringup.skills.dialogue.state import State, Step
from ringup.skills.handovers import Arranged, Reach
from ringup.skills.intent import Answer, Name
from tests.skills.scenes import NOW, said, started, yes

NUMBER = "+12025550199"
NO = said("no", Name.ANSWER, answer=Answer.NO)


def play(*events: Event) -> Step:
    """A caller whose number is not known, asked for one."""
    step = manager.begin(started(caller=None))
    asked = (said("a person", Name.PERSON), HandedOver(NOW, Arranged(Reach.CALLBACK)))
    for event in (*asked, *events):
        step = manager.advance(step.state, event)
    return step


def keyed(keys: str) -> tuple[Event, ...]:
    return tuple(KeyPressed(NOW, key) for key in keys)


def digits(text: str, value: str) -> Event:
    return said(text, Name.GIVE_NUMBER, ("digits", value))


def keys(step: Step) -> list[Key]:
    return [action.prompt.key for action in step.actions if isinstance(action, Say | Ask)]


def recorded(step: Step) -> list[str]:
    given = (action.handover.phone for action in step.actions if isinstance(action, HandOver))
    return [phone.e164 for phone in given if phone is not None]


WAYS = (
    keyed("2025550199"),
    keyed("12025550199"),
    (digits("two zero two five five five zero one nine nine", "2025550199"),),
    (digits("two zero two", "202"), digits("five five five", "555"), digits("oh one double nine", "0199")),
    (digits("two zero two", "202"), *keyed("5550199")),
    (*keyed("202555"), digits("zero one nine nine", "0199")),
    (digits("two zero two", "202"), digits("two zero two five five five zero one nine nine", "2025550199")),
)


@pytest.mark.parametrize("events", WAYS)
def test_the_number_is_read_back_and_recorded_after_a_yes(events: tuple[Event, ...]) -> None:
    step = play(*events)
    assert keys(step) == [Key.IS_IT_NUMBER]
    assert recorded(step) == []
    assert from_data(to_data(step.state), State) == step.state
    for answer in (yes(), KeyPressed(NOW, "1")):
        assert recorded(manager.advance(step.state, answer)) == [NUMBER]


@pytest.mark.parametrize(
    "answer", [NO, KeyPressed(NOW, "2"), said("maybe", Name.ANSWER, answer=Answer.UNSURE)]
)
def test_nothing_but_a_yes_records_it(answer: Event) -> None:
    step = manager.advance(play(*keyed("2025550199")).state, answer)
    assert recorded(step) == []
    assert keys(step)


@pytest.mark.parametrize(
    "text",
    ["no, the last two are nine nine", "no, zero one nine nine", "not eight, nine", "no, it ends in nine"],
)
def test_a_part_that_is_put_right_is_read_back_again(text: str) -> None:
    step = play(*keyed("2025550198"), said(text, Name.UNCLEAR, answer=Answer.NO))
    assert keys(step) == [Key.IS_IT_NUMBER]
    assert recorded(step) == []
    assert recorded(manager.advance(step.state, yes())) == [NUMBER]


def test_a_number_without_its_area_is_complete_when_the_caller_says_so() -> None:
    begun = digits("five five five zero one nine nine", "5550199")
    step = play(begun)
    assert keys(step) == [Key.MORE_DIGITS]
    for end in (KeyPressed(NOW, "#"), said("that's all", Name.NOTHING)):
        assert keys(manager.advance(step.state, end)) == [Key.IS_IT_NUMBER]


def test_who_begins_no_number_and_calls_it_off_is_not_called() -> None:
    step = play(said("forget it", Name.CANCEL))
    assert keys(step) == [Key.NO_CALLBACK, Key.ANYTHING_ELSE]


def test_a_number_that_is_none_for_the_third_time_is_not_asked_for_again() -> None:
    mumbled = said("mumble", Name.UNCLEAR)
    assert keys(play(mumbled, mumbled)) == [Key.CALLBACK_NUMBER_AGAIN]
    assert keys(play(mumbled, mumbled, mumbled)) == [Key.NO_CALLBACK, Key.ANYTHING_ELSE]


def test_keys_are_no_misses() -> None:
    step = play(*keyed("#*202#"))
    assert step.state.misses == 0
    assert keys(step) == [Key.CALLBACK_NUMBER_AGAIN]


def test_a_hash_behind_a_number_that_is_whole_is_in_nobodys_way() -> None:
    step = play(*keyed("2025550199"))
    after = manager.advance(step.state, KeyPressed(NOW, "#"))
    assert after.actions == ()
    assert recorded(manager.advance(after.state, yes())) == [NUMBER]
