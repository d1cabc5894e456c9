from __future__ import annotations

import io
import wave

import pytest

from ringup.telephony.errors import StandInError
from ringup.telephony.standin.recordings import read_wav, recording
from tests.telephony.clocks import tone


def _wav(channels: int) -> bytes:
    data = io.BytesIO()
    with wave.open(data, "wb") as sound:
        sound.setnchannels(channels)
        sound.setsampwidth(2)
        sound.setframerate(16_000)
        sound.writeframes(tone(0.1, rate=16_000).pcm)
    return data.getvalue()


def test_a_recording_keeps_its_rate_and_samples() -> None:
    audio = read_wav(_wav(1))
    assert (audio.rate, len(audio.samples)) == (16_000, 1_600)
    assert audio.pcm == tone(0.1, rate=16_000).pcm


def test_stereo_is_refused() -> None:
    with pytest.raises(StandInError, match="mono"):
        read_wav(_wav(2))


def test_an_unknown_sentence_is_named() -> None:
    with pytest.raises(StandInError, match="no-such-sentence"):
        recording("no-such-sentence")
