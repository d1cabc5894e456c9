from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringup.voice.bargein import STRANGER, SURE, WORDLESS, interrupts, is_acknowledgement

ACKNOWLEDGEMENTS = ["mm-hmm", "okay", "uh huh", "right", "i see", "mhm", "all right", "got it"]


@pytest.mark.parametrize("said", ACKNOWLEDGEMENTS)
def test_acknowledgement_is_no_interruption(said: str) -> None:
    assert not interrupts(said, 3.0)


@given(st.lists(st.sampled_from(ACKNOWLEDGEMENTS), min_size=1, max_size=6), st.floats(0, 30))
def test_nor_are_many_of_them(said: list[str], seconds: float) -> None:
    assert not interrupts(" ".join(said), seconds)


@given(st.lists(st.sampled_from(ACKNOWLEDGEMENTS), max_size=3), st.booleans())
def test_anything_beside_them_is(said: list[str], asking: bool) -> None:
    assert interrupts(" ".join([*said, "wait"]), 0.3, asking=asking)


@pytest.mark.parametrize(
    "said",
    [
        "no",
        "okay no",
        "wait",
        "where is",
        "can i",
        "i want",
        "how much",
        "do you",
        "stop",
        "goodbye",
        "uh no",
    ],
)
def test_who_plainly_wants_to_speak_interrupts_at_once(said: str) -> None:
    assert interrupts(said, 0.2)


@pytest.mark.parametrize(
    "said",
    [
        "all ra",
        "how",
        "are",
        "okay book",
        "got a",
        "oh okay then",
        "mm i",
        "uh huh m",
        "i see a",
        "can",
        "can a",
    ],
)
def test_what_an_acknowledgement_may_begin_with_does_not(said: str) -> None:
    assert not interrupts(said, SURE - 0.1)


@pytest.mark.parametrize("said", ["copyright", "the lamp", "don't"])
def test_other_words_interrupt_once_they_have_lasted(said: str) -> None:
    assert not interrupts(said, SURE - 0.1)
    assert interrupts(said, SURE)


@pytest.mark.parametrize("said", ["the", "um i'm a", "a a", "so for a"])
def test_what_is_made_of_a_hum_does_not(said: str) -> None:
    assert not interrupts(said, 3.0)


def test_acknowledgements_count_whole() -> None:
    assert not is_acknowledgement("copyright")
    assert not is_acknowledgement("right here")


@pytest.mark.parametrize("said", ["yes", "yeah", "yes okay"])
def test_a_yes_interrupts_a_question_only(said: str) -> None:
    assert not interrupts(said, 0.5)
    assert interrupts(said, 0.5, asking=True)


@pytest.mark.parametrize("said", ["", "the", "copyright"])
def test_what_sounds_like_more_than_listening_interrupts_at_once(said: str) -> None:
    assert interrupts(said, 0.3, takes_floor=True)


@pytest.mark.parametrize("said", ["okay", "uh huh"])
def test_unless_its_words_are_an_acknowledgement(said: str) -> None:
    assert not interrupts(said, 0.3, takes_floor=True)


def test_or_it_may_be_a_stranger() -> None:
    assert not interrupts("copyright", 0.3, takes_floor=True, is_stranger=True)


def test_long_speech_interrupts_before_its_words_are_known() -> None:
    assert not interrupts("", WORDLESS)
    assert interrupts("", WORDLESS + 0.1)


@pytest.mark.parametrize("said", ["copyright", "the lamp", ""])
def test_a_stranger_is_heard_for_longer(said: str) -> None:
    assert not interrupts(said, STRANGER - 0.1, is_stranger=True)
    assert interrupts(said, STRANGER + 0.1, is_stranger=True)


@pytest.mark.parametrize("said", ["the usual please", "so much is delivery"])
def test_unless_many_words_are_heard(said: str) -> None:
    assert not interrupts(said, SURE - 0.1, is_stranger=True)
    assert interrupts(said, SURE, is_stranger=True)


@pytest.mark.parametrize("said", ["no", "i want", "goodbye"])
def test_or_they_plainly_want_to_speak(said: str) -> None:
    assert interrupts(said, 0.3, is_stranger=True)
