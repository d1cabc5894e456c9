"""How a caller feels, from words."""

from __future__ import annotations

import pytest

from ringup.skills.mood import FURIOUS, UPSET, felt, weigh


@pytest.mark.parametrize(
    "text",
    [
        "the usual please",
        "order it again",
        "say that again",
        "can you repeat that again please",
        "I would like two of them",
        "where is my order",
        "no",
        "cancel my order",
        "is this a joke book",
        "the second one",
        "WHERE IS IT",
        "it's not bad at all!!",
    ],
)
def test_plain_words_weigh_nothing(text: str) -> None:
    assert weigh(text) == 0


@pytest.mark.parametrize(
    "text",
    [
        "this is a scam",
        "that's ridiculous",
        "are you kidding me",
        "you are kidding",
        "I am so angry right now",
        "this is the third time I have called three times",
        "I\u2019m fed up with this",
    ],
)
def test_a_complaint_crosses_the_bar(text: str) -> None:
    assert felt(0.0, text) >= UPSET * 0.8


def test_several_at_once_are_fury() -> None:
    assert felt(0.0, "this is a scam, I am furious, you stupid machine") >= FURIOUS


def test_shouting_makes_it_worse_and_is_nothing_alone() -> None:
    assert weigh("this is ridiculous!!!") > weigh("this is ridiculous")
    assert weigh("hello!!!") == 0


def test_a_mood_passes() -> None:
    level = felt(0.0, "this is ridiculous")
    for _ in range(8):
        level = felt(level, "two please")
    assert level == 0.0


def test_a_second_sharp_word_counts_on_top() -> None:
    once = felt(0.0, "this is useless")
    assert once < UPSET <= felt(once, "not again")
