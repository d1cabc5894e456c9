from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringup.voice.asr import ngrams
from ringup.voice.asr.ngrams import START, Trigrams, Words

SAID = ("the", "usual", "please", "make", "it", "three")
WORDS = Words.of((*SAID, "rain"))
sentences = st.lists(st.lists(st.sampled_from(SAID), min_size=1, max_size=6).map(" ".join), max_size=12)


def total(model: Trigrams, *history: str) -> float:
    return sum(model.chance(*history, word) for word in WORDS.all if word != START)


@given(sentences, sentences, st.floats(0.1, 0.9))
def test_what_can_follow_sums_to_one(first: list[str], second: list[str], share: float) -> None:
    one, other = ngrams.estimate(first, WORDS), ngrams.estimate(second, WORDS)
    for model in (one, ngrams.mixed(one, other, share)):
        assert model.ones.sum() == pytest.approx(1)
        assert total(model, "the") == pytest.approx(1)
        assert total(model, START, "make") == pytest.approx(1)
        assert total(model, "make", "it") == pytest.approx(1)


@given(sentences)
def test_any_word_can_follow_any_other(said: list[str]) -> None:
    model = ngrams.estimate(said, WORDS)
    assert all(model.chance("the", "usual", word) > 0 for word in WORDS.all[1:])


def test_what_was_said_is_likelier_than_what_was_not() -> None:
    model = ngrams.estimate(["the usual please", "make it three"], WORDS)
    assert model.chance("the", "usual") > model.chance("the", "three") > model.chance("the", "rain")
    assert model.chance("make", "it", "three") > model.chance("rain", "it", "three")


def test_a_mixture_lies_between_its_parts() -> None:
    one, other = ngrams.estimate(["the usual"], WORDS), ngrams.estimate(["the rain"], WORDS)
    mixed = ngrams.mixed(one, other, 0.25)
    expected = 0.25 * one.chance("the", "usual") + 0.75 * other.chance("the", "usual")
    assert mixed.chance("the", "usual") == pytest.approx(expected)


def test_is_written_as_an_arpa_file(tmp_path: Path) -> None:
    ngrams.write(ngrams.estimate(["the usual please"], WORDS), tmp_path / "some.arpa")
    text = (tmp_path / "some.arpa").read_text()
    assert "ngram 1=9\nngram 2=4\nngram 3=3\n" in text
    assert " the usual please\n" in text
    assert text.endswith("\\end\\\n")
