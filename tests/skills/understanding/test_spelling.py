"""Letters and digits as people say them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringup.skills.understanding.spelling import Manner, corrected, lattice, readings, spelled


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("t for tommy q for queen", "tq"),
        ("v as in victor", "v"),
        ("whiskey seven alpha", "w7a"),
        ("f four four", "f44"),
        ("f four foxtrot", "f"),
        ("double s i", "ssi"),
        ("triple seven", "777"),
        ("double five", "55"),
        ("capital b", "b"),
        ("bee sea are you why tea", "bcruyt"),
        ("nineteen eighty", "1980"),
        ("forty two", "42"),
        ("w20", "w20"),
        ("", ""),
    ],
)
def test_letters_and_digits_read_out(text: str, value: str) -> None:
    assert spelled(text) == value


@pytest.mark.parametrize(("text", "value"), [("m four o", "m40"), ("b to w", "b2w"), ("l forty", "l40")])
def test_what_else_it_may_have_been_is_among_the_readings(text: str, value: str) -> None:
    found = readings(text)

    assert value in {reading.text for reading in found}
    assert found[0].likelihood == 1.0
    assert all(0 < reading.likelihood <= 1 for reading in found)


def test_an_email_is_read_with_its_marks() -> None:
    assert readings("ann dot lee four at example dot com", Manner.EMAIL)[0].text == "ann.lee4@example.com"


def test_what_follows_a_correction_counts_first() -> None:
    text = "one two, sorry, one three"

    assert corrected(text) == ("one three", text)
    assert corrected("sorry, one two") == ("sorry, one two",)


@given(st.text(max_size=200), st.sampled_from(Manner))
def test_no_text_is_refused_and_edges_lead_forward(text: str, manner: Manner) -> None:
    graph = lattice(text, manner)

    assert all(0 <= edge.start < edge.end <= graph.last and edge.cost >= 0 for edge in graph.edges)
    readings(text, manner)
