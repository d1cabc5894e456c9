"""Hearing with faster-whisper: for people's real voices. One model serves all calls."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from faster_whisper import WhisperModel

from ringup.voice.asr import demo_whisper
from ringup.voice.asr.whisper_decoder import MOST_EXPECTED, WHOLE, WhisperDecoder
from ringup.voice.asr.whisper_pool import WhisperPool
from ringup.voice.asr.whisper_stream import Manner, WhisperRecognition
from ringup.voice.errors import EngineUnavailable
from ringup.voice.ports import Bias, Grammar, Told

_GROWING_WINDOW = 10.0
"""Seconds. A third of the work. Others report that much shorter windows cost Whisper's own models words, and
that these do not; whatever they cost, the end of a turn is heard in a whole window."""

DEMO_WINDOW = 6.0
"""The demo model was trained in short windows, too."""

DEMO_EXPECTS = 16
"""Tokens. It was trained behind a few words at most, and behind more it hears nothing right."""


@dataclass(frozen=True, slots=True)
class Languages:
    """By their codes: those that a model knows, and the one that it is `pinned` to."""

    known: frozenset[str]
    pinned: str

    def check(self, model: str) -> None:
        """Raises EngineUnavailable where the model does not know it: one for English alone would hear
        English, the others would fail with every utterance."""
        if self.pinned in self.known:
            return
        if len(self.known) == 1:
            raise EngineUnavailable(
                f"Whisper's model {model!r} hears English only: set RINGUP_LANGUAGE to en, or "
                "RINGUP_WHISPER_MODEL to a model for all languages, such as small"
            )
        raise EngineUnavailable(
            f"Whisper knows no language {self.pinned!r}: set RINGUP_LANGUAGE to a code such as en or de"
        )

    def heard(self, callers: str) -> str:
        """The caller's, where the model knows it."""
        return callers if callers in self.known else self.pinned


class WhisperRecognizer:
    """A faster-whisper model, by name ("small.en") or by the path of its folder."""

    def __init__(
        self,
        model: str | Path,
        *,
        device: str = "cpu",
        compute_type: str = "int8",
        language: str = "en",
        hints: Mapping[Grammar, tuple[str, ...]] = MappingProxyType({}),
        workers: int = 1,
        threads: int = 0,
    ) -> None:
        """`language` is pinned: short turns would flip it. `hints` are phrases to be expected, the likeliest
        first, behind those of the question itself. `threads` a worker; 0 leaves it to the library. Never
        downloads. Raises EngineUnavailable, for a language that the model does not know as well."""
        is_demo = demo_whisper.is_meant(model)
        self._name = demo_whisper.LABEL if is_demo else Path(model).name
        self._language = language
        self._windows = (DEMO_WINDOW, DEMO_WINDOW) if is_demo else (WHOLE, _GROWING_WINDOW)
        self._hints = {} if is_demo else hints
        most = DEMO_EXPECTS if is_demo else MOST_EXPECTED
        loaded = _load(model, device, compute_type, workers, threads)
        self._languages = Languages(frozenset(loaded.supported_languages), language)
        self._languages.check(self._name)
        self._pool = WhisperPool(WhisperDecoder(loaded, most), workers)

    @property
    def name(self) -> str:
        return f"faster-whisper ({self._name}, {self._language})"

    def begin(self, bias: Bias = Bias(), told: Told | None = None) -> WhisperRecognition:  # noqa: B008
        """In its own language where it does not know the caller's. Raises RecognitionFailed after `close`."""
        self._pool.refuse_when_closed()
        expected = bias.phrases + self._hints.get(bias.grammar, ())
        manner = Manner(self._languages.heard(bias.language), expected, *self._windows)
        return WhisperRecognition(self._pool, manner, told)

    async def close(self) -> None:
        await self._pool.close()


def _load(model: str | Path, device: str, compute_type: str, workers: int, threads: int) -> WhisperModel:
    try:
        return WhisperModel(
            str(model),
            device=device,
            compute_type=compute_type,
            num_workers=workers,
            cpu_threads=threads,
            local_files_only=True,
        )
    except (OSError, ValueError, RuntimeError) as error:  # of the hub's cache and of ctranslate2
        raise EngineUnavailable(
            f"Whisper's model {str(model)!r} is not on this machine or is broken; "
            f"run `ringup models pull` ({type(error).__name__})"
        ) from error
