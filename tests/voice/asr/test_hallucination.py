from __future__ import annotations

import pytest

from ringup.voice.asr.hallucination import Evidence, imagined, without_ending

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


@pytest.mark.parametrize("text", ["yes", "no thank you", "order 471203"])
def test_keeps_a_short_answer_of_which_the_decoder_is_sure(text: str) -> None:
    """As openai/whisper does, which skips what may be no speech only where the words are doubtful too."""
    assert not imagined(text, Evidence(no_speech=0.65, log_probability=-0.3, compression=1.0))
    assert not imagined(text, Evidence(no_speech=0.85, log_probability=-0.1, compression=1.0))


@pytest.mark.parametrize(
    ("text", "no_speech", "log_probability"),
    [
        ("yes", 0.86, -0.1),
        ("yes", 0.65, -0.6),
        ("thank you", 0.35, -0.1),
        ("and this is where we come in", 0.65, -0.1),
    ],
    ids=["surely no speech", "doubtful words", "what is written on silence", "much for no speech"],
)
def test_drops_short_words_with_less_behind_them(text: str, no_speech: float, log_probability: float) -> None:
    assert imagined(text, Evidence(no_speech, log_probability, compression=1.0))


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("", ""),
        ("yes please", "yes please"),
        ("yes please subscribe", "yes"),
        ("thank you for watching", ""),
        ("where is my order thanks for watching like and subscribe", "where is my order"),
        ("please subscribe me to the news", "please subscribe me to the news"),
    ],
)
def test_takes_away_what_subtitles_end_with(words: str, left: str) -> None:
    said = words.split()
    assert said[: without_ending(said)] == left.split()
