"""The embedded engines as a server loads them."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from ringup.pipelines.engines import load_recognizer, load_synthesizer
from ringup.pipelines.settings import RecognizerChoice, Settings, load_settings
from ringup.skills.vocabulary import Vocabulary
from ringup.skills.wording.english import fixed_sentences
from ringup.voice.asr import demo_whisper
from ringup.voice.asr.whisper import WhisperRecognizer
from ringup.voice.audio import Audio
from ringup.voice.errors import EngineUnavailable
from ringup.voice.ports import Bias, Grammar, Synthesizer
from tests.skills import sample
from tests.voice.asr import tiny_whisper


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.chdir(tmp_path)
    return load_settings(data_dir=tmp_path / "data")


async def spoken(voice: Synthesizer, text: str) -> Audio:
    sound = Audio.silence(0, voice.rate)
    async for piece in voice.synthesize(text):
        sound = sound + piece
    return sound


async def test_the_embedded_engines_say_what_they_are_and_what_is_being_loaded(settings: Settings) -> None:
    progress: list[str] = []
    recognizer = await load_recognizer(settings, Vocabulary(sample.PRODUCTS), progress.append)
    voice = await load_synthesizer(settings, progress.append)
    assert "pocketsphinx" in recognizer.name
    assert "espeak" in voice.name
    assert len(progress) == 2
    await recognizer.close()
    await voice.close()


async def test_a_shop_without_products_is_still_heard(settings: Settings) -> None:
    recognizer = await load_recognizer(settings, Vocabulary())
    recognition = recognizer.begin()
    await recognition.feed(Audio.silence(1, 8_000))
    assert (await recognition.finish()).text == ""
    await recognizer.close()


async def test_the_voice_knows_its_fixed_sentences_before_the_first_call(settings: Settings) -> None:
    voice = await load_synthesizer(settings)
    first = await spoken(voice, fixed_sentences()[0])
    again = await spoken(voice, fixed_sentences()[0])
    assert first.seconds > 1
    assert first.pcm == again.pcm
    await voice.close()


async def test_the_demo_model_says_that_it_does_not_hear_people(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    asked = settings.model_copy(update={"recognizer": RecognizerChoice.WHISPER, "whisper_model": "demo"})
    with caplog.at_level(logging.WARNING, logger="ringup"):
        recognizer = await load_recognizer(asked, Vocabulary(sample.PRODUCTS))
    assert "demo model, not for people" in recognizer.name
    assert isinstance(recognizer, WhisperRecognizer)
    assert recognizer.begin().manner.expected == ()
    assert caplog.messages == [demo_whisper.CAUTION]
    await recognizer.close()


async def test_whisper_is_told_the_names_of_the_shop(settings: Settings, tmp_path: Path) -> None:
    model = str(tiny_whisper.write(tmp_path / "model"))
    asked = settings.model_copy(update={"recognizer": RecognizerChoice.WHISPER, "whisper_model": model})
    shop = Vocabulary(sample.PRODUCTS, services=("Coat fitting", "Wash & wax"), staff=("Maya O'Neil",))
    recognizer = await load_recognizer(asked, shop)
    assert isinstance(recognizer, WhisperRecognizer)
    told = {grammar: recognizer.begin(Bias(grammar, ("ours",))).manner.expected for grammar in Grammar}
    assert all(phrases[0] == "ours" for phrases in told.values())
    assert told[Grammar.OPEN] == told[Grammar.CHOICE]
    assert told[Grammar.OPEN][1:4] == ("house blend coffee", "Coat fitting", "Maya O'Neil")
    assert {"green tea", "Wash and wax"} <= set(told[Grammar.CHOICE])
    assert {"monday", "half past ten", "a quarter to three"} <= set(told[Grammar.MOMENT])
    for none in (Grammar.YES_NO, Grammar.DIGITS, Grammar.SPELLED):
        assert told[none] == ("ours",)
    await recognizer.close()


async def test_an_engine_that_is_not_there_says_what_to_do(settings: Settings) -> None:
    gone = settings.model_copy(
        update={"recognizer": "whisper", "synthesizer": "piper", "piper_voice": "nowhere.onnx"}
    )
    with pytest.raises(EngineUnavailable, match=r"small\.en"):
        await load_recognizer(gone, Vocabulary())
    with pytest.raises(EngineUnavailable, match=r"nowhere\.onnx"):
        await load_synthesizer(gone)
