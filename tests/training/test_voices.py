"""Voices say in this process what their own programs say."""

from __future__ import annotations

import subprocess
import wave
from pathlib import Path

import numpy as np
import pytest

from ringup.voice.audio import Samples
from training.voices import FLITE, Flite, own_rate

TEXT = "where is order four seven one two oh three"


def by_program(folder: Path, voice: str, *said: str) -> Samples:
    path = folder / "said.wav"
    subprocess.run(["flite", "-voice", voice, *said, "-o", path], check=True)
    with wave.open(str(path)) as sound:
        return np.frombuffer(sound.readframes(sound.getnframes()), np.int16)


@pytest.mark.parametrize("voice", FLITE)
def test_flite_says_what_its_program_says_whatever_was_said_before(tmp_path: Path, voice: str) -> None:
    rate = own_rate(voice)
    *_, last = Flite(voice, alike=True).say(["yes please", TEXT], [1.3, rate])
    assert np.array_equal(last.samples, by_program(tmp_path, voice, "-t", TEXT))


def test_flite_pronounces_what_is_no_word(tmp_path: Path) -> None:
    phones = "pau ah m hh ah m pau"
    spoken = Flite("rms", alike=True).pronounce(phones)
    assert np.array_equal(spoken.samples, by_program(tmp_path, "rms", "-p", phones))


def test_in_training_no_two_are_alike() -> None:
    first, second = Flite("rms").say([TEXT, TEXT], [1.0, 1.0])
    assert len(first.samples) == len(second.samples)
    assert first.ends == second.ends
    assert not np.array_equal(first.samples, second.samples)
