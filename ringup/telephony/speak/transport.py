"""pipecat's WebRTC transport, with its sound stamped as the pipeline expects it, and played without gaps."""

from __future__ import annotations

import asyncio
from collections import deque

from pipecat.frames.frames import (
    InputAudioRawFrame,
    OutputAudioRawFrame,
    OutputTransportMessageFrame,
    OutputTransportMessageUrgentFrame,
)
from pipecat.transports.base_transport import TransportParams
from pipecat.transports.smallwebrtc.connection import SmallWebRTCConnection
from pipecat.transports.smallwebrtc.transport import (
    SmallWebRTCInputTransport,
    SmallWebRTCOutputTransport,
    SmallWebRTCTransport,
)

from ringup.pipelines.record import note_arrival

OPUS_CLOCK = 48_000
"""Ticks per second of Opus timestamps, whatever rate the sound is resampled to (RFC 7587, 4.1)."""

FRAMES_AHEAD = 3
"""Frames of 20 ms that may wait to be sent. So long the event loop may be late without a gap in the
sound, and so much longer an interruption takes to be heard."""

LOOKS_EVERY = 0.5
"""Seconds between looks at whether the browser is still there."""


def transport_over(connection: SmallWebRTCConnection) -> SmallWebRTCTransport:
    params = TransportParams(
        audio_in_enabled=True,
        audio_out_enabled=True,
        audio_out_10ms_chunks=2,
    )
    return SteadyTransport(connection, params)


class StampedInput(SmallWebRTCInputTransport):
    """Turns the stamps of incoming sound into nanoseconds since the first of it.

    pipecat leaves the browser's ticks in `pts`; recordings place sound by nanoseconds.
    """

    _first: int | None = None

    async def push_audio_frame(self, frame: InputAudioRawFrame) -> None:
        if frame.pts is not None:
            if self._first is None:
                self._first = frame.pts
            frame.pts = (frame.pts - self._first) * 1_000_000_000 // OPUS_CLOCK
        note_arrival(frame)
        await super().push_audio_frame(frame)


class SteadyOutput(SmallWebRTCOutputTransport):
    """Hands sound over a little ahead of time.

    pipecat waits until each frame has left before it takes the next, so that on a busy machine silence
    slips in between.
    """

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self._waiting: deque[asyncio.Future[bool]] = deque()

    async def write_audio_frame(self, frame: OutputAudioRawFrame) -> bool:
        track = self._client._audio_output_track
        if track is None or not self._is_there:
            self._waiting.clear()
            return False
        self._waiting.append(track.add_audio_bytes(frame.audio))
        await self._until_left(FRAMES_AHEAD)
        return True

    async def send_message(
        self, frame: OutputTransportMessageFrame | OutputTransportMessageUrgentFrame
    ) -> None:
        """A mark follows its sound; it must not overtake what still waits."""
        if not isinstance(frame, OutputTransportMessageUrgentFrame):
            await self._until_left(0)
        await super().send_message(frame)

    @property
    def _is_there(self) -> bool:
        return self._client.is_connected and not self._client.is_closing

    async def _until_left(self, most: int) -> None:
        """Frames never leave a connection that is gone, so this looks now and then."""
        while len(self._waiting) > most and self._is_there:
            left, _ = await asyncio.wait([self._waiting[0]], timeout=LOOKS_EVERY)
            if left:
                self._waiting.popleft()


class SteadyTransport(SmallWebRTCTransport):
    def input(self) -> SmallWebRTCInputTransport:
        if self._input is None:
            self._input = StampedInput(self._client, self._params, name=self._input_name)
        return self._input

    def output(self) -> SmallWebRTCOutputTransport:
        if self._output is None:
            self._output = SteadyOutput(self._client, self._params, name=self._output_name)
        return self._output
