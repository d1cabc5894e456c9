"""A recogniser from which something comes back in time, whatever becomes of the engine behind it: a bug in
it costs an utterance, not a call."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from ringup.voice.audio import Audio
from ringup.voice.errors import RecognitionFailed
from ringup.voice.ports import Bias, Recognition, Recognizer, Told, Transcript

log = logging.getLogger(__name__)

Words = TypeVar("Words")


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Seconds. `feed`: to take a piece of sound, which is cheap by contract. `finish`: to say what was heard
    after the caller's turn is over. `abandon`: to let go of an utterance."""

    feed: float = 2.0
    finish: float = 6.0
    abandon: float = 4.0


class PromptRecognizer:
    """Any recogniser; what it does not do in time has failed.

    `over` is called whenever an utterance has ended and its words are waited for: the caller's turn is over.
    """

    def __init__(
        self, inner: Recognizer, over: Callable[[], None], deadlines: Deadlines = Deadlines()
    ) -> None:
        self._inner = inner
        self._over = over
        self._deadlines = deadlines

    @property
    def name(self) -> str:
        return self._inner.name

    def begin(self, bias: Bias = Bias(), told: Told | None = None) -> PromptRecognition:  # noqa: B008
        """Never raises: what the engine cannot hear is heard by nobody, and is said by `finish`."""
        try:
            inner = self._inner.begin(bias, told)
        except RecognitionFailed:
            log.exception("an utterance could not be begun")
            inner = None
        return PromptRecognition(inner, self._over, self._deadlines)

    async def close(self) -> None:
        await self._inner.close()


class PromptRecognition:
    """One utterance. After the first failure its sound goes nowhere, and `finish` raises."""

    def __init__(self, inner: Recognition | None, over: Callable[[], None], deadlines: Deadlines) -> None:
        """`inner` is None where the engine did not begin."""
        self._inner = inner
        self._over = over
        self._deadlines = deadlines
        self._letting_go: asyncio.Task[None] | None = None

    async def feed(self, audio: Audio) -> None:
        if self._inner is None:
            return
        try:
            async with asyncio.timeout(self._deadlines.feed):
                await self._inner.feed(audio)
        except Exception:
            log.exception("a recogniser takes no sound")
            self._let_go()

    def partial(self) -> str | None:
        return self._asked(lambda inner: inner.partial(), "")

    def provisional(self) -> Transcript | None:
        return self._asked(lambda inner: inner.provisional(), None)

    def is_settling(self) -> bool:
        return bool(self._asked(lambda inner: inner.is_settling(), False))

    def _asked(self, ask: Callable[[Recognition], Words | None], unknown: Words | None) -> Words | None:
        if self._inner is None:
            return unknown
        try:
            return ask(self._inner)
        except Exception:
            log.exception("a recogniser tells no words")
            self._let_go()
            return unknown

    async def finish(self) -> Transcript:
        self._over()
        if self._inner is None:
            raise RecognitionFailed("the recogniser failed before the end of the utterance")
        try:
            async with asyncio.timeout(self._deadlines.finish):
                return await self._inner.finish()
        except TimeoutError as error:
            self._let_go()
            raise RecognitionFailed("the recogniser did not answer in time") from error
        except RecognitionFailed:
            raise
        except Exception as error:
            raise RecognitionFailed(f"the recogniser failed: {error!r}") from error

    async def abandon(self) -> None:
        self._let_go()
        if self._letting_go is not None:
            await self._letting_go

    def _let_go(self) -> None:
        """In the background: what hangs in one place may hang in another."""
        if self._inner is not None:
            self._letting_go = asyncio.create_task(self._abandoned(self._inner))
            self._inner = None

    async def _abandoned(self, inner: Recognition) -> None:
        try:
            async with asyncio.timeout(self._deadlines.abandon):
                await inner.abandon()
        except Exception:
            log.exception("an utterance could not be let go of")
