"""When speech begins and ends."""

from __future__ import annotations

import json
import wave
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import soxr
from pipecat.audio.vad.silero import SileroVADAnalyzer
from pipecat.audio.vad.vad_analyzer import VADAnalyzer, VADState

from ringup.pipelines.call import VAD
from ringup.pipelines.detect import Detector
from ringup.telephony.standin import recordings
from ringup.voice.audio import PHONE_RATE, WIDE_RATE, Audio

VOICES = Path(recordings.__file__).parent / "recordings"
SAID = json.loads((VOICES / "index.json").read_text())


def a_call(rate: int, first: int = 0) -> Audio:
    """Eight sentences with pauses between them, digital silence, a hiss and a tone."""
    dice = np.random.default_rng(7)
    parts = [np.zeros(3 * WIDE_RATE, np.int16)]
    for slug in list(SAID)[first : first + 8]:
        with wave.open(str(VOICES / "rms" / f"{slug}.wav")) as sound:
            parts.append(np.frombuffer(sound.readframes(sound.getnframes()), np.int16))
        parts.append((dice.normal(size=WIDE_RATE // 2) * 33).astype(np.int16))
    seconds = np.arange(2 * WIDE_RATE) / WIDE_RATE
    parts.append((dice.normal(size=2 * WIDE_RATE) * 900).astype(np.int16))
    parts.append((np.sin(2 * np.pi * 440 * seconds) * 9_000).astype(np.int16))
    whole = np.concatenate(parts)
    return Audio(whole if rate == WIDE_RATE else soxr.resample(whole, WIDE_RATE, rate), rate)


async def states(analyzer: VADAnalyzer, sound: Audio, seconds: float = 0.02) -> list[VADState]:
    analyzer.set_sample_rate(sound.rate)
    return [await analyzer.analyze_audio(piece.pcm) for piece in sound.chunks(seconds)]


def spoken(found: list[VADState], seconds: float) -> list[tuple[float, float]]:
    """From when to when somebody spoke."""
    speaking = [False, *(each in (VADState.SPEAKING, VADState.STOPPING) for each in found), False]
    edges = [at * seconds for at, (was, now) in enumerate(pairwise(speaking)) if was is not now]
    return list(zip(edges[::2], edges[1::2], strict=True))


@pytest.mark.parametrize("rate", [PHONE_RATE, WIDE_RATE])
@pytest.mark.parametrize("seconds", [0.02, 0.3], ids=["as it comes", "in bursts"])
async def test_it_hears_when_pipecats_own_hears(rate: int, seconds: float) -> None:
    """Which measures how loud a line is over 0.4 s, and so notices the first word after silence late."""
    sound = a_call(rate)
    theirs = SileroVADAnalyzer(params=VAD)
    expected = spoken(await states(theirs, sound, seconds), seconds)
    await theirs.cleanup()  # type: ignore[no-untyped-call]
    found = spoken(await states(Detector(VAD), sound, seconds), seconds)
    edges = [pytest.approx(stretch, abs=0.15 + seconds) for stretch in expected]
    assert found == edges
    assert found[0][0] <= expected[0][0]


async def test_calls_do_not_hear_each_other() -> None:
    one, other = a_call(PHONE_RATE), a_call(PHONE_RATE, first=8)
    apart = [await states(Detector(VAD), one), await states(Detector(VAD), other)]
    first, second = Detector(VAD), Detector(VAD)
    for each in (first, second):
        each.set_sample_rate(PHONE_RATE)
    together: list[list[VADState]] = [[], []]
    for a, b in zip(one.chunks(0.02), other.chunks(0.02), strict=False):
        together[0].append(await first.analyze_audio(a.pcm))
        together[1].append(await second.analyze_audio(b.pcm))
    shared = len(together[0])
    assert together == [apart[0][:shared], apart[1][:shared]]


@pytest.mark.parametrize(
    ("voice", "slug", "quieter"), [("awb", "yes-please", 34), ("slt", "no", 34), ("rms", "yes", 38)]
)
async def test_a_quiet_yes_or_no_is_noticed_where_one_is_waited_for(
    voice: str, slug: str, quieter: float
) -> None:
    with wave.open(str(VOICES / voice / f"{slug}.wav")) as sound:
        said = np.frombuffer(sound.readframes(sound.getnframes()), np.int16)
    faint = np.concatenate([np.zeros(WIDE_RATE), said * 10 ** (-quieter / 20), np.zeros(WIDE_RATE // 2)])
    line = Audio(soxr.resample(faint.astype(np.int16), WIDE_RATE, PHONE_RATE), PHONE_RATE)
    assert spoken(await states(Detector(VAD), line), 0.02) == []
    assert len(spoken(await states(Detector(VAD, is_keen=lambda: True), line), 0.02)) == 1
