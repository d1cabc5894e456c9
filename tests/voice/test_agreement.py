from __future__ import annotations

from functools import reduce

from hypothesis import given
from hypothesis import strategies as st

from ringup.voice.agreement import HELD_BACK, Agreement

WORDS = st.lists(st.sampled_from(("my", "order", "four", "for", "forty")), max_size=6)
PASSES = st.lists(WORDS, max_size=8)


def _after(*passes: str) -> Agreement:
    return reduce(lambda agreement, said: agreement.heard(said.split()), passes, Agreement())


def test_one_pass_makes_nothing_certain() -> None:
    assert _after("where is my order").certain == ()


def test_what_two_passes_begin_with_is_certain() -> None:
    assert _after("where is my", "where is my order").certain == ("where", "is", "my")


def test_what_they_differ_in_is_not() -> None:
    assert _after("where is for", "where is forty two").certain == ("where", "is")


def test_the_last_word_may_be_half_of_another() -> None:
    twice = _after("number for", "number for")
    assert twice.certain == ("number",)
    assert twice.heard(["number", "forty", "two"]).certain == ("number",)


def test_a_pass_that_looked_at_all_anew_takes_back_what_it_contradicts() -> None:
    assert _after("make it two", "make it two please", "take it too please").certain == ()


@given(PASSES, WORDS)
def test_what_is_certain_is_what_the_last_two_passes_begin_with(
    passes: list[list[str]], last: list[str]
) -> None:
    agreement = reduce(Agreement.heard, passes, Agreement())
    after = agreement.heard(last)
    assert after.words == tuple(last)
    assert after.certain == tuple(last[: after.agreed]) == agreement.words[: after.agreed]


@given(PASSES, WORDS)
def test_it_only_grows_while_passes_go_on_from_it(passes: list[list[str]], tail: list[str]) -> None:
    before = reduce(Agreement.heard, passes, Agreement())
    after = before.heard([*before.certain, *tail])
    assert after.certain[: before.agreed] == before.certain
    assert after.agreed <= max(before.agreed, before.agreed + len(tail) - HELD_BACK)


@given(WORDS, PASSES)
def test_what_stays_the_same_becomes_certain_but_for_its_end(
    said: list[str], passes: list[list[str]]
) -> None:
    agreement = reduce(Agreement.heard, [*passes, said, said], Agreement())
    assert agreement.agreed >= len(said) - HELD_BACK
