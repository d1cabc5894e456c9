from __future__ import annotations

import numpy as np
import pytest

from ringup.telephony.standin.impairments import Channel, Echo, Impairments
from ringup.telephony.standin.recordings import recording
from ringup.telephony.standin.sound import over_the_line
from ringup.voice.audio import PHONE_RATE, Audio
from ringup.voice.echo_path import STEP, OwnSound

SENTENCE = over_the_line(recording("move-my-fitting-to-next-friday-at-three-in-the-afternoon"))


def levels(audio: Audio) -> list[float]:
    return [max(-96.0, step.level) for step in audio.chunks(STEP)]


def back(echo: Echo, said: Audio | None = None) -> Audio:
    """What comes from a line on which SENTENCE is heard, and `said` over it from .5 s on."""
    channel = Channel(Impairments(echo=echo))
    size = round(STEP * PHONE_RATE)
    own = np.zeros(len(SENTENCE.samples) // size * size, np.int16)
    if said is not None:
        own[4_000 : 4_000 + len(said.samples)] = said.samples[: len(own) - 4_000]
    frames = zip(own.reshape(-1, size), SENTENCE.samples[: len(own)].reshape(-1, size), strict=True)
    return Audio(np.concatenate([channel.sent(*frame) for frame in frames]), PHONE_RATE)


@pytest.fixture
def own() -> OwnSound:
    """SENTENCE was played from 1 s on, in pieces."""
    own = OwnSound()
    for number, piece in enumerate(SENTENCE.chunks(0.04)):
        own.played(piece, 1_000 + 40 * number)
    return own


@pytest.mark.parametrize("delay_ms", [40, 200, 400])
@pytest.mark.parametrize("level_db", [-12.0, -20.0, -30.0])
@pytest.mark.parametrize("seconds", [0.6, 1.0, 3.0])
def test_our_own_voice_is_known_when_it_comes_back(
    delay_ms: int, level_db: float, seconds: float, own: OwnSound
) -> None:
    echo = back(Echo(level_db, delay_ms)).between(0, seconds)
    assert own.explains(levels(echo), 1_000 + round(1_000 * seconds))


@pytest.mark.parametrize("said", ["no", "wait-a-second", "yes-please", "where-is-my-order"])
def test_a_caller_who_speaks_into_it_is_none(said: str, own: OwnSound) -> None:
    line = back(Echo(-20.0, 200), over_the_line(recording(said)))
    for seconds in (0.8, 1.0, 1.5):
        assert not own.explains(levels(line.between(0, seconds)), 1_000 + round(1_000 * seconds))


def test_nothing_comes_back_that_was_not_played(own: OwnSound) -> None:
    assert not own.explains(levels(recording("no")), 30_000)
    assert not OwnSound().explains(levels(SENTENCE), 5_000)
    assert not own.explains([], 2_000)
