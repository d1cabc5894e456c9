"""pocketsphinx in processes of its own.

It keeps the interpreter's lock while it works, some 50 ms at the end of an utterance, and would hold up
every call of a process that it shared. A process also gives each core a decoder that really runs beside
the others, and the death of one costs its utterances, not a call. A process that hangs is killed, for
a caller waits behind each request.
"""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection, Pipe
from typing import Any

from ringup.voice.asr.acoustics import USUAL, Means
from ringup.voice.asr.language_model import LanguageModel
from ringup.voice.asr.numbers import Possible
from ringup.voice.asr.sphinx_decoder import SphinxDecoder
from ringup.voice.errors import EngineUnavailable, RecognitionFailed, VoiceError
from ringup.voice.ports import Grammar, Rated, Transcript

ENDS_WITHIN = 5.0
"""Seconds that a process has to end by itself."""

ANSWERS_WITHIN = 3.0
"""Seconds for one request, which is at most some tenths of a second of work on a busy machine."""

LOADS_WITHIN = 60.0
"""Seconds to load a decoder: the generic model's dictionary alone takes some."""

_LOOKS = 3
"""Such a wait is made of so many: of a machine that stood still as a whole, only one of them is used up."""

THOROUGH = -1
"""The number of a process's decoder that takes more time with what it hears. The others are quick."""


@dataclass(frozen=True, slots=True)
class Which:
    """One of a process's decoders: its number, and whether it is for sound that a telephone carried."""

    number: int
    narrow: bool


Request = tuple[Which, str, tuple[Any, ...]]
"""Which decoder, the name of its method, and what that takes. A decoder is loaded when first asked."""


class DecoderProcess:
    """Holds decoders, and does one thing at a time. When it dies or hangs it is started again for the
    next. What it leaves in temporary files goes with it."""

    def __init__(self, model: LanguageModel | None) -> None:
        self._model = model
        self._loaded: set[Which] = set()
        self.thorough_is_free = asyncio.Lock()
        self._folder = tempfile.TemporaryDirectory(prefix="sphinx-")
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="sphinx")
        self._start()

    def load(self, *decoders: Which) -> Future[None]:
        """Done when those decoders are there. Fails with EngineUnavailable."""
        return self._thread.submit(self._load, *decoders)

    def load_soon(self, decoder: Which) -> None:
        """That decoder with all that it may need, behind what else there is to do, and without a word when it
        fails: who needs it will hear of it."""
        self._thread.submit(self._run, (decoder, "prepare", ()))

    async def run(self, decoder: Which, method: str, *arguments: object) -> Any:
        """What the decoder's method gives. Raises EngineUnavailable and RecognitionFailed."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, self._run, (decoder, method, arguments))

    def close(self) -> None:
        """Blocks until what is being done is done, and the process has ended."""
        self._thread.shutdown(cancel_futures=True)
        self._connection.close()
        self._end()
        self._folder.cleanup()

    def _start(self) -> None:
        self._loaded.clear()
        self._connection, theirs = Pipe()
        with theirs:
            command = (sys.executable, "-m", __name__, str(theirs.fileno()))
            self._process = subprocess.Popen(  # noqa: S603 - ourselves
                command, pass_fds=(theirs.fileno(),), env={**os.environ, "TMPDIR": self._folder.name}
            )
        self._connection.send(self._model)

    def _run(self, request: Request) -> Any:
        self._load(request[0])
        return self._ask(request, ANSWERS_WITHIN)

    def _load(self, *decoders: Which) -> None:
        for decoder in decoders:
            if decoder not in self._loaded:
                self._ask((decoder, "ready", ()), LOADS_WITHIN)
                self._loaded.add(decoder)

    def _ask(self, request: Request, within: float) -> Any:
        try:
            self._connection.send(request)
            if not any(self._connection.poll(within / _LOOKS) for _ in range(_LOOKS)):
                raise TimeoutError
            answer = self._connection.recv()
        except (EOFError, OSError) as error:
            hung = isinstance(error, TimeoutError)
            self._restart()
            raise RecognitionFailed(f"a decoder's process {'hung' if hung else 'died'}") from error
        if isinstance(answer, VoiceError):
            self._loaded.discard(request[0])  # it has been thrown away
            raise answer
        return answer

    def _restart(self) -> None:
        self._connection.close()
        self._process.kill()
        self._process.wait()
        self._start()

    def _end(self) -> None:
        """It ends when its connection is closed."""
        try:
            self._process.wait(ENDS_WITHIN)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


class RemoteDecoder:
    """One of a process's decoders, with the methods of `SphinxDecoder`. Lent to one utterance at a time."""

    def __init__(self, process: DecoderProcess, number: int) -> None:
        self._process = process
        self._which = Which(number, narrow=False)

    @asynccontextmanager
    async def thorough(self) -> AsyncIterator[RemoteDecoder]:
        """The one that its process has, for one utterance after the other."""
        async with self._process.thorough_is_free:
            yield RemoteDecoder(self._process, THOROUGH)

    async def start(self, grammar: Grammar | None, means: Means = USUAL, *, narrow: bool) -> None:
        """`narrow`: a telephone carries the sound that follows."""
        self._which = replace(self._which, narrow=narrow)
        await self._run("start", grammar, means)

    async def take(self, pcm: bytes) -> str:
        words: str = await self._run("take", pcm)
        return words

    async def means(self) -> Means:
        means: Means = await self._run("means")
        return means

    async def finish(self, clarity: float) -> Transcript:
        transcript: Transcript = await self._run("finish", clarity)
        return transcript

    async def rated(self, numbers: Possible, words: str) -> tuple[Rated, ...]:
        rated: tuple[Rated, ...] = await self._run("rated", numbers, words)
        return rated

    async def _run(self, method: str, *arguments: object) -> Any:
        return await self._process.run(self._which, method, *arguments)


class _Decoders:
    """In the process itself."""

    def __init__(self, model: LanguageModel | None) -> None:
        self._model = model
        self._loaded: dict[Which, SphinxDecoder] = {}

    def answer(self, request: Request) -> Any:
        """What the method gave, or the error that it raised."""
        which, method, arguments = request
        try:
            decoder = self._loaded.get(which) or self._load(which)
            return None if method == "ready" else getattr(decoder, method)(*arguments)
        except EngineUnavailable as error:
            return error
        except RuntimeError as error:  # the only one that pocketsphinx raises
            self._loaded.pop(which, None)  # its state is unknown
            return RecognitionFailed(str(error))

    def _load(self, which: Which) -> SphinxDecoder:
        like = next(iter(self._loaded.values()), None)
        quick = which.number != THOROUGH
        self._loaded[which] = SphinxDecoder(self._model, like, narrow=which.narrow, quick=quick)
        return self._loaded[which]


def main(connection: Connection) -> None:
    """Until the other side closes the connection, or is gone."""
    for number in (signal.SIGINT, signal.SIGTERM):  # they go to a whole group: the server decides
        signal.signal(number, signal.SIG_IGN)
    try:
        decoders = _Decoders(connection.recv())
        while True:
            connection.send(decoders.answer(connection.recv()))
    except (EOFError, OSError):
        os._exit(0)  # what is loaded need not be taken down piece by piece


if __name__ == "__main__":
    main(Connection(int(sys.argv[1])))
