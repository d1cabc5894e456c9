"""What a caller heard of a sentence that was cut off."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringup.pipelines.floor import OnAir
from ringup.pipelines.heard import as_far_as_heard, heard_of
from ringup.skills.conversation import Speech
from ringup.skills.pace import Pace
from ringup.skills.values import PromptId, Span

PRICE = "That is two bags. Seventeen dollars and forty five cents."
LASTS = 4_600


def cut(after_ms: int | None, text: str = PRICE, *, made: float = LASTS, whole: bool = True) -> OnAir:
    """Off the air after so long; None: nothing of it was sent."""
    span = None if after_ms is None else Span(1_000, 1_000 + after_ms)
    return OnAir(Speech(PromptId("p1"), text), span, made, whole)


@pytest.mark.parametrize(
    ("after_ms", "heard"),
    [
        (None, ""),
        (0, ""),
        (300, ""),
        (450, "That"),
        (1_400, "That is two bags."),
        (3_000, "That is two bags. Seventeen dollars"),
        (4_599, "That is two bags. Seventeen dollars and forty five"),
        (LASTS, PRICE),
        (6_000, PRICE),
    ],
)
def test_words_are_heard_one_after_the_other(after_ms: int | None, heard: str) -> None:
    assert heard_of(cut(after_ms)) == heard


def test_what_was_not_heard_out_ends_in_dots() -> None:
    assert as_far_as_heard(cut(1_400)) == "That is two bags..."
    assert as_far_as_heard(cut(450)) == "That..."
    assert as_far_as_heard(cut(0)) == "..."
    assert as_far_as_heard(cut(LASTS)) == PRICE


def test_a_sentence_that_is_not_all_made_is_longer_than_what_is() -> None:
    assert heard_of(cut(450, made=450, whole=False)) == heard_of(cut(450)) == "That"


def test_a_slow_voice_has_said_less() -> None:
    on_air = cut(2_000, made=2_000, whole=False)
    slow = OnAir(Speech(PromptId("p1"), PRICE, None, Pace(tempo=0.5)), on_air.span, 2_000)
    assert len(heard_of(slow)) < len(heard_of(on_air))


@given(
    text=st.text("abc .,!?", max_size=60),
    after_ms=st.integers(0, 9_000),
    made=st.integers(0, 9_000),
    whole=st.booleans(),
)
def test_what_was_heard_is_the_beginning_of_what_was_said(
    text: str, after_ms: int, made: int, whole: bool
) -> None:
    words = text.split()
    heard = heard_of(cut(after_ms, text, made=made, whole=whole)).split()
    assert heard == words[: len(heard)]
    more = heard_of(cut(after_ms + 500, text, made=made, whole=whole)).split()
    assert more[: len(heard)] == heard
