"""What the embedded recogniser hears, and how far it can be believed."""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
from collections.abc import AsyncIterator
from pathlib import Path

import numpy as np
import psutil
import pytest
import pytest_asyncio
from rapidfuzz.distance import Levenshtein

from ringup.voice.asr.language_model import LanguageModel
from ringup.voice.asr.sphinx import LONGEST, SphinxRecognition, SphinxRecognizer
from ringup.voice.asr.sphinx_process import ANSWERS_WITHIN
from ringup.voice.audio import PHONE_RATE, Audio
from ringup.voice.errors import EngineUnavailable, RecognitionFailed
from ringup.voice.ports import Bias, Grammar, Transcript
from tests.voice.conftest import Recorded

BAR = 0.6
"""The guard's: below it a yes is asked for again."""

AGREEING = {"yes", "yeah", "yep", "yup", "sure", "correct", "right", "please", "go", "ahead", "do"}


pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def sphinx(shop_model: LanguageModel) -> AsyncIterator[SphinxRecognizer]:
    made = SphinxRecognizer(shop_model, workers=2, max_decoders=2)
    yield made
    await made.close()


async def hear(sphinx: SphinxRecognizer, audio: Audio, grammar: Grammar = Grammar.OPEN) -> Transcript:
    recognition = sphinx.begin(Bias(grammar))
    for piece in audio.chunks(0.02):
        await recognition.feed(piece)
    return await recognition.finish()


@pytest.mark.parametrize("phone", [False, True], ids=["wide", "phone"])
@pytest.mark.parametrize(
    "said",
    [
        "yes please",
        "no thank you",
        "can you repeat that",
        "never mind",
        "mm-hmm",
        "i want a person",
        "i'd like to reorder the usual",
        "the usual please",
        "make it three",
        "yes but make it two",
        "maybe",
        "goodbye",
    ],
)
async def test_hears_the_stand_in_caller(
    sphinx: SphinxRecognizer, recorded: Recorded, said: str, phone: bool
) -> None:
    heard = await hear(sphinx, recorded(said, phone=phone))
    assert heard.text == said
    assert heard.confidence >= BAR


@pytest.mark.parametrize("phone", [False, True], ids=["wide", "phone"])
async def test_an_order_number_is_among_the_readings(
    sphinx: SphinxRecognizer, recorded: Recorded, phone: bool
) -> None:
    """An "oh" after "two" can get lost; the caller's orders tell which reading is meant."""
    said = "where is order four seven one two oh three"
    heard = await hear(sphinx, recorded(said, phone=phone))
    assert said in (heard.text, *heard.alternatives)
    assert heard.confidence >= BAR


@pytest.mark.parametrize("grammar", list(Grammar))
@pytest.mark.parametrize("said", ["yes please", "yes", "no", "yes but make it two", "maybe"])
async def test_a_bias_never_forces_an_answer(
    sphinx: SphinxRecognizer, recorded: Recorded, said: str, grammar: Grammar
) -> None:
    heard = await hear(sphinx, recorded(said, phone=True), grammar)
    assert heard.text == said


@pytest.mark.parametrize("grammar", list(Grammar))
@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("level", [40, 300, 3_000])
async def test_noise_is_never_a_confident_yes(
    sphinx: SphinxRecognizer, grammar: Grammar, seed: int, level: int
) -> None:
    dice = np.random.default_rng(seed)
    envelope = np.repeat(dice.uniform(0, 1, 15), PHONE_RATE // 10)  # gusts, not an even hiss
    noise = dice.normal(size=len(envelope)) * envelope * level
    heard = await hear(sphinx, Audio(np.clip(noise, -32_768, 32_767).astype(np.int16), 8_000), grammar)
    assert heard.confidence < BAR or not heard.text or not set(heard.text.split()) <= AGREEING


async def test_talk_of_other_things_is_not_believed(sphinx: SphinxRecognizer, recorded: Recorded) -> None:
    said = recorded("what's the weather like on mars tomorrow", phone=True)
    for grammar in Grammar:
        assert (await hear(sphinx, said, grammar)).confidence < BAR


async def test_speech_under_noise_is_believed_less(sphinx: SphinxRecognizer, recorded: Recorded) -> None:
    clean = recorded("yes please", phone=True)
    noise = np.random.default_rng(1).normal(size=len(clean.samples)) * 1_500
    noisy = Audio(np.clip(clean.samples + noise, -32_768, 32_767).astype(np.int16), clean.rate)
    assert (await hear(sphinx, noisy)).confidence < (await hear(sphinx, clean)).confidence


async def test_other_readings_are_nearly_as_good(sphinx: SphinxRecognizer, recorded: Recorded) -> None:
    """What is far behind the best one would only make something up."""
    heard = await hear(sphinx, recorded("can you repeat that", phone=True))
    assert all(len({*reading.split()} ^ {*heard.text.split()}) <= 3 for reading in heard.alternatives)


async def test_a_pause_does_not_cut_an_utterance(sphinx: SphinxRecognizer, recorded: Recorded) -> None:
    """At a pause all is decoded again, and what follows it goes on from there."""
    first, second = recorded("make it three", phone=True), recorded("where is my order", phone=True)
    heard = await hear(sphinx, first + second)
    assert heard.text == "make it three where is my order"


async def test_what_was_heard_at_a_pause_needs_no_decoder_when_silence_follows(
    shop_model: LanguageModel, recorded: Recorded
) -> None:
    sphinx, process = in_one_process(shop_model)
    recognition = sphinx.begin()
    await recognition.feed(recorded("make it three", phone=True))
    provisional = await at_a_pause(recognition)
    process.suspend()
    await recognition.feed(Audio.silence(0.5, 8_000))
    heard = await asyncio.wait_for(recognition.finish(), 1.0)
    process.resume()
    assert heard == provisional
    assert heard.text == "make it three"
    await sphinx.close()


async def test_it_says_when_it_is_about_to_know_what_a_pause_follows(
    shop_model: LanguageModel, recorded: Recorded
) -> None:
    sphinx, process = in_one_process(shop_model)
    recognition = sphinx.begin()
    await recognition.feed(recorded("make it three", phone=True).between(0, 0.5))
    assert not recognition.is_settling()
    process.suspend()
    await recognition.feed(recorded("make it three", phone=True).between(0.5, 9) + Audio.silence(0.3, 8_000))
    assert recognition.is_settling()
    process.resume()
    await at_a_pause(recognition)
    assert not recognition.is_settling()
    await recognition.abandon()
    await sphinx.close()


async def test_what_was_heard_at_a_pause_is_forgotten_when_speech_follows(
    sphinx: SphinxRecognizer, recorded: Recorded
) -> None:
    recognition = sphinx.begin()
    await recognition.feed(recorded("make it three", phone=True))
    assert (await at_a_pause(recognition)).text == "make it three"
    told = recognition.partial()
    await recognition.feed(recorded("where is my order", phone=True).between(0, 1.0))
    assert recognition.provisional() is None
    assert recognition.partial() == told
    await recognition.feed(recorded("where is my order", phone=True).between(1.0, 9))
    assert (await at_a_pause(recognition)).text == "make it three where is my order"
    assert (await recognition.finish()).text == "make it three where is my order"


async def test_an_utterance_can_be_dropped_at_a_pause(sphinx: SphinxRecognizer, recorded: Recorded) -> None:
    for _ in range(3):  # more than there are decoders
        recognition = sphinx.begin()
        await recognition.feed(recorded("make it three", phone=True))
        await at_a_pause(recognition)
        await recognition.abandon()
    assert (await hear(sphinx, recorded("make it three", phone=True))).text == "make it three"


async def test_who_never_stops_is_heard_in_windows(sphinx: SphinxRecognizer, recorded: Recorded) -> None:
    """A television, say; no process is busy for longer with one piece of it than with a caller's sentence."""
    sentences = ("make it three", "where is my order", "can you repeat that")
    once = Audio(np.concatenate([recorded(text, phone=True).samples for text in sentences]), PHONE_RATE)
    times = int(2.5 * LONGEST / once.seconds) + 1
    heard = await hear(sphinx, Audio(np.tile(once.samples, times), PHONE_RATE))
    wanted, got = (" ".join(sentences) + " ").split() * times, heard.text.split()
    assert Levenshtein.normalized_distance(wanted, got) < 0.05
    assert [word.text for word in heard.words] == got
    starts = [word.start for word in heard.words]
    assert starts == sorted(starts)
    assert starts[-1] == pytest.approx(once.seconds * times, abs=1.5)


async def at_a_pause(recognition: SphinxRecognition) -> Transcript:
    async with asyncio.timeout(30):
        while True:
            await asyncio.sleep(0)
            if (provisional := recognition.provisional()) is not None:
                return provisional


async def test_gives_other_readings(sphinx: SphinxRecognizer, recorded: Recorded) -> None:
    heard = await hear(sphinx, recorded("four seven one two oh three", "slt", phone=True))
    assert heard.alternatives
    assert heard.text not in heard.alternatives
    assert len(set(heard.alternatives)) == len(heard.alternatives)


async def test_words_come_while_the_caller_speaks(shop_model: LanguageModel, recorded: Recorded) -> None:
    sphinx = SphinxRecognizer(shop_model, workers=1)
    recognition = sphinx.begin()
    growing = [recognition.partial()]
    for piece in recorded("where is my order").chunks(0.1):
        await recognition.feed(piece)
    finishing = asyncio.ensure_future(recognition.finish())
    while not finishing.done():
        await asyncio.sleep(0)
        if recognition.partial() != growing[-1]:
            growing.append(recognition.partial())
    heard = await finishing
    assert growing[0] == ""
    assert len(growing) > 3
    assert (growing[-1] or "").split()[:2] == heard.text.split()[:2]
    await sphinx.close()


async def test_who_speaks_beside_many_is_understood_at_a_pause_and_no_worse(
    sphinx: SphinxRecognizer, recorded: Recorded
) -> None:
    sound = recorded("where is my order", phone=True)
    alone = await hear(sphinx, sound)
    others = [sphinx.begin(), sphinx.begin()]  # one a process
    speaks, interrupts = sphinx.begin(), sphinx.begin(Bias(interim=True))
    for other in others:
        assert other.partial() == ""
        await other.abandon()
    assert (speaks.partial(), interrupts.partial()) == (None, "")
    await interrupts.abandon()
    await speaks.feed(sound.between(0, 1.2))
    assert speaks.partial() is None
    await speaks.feed(sound.between(1.2, 9))
    assert (await at_a_pause(speaks)).text == speaks.partial() == alone.text
    await speaks.feed(sound.between(0.3, 1.2))
    assert speaks.partial() is None
    await speaks.abandon()


async def test_an_utterance_leaves_nothing_to_the_next(sphinx: SphinxRecognizer, recorded: Recorded) -> None:
    first = await hear(sphinx, recorded("make it three", phone=True))
    await hear(sphinx, Audio(np.full(16_000, 9_000, np.int16), 8_000))
    again = await hear(sphinx, recorded("make it three", phone=True))
    assert again.text == first.text
    assert again.confidence == pytest.approx(first.confidence, abs=0.02)


async def test_sound_waits_for_a_decoder(shop_model: LanguageModel, recorded: Recorded) -> None:
    sphinx = SphinxRecognizer(shop_model, workers=1, max_decoders=1)
    holding, waiting = sphinx.begin(), sphinx.begin(Bias(interim=True))
    for piece in recorded("make it three").chunks(0.02):
        await waiting.feed(piece)
    assert waiting.partial() == ""
    await holding.abandon()
    assert (await waiting.finish()).text == "make it three"
    await sphinx.close()


async def test_decoding_costs_this_process_little(sphinx: SphinxRecognizer, recorded: Recorded) -> None:
    sound, decoders = recorded("i'd like to reorder the usual"), decoder_processes()
    here, there = time.process_time(), sum(process.cpu_times().user for process in decoders)
    await hear(sphinx, sound)
    here = time.process_time() - here
    there = sum(process.cpu_times().user for process in decoders) - there
    assert here < there


class Defective:
    """A recogniser's decoder that cannot even begin."""

    async def lend(self) -> Defective:
        return self

    async def start(self, *_: object, **__: object) -> None:
        raise KeyError("a defect")

    def take_back(self, *_: object) -> None: ...


async def test_a_defect_is_a_failed_recognition(recorded: Recorded) -> None:
    dropped, ended = (SphinxRecognition(Defective(), Bias()) for _ in range(2))  # type: ignore[arg-type]
    for recognition in (dropped, ended):
        await recognition.feed(recorded("yes please"))
        await asyncio.sleep(0)
        assert (recognition.partial(), recognition.provisional()) == (None, None)
    await dropped.abandon()
    with pytest.raises(RecognitionFailed, match="KeyError"):
        await ended.finish()


async def test_a_decoder_that_dies_costs_one_utterance(shop_model: LanguageModel, recorded: Recorded) -> None:
    sphinx, process = in_one_process(shop_model)
    await hear(sphinx, recorded("yes please"))  # all its decoders are loaded by then
    dying = sphinx.begin()
    await dying.feed(recorded("yes please"))
    process.kill()
    with pytest.raises(RecognitionFailed):
        await dying.finish()
    assert (await hear(sphinx, recorded("make it three"))).text == "make it three"
    await sphinx.close()


async def test_a_decoder_that_hangs_costs_one_utterance(
    shop_model: LanguageModel, recorded: Recorded
) -> None:
    sphinx, process = in_one_process(shop_model)
    await hear(sphinx, recorded("yes please", phone=True))
    hanging = sphinx.begin()
    process.suspend()
    began = time.monotonic()
    await hanging.feed(recorded("yes please", phone=True))
    with pytest.raises(RecognitionFailed, match="hung"):
        await hanging.finish()
    assert time.monotonic() - began < 2 * ANSWERS_WITHIN
    assert not process.is_running()
    assert (await hear(sphinx, recorded("make it three"))).text == "make it three"
    await sphinx.close()


async def test_nothing_is_left_behind(
    shop_model: LanguageModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    others = decoder_processes()
    sphinx = SphinxRecognizer(shop_model, workers=2)
    assert len(decoder_processes()) == len(others) + 2
    assert len(os.listdir(tmp_path)) == 2
    await sphinx.close()
    assert decoder_processes() == others
    assert os.listdir(tmp_path) == []


def in_one_process(model: LanguageModel) -> tuple[SphinxRecognizer, psutil.Process]:
    """A recogniser, and the process in which it decodes."""
    others = decoder_processes()
    sphinx = SphinxRecognizer(model, workers=1)
    (process,) = (each for each in decoder_processes() if each not in others)
    return sphinx, process


def decoder_processes() -> list[psutil.Process]:
    return [one for one in psutil.Process().children() if "ringup.voice.asr.sphinx_process" in one.cmdline()]


async def test_the_rate_may_not_change_on_the_way(sphinx: SphinxRecognizer) -> None:
    recognition = sphinx.begin()
    await recognition.feed(Audio.silence(0.1, 8_000))
    with pytest.raises(ValueError, match="16000"):
        await recognition.feed(Audio.silence(0.1, 16_000))
    await recognition.abandon()


async def test_closing_ends_utterances_that_wait(shop_model: LanguageModel) -> None:
    sphinx = SphinxRecognizer(shop_model, max_decoders=1)
    both = [sphinx.begin(), sphinx.begin()]
    await asyncio.wait_for(sphinx.close(), 30)
    for recognition in both:
        with pytest.raises(RecognitionFailed):
            await recognition.finish()


async def test_a_broken_model_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(EngineUnavailable, match="Delete"):
        SphinxRecognizer(LanguageModel(tmp_path))
