"""espeak-ng's C library, from the wheel that carries it.

The library keeps one voice and one callback for the whole process, so one lock guards every call.
It is GPL-3.0 and optional: loaded when first used.
"""

from __future__ import annotations

import ctypes
import importlib
import threading
from collections.abc import Callable
from functools import cache

import numpy as np

from ringup.voice.audio import Samples
from ringup.voice.errors import EngineUnavailable, SynthesisFailed

INSTALL = "pip install 'ringup[voices]'"

_SYNCHRONOUS_RETRIEVAL = 2
_BUFFER_MS = 60
_UTF8 = 1
_RATE_PARAMETER = 1
_OK = 0
_IPA = 0x02
_STOP, _GO_ON = 1, 0

_Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)

OnPiece = Callable[[Samples], bool]
"""Takes the next samples; False stops the sentence."""


class EspeakLibrary:
    """One per process: see `library`."""

    def __init__(self) -> None:
        """Raises EngineUnavailable when the library or its data cannot be loaded."""
        self._lock = threading.Lock()
        self._native = _load()
        self._on_piece: OnPiece | None = None
        self._callback = _Callback(self._piece)  # kept alive: the library holds a bare pointer
        self.rate: int = self._native.espeak_Initialize(_SYNCHRONOUS_RETRIEVAL, _BUFFER_MS, _data_path(), 0)
        if self.rate <= 0:
            raise EngineUnavailable(f"espeak-ng cannot read its data. Reinstall it: {INSTALL}")
        self._native.espeak_SetSynthCallback(self._callback)

    def speak(self, text: str, voice: str, words_per_minute: int, on_piece: OnPiece) -> None:
        """Blocks until the sentence is made. Raises SynthesisFailed."""
        data = text.encode() + b"\0"
        with self._lock:
            self._choose(voice)
            self._native.espeak_SetParameter(_RATE_PARAMETER, words_per_minute, 0)
            self._on_piece = on_piece
            try:
                code = self._native.espeak_Synth(data, len(data), 0, 0, 0, _UTF8, None, None)
            finally:
                self._on_piece = None
        if code != _OK:
            raise SynthesisFailed(f"espeak-ng gave up with code {code}")

    def phonemes(self, text: str, voice: str) -> str:
        """`text` in the international phonetic alphabet, as far as espeak's first clause goes."""
        data = ctypes.c_char_p(text.encode())
        with self._lock:
            self._choose(voice)
            found = self._native.espeak_TextToPhonemes(ctypes.byref(data), _UTF8, _IPA)
        return found.decode() if found else ""

    def _choose(self, voice: str) -> None:
        if self._native.espeak_SetVoiceByName(voice.encode()) != _OK:
            raise SynthesisFailed(f"espeak-ng has no voice {voice!r}")

    def _piece(self, samples: object, count: int, _events: object) -> int:
        if self._on_piece is None or count <= 0 or not samples:
            return _GO_ON
        piece = np.ctypeslib.as_array(samples, shape=(count,)).copy()
        return _GO_ON if self._on_piece(piece.astype(np.int16, copy=False)) else _STOP


@cache
def library() -> EspeakLibrary:
    """The process's only one. Raises EngineUnavailable when the package is missing or broken."""
    return EspeakLibrary()


def _loader() -> object:
    try:
        return importlib.import_module("espeakng_loader")
    except ImportError as error:
        raise EngineUnavailable(f"espeak-ng is not installed: {INSTALL}") from error


def _data_path() -> bytes:
    loader = _loader()
    try:
        return str(loader.get_data_path()).encode()  # type: ignore[attr-defined]
    except RuntimeError as error:
        raise EngineUnavailable(f"espeak-ng lacks its data. Reinstall it: {INSTALL}") from error


def _load() -> ctypes.CDLL:
    path = _loader().get_library_path()  # type: ignore[attr-defined]
    try:
        native = ctypes.CDLL(path)
    except OSError as error:
        raise EngineUnavailable(f"espeak-ng cannot be loaded: {error}") from error
    native.espeak_Synth.argtypes = [
        ctypes.c_char_p,
        ctypes.c_size_t,
        ctypes.c_uint,
        ctypes.c_int,
        ctypes.c_uint,
        ctypes.c_uint,
        ctypes.c_void_p,
        ctypes.c_void_p,
    ]
    native.espeak_TextToPhonemes.restype = ctypes.c_char_p
    return native
