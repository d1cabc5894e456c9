"""What is written down of PINs and codes, and what is remembered of them: nothing."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from ringup.skills.codec import to_data
from ringup.skills.dialogue.events import Event, UtteranceHeard
from ringup.skills.dialogue.expectations import Anything, Detail, Digits
from ringup.skills.intent import Answer, Intent, Name, Rated, Slot, Utterance, Word
from ringup.skills.masking import masked, transcript_text, veiled
from tests.skills import sample

PIN = Digits("pin", (4,), secret=True)
POSTCODE = Digits("postcode", (5,))
UNASKED = "the usual and my pin is four three two one please"


def heard(text: str, *slots: Slot, answer: Answer = Answer.NONE) -> UtteranceHeard:
    intent = Intent(Name.UNCLEAR, slots, answer)
    rated = (Rated("4321", 0.9),) if "four three" in text else ()
    words = tuple(Word(word, 0.9) for word in text.split())
    utterance = Utterance(text, alternatives=(text,), rated=rated, words=words)
    return UtteranceHeard(sample.NOW, utterance, intent)


@pytest.mark.parametrize("expects", [Anything(), POSTCODE, Detail("name")])
def test_a_pin_that_nobody_asked_for_is_in_the_intent_alone(expects: Anything | Digits | Detail) -> None:
    said = heard(UNASKED, Slot("digits", "4321", 24, 43), Slot("product", "beans", 0, 9))
    event = veiled(said, expects)
    assert event.intent.value("pin") == "4321"
    assert event.intent.value("digits") is None
    assert event.intent.value("product") == "beans"
    assert event.utterance.text == "the usual and my pin is [secret digits] please"
    assert (event.utterance.alternatives, event.utterance.words) == ((), ())
    written = json.dumps(to_data(masked(event, expects), Event))
    assert "4321" not in written
    assert "four three" not in written


def test_an_answer_to_a_question_for_a_pin_is_masked_whole() -> None:
    written = json.dumps(to_data(masked(heard("four three two one"), PIN), Event))
    assert "4321" not in written
    assert not any(word in written for word in ("four", "three", "two"))


def test_a_transcript_never_has_a_pin() -> None:
    assert transcript_text(Utterance(UNASKED), Anything()) == "the usual and my pin is [secret digits] please"
    assert transcript_text(Utterance("four three two one"), PIN) == "[secret digits]"


@pytest.mark.parametrize("text", ["the usual", "I pin my hopes on two of you", "oh four one oh one"])
def test_all_else_is_left_as_it_was_said(text: str) -> None:
    assert veiled(heard(text), POSTCODE) == heard(text)
    assert masked(heard(text), POSTCODE) == heard(text)
    assert transcript_text(Utterance(text), POSTCODE) == text


def test_that_there_is_none_to_tell_outlives_the_masking() -> None:
    """A journal keeps no words of an answer to a question for a secret, and is replayed all the same."""
    event = masked(veiled(heard("I did not get a text"), PIN), PIN)
    assert isinstance(event, UtteranceHeard)
    assert event.intent.answer is Answer.NO
    assert set(event.utterance.text) == {"*"}


def test_a_doubt_stays_a_doubt() -> None:
    event = veiled(heard("I don't know my pin", answer=Answer.UNSURE), PIN)
    assert event.intent.answer is Answer.UNSURE


@pytest.mark.parametrize(
    ("text", "begun", "digits"),
    [
        ("no, four eight", "43", "48"),
        ("not three, eight", "43", "48"),
        ("the last one is eight", "43", "48"),
        ("no, four eight", "432", "482"),
        ("no, one", "443", None),
    ],
)
def test_what_corrects_a_secret_outlives_the_masking(text: str, begun: str, digits: str | None) -> None:
    said = heard(text, Slot("digits", "48", 0, len(text)))
    event = veiled(replace(said, intent=replace(said.intent, name=Name.GIVE_NUMBER)), PIN, begun)
    assert (event.intent.answer, event.intent.value("digits")) == (Answer.NO, digits)
    hidden = masked(event, PIN)
    assert isinstance(hidden, UtteranceHeard)
    assert hidden.intent.value("digits") == (digits and "*" * len(digits))


@pytest.mark.parametrize(
    ("text", "begun"), [("four eight", "43"), ("no, four eight", ""), ("no, four three two one", "48")]
)
def test_other_digits_of_a_secret_correct_nothing(text: str, begun: str) -> None:
    given = "4321" if "two one" in text else "48"
    said = heard(text, Slot("digits", given, 0, len(text)))
    said = replace(said, intent=replace(said.intent, name=Name.GIVE_NUMBER))
    assert veiled(said, PIN, begun) == said
