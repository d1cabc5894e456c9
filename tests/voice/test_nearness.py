from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ringup.voice.nearness import FAINTEST, FAR, MOST_PASSED_OVER, USUAL, Nearness, level_of

levels = st.floats(-60, 0)


@given(levels)
def test_only_a_whisper_is_far_from_an_unknown_caller(level: float) -> None:
    assert Nearness().is_far(level) is (level < FAINTEST)


@given(st.floats(-36, 0), st.lists(st.floats(-3, 3), min_size=1, max_size=8))
def test_a_caller_is_near_who_speaks_a_little_louder_or_softer(own: float, turns: list[float]) -> None:
    nearness = Nearness()
    for change in turns:
        assert not nearness.is_far(own + change)
        nearness.heard(own + change)
    assert nearness.is_far(own - FAR - 3.1)


def test_one_loud_turn_makes_nobody_far() -> None:
    nearness = Nearness()
    for level in (-20.0, -21.0, -5.0):
        nearness.heard(level)
    assert not nearness.is_far(-22.0)


def test_a_caller_who_moved_away_is_followed() -> None:
    nearness = Nearness()
    nearness.heard(-20.0)
    for _ in range(MOST_PASSED_OVER):
        assert nearness.is_far(-32.0)
        nearness.passed_over()
    assert not nearness.is_far(-32.0)
    for _ in range(3):
        nearness.heard(-32.0)
    assert not nearness.is_far(-33.0)


def test_a_turn_is_as_loud_as_its_vowels_whatever_silence_follows() -> None:
    spoken = [-60.0] * 5 + [-20.0] * 5
    assert level_of(spoken) == level_of(spoken + [-96.0] * 100) == -20.0


def test_a_soft_voice_may_be_anybodys_until_the_caller_has_spoken() -> None:
    nearness = Nearness()
    assert nearness.may_be_far(USUAL - 0.1)
    assert not nearness.may_be_far(USUAL)
    nearness.heard(USUAL)
    assert not nearness.may_be_far(USUAL - 0.1)
