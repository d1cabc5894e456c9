from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from faster_whisper import WhisperModel

from ringup.voice.asr import demo_whisper
from ringup.voice.asr.whisper import Languages, WhisperRecognizer
from ringup.voice.asr.whisper_decoder import Pass, WhisperDecoder
from ringup.voice.audio import Audio
from ringup.voice.errors import EngineUnavailable
from ringup.voice.ports import Bias, Transcript
from tests.voice.asr import tiny_whisper

NOISE = Audio((np.random.default_rng(0).normal(size=8_000) * 3_000).astype(np.int16), 8_000)


async def _hear(folder: Path, audio: Audio = NOISE) -> Transcript:
    whisper = WhisperRecognizer(folder)
    recognition = whisper.begin(Bias(phrases=("oat milk",)))
    await recognition.feed(audio)
    heard = await recognition.finish()
    await whisper.close()
    return heard


async def test_gives_words_with_times(whisper_folder: Path) -> None:
    heard = await _hear(whisper_folder)
    assert [word.text for word in heard.words] == ["yes", "please"]
    assert heard.words[0].end <= heard.words[1].start
    assert heard.confidence > 0.9


async def test_an_amount_is_one_word_at_the_end_as_while_it_grows(tmp_path: Path) -> None:
    folder = tiny_whisper.write(tmp_path / "model", " Under $5.50, please")
    decoder = WhisperDecoder(WhisperModel(str(folder), compute_type="int8", local_files_only=True))
    wanted = Pass(NOISE.samples, "en")
    brief, thorough = (decoder.decode([replace(wanted, thorough=way)])[0] for way in (False, True))
    assert brief.written == thorough.written == ("Under", "$5.50,", "please")
    assert brief.transcript.text == thorough.transcript.text == "under 5 dollars and 50 cents please"
    under, amount, please = thorough.transcript.words
    assert amount.text == "5 dollars and 50 cents"
    assert under.end <= amount.start < amount.end <= please.start


async def test_keeps_what_was_said_before_what_subtitles_end_with(tmp_path: Path) -> None:
    folder = tiny_whisper.write(tmp_path / "model", " Yes. Please subscribe!")
    assert (await _hear(folder)).text == "yes"


async def test_drops_what_subtitles_end_with(tmp_path: Path) -> None:
    folder = tiny_whisper.write(tmp_path / "model", " Thank you for watching!")
    assert await _hear(folder) == Transcript()


async def test_drops_what_it_says_over_no_speech(tmp_path: Path) -> None:
    assert await _hear(tiny_whisper.write(tmp_path / "model", silent=True)) == Transcript()


@pytest.mark.parametrize(
    ("callers", "heard"), [("", "de"), ("fr", "fr"), ("english", "de")], ids=["not told", "known", "unknown"]
)
def test_a_call_may_be_in_another_language(callers: str, heard: str) -> None:
    assert Languages(frozenset({"en", "de", "fr"}), "de").heard(callers) == heard


@pytest.mark.parametrize("language", ["english", "EN", ""])
def test_a_language_that_no_model_knows_is_refused(language: str) -> None:
    with pytest.raises(EngineUnavailable, match="RINGUP_LANGUAGE to a code"):
        Languages(frozenset({"en", "de"}), language).check("small")


async def test_a_model_for_english_hears_english(whisper_folder: Path) -> None:
    whisper = WhisperRecognizer(whisper_folder)
    assert whisper.begin(Bias(language="de")).manner.language == "en"
    await whisper.close()


def test_a_model_for_english_refuses_other_languages(whisper_folder: Path) -> None:
    with pytest.raises(EngineUnavailable, match=r"'tiny' hears English only.*RINGUP_WHISPER_MODEL"):
        WhisperRecognizer(whisper_folder, language="de")


@pytest.mark.parametrize("seconds", [0.0, 0.05])
async def test_does_not_ask_about_a_click(whisper_folder: Path, seconds: float) -> None:
    assert await _hear(whisper_folder, NOISE.between(0, seconds)) == Transcript()


def test_a_missing_model_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(EngineUnavailable, match="ringup models pull"):
        WhisperRecognizer(tmp_path)


def test_without_its_weights_the_demo_model_says_how_they_are_made(tmp_path: Path) -> None:
    with pytest.raises(EngineUnavailable, match=r"training/README\.md"):
        demo_whisper.folder(tmp_path)


def test_a_name_that_is_not_here_is_not_fetched() -> None:
    with pytest.raises(EngineUnavailable, match="ringup models pull"):
        WhisperRecognizer("no-such-model")
