"""A sentence that is made before anybody wants to hear it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from ringup.voice.audio import Audio
from ringup.voice.errors import SynthesisFailed
from ringup.voice.ports import Synthesizer


class PreparedSentence:
    """Is made in a task of its own, and listened to by one listener, at any time. `drop` it if by nobody."""

    def __init__(self, voice: Synthesizer, text: str) -> None:
        self._pieces: asyncio.Queue[Audio | None] = asyncio.Queue()
        self._failure: SynthesisFailed | None = None
        self._task = asyncio.create_task(self._make(voice, text))

    async def pieces(self) -> AsyncIterator[Audio]:
        """Those that are there at once, the others as they come. Raises SynthesisFailed after those before
        the failure."""
        while (piece := await self._pieces.get()) is not None:
            yield piece
        if self._failure is not None:
            raise self._failure

    def drop(self) -> None:
        self._task.cancel()

    async def _make(self, voice: Synthesizer, text: str) -> None:
        """Whatever ends it early is a failure: who listens would else take half a sentence for all of it."""
        try:
            async for piece in voice.synthesize(text):
                self._pieces.put_nowait(piece)
        except SynthesisFailed as failure:
            self._failure = failure
        except Exception as error:
            self._failure = _failed("the voice failed in a way it should not", error)
        except asyncio.CancelledError as error:
            self._failure = _failed("the sentence was given up", error)
            raise
        finally:
            self._pieces.put_nowait(None)


def _failed(why: str, error: BaseException) -> SynthesisFailed:
    failure = SynthesisFailed(why)
    failure.__cause__ = error
    return failure
