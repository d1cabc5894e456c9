"""What every recogniser promises, its fake included."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import numpy as np
import pytest

from ringup.voice.asr.language_model import LanguageModel
from ringup.voice.asr.sphinx import SphinxRecognizer
from ringup.voice.asr.whisper import WhisperRecognizer
from ringup.voice.audio import Audio
from ringup.voice.errors import RecognitionFailed
from ringup.voice.ports import Bias, Grammar, Recognition, Recognizer, Transcript
from tests.voice.conftest import Recorded
from tests.voice.fakes import FakeRecognizer

KINDS = ("fake", "sphinx", "whisper")


@pytest.fixture(params=KINDS)
async def recognizer(
    request: pytest.FixtureRequest, shop_model: LanguageModel, whisper_folder: Path
) -> AsyncIterator[Recognizer]:
    made: Recognizer
    match request.param:
        case "fake":
            made = FakeRecognizer([Transcript("yes please", 0.9)] * 8)
        case "sphinx":
            made = SphinxRecognizer(shop_model, max_decoders=2)
        case _:
            made = WhisperRecognizer(whisper_folder)
    yield made
    await made.close()


async def _feed(recognition: Recognition, audio: Audio) -> None:
    for piece in audio.chunks(0.02):
        await recognition.feed(piece)


async def test_hears_a_sentence(recognizer: Recognizer, recorded: Recorded) -> None:
    recognition = recognizer.begin()
    await _feed(recognition, recorded("yes please"))
    heard = await recognition.finish()
    assert heard.text == "yes please"
    assert 0.6 <= heard.confidence <= 1
    assert all(0 <= word.start < word.end and 0 <= word.confidence <= 1 for word in heard.words)


@pytest.mark.parametrize("bias", [Bias(grammar, ("oat milk",)) for grammar in Grammar])
async def test_takes_any_bias_and_rate(recognizer: Recognizer, recorded: Recorded, bias: Bias) -> None:
    recognition = recognizer.begin(bias)
    await _feed(recognition, recorded("yes please", phone=True))
    assert (await recognition.finish()).text == "yes please"


async def test_silence_has_no_words(recognizer: Recognizer) -> None:
    recognition = recognizer.begin()
    if not isinstance(recognizer, FakeRecognizer):
        await _feed(recognition, Audio.silence(1.0, 8_000))
    assert await recognition.finish() == Transcript()


async def test_what_is_provisional_in_a_pause_is_what_finish_gives(
    recognizer: Recognizer, recorded: Recorded
) -> None:
    """An engine that gives nothing provisional is as good."""
    recognition = recognizer.begin()
    assert recognition.provisional() is None
    await _feed(recognition, recorded("yes please"))
    provisional = None
    for piece in Audio.silence(2.0, 16_000).chunks(0.02):
        await recognition.feed(piece)
        await asyncio.sleep(0)
        provisional = recognition.provisional() or provisional
    heard = await recognition.finish()
    assert provisional in (None, heard)


async def test_nothing_is_provisional_while_someone_speaks(
    recognizer: Recognizer, recorded: Recorded
) -> None:
    recognition = recognizer.begin()
    spoken = recorded("i'd like to reorder the usual").between(0.3, 1.2)
    for piece in spoken.chunks(0.1):
        await recognition.feed(piece)
        assert recognition.provisional() is None
    await recognition.abandon()


async def test_an_utterance_is_spent_after_finish(recognizer: Recognizer) -> None:
    recognition = recognizer.begin()
    await recognition.finish()
    with pytest.raises(RecognitionFailed):
        await recognition.feed(Audio.silence(0.02, 8_000))
    with pytest.raises(RecognitionFailed):
        await recognition.finish()


async def test_abandoning_frees_what_it_held(recognizer: Recognizer, recorded: Recorded) -> None:
    for _ in range(5):  # more than there are decoders
        recognition = recognizer.begin()
        await recognition.feed(Audio(np.full(1_600, 900, np.int16), 16_000))
        await recognition.abandon()
        await recognition.abandon()
    last = recognizer.begin()
    await _feed(last, recorded("yes please"))
    assert (await last.finish()).text == "yes please"


async def test_utterances_do_not_mix(recognizer: Recognizer, recorded: Recorded) -> None:
    sound = recorded("yes please")

    async def hear() -> str:
        recognition = recognizer.begin()
        await _feed(recognition, sound)
        return (await recognition.finish()).text

    assert await asyncio.gather(*(hear() for _ in range(4))) == ["yes please"] * 4


async def test_closing_fails_what_is_running(recognizer: Recognizer) -> None:
    recognition = recognizer.begin()
    await recognition.feed(Audio(np.full(4_000, 900, np.int16), 8_000))
    await recognizer.close()
    with pytest.raises(RecognitionFailed):
        await recognition.finish()
    with pytest.raises(RecognitionFailed):
        recognizer.begin()


async def test_has_a_name(recognizer: Recognizer) -> None:
    assert recognizer.name
