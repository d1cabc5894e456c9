"""From an engine that blocks in a thread to pieces on the event loop."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Executor

from ringup.voice.audio import Audio

Emit = Callable[[Audio], bool]
"""Hands over one piece; False says that nobody listens any more and the engine should stop."""


async def stream(executor: Executor, make: Callable[[Emit], None]) -> AsyncIterator[Audio]:
    """The pieces that `make` emits in a thread of `executor`, as they come.

    An error in `make` is raised after the pieces before it. A listener that leaves early stops it.
    """
    loop = asyncio.get_running_loop()
    pieces: asyncio.Queue[Audio | None] = asyncio.Queue()
    left = threading.Event()

    def emit(piece: Audio) -> bool:
        if not left.is_set():
            loop.call_soon_threadsafe(pieces.put_nowait, piece)
        return not left.is_set()

    def finished(done: asyncio.Future[None]) -> None:
        if not done.cancelled():
            done.exception()  # seen here too: the listener may have left before it is raised
        pieces.put_nowait(None)

    job = loop.run_in_executor(executor, make, emit)
    job.add_done_callback(finished)
    try:
        while (piece := await pieces.get()) is not None:
            if len(piece.samples):
                yield piece
        await job
    finally:
        left.set()
