from __future__ import annotations

import base64
import json
import logging
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pipecat.audio.dtmf.types import KeypadEntry
from pipecat.clocks.system_clock import SystemClock
from pipecat.frames.frames import (
    EndFrame,
    InputAudioRawFrame,
    InputDTMFFrame,
    InputTransportMessageFrame,
    InterruptionFrame,
    OutputAudioRawFrame,
    OutputTransportMessageFrame,
    OutputTransportMessageUrgentFrame,
)
from pipecat.pipeline.pipeline import Pipeline
from pipecat.pipeline.worker import PipelineWorker
from pipecat.processors.filters.identity_filter import IdentityFilter
from pipecat.processors.frame_processor import FrameProcessorSetup
from pipecat.utils.asyncio.task_manager import TaskManager

from ringup.telephony.errors import TooMuchGarbage
from ringup.telephony.standin.sound import from_line, to_line
from ringup.telephony.twilio.serializer import MediaSerializer
from tests.telephony.clocks import tone

SID = "MZ" + "0" * 32


async def _serializer(rate: int = 8_000, most_garbage: int = 50) -> MediaSerializer:
    clock: Any = SystemClock
    stage: Any = IdentityFilter
    serializer = MediaSerializer(SID, most_garbage)
    worker = PipelineWorker(Pipeline([stage()]))
    await serializer.setup(FrameProcessorSetup(clock(), TaskManager(), worker, rate, rate))
    return serializer


def _media(payload: bytes | str, timestamp: object = "40", **more: object) -> str:
    text = base64.b64encode(payload).decode() if isinstance(payload, bytes) else payload
    body = {"track": "inbound", "chunk": "3", "timestamp": timestamp, "payload": text, **more}
    message = {"event": "media", "sequenceNumber": "4", "streamSid": SID, "media": body}
    return json.dumps(message)


async def test_media_becomes_pcm_with_the_carriers_time() -> None:
    mulaw = to_line(tone(0.02))
    frame = await (await _serializer()).deserialize(_media(mulaw, "123456"))
    assert isinstance(frame, InputAudioRawFrame)
    assert (frame.sample_rate, frame.num_channels) == (8_000, 1)
    assert frame.audio == from_line(mulaw).pcm
    assert frame.pts == 123_456_000_000


async def test_binary_messages_are_read_like_text() -> None:
    frame = await (await _serializer()).deserialize(_media(b"\xff" * 160).encode())
    assert isinstance(frame, InputAudioRawFrame)


async def test_a_wider_pipeline_gets_wider_sound() -> None:
    serializer = await _serializer(rate=16_000)
    pcm = b""
    for piece in range(50):
        frame = await serializer.deserialize(_media(to_line(tone(0.02)), str(piece * 20)))
        pcm += frame.audio if isinstance(frame, InputAudioRawFrame) else b""
    assert 2 * 15_000 < len(pcm) <= 2 * 16_000  # less what the resampler still holds


async def test_marks_and_keys_become_frames() -> None:
    serializer = await _serializer()
    mark = await serializer.deserialize('{"event": "mark", "mark": {"name": "p7"}}')
    assert isinstance(mark, InputTransportMessageFrame)
    assert mark.message == {"event": "mark", "name": "p7"}
    key = await serializer.deserialize('{"event": "dtmf", "dtmf": {"digit": "#"}}')
    assert isinstance(key, InputDTMFFrame)
    assert key.button is KeypadEntry.POUND


async def test_stop_is_remembered() -> None:
    serializer = await _serializer()
    assert not serializer.stopped
    assert await serializer.deserialize('{"event": "stop", "stop": {}}') is None
    assert serializer.stopped
    assert serializer.garbage == 0


GARBAGE = [
    "",
    "{not json",
    "null",
    "[]",
    "7",
    '"media"',
    "{}",
    '{"event": 3}',
    '{"event": "dance"}',
    '{"event": "media"}',
    '{"event": "media", "media": []}',
    '{"event": "media", "media": {"payload": "AAAA"}}',
    '{"event": "dtmf", "dtmf": {"digit": "A"}}',
    '{"event": "dtmf", "dtmf": {"digit": 1}}',
    '{"event": "mark", "mark": {"name": null}}',
    '{"event": "mark", "mark": {"name": "' + "x" * 300 + '"}}',
    "[" * 50_000,
    "\ud800",
    b"\xff\xfe\x00",
    _media(""),
    _media("%%%%"),
    _media("AAA"),
    _media(b"\xff" * 8_001),
    _media(b"\xff" * 60_000),
    _media(b"\xff" * 160, "-20"),
    _media(b"\xff" * 160, "soon"),
    _media(b"\xff" * 160, 20),
    _media(b"\xff" * 160, "9" * 40),
]


@pytest.mark.parametrize("message", GARBAGE)
async def test_garbage_is_counted_and_left_out(
    message: str | bytes, caplog: pytest.LogCaptureFixture
) -> None:
    serializer = await _serializer()
    with caplog.at_level(logging.DEBUG):
        assert await serializer.deserialize(message) is None
    assert serializer.garbage == 1
    assert not caplog.records


async def test_a_little_garbage_is_forgiven() -> None:
    serializer = await _serializer(most_garbage=3)
    for _ in range(5):
        assert await serializer.deserialize("x") is None
        assert await serializer.deserialize("y") is None
        assert await serializer.deserialize(_media(b"\xff" * 160)) is not None
    assert serializer.garbage == 10


async def test_nothing_but_garbage_ends_the_stream_without_quoting_it() -> None:
    serializer = await _serializer(most_garbage=3)
    await serializer.deserialize("secret")
    await serializer.deserialize("secret")
    with pytest.raises(TooMuchGarbage) as raised:
        await serializer.deserialize("secret")
    assert "secret" not in str(raised.value)


@given(st.one_of(st.binary(max_size=200), st.text(max_size=200)))
async def test_anything_at_all_may_come_in(message: str | bytes) -> None:
    assert await MediaSerializer(SID).deserialize(message) is None


async def _sent(frame: Any) -> Any:
    message = await (await _serializer()).serialize(frame)
    return None if message is None else json.loads(message)


async def test_sound_goes_out_as_mulaw() -> None:
    sound = tone(0.02)
    message = await _sent(OutputAudioRawFrame(sound.pcm, 8_000, 1))
    assert (message["event"], message["streamSid"]) == ("media", SID)
    assert base64.b64decode(message["media"]["payload"]) == to_line(sound)
    back = from_line(base64.b64decode(message["media"]["payload"])).samples.astype(float)
    assert np.max(np.abs(back - sound.samples)) < 400


@pytest.mark.parametrize("kind", [OutputTransportMessageFrame, OutputTransportMessageUrgentFrame])
async def test_a_mark_goes_out_with_this_streams_id(kind: Any) -> None:
    message = await _sent(kind(message={"event": "mark", "mark": {"name": "p7"}}))
    assert message == {"event": "mark", "mark": {"name": "p7"}, "streamSid": SID}


async def test_an_interruption_clears() -> None:
    assert await _sent(InterruptionFrame()) == {"event": "clear", "streamSid": SID}


async def test_the_end_of_a_pipeline_hangs_nothing_up() -> None:
    assert await _sent(EndFrame()) is None
