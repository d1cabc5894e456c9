from __future__ import annotations

import numpy as np
import pytest

from ringup.telephony.standin.sound import over_the_line
from ringup.voice.asr.language_model import LanguageModel
from ringup.voice.asr.sphinx import SphinxRecognizer
from ringup.voice.audio import WIDE_RATE, Audio
from ringup.voice.bargein import WORDLESS
from ringup.voice.ports import Bias, Grammar, Transcript
from ringup.voice.turns.noise import is_noise
from tests.voice.conftest import Recorded


def cough(seconds: float, *, voiced: bool) -> Audio:
    """A burst of breath that dies away, with some voice in it or none, in a quiet room."""
    dice = np.random.default_rng(5)
    time = np.arange(round(seconds * WIDE_RATE)) / WIDE_RATE
    breath = dice.normal(size=len(time)) * (0.5 if voiced else 1.0)
    voice = np.sign(np.sin(2 * np.pi * 140 * time)) * np.exp(-6 * time) if voiced else 0.0
    burst = (breath + voice) * np.minimum(1, time / 0.01) * np.exp(-3 * time / seconds)
    loud = (12_000 * burst / np.abs(burst).max()).astype(np.int16)
    before, after = ((dice.normal(size=size) * 33).astype(np.int16) for size in (6_400, 8_000))
    return over_the_line(Audio(np.concatenate([before, loud, after]), WIDE_RATE))


async def heard(recognizer: SphinxRecognizer, sound: Audio, grammar: Grammar) -> Transcript:
    recognition = recognizer.begin(Bias(grammar))
    for piece in sound.chunks(0.1):
        await recognition.feed(piece)
    return await recognition.finish()


async def test_what_the_embedded_recogniser_makes_of_a_cough_is_noise(shop_model: LanguageModel) -> None:
    recognizer = SphinxRecognizer(shop_model, max_decoders=1)
    try:
        for grammar in (Grammar.OPEN, Grammar.YES_NO):
            for seconds in (0.25, 0.4, 0.6):
                for voiced in (False, True):
                    found = await heard(recognizer, cough(seconds, voiced=voiced), grammar)
                    assert is_noise(found.text, seconds, found.confidence), found
    finally:
        await recognizer.close()


async def test_a_short_answer_is_none(shop_model: LanguageModel, recorded: Recorded) -> None:
    recognizer = SphinxRecognizer(shop_model, max_decoders=1)
    try:
        found = await heard(recognizer, recorded("no", phone=True), Grammar.YES_NO)
        assert not is_noise(found.text, 0.4, found.confidence), found
    finally:
        await recognizer.close()


@pytest.mark.parametrize("words", ["um", "uh um", "hmm"])
def test_who_thinks_has_said_nothing_however_long(words: str) -> None:
    assert is_noise(words, 3.0, 0.9)


@pytest.mark.parametrize("words", ["yes", "no", "two", "four", "oh", "what", "if i could", "the usual"])
def test_words_that_say_something_are_no_noise_however_short(words: str) -> None:
    assert not is_noise(words, 0.2, 0.3)


@pytest.mark.parametrize("words", ["", "if"])
def test_what_lasts_is_taken_for_speech(words: str) -> None:
    assert is_noise(words, WORDLESS, 0.5)
    assert not is_noise(words, WORDLESS + 0.01, 0.5)


def test_short_sounds_whose_words_are_hardly_believed_are_noise() -> None:
    assert is_noise("go through", 0.4, 0.03)
    assert not is_noise("go through", 0.4, 0.3)
    assert not is_noise("where is my order", 1.3, 0.03)
