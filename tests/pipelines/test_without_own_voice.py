"""What is heard of a line on which our own voice comes back."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from pipecat.frames.frames import InputAudioRawFrame, InterruptionFrame, OutputAudioRawFrame

from ringup.pipelines.floor import Floor
from ringup.pipelines.record import AssistantTap, CallerTap, WithoutOwnVoice
from ringup.pipelines.recording import Recorder
from ringup.telephony.standin.recordings import recording
from ringup.telephony.standin.sound import over_the_line
from ringup.voice.audio import Audio
from tests.pipelines.rig import Rig

RATE = 8_000
FRAME = 160
OURS = np.tile(
    over_the_line(recording("move-my-fitting-to-next-friday-at-three-in-the-afternoon")).samples, 2
)


async def test_the_file_has_our_voice_and_the_recogniser_does_not(tmp_path: Path) -> None:
    """Where the carrier plays our sound, and what comes back of it, is known from the recorder's clock."""
    recorder = Recorder.open(tmp_path / "recording.wav", RATE)
    floor = Floor(RATE)
    taps = (
        CallerTap(recorder),
        WithoutOwnVoice(recorder, floor),
        AssistantTap(recorder, floor, lambda *_: None),
    )
    heard, came = [], []
    async with Rig(*taps) as rig:
        for number, at in enumerate(range(0, len(OURS) - FRAME, FRAME)):
            late = max(0, at - 1_600)
            echo = (OURS[late : late + FRAME] // 8 if at > 1_600 else np.zeros(FRAME)).astype(np.int16)
            frame = InputAudioRawFrame(Audio(echo, RATE).pcm, RATE, 1)
            frame.pts = number * 20_000_000
            await rig.send(frame, OutputAudioRawFrame(Audio(OURS[at : at + FRAME], RATE).pcm, RATE, 1))
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
        await rig.send(OutputAudioRawFrame(Audio(OURS[: 50 * FRAME], RATE).pcm, RATE, 1))
        await rig.send(InterruptionFrame())
        await rig.settled()
    assert not floor.own.sent.between(2 * FRAME, 60 * FRAME).any()
