from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringup.voice.ports import Grammar
from ringup.voice.turns.silence import (
    COMPLETE_WITHOUT_DIGITS,
    DANGLING,
    NUMBER_IN_PASSING,
    OPEN,
    READ_OUT,
    TOO_SHORT,
    Completeness,
    Silence,
    digits_said,
    incomplete,
    matters_how_it_sounds,
    patience,
)

words = st.sampled_from(["make", "it", "two", "and", "oh", "double", "twenty", "usual", "please"])
sentences = st.lists(words, max_size=8).map(" ".join)
silences = st.builds(
    Silence,
    grammar=st.sampled_from(Grammar),
    words=sentences,
    lengths=st.lists(st.integers(1, 12), max_size=3).map(tuple),
    listed=st.booleans(),
    completeness=st.sampled_from(Completeness),
    ended=st.none() | st.floats(0, 1),
)


def after(grammar: Grammar, said: str = "", lengths: tuple[int, ...] = ()) -> float:
    return patience(Silence(grammar, said, lengths))


def test_waits_longest_for_a_number_and_least_for_a_yes() -> None:
    assert after(Grammar.YES_NO) < after(Grammar.OPEN) < after(Grammar.DIGITS)


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
        "book a haircut on tuesday at",
        "can you",
        "where",
    ],
)
def test_waits_for_the_rest_of_a_sentence(partial: str) -> None:
    assert incomplete(partial)
    for completeness in (Completeness.OPEN, Completeness.COMPLETE):
        for ended in (None, 0.0, 1.0):
            assert patience(Silence(Grammar.YES_NO, partial, (), False, completeness, ended)) > 1


@pytest.mark.parametrize(
    "partial", ["", "yes", "make it two", "the usual please", "copyright", "butter", "band"]
)
def test_does_not_wait_for_nothing(partial: str) -> None:
    assert not incomplete(partial)
    assert after(Grammar.OPEN, partial) == OPEN.unknown


def test_waits_for_the_rest_of_a_number() -> None:
    assert after(Grammar.DIGITS, "four seven one", (6,)) == TOO_SHORT.unknown
    assert after(Grammar.DIGITS, "four seven one two oh three", (6,)) == READ_OUT.unknown


def test_words_without_a_digit_may_be_a_number_that_was_misheard() -> None:
    misheard = Silence(Grammar.DIGITS, "read it", (6,))
    assert patience(misheard) == TOO_SHORT.unknown
    assert patience(replace(misheard, completeness=Completeness.COMPLETE)) == COMPLETE_WITHOUT_DIGITS.unknown


def test_a_word_that_sounds_like_a_digit_may_be_one() -> None:
    asked = Silence(Grammar.DIGITS, "what", (6,), False, Completeness.COMPLETE)
    assert patience(asked) == TOO_SHORT.unknown
    assert patience(replace(asked, words="what was that")) == COMPLETE_WITHOUT_DIGITS.unknown
    assert patience(replace(asked, grammar=Grammar.OPEN, lengths=())) < 1.0


@pytest.mark.parametrize(
    ("silence", "ended", "seconds"),
    [
        (Silence(Grammar.YES_NO, "no"), None, 0.30),
        (Silence(Grammar.OPEN, "where is my order"), 0.9, 0.34),
        (Silence(Grammar.OPEN, "where is my order"), 0.1, 1.4),
        (Silence(Grammar.CHOICE, "the lamp"), 0.9, 0.28),
        (Silence(Grammar.CHOICE, "the lamp"), None, 0.35),
        (Silence(Grammar.DIGITS, "four seven one two oh three", (6,), listed=True), None, 0.35),
        (Silence(Grammar.DIGITS, "four seven one two oh three", (6,)), None, 0.60),
        (Silence(Grammar.SPELLED, "oh two one one one"), None, 1.0),
    ],
)
def test_waits_less_where_the_words_answer_what_was_asked(
    silence: Silence, ended: float | None, seconds: float
) -> None:
    whole = replace(silence, completeness=Completeness.COMPLETE, ended=ended)
    assert patience(whole) == seconds
    assert patience(whole) <= patience(replace(whole, completeness=Completeness.OPEN))


def test_waits_for_more_digits_where_nobody_knows_how_many_there_will_be() -> None:
    for words in ("where is order four seven one", "four seventy one two", "cancel 4712"):
        number = Silence(Grammar.OPEN, words, ended=1.0)
        assert patience(number) == NUMBER_IN_PASSING.over
        assert patience(replace(number, completeness=Completeness.COMPLETE)) < NUMBER_IN_PASSING.over
    for words in ("make it three", "on tuesday at ten", "four seven one two oh three please"):
        assert patience(Silence(Grammar.OPEN, words, ended=1.0)) < NUMBER_IN_PASSING.over


@pytest.mark.parametrize("grammar", Grammar)
def test_waits_for_a_number_begun_at_any_question(grammar: Grammar) -> None:
    begun = Silence(grammar, "my order number is four seven", (), False, Completeness.UNFINISHED, 1.0)
    assert patience(begun) == TOO_SHORT.over


def test_how_a_number_or_a_yes_sounds_is_not_asked() -> None:
    assert not matters_how_it_sounds(Silence(Grammar.DIGITS, "four seven one", (6,)))
    assert not matters_how_it_sounds(Silence(Grammar.YES_NO, "yes", (), False, Completeness.COMPLETE))
    assert matters_how_it_sounds(Silence(Grammar.OPEN, "where is my order"))
    assert matters_how_it_sounds(Silence(Grammar.YES_NO))


@given(silences)
def test_to_sound_over_never_adds_patience(silence: Silence) -> None:
    over, unknown, going_on = (patience(replace(silence, ended=ended)) for ended in (1.0, None, 0.0))
    assert 0.28 <= over <= unknown <= going_on <= 2.0


@given(silences)
def test_a_complete_answer_never_adds_patience_and_an_unfinished_one_never_takes_any(
    silence: Silence,
) -> None:
    complete, usual, unclear, unfinished = (
        patience(replace(silence, completeness=each)) for each in Completeness
    )
    assert complete <= usual <= unclear <= unfinished


@given(silences, st.none() | st.floats(0, 1))
def test_to_sound_over_alone_shortens_an_open_pause_little(silence: Silence, ended: float | None) -> None:
    open_ = replace(silence, completeness=Completeness.OPEN, ended=ended)
    assert patience(open_) >= 0.40
    if silence.grammar in (Grammar.DIGITS, Grammar.SPELLED) and not incomplete(silence.words):
        assert patience(open_) == patience(replace(open_, ended=None))


def test_the_middle_of_a_sentence_outlasts_how_it_sounds() -> None:
    assert patience(Silence(Grammar.OPEN, "i'd like to", ended=1.0)) == DANGLING.over


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


@given(sentences, sentences)
def test_more_words_never_hold_fewer_digits(first: str, second: str) -> None:
    assert digits_said(f"{first} {second}") >= digits_said(first)
