"""The caller's own name."""

from __future__ import annotations

import pytest

from ringup.skills.understanding.caller_names import answered, told, value, whole


def names(text: str, spans: dict[str, tuple[int, int]]) -> dict[str, str]:
    return {name: text[slice(*span)] for name, span in spans.items()}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("it's siobhan o'neill", {"first_name": "siobhan", "last_name": "o'neill"}),
        ("My name is Jan de Vries, please", {"first_name": "Jan", "last_name": "de Vries"}),
        ("Yewande", {"first_name": "Yewande"}),
        ("that's not right", {}),
        ("i already told you", {}),
        ("it's silly", {}),
        ("I want a table for six people at eight", {}),
    ],
)
def test_a_name_as_the_whole_answer(text: str, found: dict[str, str]) -> None:
    assert names(text, answered(text)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "my first name is Odalys and the surname is Brandt",
            {"first_name": "Odalys", "last_name": "Brandt"},
        ),
        ("Tierney is my last name", {"last_name": "Tierney"}),
        ("what is the name of it", {}),
    ],
)
def test_names_that_the_caller_says_which_they_are(text: str, found: dict[str, str]) -> None:
    assert names(text, told(text)) == found


def test_a_family_name_has_its_particles_and_all_of_its_words() -> None:
    text = "under Pieter van der Berg-Smit"
    at = text.index("Berg")

    assert text[slice(*whole(text, (at, at + 4), family=True))] == "van der Berg-Smit"


@pytest.mark.parametrize(
    ("said", "name"),
    [("lena", "Lena"), ("LENA", "Lena"), ("McKay", "McKay"), ("no", None), (".", None)],
)
def test_a_name_is_written_with_a_capital(said: str, name: str | None) -> None:
    assert value(said) == name
