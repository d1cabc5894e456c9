"""Words are found in whatever form they are said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringup.skills.stems import LONGEST, stem, stems, words


@pytest.mark.parametrize(
    "forms",
    [
        ("jacket", "jackets", "jacket's", "jackets'"),
        ("box", "boxes"),
        ("berry", "berries"),
        ("wrap", "wrapping", "wrapped", "wraps"),
        ("close", "closes", "closed", "closing"),
        ("glass", "glasses"),
        ("size", "sizes", "sized"),
        ("bus",),
    ],
)
def test_forms_of_a_word_share_a_stem(forms: tuple[str, ...]) -> None:
    assert len({stem(form) for form in forms}) == 1


def test_what_only_ends_alike_is_left_alone() -> None:
    assert stem("speed") == "speed"
    assert stem("string") == "string"
    assert stem("red") == "red"


def test_words_lose_case_accents_and_punctuation() -> None:
    assert words("Caf\u00e9-au-lait, PLEASE!") == ("cafe", "au", "lait", "please")
    assert stems("") == ()


@given(st.text(max_size=200))
def test_any_text_has_stems(text: str) -> None:
    assert all(0 < len(each) <= LONGEST for each in stems(text))
