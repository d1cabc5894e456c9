"""Processors in a real pipeline, driven frame by frame."""

from __future__ import annotations

import asyncio
from types import TracebackType
from typing import Self, TypeVar

from pipecat.frames.frames import EndFrame, Frame, TextFrame
from pipecat.pipeline.pipeline import Pipeline
from pipecat.pipeline.worker import PipelineParams, PipelineWorker
from pipecat.processors.frame_processor import FrameDirection, FrameProcessor
from pipecat.tests.utils import QueuedFrameProcessor
from pipecat.workers.runner import WorkerRunner

PATIENCE = 30.0
"""Seconds after which a frame that a test waits for counts as lost."""

F = TypeVar("F", bound=Frame)


class Rig:
    """Keeps every frame that leaves the processors: `downs` and `ups`, as they were waited for."""

    def __init__(self, *processors: FrameProcessor, rate: int = 8_000) -> None:
        self.downs: list[Frame] = []
        self.ups: list[Frame] = []
        self._down: asyncio.Queue[Frame] = asyncio.Queue()
        self._up: asyncio.Queue[Frame] = asyncio.Queue()
        self._started = asyncio.Event()
        self._probes = 0
        source = QueuedFrameProcessor(queue=self._up, queue_direction=FrameDirection.UPSTREAM)
        sink = QueuedFrameProcessor(queue=self._down, queue_direction=FrameDirection.DOWNSTREAM)
        self._worker = PipelineWorker(
            Pipeline([source, *processors, sink]),
            params=PipelineParams(audio_in_sample_rate=rate, audio_out_sample_rate=rate),
            enable_rtvi=False,
            enable_turn_tracking=False,
            cancel_on_idle_timeout=False,
        )

        async def started(*_: object) -> None:
            self._started.set()

        self._worker.event_handler("on_pipeline_started")(started)

    async def __aenter__(self) -> Self:
        runner = WorkerRunner(handle_sigint=False)
        await runner.add_workers(self._worker)
        self._running = asyncio.create_task(runner.run())
        await asyncio.wait_for(self._started.wait(), PATIENCE)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            await self._worker.queue_frame(EndFrame())
        else:
            await self._worker.cancel()
        await asyncio.wait_for(self._running, PATIENCE)

    async def send(self, *frames: Frame) -> None:
        """Into the pipeline's beginning, one after the other."""
        for frame in frames:
            await self._worker.queue_frame(frame)

    async def down(self, kind: type[F]) -> F:
        """The next frame of that kind that reached the end; others on the way are only kept."""
        return await self._next(self._down, self.downs, kind)

    async def up(self, kind: type[F]) -> F:
        """The next frame of that kind that reached the beginning."""
        return await self._next(self._up, self.ups, kind)

    async def settled(self) -> None:
        """Every frame that was sent has been through."""
        self._probes += 1
        await self.send(TextFrame(f"probe {self._probes}"))
        while (await self.down(TextFrame)).text != f"probe {self._probes}":
            pass

    def count(self, kind: type[Frame]) -> int:
        """How many frames of that kind have reached the end up to the last one waited for."""
        return sum(isinstance(frame, kind) for frame in self.downs)

    async def _next(self, queue: asyncio.Queue[Frame], kept: list[Frame], kind: type[F]) -> F:
        while True:
            frame = await asyncio.wait_for(queue.get(), PATIENCE)
            kept.append(frame)
            if isinstance(frame, kind):
                return frame
