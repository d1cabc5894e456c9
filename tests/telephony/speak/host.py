"""A host of browser calls that needs no assistant: it plays a tone, sends its mark, and listens."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field

from pipecat.frames.frames import (
    EndFrame,
    Frame,
    InputAudioRawFrame,
    InputTransportMessageFrame,
    InterruptionFrame,
    OutputAudioRawFrame,
    StartFrame,
    TTSAudioRawFrame,
    TTSStoppedFrame,
)
from pipecat.pipeline.pipeline import Pipeline
from pipecat.pipeline.worker import PipelineParams, PipelineWorker
from pipecat.processors.frame_processor import FrameDirection, FrameProcessor
from pipecat.workers.runner import WorkerRunner

from ringup.pipelines.call import Line
from ringup.pipelines.calls import Admission
from ringup.pipelines.frames import mark_after, mark_name
from ringup.skills.values import CallId, PromptId
from ringup.voice.audio import Audio

SOON = 30.0
"""Seconds that something may take which is bound to happen."""


@dataclass
class HostedCall:
    """What happened on one line. `began_at` and `marks` are `time.time()` seconds, `written` the seconds of
    sound that were sent."""

    line: Line
    heard: list[Audio] = field(default_factory=list)
    stamps: list[int] = field(default_factory=list)
    began_at: float = 0.0
    written: float = 0.0
    marks: dict[str, float] = field(default_factory=dict)
    marked: asyncio.Event = field(default_factory=asyncio.Event)
    more: asyncio.Event = field(default_factory=asyncio.Event)
    """Wakes who waits for more sound to be heard."""
    over: asyncio.Event = field(default_factory=asyncio.Event)
    worker: PipelineWorker | None = None

    @property
    def sound(self) -> Audio:
        whole = Audio.silence(0, self.line.rate)
        for piece in self.heard:
            whole += piece
        return whole

    async def interrupt(self) -> None:
        """As when the caller barges in."""
        assert self.worker is not None
        await self.worker.queue_frame(InterruptionFrame())

    async def hang_up(self) -> None:
        """As the assistant does it: the line first, then the pipeline."""
        assert self.worker is not None
        await self.line.hang_up()
        await self.worker.queue_frame(EndFrame())


class Speaker(FrameProcessor):
    """Says one prompt when the pipeline starts, and notes what comes in."""

    def __init__(self, call: HostedCall, says: Audio) -> None:
        super().__init__()
        self._call = call
        self._says = says

    async def process_frame(self, frame: Frame, direction: FrameDirection) -> None:
        await super().process_frame(frame, direction)
        await self.push_frame(frame, direction)
        match frame:
            case StartFrame():
                await self._speak()
            case InputAudioRawFrame():
                self._call.heard.append(Audio.from_pcm(frame.audio, frame.sample_rate))
                self._call.stamps.append(frame.pts or 0)
                self._call.more.set()
                self._call.more.clear()
            case InputTransportMessageFrame() if direction is FrameDirection.DOWNSTREAM:
                if name := mark_name(frame.message):
                    self._call.marks[name] = time.time()
                    self._call.marked.set()
            case _:
                pass

    async def _speak(self) -> None:
        await self.push_frame(TTSAudioRawFrame(self._says.pcm, self._says.rate, 1))
        await self.push_frame(TTSStoppedFrame())
        await self.push_frame(mark_after(PromptId("hello")))


class Sent(FrameProcessor):
    """Behind the output: when the first sound was written, and how much."""

    def __init__(self, call: HostedCall) -> None:
        super().__init__(enable_direct_mode=True)
        self._call = call

    async def process_frame(self, frame: Frame, direction: FrameDirection) -> None:
        await super().process_frame(frame, direction)
        if isinstance(frame, OutputAudioRawFrame):
            self._call.began_at = self._call.began_at or time.time()
            self._call.written += len(frame.audio) / 2 / frame.sample_rate
        await self.push_frame(frame, direction)


class ToneHost:
    """A `SpeakHost` with room for `most` calls, each greeted with `says`."""

    def __init__(self, says: Audio, most: int = 1) -> None:
        self._says = says
        self._most = most
        self.expected: set[CallId] = set()
        self.calls: asyncio.Queue[HostedCall] = asyncio.Queue()
        self.released: asyncio.Queue[CallId] = asyncio.Queue()

    def admit(self, call: CallId) -> Admission:
        if len(self.expected) >= self._most:
            return Admission.BUSY
        self.expected.add(call)
        return Admission.ADMITTED

    def release(self, call: CallId) -> None:
        self.expected.discard(call)
        self.released.put_nowait(call)

    async def take(self, line: Line) -> None:
        call = HostedCall(line)
        stages = [
            line.transport.input(),
            Speaker(call, self._says),
            line.transport.output(),
            Sent(call),
        ]
        params = PipelineParams(audio_in_sample_rate=line.rate, audio_out_sample_rate=line.rate)
        call.worker = PipelineWorker(
            Pipeline(stages),
            params=params,
            enable_rtvi=False,
            enable_turn_tracking=False,
            cancel_on_idle_timeout=False,
            idle_timeout_secs=None,
        )

        async def lost(*_: object) -> None:
            assert call.worker is not None
            await call.worker.cancel()

        line.transport.event_handler("on_client_disconnected")(lost)
        runner = WorkerRunner(handle_sigint=False)
        await runner.add_workers(call.worker)
        self.calls.put_nowait(call)
        await runner.run()
        call.over.set()
