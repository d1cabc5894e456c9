from __future__ import annotations

import os
import sys
import threading
from collections.abc import AsyncIterator

import numpy as np
import pytest
from pipecat.audio.turn.smart_turn.local_smart_turn_v3 import LocalSmartTurnAnalyzerV3

from ringup.pipelines.detect import smart_turn_file
from ringup.voice.audio import PHONE_RATE, WIDE_RATE, Audio
from ringup.voice.turns.smart_turn import SECONDS, YIELDS, SmartTurnModel
from tests.voice.conftest import Recorded

QUANTISED = 0.01
"""The model's weights are of 8 bits: features that differ by a millionth can round to other values."""


@pytest.fixture
async def model() -> AsyncIterator[SmartTurnModel]:
    model = SmartTurnModel(smart_turn_file())
    yield model
    await model.close()


async def pipecats(audio: Audio) -> float:
    analyzer = LocalSmartTurnAnalyzerV3(sample_rate=audio.rate)
    analyzer.set_sample_rate(audio.rate)
    analyzer.append_audio(audio.pcm, is_speech=True)
    _, metrics = await analyzer.analyze_end_of_turn()
    await analyzer.cleanup()  # type: ignore[no-untyped-call]
    assert metrics is not None
    return float(getattr(metrics, "probability"))  # noqa: B009 - untyped


@pytest.mark.parametrize("phone", [False, True], ids=["wide", "telephone"])
@pytest.mark.parametrize("seconds", [0.8, 1.5, 60.0], ids=["begun", "half said", "said"])
async def test_it_says_what_pipecats_own_says(
    seconds: float, phone: bool, model: SmartTurnModel, recorded: Recorded
) -> None:
    sound = recorded("i'd like to reorder the usual", phone=phone).between(0, seconds)
    assert await model.ended(sound) == pytest.approx(await pipecats(sound), abs=QUANTISED)


async def test_only_the_last_seconds_count(model: SmartTurnModel, recorded: Recorded) -> None:
    sound = recorded("i'd like to reorder the usual")
    dice = np.random.default_rng(3)
    noise = Audio((dice.normal(size=SECONDS * WIDE_RATE) * 3_000).astype(np.int16), WIDE_RATE)
    padded = Audio.silence(SECONDS - sound.seconds, WIDE_RATE) + sound
    assert await model.ended(noise + padded) == pytest.approx(await model.ended(padded), abs=1e-6)


async def test_a_sentence_that_is_over_sounds_more_so_than_one_that_is_not(
    model: SmartTurnModel, recorded: Recorded
) -> None:
    whole = recorded("i'd like to reorder the usual", phone=True)
    over, cut = await model.ended(whole), await model.ended(whole.between(0, 1.0))
    assert over is not None
    assert cut is not None
    assert over > 0.5 > cut


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has priorities for threads")
async def test_it_lets_everybody_else_go_first(model: SmartTurnModel) -> None:
    await model.ended(Audio.silence(1.0, PHONE_RATE))
    (thread,) = (each for each in threading.enumerate() if each.name.startswith("smart-turn"))
    assert thread.native_id is not None
    ours = os.getpriority(os.PRIO_PROCESS, 0)
    assert os.getpriority(os.PRIO_PROCESS, thread.native_id) == min(19, ours + YIELDS)
