from __future__ import annotations

import wave
from pathlib import Path

import pytest

from tests.cli.conftest import Ringup

RECORDINGS = Path(__file__).parents[2] / "ringup/telephony/standin/recordings"


@pytest.mark.usefixtures("shop")
def test_hear_prints_the_words_of_a_recording(ringup: Ringup) -> None:
    heard = ringup("hear", str(RECORDINGS / "rms" / "the-usual-please.wav"))
    assert heard.exit_code == 0
    assert heard.stdout.splitlines()[0] == "the usual please"
    assert "% sure" in heard.stdout


def test_hear_prints_that_there_was_nothing(ringup: Ringup, home: Path) -> None:
    _write(home / "quiet.wav", channels=1)
    heard = ringup("hear", "quiet.wav")
    assert heard.exit_code == 0
    assert heard.stdout.startswith("(no speech)")


def test_hear_refuses_what_is_no_mono_wav(ringup: Ringup, home: Path) -> None:
    _write(home / "stereo.wav", channels=2)
    (home / "noise.wav").write_bytes(b"no sound at all")
    for name in ("stereo.wav", "noise.wav", "nowhere.wav"):
        refused = ringup("hear", name)
        assert refused.exit_code == 2
        assert name in refused.stderr


def test_say_writes_a_sound_file(ringup: Ringup, home: Path) -> None:
    said = ringup("say", "Good morning, this is a test.", "--out", "hello.wav")
    assert said.exit_code == 0
    with wave.open(str(home / "hello.wav")) as sound:
        assert (sound.getnchannels(), sound.getsampwidth()) == (1, 2)
        seconds = sound.getnframes() / sound.getframerate()
    assert 1 < seconds < 5
    assert f"hello.wav: {seconds:.1f} s" in said.stdout


def _write(path: Path, channels: int) -> None:
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(channels)
        sound.setsampwidth(2)
        sound.setframerate(16_000)
        sound.writeframes(bytes(2 * channels * 16_000))
