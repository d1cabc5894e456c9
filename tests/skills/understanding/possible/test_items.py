"""Which lines of an order are meant."""

from __future__ import annotations

import pytest

from ringup.skills.understanding.possible.items import items
from tests.skills.understanding.possible.shelf import BOARD, PARCEL


@pytest.mark.parametrize(
    ("said", "places"),
    [
        ("the kettle", {0}),
        ("the kettle and the lamp please", {0, 1}),
        ("then the kettle order, i'm sending the lamp back", {1}),
        ("the lamp from my kettle order and the red t-shirt", {1, 2}),
        ("the kettle order", {0}),
        ("the kettle and the t-shirts, but hands off the lamp", {0, 2, 3}),
        ("the kettle, the lamp is perfect", {0}),
        ("the kettle and the lamp, or no, the kettle's okay really, so the lamp", {1}),
        ("one of the two t-shirts, the blue", {3}),
        ("lamp, red t-shirt, the kettle i like", {1, 2}),
        ("everything", {0, 1, 2, 3}),
        ("the whole order", {0, 1, 2, 3}),
        ("everything except the lamp", {0, 2, 3}),
        ("anything but the kettle", {1, 2, 3}),
        ("the lamp. not the kettle", {1}),
        ("lamp and kettle, keep the rest", {0, 1}),
        ("just the lamp, the kettle stays", {1}),
        ("the kettle, actually no the lamp", {1}),
        ("the red t-shirt", {2}),
        ("the blue one, the t shirt", {3}),
        ("both t-shirts", {2, 3}),
        ("the t-shirts", {2, 3}),
        ("i bought two t-shirts and the red one is too big", {2}),
        ("two t-shirts, one is perfect, the blue one should go back, and the lamp", {1, 3}),
        ("the blue one", {3}),
        ("the more expensive t-shirt", {3}),
        ("the cheaper of the t-shirts", {2}),
        ("the lamp, there was a kettle too but i've decided to keep that", {1}),
        ("the lamp, it came with a kettle", {1}),
        ("all of it apart from the kettle, excuse me, the lamp", {2, 3}),
        ("the kettle and the lamp, i'd like it all handled in one go", {0, 1}),
        ("the lamp, everything else the same", {1}),
        ("nearly the whole parcel, i'm only hanging on to the kettle", {1, 2, 3}),
        ("there's one that hasn't come with a kettle, the lamp in it", {1}),
        ("the red t-shirt i'd like in blue", {2}),
        ("the blue t-shirt should be the red size xxl one", {3}),
        ("i'll live with the kettle, the lamp goes back", {1}),
        ("the kettle and the lamp, the red t-shirt is very comfortable", {0, 1}),
        ("no sorry, the kettle stays, the other three go", {1, 2, 3}),
        (
            "a kettle, a lamp, two t-shirts and the only thing i'd keep is the kettle, the rest can go",
            {1, 2, 3},
        ),
    ],
)
def test_what_is_named_is_meant(said: str, places: set[int]) -> None:
    assert items(said, PARCEL) == frozenset(places)


@pytest.mark.parametrize(
    "said", ["", "um", "the garden hose", "the t-shirt", "the green one", "i don't know", "for my sister"]
)
def test_what_is_not_named_or_not_clear_stays_open(said: str) -> None:
    assert items(said, PARCEL) is None


def test_part_of_a_word_names_the_whole() -> None:
    assert items("the board", (BOARD,)) == frozenset({0})


def test_nothing_is_meant_of_nothing() -> None:
    assert items("everything", ()) is None
