from __future__ import annotations

import pytest

from ringup.voice.asr.whisper_text import beginning, spoken


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
