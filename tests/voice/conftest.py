"""Engines for the tests of the voice package, loaded once."""

from __future__ import annotations

import json
import wave
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from ringup.telephony.standin.sound import over_the_line
from ringup.voice.asr import language_model
from ringup.voice.asr.language_model import LanguageModel
from ringup.voice.audio import WIDE_RATE, Audio
from tests import learned
from tests.voice.asr import tiny_whisper
from tests.voice.sentences import answers, shop_sentences
from tests.voice.tts import tiny_piper

RECORDINGS = Path(__file__).parents[2] / "ringup/telephony/standin/recordings"


@pytest.fixture(scope="session")
def shop_model() -> LanguageModel:
    return language_model.build(shop_sentences(), learned.cache(), answers=answers())


@pytest.fixture(scope="session")
def whisper_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_whisper.write(tmp_path_factory.mktemp("whisper") / "tiny")


@pytest.fixture(scope="session")
def piper_voice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_piper.write(tmp_path_factory.mktemp("piper"))


Recorded = Callable[..., Audio]


@pytest.fixture(scope="session")
def recorded() -> Recorded:
    """A stand-in caller's sentence with the silence and room noise that a call has around it."""

    def read(text: str, voice: str = "rms", *, phone: bool = False) -> Audio:
        slugs = {said: slug for slug, said in _index().items()}
        speech = _read(RECORDINGS / voice / f"{slugs[text]}.wav")
        around = Audio(np.concatenate([_room(0.3), speech.samples, _room(0.5)]), WIDE_RATE)
        return over_the_line(around) if phone else around

    return read


def _index() -> dict[str, str]:
    index: dict[str, str] = json.loads((RECORDINGS / "index.json").read_text())
    return index


def _read(path: Path) -> Audio:
    with wave.open(str(path)) as sound:
        return Audio.from_pcm(sound.readframes(sound.getnframes()), sound.getframerate())


def _room(seconds: float) -> np.ndarray[tuple[int], np.dtype[np.int16]]:
    dice = np.random.default_rng(1)
    return (dice.normal(size=round(seconds * WIDE_RATE)) * 33).astype(np.int16)  # -60 dBFS
