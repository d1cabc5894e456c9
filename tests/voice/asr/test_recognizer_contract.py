"""What every recogniser promises, its fake included."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from itertools import pairwise, takewhile

import numpy as np
import pytest

from ringup.voice.asr import demo_whisper
from ringup.voice.asr.language_model import LanguageModel
from ringup.voice.asr.sphinx import SphinxRecognizer
from ringup.voice.asr.whisper import WhisperRecognizer
from ringup.voice.audio import Audio
from ringup.voice.errors import RecognitionFailed
from ringup.voice.ports import Bias, Grammar, Recognition, Recognizer, Transcript
from tests.voice.conftest import Recorded
from tests.voice.fakes import FakeRecognizer
from tests.voice.noises import NOISES, noise

ENGINES = ("sphinx", "whisper")

LONG = ("where is order four seven one two oh three", "i'd like to reorder the usual")


def _made(kind: str, shop_model: LanguageModel) -> Recognizer:
    match kind:
        case "fake":
            return FakeRecognizer([Transcript("yes please", 0.9)] * 8)
        case "sphinx":
            return SphinxRecognizer(shop_model, max_decoders=2)
        case _:
            return WhisperRecognizer(demo_whisper.folder())


@pytest.fixture(params=("fake", *ENGINES))
async def recognizer(request: pytest.FixtureRequest, shop_model: LanguageModel) -> AsyncIterator[Recognizer]:
    made = _made(request.param, shop_model)
    yield made
    await made.close()


@pytest.fixture(params=ENGINES)
async def engine(request: pytest.FixtureRequest, shop_model: LanguageModel) -> AsyncIterator[Recognizer]:
    """Without the fake, which does not listen to what it is given."""
    made = _made(request.param, shop_model)
    yield made
    await made.close()


async def _feed(recognition: Recognition, audio: Audio) -> None:
    for piece in audio.chunks(0.02):
        await recognition.feed(piece)


async def _hear(recognizer: Recognizer, audio: Audio, bias: Bias = Bias()) -> Transcript:  # noqa: B008 - frozen
    recognition = recognizer.begin(bias)
    await _feed(recognition, audio)
    return await recognition.finish()


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


@pytest.mark.parametrize("phone", [False, True], ids=["wide", "phone"])
@pytest.mark.parametrize("text", ["yes please", "make it three", "where is my order"])
async def test_words_have_an_order_times_and_probabilities(
    engine: Recognizer, recorded: Recorded, text: str, phone: bool
) -> None:
    sound = recorded(text, phone=phone)
    heard = await _hear(engine, sound)
    assert heard.text == text
    assert [word.text for word in heard.words] == text.split()
    assert 0.6 <= heard.confidence <= 1
    assert all(0 <= word.confidence <= 1 for word in heard.words)
    times = [time for word in heard.words for time in (word.start, word.end)]
    assert times == sorted(times)
    assert 0 <= times[0] < times[-1] <= sound.seconds


@pytest.mark.parametrize("kind", NOISES)
@pytest.mark.parametrize("level", [300, 3_000])
async def test_noise_says_nothing_that_is_believed(engine: Recognizer, kind: str, level: int) -> None:
    heard = await _hear(engine, noise(kind, 3.0, level))
    assert not heard.text or heard.confidence < 0.6


@pytest.mark.parametrize("text", LONG)
async def test_the_beginning_of_a_long_utterance_is_what_it_begins_with(
    engine: Recognizer, recorded: Recorded, text: str
) -> None:
    """While it grows: what two hearings in its first two seconds agree on is what was said."""
    sound = recorded(text, phone=True)
    grown = [(await _hear(engine, sound.between(0, until))).text.split() for until in (1.1, 1.4, 1.7, 2.0)]
    agreed = [first for earlier, later in pairwise(grown) if (first := _common(earlier, later))]
    assert agreed, "nothing was heard by then"
    for words in agreed:
        assert text.split()[: len(words)] == words
    assert len(agreed[-1]) >= 3


@pytest.mark.parametrize("text", LONG)
async def test_the_first_two_seconds_can_be_read_while_the_caller_speaks(
    engine: Recognizer, recorded: Recorded, text: str
) -> None:
    sound = recorded(text, phone=True)
    recognition = engine.begin()
    await _feed(recognition, sound.between(0, 2.0))
    async with asyncio.timeout(30):
        while len((recognition.partial() or "").split()) < 3:
            await recognition.feed(sound.between(2.0, 2.0))  # time passes
            await asyncio.sleep(0)
    assert (recognition.partial() or "").split()[:2] == text.split()[:2]  # the last one may change
    await _feed(recognition, sound.between(2.0, sound.seconds))
    assert (await recognition.finish()).text.split()[:3] == text.split()[:3]


async def test_in_a_pause_it_says_that_it_will_soon_know_what_came_before(
    engine: Recognizer, recorded: Recorded
) -> None:
    told: list[Transcript | None] = []
    recognition = engine.begin(Bias(), lambda: told.append(recognition.provisional()))
    sound = recorded(LONG[0], phone=True)
    await _feed(recognition, sound.between(0, 0.8))
    assert not recognition.is_settling()
    await _feed(recognition, sound.between(0.8, 99) + Audio.silence(0.3, sound.rate))
    async with asyncio.timeout(30):
        while (settled := recognition.provisional()) is None:
            assert recognition.is_settling()
            await asyncio.sleep(0)
    assert not recognition.is_settling()
    assert recognition.partial() == settled.text == LONG[0]
    await asyncio.sleep(0)
    assert told[-1] == settled
    await recognition.abandon()


async def test_what_is_expected_is_no_filter(engine: Recognizer, recorded: Recorded) -> None:
    """Other order numbers were offered than the one that is said."""
    expected = Bias(Grammar.DIGITS, ("one one eight two six four", "nine oh three three five seven"))
    heard = await _hear(engine, recorded("four seven one two oh three", phone=True), expected)
    assert heard.text == "four seven one two oh three"


async def test_several_callers_are_heard_at_once(engine: Recognizer, recorded: Recorded) -> None:
    said = [
        (text, voice)
        for text in ("yes please", "the usual please", "make it three")
        for voice in ("rms", "slt", "awb")
    ]
    heard = await asyncio.gather(*(_hear(engine, recorded(text, voice)) for text, voice in said))
    assert [one.text for one in heard] == [text for text, _ in said]


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


def _common(one: list[str], other: list[str]) -> list[str]:
    """The words with which both begin."""
    same = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return [word for word, _ in same]


async def test_has_a_name(recognizer: Recognizer) -> None:
    assert recognizer.name
