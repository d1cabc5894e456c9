"""A line without a network: what is sent is heard at once, and its marks come straight back."""

from __future__ import annotations

import asyncio

from pipecat.audio.dtmf.types import KeypadEntry
from pipecat.frames.frames import (
    Frame,
    InputAudioRawFrame,
    InputDTMFFrame,
    InputTransportMessageFrame,
)
from pipecat.processors.frame_processor import FrameDirection, FrameProcessor
from pipecat.transports.base_transport import BaseTransport

from ringup.pipelines.frames import MarkFrame

RATE = 8_000


class _Door(FrameProcessor):
    async def process_frame(self, frame: Frame, direction: FrameDirection) -> None:
        await super().process_frame(frame, direction)
        await self.push_frame(frame, direction)


class _Ear(_Door):
    """Hears everything to its end. Passes frames on, as a transport does with what it has sent."""

    def __init__(self, door: _Door) -> None:
        super().__init__()
        self._door = door

    async def process_frame(self, frame: Frame, direction: FrameDirection) -> None:
        await super().process_frame(frame, direction)
        if isinstance(frame, MarkFrame):
            await self._door.push_frame(InputTransportMessageFrame(message=frame.message))


class LoopTransport(BaseTransport):
    """One connection of a caller."""

    def __init__(self) -> None:
        super().__init__()
        self._door = _Door()
        self._ear = _Ear(self._door)
        self._register_event_handler("on_client_disconnected")

    def input(self) -> FrameProcessor:
        return self._door

    def output(self) -> FrameProcessor:
        return self._ear

    async def quiet(self, seconds: float, amplitude: int = 0) -> None:
        """The line's time goes on, with that in it."""
        piece = amplitude.to_bytes(2, "little") * (RATE // 50)
        for _ in range(round(seconds * 50)):
            await self._door.push_frame(InputAudioRawFrame(piece, RATE, 1))

    async def press(self, key: KeypadEntry) -> None:
        await self._door.push_frame(InputDTMFFrame(button=key))

    async def drop(self) -> None:
        """The connection is gone."""
        await self._call_event_handler("on_client_disconnected", None)
        await asyncio.sleep(0)
