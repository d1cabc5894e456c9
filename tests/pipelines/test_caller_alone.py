"""What is heard of a line on which our own voice comes back."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
from pipecat.frames.frames import InputAudioRawFrame, InterruptionFrame, OutputAudioRawFrame

from ringup.pipelines.floor import Floor
from ringup.pipelines.record import AssistantTap, CallerAlone, CallerTap
from ringup.pipelines.recording import Recorder
from ringup.telephony.standin.recordings import recording
from ringup.telephony.standin.sound import over_the_line
from ringup.voice.audio import Audio
from tests.pipelines.rig import Rig

RATE = 8_000
FRAME = 160
AHEAD = 2_400
"""Samples that are sent before they are played."""

BACK_AFTER = 1_600
OURS = np.tile(
    over_the_line(recording("move-my-fitting-to-next-friday-at-three-in-the-afternoon")).samples, 2
)


def sent(at: int, count: int) -> OutputAudioRawFrame:
    return OutputAudioRawFrame(Audio(OURS[at : at + count], RATE).pcm, RATE, 1)


async def test_the_file_has_our_voice_and_the_recogniser_does_not(tmp_path: Path) -> None:
    """Where the carrier plays our sound, and what comes back of it, is known from the recorder's clock."""
    clock = itertools.count(0, 0.001)  # so slow that the carrier's time stamps alone tell where the line is
    recorder = Recorder.open(tmp_path / "recording.wav", RATE, clock=lambda: next(clock))
    floor = Floor(RATE)
    taps = (
        CallerTap(recorder),
        CallerAlone(recorder, floor),
        AssistantTap(recorder, floor, lambda *_: None),
    )
    heard, came = [], []
    async with Rig(*taps) as rig:
        await rig.send(InputAudioRawFrame(bytes(2 * FRAME), RATE, 1), sent(0, AHEAD))
        await rig.down(InputAudioRawFrame)
        for at in range(0, len(OURS) - AHEAD - FRAME, FRAME):
            late = at - BACK_AFTER
            echo = (OURS[late : late + FRAME] // 8 if late >= 0 else np.zeros(FRAME)).astype(np.int16)
            frame = InputAudioRawFrame(Audio(echo, RATE).pcm, RATE, 1)
            frame.pts = (at + FRAME) * 1_000_000 // 8
            await rig.send(frame, sent(at + AHEAD, FRAME))
            heard.append((await rig.down(InputAudioRawFrame)).audio)
            came.append(echo)
    recorder.close()
    clean = Audio.from_pcm(b"".join(heard), RATE)
    raw = Audio(np.concatenate(came), RATE)
    assert floor.own.echoes
    assert clean.between(3.0, 6.0).level < raw.between(3.0, 6.0).level - 20


async def test_what_the_carrier_threw_away_does_not_come_back(tmp_path: Path) -> None:
    recorder = Recorder.open(tmp_path / "recording.wav", RATE)
    floor = Floor(RATE)
    async with Rig(CallerTap(recorder), AssistantTap(recorder, floor, lambda *_: None)) as rig:
        await rig.send(InputAudioRawFrame(bytes(2 * FRAME), RATE, 1))
        await rig.send(sent(0, 50 * FRAME))
        await rig.send(InterruptionFrame())
        await rig.settled()
    assert not floor.own.sent.between(2 * FRAME, 60 * FRAME).any()
