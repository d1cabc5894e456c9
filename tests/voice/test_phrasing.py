from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringup.voice.phrasing import LEAST, first_clause, phrased

TEXTS = st.text("abcde 1234,;:-\u2014.!?$()", max_size=80)


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("That is a bag of coffee, to twelve Harbour Street. Shall I order it?", "That is a bag of coffee, "),
        ("Yes, your order is on its way; it will be there tomorrow.", "Yes, your order is on its way; "),
        ("There are two of them: the desk lamp and the floor lamp.", "There are two of them: "),
        ("We are closed on Monday - the next day is Tuesday.", "We are closed on Monday - "),
        ("We are closed on Monday\u2014the next day is Tuesday.", "We are closed on Monday\u2014"),
        ("That is $1,250.50 in all, and it is paid for already.", "That is $1,250.50 in all, "),
    ],
)
def test_the_first_clause_ends_where_punctuation_is(text: str, clause: str) -> None:
    assert first_clause(text) == clause


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Where shall I send it?",
        "What is your order number? It has six digits, and begins with a four.",
        "Sorry, what was that?",
        "Your coffee is on its way, Sam.",
        "I have sent you the lamp and the coffee that you had ordered on Monday.",
        "Your order number is four, seven, one, two, oh, three.",
        "You can call us back on 20255501017, 20255501018 or by text.",
        "The whole of your order is $1,250.50 at half past 10:30",
        "You can wait for Mr. Marlow, who comes in at three.",
    ],
)
def test_what_is_short_or_hangs_together_is_not_cut(text: str) -> None:
    assert first_clause(text) == ""


@given(TEXTS)
def test_the_pieces_are_the_text(text: str) -> None:
    pieces = phrased(text)
    assert "".join(pieces) == text
    assert len(pieces) == 1 or all(sum(map(str.isalnum, piece)) >= LEAST for piece in pieces)


@given(TEXTS)
def test_a_clause_is_whole(text: str) -> None:
    first = first_clause(text)
    assert not first or not first_clause(first)
