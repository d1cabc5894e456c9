"""Hearing without a download: pocketsphinx, decoding while the sound arrives.

A decoder is lent to one utterance, not to a call; when all are lent, sound waits. Decoders work in
processes of their own, see `sphinx_process`, and are given sound in small batches, in turn.

An utterance is decoded twice. What its cepstra are on average, which is the line's doing, is known only
when it was heard, and to know it saves a third of the word errors on the telephone. So at each pause, which
may be the end of the turn, a thorough decoder takes all of it once more, in the time that the turn's end
is waited for. What then was heard is kept, for as long as nothing but silence follows; speech that goes on
goes on in the first decoder. Where many speak at once, that one looks for words only of those who must be
understood while they speak. What takes longer than a caller's sentences, as a television does, is decoded in
windows, so that no request to a process, behind which others wait, takes long.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from ringup.voice.asr.acoustics import Means
from ringup.voice.asr.confidence import clarity
from ringup.voice.asr.language_model import LanguageModel
from ringup.voice.asr.numbers import possible
from ringup.voice.asr.pauses import FRAME_BYTES, QUIETEST, Pauses
from ringup.voice.asr.resampling import Resampler
from ringup.voice.asr.sphinx_process import THOROUGH, DecoderProcess, RemoteDecoder, Which
from ringup.voice.asr.windows import joined, quietest
from ringup.voice.audio import PHONE_RATE, WIDE_RATE, Audio, Samples
from ringup.voice.errors import EngineUnavailable, RecognitionFailed, VoiceError
from ringup.voice.ports import Bias, Told, Transcript

logger = logging.getLogger(__name__)

BATCH = 0.1
"""Seconds of sound that a decoder takes at a time: about 5 ms of work."""

LONGEST = 12.0
"""Seconds that are decoded in one go: enough for a number that is read out with pauses."""

_LOOKED_BACK = 4.0
"""Seconds before that in which there is some place between two words."""

_BATCH_BYTES = round(BATCH * WIDE_RATE) * 2
_WINDOW_BYTES = round(LONGEST * WIDE_RATE) * 2
_AGAIN_BYTES = 4 * _BATCH_BYTES
"""Taken at a time when sound is decoded again: between two of them others have their turn."""


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
        """Blocks until each of the `workers` processes has the decoders that a phone call needs. Those that
        more calls need are loaded soon after, those for wide-band sound when it first comes, in a tenth of
        a second each. Raises EngineUnavailable."""
        self._knows_shop = language_model is not None
        self._processes = [DecoderProcess(language_model) for _ in range(min(workers, max_decoders))]
        try:
            needed = (Which(0, narrow=True), Which(THOROUGH, narrow=True))
            for loading in [process.load(*needed) for process in self._processes]:
                loading.result()
        except VoiceError as error:
            self._end()
            raise EngineUnavailable(str(error)) from error
        self._free: asyncio.LifoQueue[RemoteDecoder] = asyncio.LifoQueue()
        places = [divmod(number, len(self._processes)) for number in range(max_decoders)]
        for place, which in places:
            self._processes[which].load_soon(Which(place, narrow=True))
        for place, which in reversed(places):  # the first is lent first
            self._free.put_nowait(RemoteDecoder(self._processes[which], place))
        self._live: set[SphinxRecognition] = set()
        self._closed = False

    @property
    def name(self) -> str:
        words = "shop" if self._knows_shop else "generic"
        return f"pocketsphinx (embedded, en-us, {words} language model)"

    def begin(self, bias: Bias = Bias(), told: Told | None = None) -> SphinxRecognition:  # noqa: B008
        """Raises RecognitionFailed after `close`."""
        if self._closed:
            raise RecognitionFailed("the recogniser is closed")
        interim = bias.interim or len(self._live) < len(self._processes)
        recognition = SphinxRecognition(self, replace(bias, interim=interim), told)
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

    def __init__(self, recognizer: SphinxRecognizer, bias: Bias, told: Told | None = None) -> None:
        self._recognizer = recognizer
        self._told = told
        self._grammar = bias.grammar
        self._interim = bias.interim
        self._possible = possible(bias)
        self._resampler = Resampler()
        self._pcm = bytearray()
        self._news = asyncio.Event()
        self._ended = self._dropped = False
        self._partial = ""
        self._at = self._measured = 0
        self._begun = 0
        self._before: list[tuple[Transcript, float]] = []
        self._pauses = Pauses()
        self._kept: Transcript | None = None
        self._kept_at = 0
        self._failure: VoiceError | None = None
        self._task = asyncio.create_task(self._hear())

    async def feed(self, audio: Audio) -> None:
        """Raises RecognitionFailed when the utterance has ended."""
        self._refuse_when_spent()
        self._take(self._resampler.take(audio))
        if self._is_behind():
            self._news.set()

    def partial(self) -> str | None:
        return self._partial if self._interim or self._is_quiet() else None

    def provisional(self) -> Transcript | None:
        return self._kept if self._is_quiet() else None

    def is_settling(self) -> bool:
        return self._pauses.is_pause and not self._is_quiet()

    async def finish(self) -> Transcript:
        self._refuse_when_spent()
        self._take(self._resampler.rest())
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
        defect: Exception | None = None
        try:
            decoder = await self._recognizer.lend()
            return await self._decode(decoder)
        except VoiceError as error:
            self._failure = error
        except Exception as error:  # a defect
            self._failure = RecognitionFailed(type(error).__name__)
            self._failure.__cause__ = defect = error
        finally:
            self._recognizer.take_back(self, decoder)
        logger.error("an utterance was lost: %s", self._failure, exc_info=defect)
        return None

    async def _decode(self, decoder: RemoteDecoder) -> Transcript | None:
        while not self._dropped:
            if self._ended and not self._pcm:
                return Transcript()
            if self._ended and self._is_quiet():
                return self._kept
            if not self._is_behind():
                self._news.clear()
                await self._news.wait()
            elif self._at - self._begun >= _WINDOW_BYTES:
                await self._begin_anew(decoder)
            elif self._left():
                await self._decode_batch(decoder)
            else:
                async with decoder.thorough() as thorough:
                    await self._settle(thorough, await decoder.means())
        return None

    def _is_behind(self) -> bool:
        """Whether there is something to do for a decoder. A part of a batch waits for the rest of it, but
        not at a pause."""
        if self._is_quiet():
            return False
        return self._ended or self._left() >= _BATCH_BYTES or self._pauses.is_pause

    def _is_quiet(self) -> bool:
        """Whether something is kept, and only silence followed it."""
        return self._kept is not None and self._pauses.is_quiet_since(self._kept_at)

    async def _decode_batch(self, decoder: RemoteDecoder) -> None:
        if self._at == self._begun:
            grammar = self._grammar if self._interim else None
            await decoder.start(grammar, narrow=self._is_narrow())
        batch = bytes(self._pcm[self._at : self._at + _BATCH_BYTES])
        self._at += len(batch)
        self._partial = self._after(Transcript(await decoder.take(batch))).text
        self._tell()

    async def _settle(self, decoder: RemoteDecoder, means: Means) -> None:
        """Decode it again, with its own means, and keep what was heard; for nothing where speech goes on
        meanwhile."""
        frames = len(self._pauses.levels)
        transcript = await self._again(decoder, means, self._at, lambda: self._goes_on(frames))
        if transcript is None:
            return
        if self._possible and transcript.text and not self._before:
            transcript = replace(transcript, rated=await decoder.rated(self._possible, transcript.text))
        self._kept_at, self._kept = frames, self._after(transcript)
        self._partial = self._kept.text
        self._tell()

    def _tell(self) -> None:
        if self._told is not None and not self._ended:
            self._told()

    async def _begin_anew(self, decoder: RemoteDecoder) -> None:
        """Be done with a window, up to where it was quiet."""
        window = np.frombuffer(self._pcm[self._begun : self._at], "<i2")
        end = self._begun + 2 * quietest(window, LONGEST, _LOOKED_BACK)
        async with decoder.thorough() as thorough:
            transcript = await self._again(thorough, await decoder.means(), end, lambda: False)
        if transcript is not None:
            self._before.append((transcript, self._begun / 2 / WIDE_RATE))
            self._begun = self._at = end

    async def _again(
        self, decoder: RemoteDecoder, means: Means, end: int, is_for_nothing: Callable[[], bool]
    ) -> Transcript | None:
        """What the window holds up to the byte `end`; None when it was for nothing."""
        await decoder.start(self._grammar, means, narrow=self._is_narrow())
        for at in range(self._begun, end, _AGAIN_BYTES):
            if self._dropped or is_for_nothing():
                return None
            await decoder.take(bytes(self._pcm[at : min(at + _AGAIN_BYTES, end)]))
        levels = self._pauses.levels[self._begun // FRAME_BYTES : end // FRAME_BYTES]
        transcript = await decoder.finish(clarity(levels))
        return transcript if max(levels, default=0.0) > QUIETEST else Transcript()

    def _after(self, transcript: Transcript) -> Transcript:
        """With what the windows before hold."""
        if not self._before:
            return transcript
        return joined([*self._before, (transcript, self._begun / 2 / WIDE_RATE)])

    def _goes_on(self, frames: int) -> bool:
        """Whether there was speech after so many frames."""
        return not self._ended and not self._pauses.is_quiet_since(frames)

    def _is_narrow(self) -> bool:
        return self._resampler.rate == PHONE_RATE

    def _left(self) -> int:
        return len(self._pcm) - self._at

    def _take(self, samples: Samples) -> None:
        self._pcm += samples.astype("<i2", copy=False).tobytes()
        whole = len(self._pcm) // FRAME_BYTES * FRAME_BYTES
        self._pauses.take(bytes(self._pcm[self._measured : whole]))
        self._measured = whole
