from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringup.voice.endpointing import PATIENCE, digits_said, incomplete, patience, too_short
from ringup.voice.ports import Grammar

words = st.sampled_from(["make", "it", "two", "and", "oh", "double", "twenty", "usual", "please"])
sentences = st.lists(words, max_size=8).map(" ".join)


def test_waits_longest_for_a_number_and_least_for_a_yes() -> None:
    assert patience(Grammar.YES_NO) < patience(Grammar.OPEN) < patience(Grammar.DIGITS)


@pytest.mark.parametrize(
    "partial",
    [
        "the usual and",
        "my order number is",
        "order number",
        "i'd like to",
        "make it",
        "yes but",
        "um",
        "four seven double",
    ],
)
def test_waits_for_the_rest_of_a_sentence(partial: str) -> None:
    assert incomplete(partial)
    assert patience(Grammar.YES_NO, partial) > 1


@pytest.mark.parametrize(
    "partial", ["", "yes", "make it two", "the usual please", "copyright", "butter", "band"]
)
def test_does_not_wait_for_nothing(partial: str) -> None:
    assert not incomplete(partial)
    assert patience(Grammar.OPEN, partial) == PATIENCE[Grammar.OPEN]


def test_waits_for_the_rest_of_a_number() -> None:
    assert patience(Grammar.DIGITS, "four seven one", (6,)) > PATIENCE[Grammar.DIGITS]
    assert patience(Grammar.DIGITS, "four seven one two oh three", (6,)) == PATIENCE[Grammar.DIGITS]


def test_words_without_a_number_are_not_too_short() -> None:
    assert not too_short("i don't know", (6,))
    assert patience(Grammar.DIGITS, "i don't know", (6,)) == PATIENCE[Grammar.DIGITS]


@pytest.mark.parametrize(
    ("said", "count"),
    [
        ("four seven one two oh three", 6),
        ("double five", 2),
        ("triple oh", 3),
        ("twenty three", 2),
        ("twenty three four", 3),
        ("forty seven twelve oh three", 6),
        ("twenty oh three", 4),
        ("471203", 6),
        ("where is my order", 0),
    ],
)
def test_counts_digits_as_people_say_them(said: str, count: int) -> None:
    assert digits_said(said) == count


@given(st.sampled_from(Grammar), sentences, st.lists(st.integers(1, 12), max_size=3))
def test_words_only_ever_add_patience(grammar: Grammar, said: str, lengths: list[int]) -> None:
    assert PATIENCE[grammar] <= patience(grammar, said, lengths) <= 2.0


@given(sentences, sentences)
def test_more_words_never_hold_fewer_digits(first: str, second: str) -> None:
    assert digits_said(f"{first} {second}") >= digits_said(first)
