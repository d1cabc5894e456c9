"""One Whisper model for all calls: a few threads, and passes that take turns at them."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Hashable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Protocol

from ringup.voice.asr.whisper_decoder import Pass, Reading
from ringup.voice.asr.whisper_queue import Urgency, Waiting, WhisperQueue
from ringup.voice.errors import RecognitionFailed

logger = logging.getLogger(__name__)

MOST_WAITING = 64
"""Passes. Each utterance has two at most, so more calls than a machine can serve come before that."""


class Decoder(Protocol):
    """What a pool shares out."""

    def alike(self, wanted: Pass) -> Hashable:
        """Passes for which this is the same can be decoded as one batch."""

    def decode(self, passes: Sequence[Pass]) -> list[Reading]:
        """Blocks; gives a reading for each of them. Raises RecognitionFailed."""


@dataclass(eq=False, slots=True)
class _Asked(Waiting):
    wanted: Pass
    answer: asyncio.Future[Reading | None]


class WhisperPool:
    """`workers` threads, each of which decodes one batch at a time."""

    def __init__(self, decoder: Decoder, workers: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._decoder = decoder
        self._clock = clock
        self._idle = workers
        self._queue: WhisperQueue[_Asked] = WhisperQueue(MOST_WAITING)
        self._executor = ThreadPoolExecutor(workers, thread_name_prefix="whisper")
        self._running: set[asyncio.Task[None]] = set()
        self._closed = False

    async def hear(self, caller: Hashable, wanted: Pass, urgency: Urgency) -> Reading | None:
        """None where the words so far of a growing utterance were skipped. To cancel takes the pass out of
        the queue. Raises RecognitionFailed."""
        self.refuse_when_closed()
        answer: asyncio.Future[Reading | None] = asyncio.get_running_loop().create_future()
        asked = _Asked(caller, urgency, self._alike(wanted), self._clock(), wanted, answer)
        if not self._queue.add(asked):
            if urgency is Urgency.GROWING:
                return None
            raise RecognitionFailed("too many callers wait for the recogniser")
        self._serve()
        try:
            return await answer
        finally:
            self._queue.remove(asked)

    def _alike(self, wanted: Pass) -> Hashable:
        try:
            return self._decoder.alike(wanted)
        except Exception as error:
            raise _translated(error) from error

    def hurry(self, caller: Hashable) -> None:
        """This caller's pause has become the end of their turn."""
        self._queue.hurry(caller)

    def forget(self, caller: Hashable) -> None:
        """They will ask for nothing more, and nobody waits for what they asked for."""
        self._queue.forget(caller)

    def refuse_when_closed(self) -> None:
        if self._closed:
            raise RecognitionFailed("the recogniser is closed")

    async def close(self) -> None:
        """What runs comes to its end; what waits fails."""
        self._closed = True
        for asked in self._queue.take_all():
            _settle(asked, RecognitionFailed("the recogniser was closed"))
        await asyncio.gather(*self._running)
        await asyncio.to_thread(self._executor.shutdown)

    def _serve(self) -> None:
        """Whatever idle threads can take."""
        for asked in self._queue.take_late(self._clock()):
            _settle(asked, None)
        while self._idle and (batch := self._queue.take()):
            self._idle -= 1
            task = asyncio.ensure_future(self._run(batch))
            self._running.add(task)
            task.add_done_callback(self._running.discard)

    async def _run(self, batch: Sequence[_Asked]) -> None:
        loop = asyncio.get_running_loop()
        try:
            wanted = [asked.wanted for asked in batch]
            readings = await loop.run_in_executor(self._executor, self._decoder.decode, wanted)
            for asked, reading in zip(batch, readings, strict=True):
                _settle(asked, reading)
        except Exception as error:  # whatever it was, nobody may wait for ever
            failed = _translated(error)
            for asked in batch:
                _settle(asked, failed)
        finally:
            self._idle += 1
        self._serve()


def _translated(error: Exception) -> RecognitionFailed:
    """What the callers of a pass can handle. A defect is logged here, once for all of a batch."""
    if isinstance(error, RecognitionFailed):
        return error
    logger.error("a pass failed", exc_info=error)
    failed = RecognitionFailed(f"the recogniser failed: {type(error).__name__}")
    failed.__cause__ = error
    return failed


def _settle(asked: _Asked, outcome: Reading | Exception | None) -> None:
    """Nobody may be waiting any more."""
    if asked.answer.done():
        return
    if isinstance(outcome, Exception):
        asked.answer.set_exception(outcome)
    else:
        asked.answer.set_result(outcome)
