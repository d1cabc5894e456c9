from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringup.accents import unaccented
from ringup.skills.identification.directory import folded
from ringup.skills.stems import stems, words


@pytest.mark.parametrize(
    ("written", "bare"),
    [
        ("José", "jose"),
        ("MÜLLER", "muller"),
        ("Café crème", "cafe creme"),
        ("Cafe\u0301", "cafe"),
        ("Łukasz Đặng", "lukasz dang"),
        ("Smørrebrød", "smorrebrod"),
        ("Ǿrsted", "orsted"),
        ("Straße", "strasse"),
        ("Œuvre, Ægir", "oeuvre, aegir"),
        ("Gizmo™ 2½ m²", "gizmo™ 2½ m²"),
    ],
)
def test_letters_lose_case_and_accents(written: str, bare: str) -> None:
    assert unaccented(written) == bare


@given(st.text(max_size=200))
def test_nothing_is_left_to_be_taken_away(text: str) -> None:
    bare = unaccented(text)
    assert unaccented(bare) == bare
    assert not any(unicodedata.combining(sign) for sign in bare)


def test_words_are_searched_and_callers_known_without_them() -> None:
    assert words("Smørrebrød") == ("smorrebrod",)
    assert stems("Straßen") == stems("Strassen")
    assert stems("Gizmo™") == ("gizmo",)
    assert folded("Sørensen-Łoś") == "sorensenlos"
