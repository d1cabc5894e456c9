from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringup.voice.echo import TAIL, Spoken, is_echo

READ_BACK = Spoken("That is two bags of coffee. Shall I place this order?", 10.0, 14.0)
SAY_YES = Spoken("Say yes, or press one. Say no, or press two, and I will not.", 20.0, 25.0)


@pytest.mark.parametrize(
    ("heard", "began"),
    [
        ("shall i place this order", 12.4),
        ("two bags of coffee", 10.8),
        ("this order", 13.6),
        ("bags of toffee shall i place", 11.3),  # one word misheard
        ("order", 14.5),
    ],
)
def test_our_words_coming_back(heard: str, began: float) -> None:
    assert is_echo(heard, began, [SAY_YES, READ_BACK])


@pytest.mark.parametrize(
    ("heard", "began"),
    [
        ("yes please", 14.3),
        ("where is my order", 13.0),
        ("make it three bags of tea please", 12.0),
        ("order this place", 13.0),  # our words, not in our order
        ("shall i place this order", 17.0),  # long after
        ("two bags of coffee", 13.9),  # long after those words
        ("", 12.0),
    ],
)
def test_the_caller_speaking(heard: str, began: float) -> None:
    assert not is_echo(heard, began, [READ_BACK])


def test_an_answer_in_our_words_is_no_echo_of_them() -> None:
    assert is_echo("yes", 20.6, [SAY_YES])
    assert not is_echo("yes", 25.3, [SAY_YES])


def test_words_match_whole() -> None:
    assert not is_echo("on", 21.5, [SAY_YES])


@given(st.text("abc ", max_size=30), st.floats(0, 100))
def test_nothing_is_an_echo_of_silence(heard: str, began: float) -> None:
    assert not is_echo(heard, began, [])


@given(st.integers(0, 9), st.integers(1, 10), st.floats(0, TAIL / 2))
def test_every_run_of_a_sentence_echoes(first: int, size: int, delay: float) -> None:
    words = "that is two bags of coffee shall i place this".split()  # noqa: SIM905
    run = words[first : first + size]
    sentence = Spoken(" ".join(words), 0.0, 4.0)
    played = 4.0 * sum(map(len, words[:first])) / sum(map(len, words))
    assert is_echo(" ".join(run), played + delay, [sentence])
