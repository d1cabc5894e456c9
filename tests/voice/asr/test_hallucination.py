from __future__ import annotations

import pytest

from ringup.voice.asr.hallucination import Evidence, imagined

SPEECH = Evidence(no_speech=0.05, log_probability=-0.3, compression=1.0)
SILENCE = Evidence(no_speech=0.5, log_probability=-0.4, compression=1.0)


@pytest.mark.parametrize("text", ["yes please", "thank you", "bye", "thank you for the coffee"])
def test_keeps_what_people_say(text: str) -> None:
    assert not imagined(text, SPEECH)


@pytest.mark.parametrize("text", ["", "thank you for watching", "please subscribe"])
def test_drops_what_nobody_says(text: str) -> None:
    assert imagined(text, SPEECH)


def test_a_thank_you_out_of_silence_is_dropped() -> None:
    assert imagined("thank you", SILENCE)
    assert not imagined("where is my order", SILENCE)


@pytest.mark.parametrize(
    "evidence",
    [
        Evidence(no_speech=0.9, log_probability=-0.3, compression=1.0),
        Evidence(no_speech=0.1, log_probability=-1.4, compression=1.0),
        Evidence(no_speech=0.1, log_probability=-0.3, compression=3.0),
    ],
)
def test_drops_what_the_decoder_doubts(evidence: Evidence) -> None:
    assert imagined("where is my order", evidence)
