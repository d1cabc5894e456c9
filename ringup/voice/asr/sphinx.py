"""Hearing without a download: pocketsphinx, decoding while the sound arrives.

A decoder is lent to one utterance, not to a call; when all are lent, sound waits. Decoders work in
processes of their own, see `sphinx_process`, and are given sound in small batches, in turn.

An utterance is decoded twice. What its cepstra are on average, which is the line's doing, is known only
when it was heard, and to know it saves a third of the word errors on the telephone. So at a pause,
when the turn is about to end, it is decoded once more from its start, in the time that the turn's end
is waited for.
"""

from __future__ import annotations

import asyncio
import logging

from ringup.voice.asr.confidence import clarity
from ringup.voice.asr.language_model import LanguageModel
from ringup.voice.asr.pauses import Pauses
from ringup.voice.asr.resampling import Resampler
from ringup.voice.asr.sphinx_process import DecoderProcess, RemoteDecoder
from ringup.voice.audio import WIDE_RATE, Audio
from ringup.voice.errors import EngineUnavailable, RecognitionFailed, VoiceError
from ringup.voice.ports import Bias, Grammar, Transcript

logger = logging.getLogger(__name__)

BATCH = 0.1
"""Seconds of sound that a decoder takes at a time: about 5 ms of work."""

QUIETEST = 35.0
"""Decibels above one unit of a sample (-55 dBFS): an utterance that is never louder is silence,
whatever words would fit it best."""

_SETTLED = 1.2
"""With so much more speech than its means were taken from, an utterance is decoded anew."""

_BATCH_BYTES = round(BATCH * WIDE_RATE) * 2


class SphinxRecognizer:
    """pocketsphinx's English model, narrowed to the shop's sentences by a `LanguageModel`.

    Without one it knows 130,000 words, loads for seconds and is weak on the telephone: for trying out.
    """

    def __init__(
        self,
        language_model: LanguageModel | None = None,
        *,
        workers: int = 2,
        max_decoders: int = 8,
    ) -> None:
        """Blocks until a decoder of each of the `workers` processes is loaded. Raises EngineUnavailable."""
        self._narrow = language_model is not None
        self._processes = [DecoderProcess(language_model) for _ in range(min(workers, max_decoders))]
        try:
            for process in self._processes:
                process.load(0)
        except VoiceError as error:
            self._end()
            raise EngineUnavailable(str(error)) from error
        self._free: asyncio.LifoQueue[RemoteDecoder] = asyncio.LifoQueue()
        for number in reversed(range(max_decoders)):
            place, which = divmod(number, len(self._processes))
            self._free.put_nowait(RemoteDecoder(self._processes[which], place))
        self._live: set[SphinxRecognition] = set()
        self._closed = False

    @property
    def name(self) -> str:
        words = "shop" if self._narrow else "generic"
        return f"pocketsphinx (embedded, en-us, {words} language model)"

    def begin(self, bias: Bias = Bias()) -> SphinxRecognition:  # noqa: B008 - frozen
        """Raises RecognitionFailed after `close`."""
        if self._closed:
            raise RecognitionFailed("the recogniser is closed")
        recognition = SphinxRecognition(self, bias.grammar)
        self._live.add(recognition)
        return recognition

    async def close(self) -> None:
        self._closed = True
        await asyncio.gather(*(recognition.abandon() for recognition in tuple(self._live)))
        await asyncio.to_thread(self._end)

    def _end(self) -> None:
        for process in self._processes:
            process.close()

    async def lend(self) -> RemoteDecoder:
        """A decoder for one utterance, as soon as one is free."""
        return await self._free.get()

    def take_back(self, recognition: SphinxRecognition, decoder: RemoteDecoder | None) -> None:
        """None where the utterance never had one."""
        self._live.discard(recognition)
        if decoder is not None:
            self._free.put_nowait(decoder)


class SphinxRecognition:
    """One utterance. A task of its own takes the sound to a decoder; it is never cancelled, because a
    decoder must not be lent again while a thread still works with it."""

    def __init__(self, recognizer: SphinxRecognizer, grammar: Grammar) -> None:
        self._recognizer = recognizer
        self._grammar = grammar
        self._resampler = Resampler()
        self._pcm = bytearray()
        self._news = asyncio.Event()
        self._ended = self._dropped = False
        self._partial = ""
        self._at = self._measured = 0
        self._pauses = Pauses()
        self._settled = 0
        self._failure: VoiceError | None = None
        self._task = asyncio.create_task(self._hear())

    async def feed(self, audio: Audio) -> None:
        """Raises RecognitionFailed when the utterance has ended."""
        self._refuse_when_spent()
        self._pcm += self._resampler.take(audio).astype("<i2", copy=False).tobytes()
        if self._left() >= _BATCH_BYTES:
            self._news.set()

    def partial(self) -> str:
        return self._partial

    def provisional(self) -> Transcript | None:
        return None

    async def finish(self) -> Transcript:
        self._refuse_when_spent()
        self._pcm += self._resampler.rest().astype("<i2", copy=False).tobytes()
        self._end(dropped=False)
        transcript = await asyncio.shield(self._task)
        if transcript is None:
            raise RecognitionFailed(
                f"pocketsphinx failed: {self._failure or 'the recogniser was closed'}"
            ) from self._failure
        return transcript

    async def abandon(self) -> None:
        self._end(dropped=True)
        await asyncio.shield(self._task)

    def _refuse_when_spent(self) -> None:
        if self._ended:
            raise RecognitionFailed("this utterance has ended")

    def _end(self, *, dropped: bool) -> None:
        self._ended = True
        self._dropped = self._dropped or dropped
        self._news.set()

    async def _hear(self) -> Transcript | None:
        """None when it was dropped or failed. Never raises: nobody may be waiting."""
        decoder: RemoteDecoder | None = None
        try:
            decoder = await self._recognizer.lend()
            return await self._decode(decoder)
        except VoiceError as error:
            self._failure = error
        finally:
            self._recognizer.take_back(self, decoder)
        logger.error("an utterance was lost: %s", self._failure)
        return None

    async def _decode(self, decoder: RemoteDecoder) -> Transcript | None:
        await decoder.start(self._grammar)
        while not self._dropped and (self._left() or not self._ended or self._is_unsettled()):
            batch = self._batch()
            if batch:
                self._partial = await decoder.take(batch)
            elif self._is_unsettled():
                await self._start_again(decoder)
            else:
                await self._news.wait()
        if self._dropped:
            await decoder.stop()
            return None
        heard = self._pauses.levels
        transcript = await decoder.finish(clarity(heard))
        return transcript if max(heard, default=0.0) > QUIETEST else Transcript()

    def _is_unsettled(self) -> bool:
        """Whether speech was decoded with other means than its own, and now is the time to mend that."""
        if self._pauses.speech <= _SETTLED * self._settled:
            return False
        return self._ended or self._pauses.is_pause

    async def _start_again(self, decoder: RemoteDecoder) -> None:
        """With the means of what was heard so far. All of it is decoded once more, which ends before the
        pause has become the end of a turn."""
        await decoder.stop()
        await decoder.start(self._grammar, await decoder.means())
        self._settled = self._pauses.speech
        self._at = 0

    def _left(self) -> int:
        return len(self._pcm) - self._at

    def _batch(self) -> bytes:
        """The next batch, or what is left at the end, or nothing yet."""
        self._news.clear()
        if self._left() < _BATCH_BYTES and not self._ended:
            return b""
        batch = bytes(self._pcm[self._at : self._at + _BATCH_BYTES])
        if self._at >= self._measured:
            self._pauses.take(batch)
        self._at += len(batch)
        self._measured = max(self._measured, self._at)
        return batch
