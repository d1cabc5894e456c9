from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringup.voice.asr.resampling import Resampler
from ringup.voice.audio import SILENT, STEP, WIDE_RATE, Audio

sounds = st.builds(
    lambda values, rate: Audio(np.array(values, np.int16), rate),
    st.lists(st.integers(-32_768, 32_767), max_size=400),
    st.sampled_from([8_000, 16_000, 22_050]),
)


@given(sounds)
def test_survives_its_bytes(audio: Audio) -> None:
    assert np.array_equal(Audio.from_pcm(audio.pcm, audio.rate).samples, audio.samples)


@given(sounds, st.floats(0.001, 0.02))
def test_chunks_join_to_the_whole(audio: Audio, seconds: float) -> None:
    joined = sum(audio.chunks(seconds), Audio.silence(0, audio.rate))
    assert np.array_equal(joined.samples, audio.samples)


def test_refuses_half_a_sample_and_two_channels() -> None:
    with pytest.raises(ValueError, match="buffer size"):
        Audio.from_pcm(b"abc", 8_000)
    with pytest.raises(ValueError, match="one channel"):
        Audio(np.zeros((2, 2), np.int16), 8_000)


@pytest.mark.parametrize("rate", [8_000, 16_000, 22_050, 24_000, 48_000])
def test_resampling_a_stream_keeps_its_length_and_level(rate: int) -> None:
    tone = Audio((8_000 * np.sin(np.arange(rate) * 2 * np.pi * 440 / rate)).astype(np.int16), rate)
    resampler = Resampler()
    pieces = [resampler.take(piece) for piece in tone.chunks(0.02)]
    heard = Audio(np.concatenate([*pieces, resampler.rest()]), WIDE_RATE)
    assert heard.seconds == pytest.approx(1.0, abs=0.005)
    assert heard.level == pytest.approx(tone.level, abs=0.5)


def test_resampling_nothing() -> None:
    assert len(Resampler().rest()) == 0


@given(sounds)
def test_levels_are_those_of_each_step(audio: Audio) -> None:
    assert audio.levels() == pytest.approx([max(SILENT, step.level) for step in audio.chunks(STEP)])
