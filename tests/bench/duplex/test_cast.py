"""What callers sound like on the line."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from pipecat.audio.vad.vad_analyzer import VADState

from bench.duplex.cast import AWAY_DB, Cast, away, cough, on_the_phone, room_noise
from ringup.pipelines.call import VAD
from ringup.pipelines.detect import Detector
from ringup.telephony.standin.impairments import SPEECH_LEVEL, Channel, Impairments, Noise
from ringup.voice.audio import PHONE_RATE, Audio
from tests.telephony.clocks import tone


def share_above(audio: Audio, hertz: float) -> float:
    power = np.abs(np.fft.rfft(audio.samples.astype(np.float64))) ** 2
    frequencies = np.fft.rfftfreq(len(audio.samples), 1 / audio.rate)
    return float(power[frequencies > hertz].sum() / power.sum())


def test_speech_is_cut_to_its_sound_and_brought_to_the_level_of_a_caller() -> None:
    quiet = Audio((tone(1.0, rate=16_000).samples // 10).astype(np.int16), 16_000)
    padded = Audio.silence(0.4, 16_000) + quiet + Audio.silence(0.7, 16_000)
    said = on_the_phone(padded)
    assert said.rate == PHONE_RATE
    assert said.seconds == pytest.approx(1.0, abs=0.02)
    assert said.level == pytest.approx(SPEECH_LEVEL, abs=0.5)


def test_a_real_sentence_is_as_loud_as_a_caller_while_it_sounds(tmp_path: Path) -> None:
    cast = Cast(tmp_path)
    cast.prepare("rms", {"how much is delivery"})
    said = cast.says("rms", "how much is delivery")
    levels = sorted(frame.level for frame in said.chunks(0.02))
    assert np.mean(levels[len(levels) // 2 :]) == pytest.approx(SPEECH_LEVEL, abs=2.0)
    assert 0.8 < said.seconds < 2.0


def test_an_aside_is_quieter_and_muffled() -> None:
    both = tone(1.0, 500.0).samples // 2 + tone(1.0, 2_500.0).samples // 2
    near = on_the_phone(Audio(both.astype(np.int16), PHONE_RATE))
    far = away(near)
    assert far.level == pytest.approx(SPEECH_LEVEL - AWAY_DB, abs=0.5)
    assert share_above(near, 1_500) > 0.4
    assert share_above(far, 1_500) < 0.01


@pytest.mark.parametrize("kind", ["cough", "sneeze", "sniff"])
def test_no_two_coughs_are_alike_and_all_are_short(kind: str) -> None:
    one, another = cough(kind, 1), cough(kind, 2)
    assert cough(kind, 1).pcm == one.pcm != another.pcm
    assert 0.2 < one.seconds < 0.9


async def taken_for_speech(sound: Audio) -> bool:
    """By a voice detector, over a line as noisy as the bench's."""
    channel = Channel(Impairments(noise=Noise(room_noise(2.0), 15.0)))
    around = Audio.silence(1.0, PHONE_RATE) + sound + Audio.silence(0.5, PHONE_RATE)
    frames = around.samples[: len(around.samples) // 160 * 160].reshape(-1, 160)
    detector = Detector(VAD)
    detector.set_sample_rate(PHONE_RATE)
    heard = [channel.sent(frame, np.zeros(160, np.int16)).tobytes() for frame in frames]
    return VADState.SPEAKING in [await detector.analyze_audio(frame) for frame in heard]


@pytest.mark.parametrize("kind", ["cough", "sneeze"])
async def test_coughs_are_taken_for_speech_or_they_would_be_no_trial(kind: str) -> None:
    taken = [await taken_for_speech(cough(kind, seed)) for seed in range(6)]
    assert sum(taken) >= 5
    assert not await taken_for_speech(Audio.silence(1.0, PHONE_RATE))


def test_what_nobody_can_do_is_refused() -> None:
    with pytest.raises(ValueError, match="yodel"):
        cough("yodel", 1)


def test_the_room_hums_in_the_lower_octaves() -> None:
    assert share_above(room_noise(2.0), 1_000) < 0.5
