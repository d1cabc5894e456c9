"""Piper: a neural voice from a file. It makes a sentence at a time, so the first clause is made by itself."""

from __future__ import annotations

import asyncio
import importlib
import json
import re
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from ringup.voice.audio import Audio
from ringup.voice.errors import EngineUnavailable, SynthesisFailed
from ringup.voice.phrasing import phrased
from ringup.voice.tts.espeak_library import INSTALL
from ringup.voice.tts.streaming import Emit, stream

if TYPE_CHECKING:
    from piper import PiperVoice, SynthesisConfig

_SAYABLE = re.compile(r"\w")


class PiperSynthesizer:
    """A Piper voice: an .onnx file with its .onnx.json beside it. Shared by all calls."""

    def __init__(self, voice: Path, *, workers: int = 2) -> None:
        """Raises EngineUnavailable when the package or the voice's files are missing or broken."""
        self._path = voice
        self._voice = _load(voice)
        self._executor = ThreadPoolExecutor(workers, thread_name_prefix="piper")
        self._closed = False

    @property
    def name(self) -> str:
        return f"Piper ({self._path.stem})"

    @property
    def rate(self) -> int:
        return int(self._voice.config.sample_rate)

    async def synthesize(self, text: str, tempo: float = 1.0) -> AsyncIterator[Audio]:
        if self._closed:
            raise SynthesisFailed("the voice is closed")
        if not _SAYABLE.search(text):
            return
        async for piece in stream(self._executor, lambda emit: self._make(text, tempo, emit)):
            yield piece

    async def close(self) -> None:
        self._closed = True
        await asyncio.get_running_loop().run_in_executor(None, self._executor.shutdown)

    def _make(self, text: str, tempo: float, emit: Emit) -> None:
        try:
            slowed = self._slowed(tempo)
            chunks = (self._voice.synthesize(part, slowed) for part in phrased(text))
            for chunk in chain.from_iterable(chunks):
                if not emit(Audio(chunk.audio_int16_array, chunk.sample_rate)):
                    return
        except Exception as error:  # onnxruntime's errors share no base of their own
            raise SynthesisFailed(f"Piper failed: {type(error).__name__}") from error

    def _slowed(self, tempo: float) -> SynthesisConfig | None:
        """Piper stretches each phoneme; None is the voice as it comes."""
        if tempo == 1.0:
            return None
        config: SynthesisConfig = importlib.import_module("piper").SynthesisConfig(
            length_scale=self._voice.config.length_scale / tempo
        )
        return config


def _load(path: Path) -> PiperVoice:
    try:
        piper = importlib.import_module("piper")
    except ImportError as error:
        raise EngineUnavailable(f"Piper is not installed: {INSTALL}") from error
    missing = [p for p in (path, path.with_name(path.name + ".json")) if not p.is_file()]
    if missing:
        raise EngineUnavailable(f"Piper's voice lacks {missing[0]}; run `ringup models pull`")
    try:
        return piper.PiperVoice.load(path)
    except (json.JSONDecodeError, KeyError, ValueError) as error:
        raise EngineUnavailable(f"Piper cannot read {path.name}.json: {error}") from error
    except Exception as error:  # onnxruntime's errors share no base of their own
        raise EngineUnavailable(
            f"Piper cannot load {path}: {error}; run `ringup models pull` again"
        ) from error
