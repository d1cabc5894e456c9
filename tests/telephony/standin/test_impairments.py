"""What a bad line does, measured on what comes out at its other end."""

from __future__ import annotations

import base64
from typing import Any

import numpy as np
import pytest

from ringup.telephony.standin.impairments import SPEECH_LEVEL, Channel, Echo, Impairments, Loss, Noise
from ringup.telephony.standin.pace import FRAME_MS, FRAME_SAMPLES
from ringup.telephony.standin.sound import from_line, to_line
from ringup.voice.audio import PHONE_RATE, Audio, Samples
from tests.telephony.clocks import tone
from tests.telephony.standin.protocol_server import Stream, on_the_line

DULLED = 4.26
"""dB that white noise loses to the echo's filter."""

QUIET = np.zeros(FRAME_SAMPLES, np.int16)


def hiss(seconds: float, rate: int = PHONE_RATE) -> Audio:
    noise = np.random.default_rng(1).normal(size=round(seconds * rate)) * 3_000
    return Audio(noise.astype(np.int16), rate)


def through(channel: Channel, heard: Samples) -> Samples:
    """What comes back of a caller who only listens."""
    frames = heard.reshape(-1, FRAME_SAMPLES)
    return np.concatenate([channel.sent(QUIET, frame) for frame in frames])


@pytest.mark.parametrize("rate", [8_000, 16_000])
def test_noise_is_as_far_below_speech_as_asked(rate: int) -> None:
    channel = Channel(Impairments(noise=Noise(hiss(1.0, rate), 15.0)))
    heard = through(channel, np.zeros(5 * PHONE_RATE, np.int16))
    assert Audio(heard, PHONE_RATE).level == pytest.approx(SPEECH_LEVEL - 15.0, abs=0.5)


def test_noise_is_added_to_what_is_said() -> None:
    noise = Noise(hiss(1.0), 30.0)
    said = tone(0.02).samples
    mixed = Channel(Impairments(noise=noise)).sent(said, QUIET).astype(np.int32)
    alone = Channel(Impairments(noise=noise)).sent(QUIET, QUIET).astype(np.int32)
    assert np.abs(mixed - alone - said).max() <= 1


def test_an_echo_comes_late_and_quieter() -> None:
    heard = np.zeros(PHONE_RATE, np.int16)
    heard[800:880] = 10_000
    back = through(Channel(Impairments(echo=Echo(-20.0, 150))), heard)
    loud = np.flatnonzero(np.abs(back) > 500)
    assert loud[0] == pytest.approx(800 + 1_200, abs=2)
    assert loud[-1] == pytest.approx(880 + 1_200, abs=2)
    assert np.abs(back).max() == pytest.approx(1_000, abs=1)


def test_an_echo_may_be_further_away_than_a_frame_or_not_at_all() -> None:
    sound = hiss(0.4).samples
    level = Audio(sound, PHONE_RATE).level
    for delay in (0, 7, 170):
        back = through(Channel(Impairments(echo=Echo(-20.0, delay))), sound)
        rest = Audio(back[PHONE_RATE * delay // 1000 + 160 :], PHONE_RATE).level
        assert rest == pytest.approx(level - 20.0 - DULLED, abs=0.5)


def test_as_many_frames_are_lost_as_asked_in_bursts() -> None:
    channel = Channel(Impairments(loss=Loss(0.05, burst_ms=100), seed=3))
    lost = np.array([channel.loses_one() for _ in range(200_000)])
    bursts = np.count_nonzero(np.diff(lost.astype(np.int8)) == 1)
    assert lost.mean() == pytest.approx(0.05, abs=0.005)
    assert lost.sum() / bursts * FRAME_MS == pytest.approx(100, abs=8)


def test_a_seed_loses_the_same_frames_again() -> None:
    def lost(seed: int) -> list[bool]:
        channel = Channel(Impairments(loss=Loss(0.2), seed=seed))
        return [channel.loses_one() for _ in range(500)]

    assert lost(1) == lost(1) != lost(2)


def test_impossible_losses_are_refused() -> None:
    with pytest.raises(ValueError, match="share"):
        Loss(1.0)
    with pytest.raises(ValueError, match="burst"):
        Loss(0.1, burst_ms=5)


def test_silence_is_no_noise() -> None:
    with pytest.raises(ValueError, match="noise"):
        Channel(Impairments(noise=Noise(Audio.silence(1.0, PHONE_RATE), 10.0)))


def _media(stream: Stream) -> list[Any]:
    return [message["media"] for message in stream.of("media")]


async def test_a_lost_frame_leaves_a_gap_in_the_time_stamps() -> None:
    async with on_the_line() as (carrier, server):
        call = await carrier.dial(f"{server.url}/voice", impairments=Impairments(loss=Loss(0.2), seed=5))
        await call.answered()
        await call.wait(4.0)
        await call.hang_up()
        stamps = [int(media["timestamp"]) for media in _media(server.streams[0])]
        gaps = np.diff(stamps)
        assert set(gaps) > {FRAME_MS}
        assert all(gap % FRAME_MS == 0 for gap in gaps)
        assert len(stamps) < stamps[-1] / FRAME_MS * 0.95
        chunks = [int(media["chunk"]) for media in _media(server.streams[0])]
        assert [(chunk - 1) * FRAME_MS for chunk in chunks] == stamps


async def test_the_server_hears_noise_and_echo_but_the_track_holds_what_was_said() -> None:
    async def greets(stream: Stream, message: Any) -> None:
        if message["event"] == "start":
            await stream.play(to_line(tone(0.5)))

    bad = Impairments(noise=Noise(hiss(1.0), 20.0), echo=Echo(-10.0, 100))
    async with on_the_line() as (carrier, server):
        server.react = greets
        call = await carrier.dial(f"{server.url}/voice", impairments=bad)
        await call.heard_out()
        await call.hang_up()
        payloads = [base64.b64decode(media["payload"]) for media in _media(server.streams[0])]
        levels = [from_line(payload).level for payload in payloads]
        assert min(levels) == pytest.approx(SPEECH_LEVEL - 20, abs=3)
        assert max(levels) > SPEECH_LEVEL - 10
        assert np.abs(call.caller_track.samples).max() < 10
