"""What the demo model is good for: the stand-in's callers, and nothing where nobody speaks.

It has learnt those callers' sentences in their voices. How well it hears others is measured: see its card.
"""

from __future__ import annotations

import asyncio
import hashlib
from itertools import product

import numpy as np
import pytest
from rapidfuzz.distance import Levenshtein

from ringup.telephony.standin.recordings import sentences
from ringup.voice.agreement import HELD_BACK, Agreement
from ringup.voice.asr import demo_whisper
from ringup.voice.asr.whisper import WhisperRecognizer
from ringup.voice.asr.whisper_stream import FIRST, STEP
from ringup.voice.audio import Audio
from ringup.voice.ports import Bias, Grammar, Transcript
from tests.voice.conftest import RECORDINGS, Recorded
from tests.voice.noises import NOISES, noise

SAID = [
    (text, folder.name)
    for folder in sorted(RECORDINGS.iterdir())
    for slug, text in sentences().items()
    if (folder / f"{slug}.wav").exists()
]
LONG = (
    "book a coat fitting next tuesday at ten in the morning",
    "move my fitting to next friday at three in the afternoon",
    "where is order four seven one two oh three",
)
EXACT = ("yes", "no", "yes please", "no thank you", "four seven one two oh three", "oh four one oh one")
"""Where a word that is misheard does harm."""


@pytest.fixture(scope="module")
def whisper() -> WhisperRecognizer:
    return WhisperRecognizer(demo_whisper.folder())


async def _hear(whisper: WhisperRecognizer, audio: Audio, bias: Bias = Bias()) -> Transcript:  # noqa: B008 - frozen
    recognition = whisper.begin(bias)
    await recognition.feed(audio)
    return await recognition.finish()


@pytest.mark.parametrize(("phone", "most"), [(False, 0.05), (True, 0.07)], ids=["wide", "phone"])
async def test_callers_are_heard(
    whisper: WhisperRecognizer, recorded: Recorded, phone: bool, most: float
) -> None:
    wrong, words, misheard = 0, 0, []
    for text, voice in SAID:
        heard = (await _hear(whisper, recorded(text, voice, phone=phone))).text
        errors = Levenshtein.distance(_words(text), _words(heard))
        wrong, words = wrong + errors, words + len(_words(text))
        misheard += [(voice, text, heard)] if errors else []
    assert wrong / words <= most, misheard


@pytest.mark.parametrize("phone", [False, True], ids=["wide", "phone"])
@pytest.mark.parametrize(("text", "voice"), [(text, voice) for text, voice in SAID if text in EXACT])
async def test_numbers_and_answers_are_heard_exactly_and_surely(
    whisper: WhisperRecognizer, recorded: Recorded, text: str, voice: str, phone: bool
) -> None:
    heard = await _hear(whisper, recorded(text, voice, phone=phone))
    assert heard.text == text
    assert heard.confidence >= 0.6


@pytest.mark.parametrize("level", [60, 600, 6_000])
@pytest.mark.parametrize("kind", NOISES)
async def test_nothing_is_said_where_nobody_speaks(whisper: WhisperRecognizer, kind: str, level: int) -> None:
    for seconds in (0.4, 2.0, 8.0):
        assert await _hear(whisper, noise(kind, seconds, level)) == Transcript()


@pytest.mark.parametrize("grammar", Grammar)
async def test_what_is_expected_does_not_bend_what_is_heard(
    whisper: WhisperRecognizer, recorded: Recorded, grammar: Grammar
) -> None:
    """Whisper is told by a prompt, which a model may well take for what was said."""
    likely = Bias(grammar, ("one one eight two six four", "house blend coffee", "twelve harbour street"))
    for text in ("four seven one two oh three", "yes please", "no"):
        assert (await _hear(whisper, recorded(text, phone=True), likely)).text == text
    assert await _hear(whisper, noise("gusts", 2.0, 600), likely) == Transcript()


@pytest.mark.parametrize("phone", [False, True], ids=["wide", "phone"])
@pytest.mark.parametrize("text", LONG)
async def test_what_is_heard_of_a_growing_utterance_comes_to_stand(
    whisper: WhisperRecognizer, recorded: Recorded, text: str, phone: bool
) -> None:
    """Words that two hearings in a row agree on are those that were said, and follow what is said at a
    second's distance."""
    sound, said = recorded(text, phone=phone), text.split()
    whole = await _hear(whisper, sound)
    assert whole.text == text
    agreement = Agreement()
    for time in np.arange(FIRST, sound.seconds, STEP):
        agreement = agreement.heard((await _hear(whisper, sound.between(0, time))).text.split())
        assert list(agreement.certain) == said[: agreement.agreed], time
        assert agreement.agreed >= sum(word.end < time - 1 for word in whole.words) - HELD_BACK, time


async def test_callers_who_speak_at_once_are_heard_as_they_speak(
    whisper: WhisperRecognizer, recorded: Recorded
) -> None:
    """One model, eight callers, a tenth of a second of each in turn."""
    said = list(
        product(("yes please", "make it three", "the usual please", "where is my order"), ("rms", "slt"))
    )
    calls = [(whisper.begin(), recorded(text, voice, phone=True)) for text, voice in said]
    for tick in range(30):
        for recognition, sound in calls:
            await recognition.feed(sound.between(0.1 * tick, 0.1 * (tick + 1)))
        await asyncio.sleep(0)
    heard = await asyncio.gather(*(recognition.finish() for recognition, _ in calls))
    assert [one.text for one in heard] == [text for text, _ in said]
    assert [[word.text for word in one.words] for one in heard] == [text.split() for text, _ in said]


def test_it_says_that_it_is_not_for_people(whisper: WhisperRecognizer) -> None:
    assert "not for people" in whisper.name


def test_its_card_is_that_of_these_weights() -> None:
    card = (demo_whisper.FOLDER / "MODEL_CARD.md").read_text(encoding="utf-8")
    weights = (demo_whisper.FOLDER / "model.bin").read_bytes()
    assert hashlib.sha256(weights).hexdigest() in card
    assert "does not hear people" in card


def test_it_is_small() -> None:
    assert sum(file.stat().st_size for file in demo_whisper.FOLDER.iterdir()) < 8_000_000


def _words(text: str) -> list[str]:
    return text.replace("-", " ").split()
