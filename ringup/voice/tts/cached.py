"""Sentences that are said again and again, made once; and those that may be said next, made ahead."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import suppress

from ringup.voice.audio import Audio
from ringup.voice.errors import SynthesisFailed
from ringup.voice.ports import Synthesizer
from ringup.voice.tts.prepared import PreparedSentence

log = logging.getLogger(__name__)

BOUND = 64 * 1024 * 1024
"""Bytes of sound kept: about 25 minutes at 22,050 Hz."""

MOST_PREPARED = 24
"""Sentences made ahead that nobody has asked for yet; those prepared first are given up for others."""

LONGEST_PREPARED = 240
"""Letters of a sentence that is worth making ahead: 20 seconds of sound, or a megabyte."""


class CachedSynthesizer:
    """Remembers the sound of `fixed` sentences, and once that of those it was told to `prepare`; all others
    pass through.

    Beyond `bound` bytes the sentences not said for longest are forgotten. What is said at another tempo
    than the voice's own is not remembered.
    """

    def __init__(self, inner: Synthesizer, fixed: Iterable[str], bound: int = BOUND) -> None:
        self._inner = inner
        self._fixed = frozenset(fixed)
        self._bound = bound
        self._bytes = 0
        self._kept: OrderedDict[str, tuple[Audio, ...]] = OrderedDict()
        self._prepared: OrderedDict[str, PreparedSentence] = OrderedDict()
        self._warming: asyncio.Task[None] | None = None

    @property
    def name(self) -> str:
        return self._inner.name

    @property
    def rate(self) -> int:
        return self._inner.rate

    @property
    def remembered(self) -> int:
        """Bytes of sound kept now."""
        return self._bytes

    async def warm(self, sentences: Sequence[str]) -> None:
        """Make `sentences` ahead, those that are not fixed too: the first at once, so that the voice is known
        to work, the others one by one while calls may come. Raises SynthesisFailed."""
        self._fixed |= frozenset(sentences)
        await self._make(sentences[:1])
        self._warming = asyncio.create_task(self._make_rest(sentences[1:]), name="warming")

    def prepare(self, text: str) -> None:
        """Begin to make a sentence that will probably be said soon. Whoever then wants it at the voice's own
        tempo has at once what there is of it."""
        if text in self._fixed or text in self._prepared or len(text) > LONGEST_PREPARED:
            return
        self._prepared[text] = PreparedSentence(self._inner, text)
        while len(self._prepared) > MOST_PREPARED:
            self._prepared.popitem(last=False)[1].drop()

    async def synthesize(self, text: str, tempo: float = 1.0) -> AsyncIterator[Audio]:
        if tempo != 1.0:
            async for piece in self._inner.synthesize(text, tempo):
                yield piece
            return
        if text in self._kept:
            self._kept.move_to_end(text)
            for piece in self._kept[text]:
                yield piece
            return
        if (prepared := self._prepared.pop(text, None)) is not None:
            async for piece in prepared.pieces():
                yield piece
            return
        pieces: list[Audio] = []
        async for piece in self._inner.synthesize(text):
            pieces.append(piece)
            yield piece
        if text in self._fixed:  # heard to its end: half a sentence is not worth remembering
            self._keep(text, tuple(pieces))

    async def close(self) -> None:
        if self._warming is not None:
            self._warming.cancel()
            with suppress(asyncio.CancelledError):
                await self._warming
        self._kept.clear()
        for prepared in self._prepared.values():
            prepared.drop()
        self._prepared.clear()
        self._bytes = 0
        await self._inner.close()

    async def _make(self, sentences: Iterable[str]) -> None:
        for sentence in sentences:
            async for _ in self.synthesize(sentence):
                pass

    async def _make_rest(self, sentences: Iterable[str]) -> None:
        try:
            await self._make(sentences)
        except SynthesisFailed:
            # Each is made when it is wanted, and a call knows what to do when that fails.
            log.exception("the voice could not be warmed up")

    def _keep(self, text: str, pieces: tuple[Audio, ...]) -> None:
        if text in self._kept or _size(pieces) > self._bound:
            return
        self._kept[text] = pieces
        self._bytes += _size(pieces)
        while self._bytes > self._bound:
            self._bytes -= _size(self._kept.popitem(last=False)[1])


def _size(pieces: tuple[Audio, ...]) -> int:
    return sum(piece.samples.nbytes for piece in pieces)
