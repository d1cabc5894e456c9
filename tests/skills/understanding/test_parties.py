"""How many people a party is."""

from __future__ import annotations

import pytest

from ringup.skills.understanding.parties import count


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("4", 4),
        ("six of us", 6),
        ("a dozen people", 12),
        ("just me", 1),
        ("me alone", 1),
        ("solo", 1),
        ("a couple", 2),
        ("three couples", 6),
        ("me and my wife", 2),
        ("my husband and I plus our two children", 4),
        ("me, my wife and 2 kids", 4),
        ("my parents, my sister and me", 4),
        ("3 adults, one teen and a baby", 5),
        ("5 people, 3 adults and 2 kids", 5),
        ("10 people and 2 kids", 12),
        ("four adults plus one highchair", 4),
        ("myself and three of my colleagues", 4),
        ("two adults and 3 children, five in total", 5),
        ("some friends", None),
        ("a few people", None),
        ("outside", None),
    ],
)
def test_a_party(text: str, people: int | None) -> None:
    assert count(text) == people
