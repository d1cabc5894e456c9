"""pipecat's WebSocket transport, with a little of our sound always waiting at the carrier, and none of the
caller's lost at the end.

pipecat sends each 20 ms when the last should have been played. Then every moment that this process is
late is a gap in a sentence, and nothing makes up for it. And when the caller is gone, it throws away what
it has received and not come to yet. To pass a frame on through all of a pipeline costs what it costs, however
short the frame is: the carrier's packets go on in pairs.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from typing import Any

from pipecat.frames.frames import Frame, InputAudioRawFrame
from pipecat.processors.frame_processor import FrameDirection
from pipecat.transports.websocket.fastapi import (
    FastAPIWebsocketInputTransport,
    FastAPIWebsocketOutputTransport,
    FastAPIWebsocketParams,
    FastAPIWebsocketTransport,
)
from starlette.websockets import WebSocket

from ringup.pipelines.record import note_arrival

LEAD = 0.3
"""Seconds of sound that the carrier may hold. What is not played yet when the caller interrupts is
dropped there, by `clear`, so it delays nothing."""


PIECE_NS = 40_000_000
"""Nanoseconds of the caller's sound that go through the pipeline at a time."""


class MediaTransport(FastAPIWebsocketTransport):
    def __init__(self, websocket: WebSocket, params: FastAPIWebsocketParams) -> None:
        super().__init__(websocket, params)
        self._input = self._listening = _KeepingInput(self, self._client, self._params, name=self._input_name)
        self._output = _LeadingOutput(self, self._client, self._params, name=self._output_name)

    def waiting(self) -> tuple[InputAudioRawFrame, ...]:
        """Sound that came and that the pipeline was not given, in order."""
        return tuple(self._listening.waiting)


class _KeepingInput(FastAPIWebsocketInputTransport):
    """`_short`: the last frame that came, where it waits for the next to go on with."""

    def __init__(self, *options: Any, **more: Any) -> None:
        super().__init__(*options, **more)
        self.waiting: deque[InputAudioRawFrame] = deque()
        self._short: InputAudioRawFrame | None = None

    async def push_audio_frame(self, frame: InputAudioRawFrame) -> None:
        short, self._short = self._short, None
        if short is not None and frame.pts == _end(short):
            self.waiting.pop()
            frame = _joined(short, frame)
        elif short is not None:
            await super().push_audio_frame(short)
        note_arrival(frame)
        self.waiting.append(frame)
        if _length(frame) < PIECE_NS:
            self._short = frame
        else:
            await super().push_audio_frame(frame)

    async def push_frame(self, frame: Frame, direction: FrameDirection = FrameDirection.DOWNSTREAM) -> None:
        if isinstance(frame, InputAudioRawFrame) and self.waiting:
            self.waiting.popleft()
        await super().push_frame(frame, direction)


class _LeadingOutput(FastAPIWebsocketOutputTransport):
    """`_next_send_time` is when what was sent will have been played; an interruption sets it back."""

    async def _write_audio_sleep(self) -> None:
        now = time.monotonic()
        played_by = max(self._next_send_time, now) + self._send_interval
        self._next_send_time = played_by  # type: ignore[assignment]  # an int to begin with only
        await asyncio.sleep(max(0.0, played_by - now - LEAD))


def _joined(first: InputAudioRawFrame, second: InputAudioRawFrame) -> InputAudioRawFrame:
    joined = InputAudioRawFrame(first.audio + second.audio, first.sample_rate, first.num_channels)
    joined.pts = first.pts
    return joined


def _end(frame: InputAudioRawFrame) -> int | None:
    return None if frame.pts is None else frame.pts + _length(frame)


def _length(frame: InputAudioRawFrame) -> int:
    """In nanoseconds."""
    return frame.num_frames * 1_000_000_000 // frame.sample_rate
