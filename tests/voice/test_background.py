from __future__ import annotations

import numpy as np
import pytest

from ringup.telephony.standin.impairments import Channel, Impairments, Noise
from ringup.telephony.standin.recordings import recording
from ringup.telephony.standin.sound import over_the_line
from ringup.voice.audio import PHONE_RATE, Audio, Samples
from ringup.voice.background import Background
from tests.voice.noises import noise

FRAME = 160
HISS = noise("hiss", 2.0, 1_000)
SAID = over_the_line(recording("i-want-to-cancel-the-order-with-the-oat-milk"))
BEFORE = 6.0
"""Seconds of the line before the caller speaks."""


def line(snr_db: float | None) -> Audio:
    quiet = np.zeros(round(BEFORE * PHONE_RATE), np.int16)
    said = np.concatenate([quiet, SAID.samples, quiet])
    channel = Channel(Impairments(noise=None if snr_db is None else Noise(HISS, snr_db)))
    return Audio(
        np.concatenate([channel.sent(frame, np.zeros_like(frame)) for frame in frames(said)]), PHONE_RATE
    )


def frames(samples: Samples) -> Samples:
    return samples[: len(samples) // FRAME * FRAME].reshape(-1, FRAME)


def heard(background: Background, sound: Audio) -> Audio:
    pieces = [background.without(Audio(frame, PHONE_RATE)).samples for frame in frames(sound.samples)]
    return Audio(np.concatenate(pieces), PHONE_RATE)


@pytest.mark.parametrize("snr_db", [10.0, 15.0, 20.0])
def test_noise_is_taken_out_and_the_caller_is_not(snr_db: float) -> None:
    background, sound = Background(PHONE_RATE), line(snr_db)
    clean = heard(background, sound)
    assert background.is_noisy
    assert clean.between(4, 6).level < sound.between(4, 6).level - 8
    speech = BEFORE, BEFORE + SAID.seconds
    assert clean.between(*speech).level == pytest.approx(sound.between(*speech).level, abs=2)


@pytest.mark.parametrize("snr_db", [None, 40.0])
def test_a_quiet_line_is_left_as_it_is(snr_db: float | None) -> None:
    background, sound = Background(PHONE_RATE), line(snr_db)
    assert np.array_equal(heard(background, sound).samples, sound.samples)
    assert not background.is_noisy


def test_somebody_who_goes_on_speaking_is_no_noise() -> None:
    """People pause within what they say."""
    background = Background(PHONE_RATE)
    pause = np.zeros(round(0.5 * PHONE_RATE), np.int16)
    heard(background, Audio(np.tile(np.concatenate([SAID.samples, pause]), 5), PHONE_RATE))
    assert not background.is_noisy


def test_a_noisy_line_is_known_before_somebody_speaks_into_a_greeting() -> None:
    sound = line(15.0)
    background = Background(PHONE_RATE)
    clean = heard(background, sound.between(BEFORE - 0.7, 9))
    assert background.is_noisy
    assert clean.between(0.65, 0.75).level < sound.between(4, 6).level - 4


def test_who_speaks_from_the_first_moment_is_no_noise() -> None:
    background = Background(PHONE_RATE)
    heard(background, SAID)
    assert not background.is_noisy
