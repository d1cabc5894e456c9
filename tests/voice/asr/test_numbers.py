"""Networks of numbers, without a decoder: which figures lead through them."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ringup.skills.understanding.corpus import spoken
from ringup.voice.asr.numbers import (
    ANY_DIGITS,
    GAP,
    LEAD,
    LONG,
    WAYS,
    Match,
    Matches,
    Network,
    Possible,
    any_of,
    features,
    may_be_number,
    of_length,
    possible,
    rate,
)
from ringup.voice.ports import Bias, Grammar

LISTED, ANY_SIX = Possible(("471203", "480001")), Possible((), (6,))


def spellings(network: Network, state: int = 0, said: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every way through a network that has no loops but those of the words before a number."""
    if state == 1:
        yield said
        return
    for start, end, _, word in network.arcs:
        if start == state and word.isdigit():
            yield from spellings(network, end, (*said, word))


def numbers(network: Network) -> set[str]:
    return {"".join(said) for said in spellings(network)}


@given(st.sets(st.text("0123456789", min_size=1, max_size=7), min_size=1, max_size=6))
def test_a_list_leads_to_its_numbers_and_to_no_other(listed: set[str]) -> None:
    assert numbers(any_of(listed)) == listed


def test_figures_are_said_alone_or_two_together() -> None:
    assert set(spellings(any_of(["4407"]))) == {
        ("4", "4", "0", "7"),
        ("44", "0", "7"),
        ("4", "40", "7"),
    }


def test_a_length_leads_to_all_numbers_of_it() -> None:
    assert numbers(of_length([1, 2])) == {str(n) for n in range(10)} | {f"{n:02}" for n in range(100)}


@settings(deadline=None)
@given(st.text("0123456789", min_size=3, max_size=3))
def test_the_best_can_be_left_out_of_a_length(number: str) -> None:
    left = numbers(of_length([2, 3], other_than=number))
    assert left == {f"{n:03}" for n in range(1_000)} - {number} | {f"{n:02}" for n in range(100)}


def test_something_may_be_said_before_a_number() -> None:
    for network in (ANY_DIGITS, any_of(["47"]), of_length([2])):
        assert {word for start, end, _, word in network.arcs if start == end == 0} >= {"order", "um"}


@settings(deadline=None)
@given(st.text("0123456789", min_size=2, max_size=6), st.integers(0, 99))
def test_every_way_that_callers_say_a_number_is_in_the_network(number: str, seed: int) -> None:
    said = spoken.digits(number, random.Random(seed))
    ways = spellings(any_of([number]))
    assert any(said in map(" ".join, itertools.product(*map(words_for, way))) for way in ways)


def words_for(token: str) -> list[str]:
    if len(token) == 1:
        return ["zero", "oh"] if token == "0" else [spoken.DIGITS[int(token)]]
    double = [f"double {word}" for word in words_for(token[0])] if token[0] == token[1] else []
    return [*double, spoken.number(int(token))]


def test_every_word_of_a_network_is_said_somehow() -> None:
    used = {word for network in (ANY_DIGITS, any_of(["1047"]), of_length([2])) for *_, word in network.arcs}
    assert used <= set(WAYS)
    assert all(WAYS[word] for word in used)


@pytest.mark.parametrize(
    ("bias", "expected"),
    [
        (Bias(Grammar.DIGITS, ("471203", "480001"), (6,)), LISTED),
        (Bias(Grammar.DIGITS, lengths=(6,)), ANY_SIX),
        (Bias(Grammar.DIGITS), None),
        (Bias(Grammar.DIGITS, lengths=tuple(range(7, 16))), None),
        (Bias(Grammar.DIGITS, tuple(map(str, range(1_000)))), None),
        (Bias(Grammar.OPEN, ("471203",), (6,)), None),
        (Bias(Grammar.CHOICE, ("the lamp",)), None),
    ],
)
def test_what_may_be_said(bias: Bias, expected: Possible | None) -> None:
    assert possible(bias) == expected


def test_of_one_number_nothing_else_is_left() -> None:
    assert Possible(("47",)).network("47") is None


def test_a_clear_lead_is_sure_and_no_lead_is_not() -> None:
    free = Match("471203", -2.0)
    clear = rate(LISTED, Matches(Match("471203", -1.9), Match("480001", -3.9), free))
    close = rate(LISTED, Matches(Match("471203", -1.9), Match("480001", -1.95), free))
    assert clear[0].value == "471203"
    assert clear[0].probability >= 0.9 > (close[0].probability if close else 0)
    assert sum(each.probability for each in clear) <= 1


def test_what_digits_without_order_fit_far_better_is_no_number_of_the_list() -> None:
    found = Matches(Match("471203", -4.0), Match("480001", -4.1), free=Match("9919", -2.0))
    assert rate(LISTED, found) == ()


def test_differences_of_scores_count_only_so_far() -> None:
    found = Matches(Match("471203", -2.0), Match("480001", -9.0), free=Match("471203", 5.0))
    assert features(found) == (LEAD, -GAP, 0.0, LONG)


def test_figures_that_were_hardly_there_are_less_sure_where_there_is_no_list() -> None:
    said, second, free = Match("471203", -1.9), Match("480001", -2.1), Match("471203", -1.9)
    broken_off = Match(said.figures, said.score, shortest=3.0)
    sure, *_ = rate(ANY_SIX, Matches(said, second, free))
    broken = rate(ANY_SIX, Matches(broken_off, second, free))
    assert not any(one.probability >= sure.probability for one in broken)


def test_where_nothing_else_is_possible_the_lead_is_not_known() -> None:
    lead, *_ = features(Matches(Match("471203", -2.0), None, Match("471203", -2.0)))
    assert 0 < lead < LEAD


@pytest.mark.parametrize(
    ("words", "may"),
    [
        ("four seven one oh", True),
        ("um for seven", True),
        ("send a fight for nine", True),
        ("i want a person", False),
        ("", False),
        ("one of those lamps", False),
    ],
)
def test_without_a_list_a_third_of_the_words_have_to_be_those_of_numbers(words: str, may: bool) -> None:
    assert may_be_number(ANY_SIX, words) is may
    assert may_be_number(LISTED, words)
