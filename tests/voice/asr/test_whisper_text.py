from __future__ import annotations

import pytest

from ringup.voice.asr.whisper_text import MOST_EXPECTED, beginning, expected, spoken
from ringup.voice.ports import Bias, Grammar


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (" Yes, please.", "yes please"),
        (" I'd like two - no, three!", "i'd like two no three"),
        (" 'Mm-hmm' ...", "mm-hmm"),
        ("Order #471203?", "order 471203"),
    ],
)
def test_writes_as_people_speak(written: str, said: str) -> None:
    assert spoken(written) == said


@pytest.mark.parametrize(
    ("written", "open_ended"),
    [
        ((), ""),
        (("Yes,",), "Yes"),
        (("Where", "is", "it?"), "Where is it"),
        (("Order", "#471203."), "Order #471203"),
    ],
)
def test_a_beginning_does_not_end(written: tuple[str, ...], open_ended: str) -> None:
    assert beginning(written) == open_ended


def test_what_is_expected_is_named() -> None:
    assert expected(Bias(Grammar.DIGITS, ("471203", "oat milk"))) == "471203, oat milk"
    assert expected(Bias(Grammar.YES_NO)) == ""


def test_what_is_expected_leaves_room_for_what_is_said() -> None:
    some = expected(Bias(phrases=tuple(f"product {number}" for number in range(500))))
    assert some.startswith("product 0, product 1, ")
    assert MOST_EXPECTED - 20 < len(some) <= MOST_EXPECTED
