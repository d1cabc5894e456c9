"""Who speaks: flite in this process, festival in one of its own, espeak-ng through its library.

flite and festival are Debian's (`apt install flite festival festvox-kallpc16k festvox-kdlpc16k
festvox-us-slt-hts`).
"""

from __future__ import annotations

import ctypes
import shutil
import subprocess
import tempfile
import wave
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import soxr

from ringup.voice.audio import WIDE_RATE, Samples
from ringup.voice.tts.espeak_library import library
from training.errors import VoiceMissing

FLITE = ("slt", "rms", "awb", "kal16")
FESTIVAL = ("kal_diphone", "ked_diphone", "cmu_us_slt_arctic_hts")
ESPEAK = ("en-us", "en-GB-scotland", "en-us+f3", "en-us+m3")

_SLOW = frozenset({"kal16", "kal_diphone", "ked_diphone"})
"""Diphone voices, which by themselves take a tenth longer than at a rate of 1."""

_LAST_SOUND = "daughtern.R:SylStructure.daughtern.daughtern.R:Segment.end"
"""Where flite and festival keep the second at which a token has been said."""

APT = "apt install flite festival festvox-kallpc16k festvox-kdlpc16k festvox-us-slt-hts"


@dataclass(frozen=True, slots=True)
class Spoken:
    """Speech at 16 kHz. `ends`: the seconds at which each word of the text has been said; empty where
    the voice does not tell."""

    samples: Samples
    ends: tuple[float, ...] = ()


class Voice(Protocol):
    @property
    def name(self) -> str: ...

    def say(self, texts: Sequence[str], rates: Sequence[float]) -> Iterator[Spoken]:
        """Each text at its rate, a share of the voice's own. Raises VoiceMissing."""


def all_voices() -> tuple[Voice, ...]:
    """Raises VoiceMissing, which says what to install."""
    return (*map(Flite, FLITE), *map(Festival, FESTIVAL), *map(Espeak, ESPEAK))


def own_rate(voice: str) -> float:
    """The one at which flite or festival speak when nobody asks for another."""
    return 1 / 1.1 if voice in _SLOW else 1.0


class Flite:
    """One of flite's voices. Tells when each word ends."""

    def __init__(self, voice: str, *, alike: bool = False) -> None:
        """`alike`: the noise in its speech begins anew with each text, and gives the samples that flite's
        program gives. Otherwise a text is never said twice in quite the same way."""
        self.name = f"flite-{voice}"
        self._voice = voice
        self._alike = alike

    def say(self, texts: Sequence[str], rates: Sequence[float]) -> Iterator[Spoken]:
        for text, rate in zip(texts, rates, strict=True):
            self._begin()
            yield _flite(self._voice, text, rate)

    def pronounce(self, phones: str) -> Spoken:
        """Its own phones with spaces between them, at its own rate."""
        self._begin()
        return _flite(self._voice, phones, own_rate(self._voice), phones=True)

    def _begin(self) -> None:
        if self._alike:
            ctypes.CDLL(None).srand(1)  # flite draws from the C library's generator


class Festival:
    """One of festival's voices, which takes a second to load: so a whole list is said at once."""

    def __init__(self, voice: str) -> None:
        self.name = f"festival-{voice}"
        self._voice = voice

    def say(self, texts: Sequence[str], rates: Sequence[float]) -> Iterator[Spoken]:
        program = shutil.which("festival")
        if program is None:
            raise VoiceMissing(f"festival is not installed: {APT}")
        with tempfile.TemporaryDirectory() as folder:
            script = Path(folder) / "say.scm"
            script.write_text(self._script(texts, rates, folder), encoding="ascii")
            subprocess.run([program, "--batch", str(script)], check=True, capture_output=True)  # noqa: S603
            for number, text in enumerate(texts):
                told = (Path(folder) / f"{number}.ends").read_text(encoding="ascii").split()
                known = (end for end in map(float, told) if end > 0)  # words hang below tokens, and have none
                yield Spoken(_read(Path(folder) / f"{number}.wav"), _ends(text, known))

    def _script(self, texts: Sequence[str], rates: Sequence[float], folder: str) -> str:
        lines = [f"(voice_{self._voice})"]
        for number, (text, rate) in enumerate(zip(texts, rates, strict=True)):
            plain = text.replace('"', "").replace("\\", "")
            lines.append(f"(Parameter.set 'Duration_Stretch {1 / rate:.3f})")
            lines += [
                f'(set! said (utt.synth (Utterance Text "{plain}")))',
                f'(utt.save.wave said "{folder}/{number}.wav" \'riff)',
                f'(set! file (fopen "{folder}/{number}.ends" "w"))',
                f'(mapcar (lambda (token) (format file "%f " (item.feat token \'{_LAST_SOUND}))) '
                "(utt.relation.items said 'Token))",
                "(fclose file)",
            ]
        return "\n".join(lines)


class Espeak:
    """One of espeak-ng's voices or variants."""

    WORDS_PER_MINUTE = 165

    def __init__(self, voice: str) -> None:
        self.name = f"espeak-{voice}"
        self._voice = voice

    def say(self, texts: Sequence[str], rates: Sequence[float]) -> Iterator[Spoken]:
        made = library()
        for text, rate in zip(texts, rates, strict=True):
            pieces: list[Samples] = []

            def keep(piece: Samples, kept: list[Samples] = pieces) -> bool:
                kept.append(piece)
                return True

            made.speak(text, self._voice, round(self.WORDS_PER_MINUTE * rate), keep)
            yield Spoken(_at_16_khz(np.concatenate(pieces), made.rate))


class _Wave(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_char_p),
        ("sample_rate", ctypes.c_int),
        ("num_samples", ctypes.c_int),
        ("num_channels", ctypes.c_int),
        ("samples", ctypes.POINTER(ctypes.c_short)),
    )


class _Voice(ctypes.Structure):
    _fields_ = (("name", ctypes.c_char_p), ("features", ctypes.c_void_p))


@cache
def _flite_library() -> ctypes.CDLL:
    try:
        found = ctypes.CDLL("libflite.so.1", mode=ctypes.RTLD_GLOBAL)
        for language in ("usenglish", "cmulex"):
            ctypes.CDLL(f"libflite_{language}.so.1", mode=ctypes.RTLD_GLOBAL)
    except OSError as error:
        raise VoiceMissing(f"flite is not installed: {APT}") from error
    found.flite_init()
    for name in ("flite_synth_text", "flite_synth_phones"):
        getattr(found, name).argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    found.utt_relation.argtypes = [ctypes.c_void_p, ctypes.c_char_p]
    found.flite_ffeature_float.argtypes = [ctypes.c_void_p, ctypes.c_char_p]
    found.flite_ffeature_float.restype = ctypes.c_float
    found.feat_set_float.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_float]
    for name in ("relation_head", "item_next", "utt_wave", "delete_utterance"):
        getattr(found, name).argtypes = [ctypes.c_void_p]
    for name in ("flite_synth_text", "flite_synth_phones", "utt_relation", "relation_head", "item_next"):
        getattr(found, name).restype = ctypes.c_void_p
    found.utt_wave.restype = ctypes.POINTER(_Wave)
    return found


@cache
def _flite_voice(name: str) -> Any:
    _flite_library()
    try:
        voices = ctypes.CDLL(f"libflite_cmu_us_{name}.so.1")
    except OSError as error:
        raise VoiceMissing(f"flite's voice {name} is not installed: {APT}") from error
    register = getattr(voices, f"register_cmu_us_{name}")
    register.argtypes, register.restype = [ctypes.c_char_p], ctypes.POINTER(_Voice)
    return register(None)


def _flite(voice: str, text: str, rate: float, *, phones: bool = False) -> Spoken:
    flite, speaker = _flite_library(), _flite_voice(voice)
    flite.feat_set_float(speaker.contents.features, b"duration_stretch", 1 / rate)
    synthesize = flite.flite_synth_phones if phones else flite.flite_synth_text
    utterance = synthesize(text.encode(), speaker)
    try:
        made = flite.utt_wave(utterance).contents
        samples = np.ctypeslib.as_array(made.samples, shape=(made.num_samples,)).copy()
        rate_made, ends = made.sample_rate, () if phones else _ends(text, _token_ends(flite, utterance))
    finally:
        flite.delete_utterance(utterance)
    return Spoken(_at_16_khz(samples, rate_made), ends)


def _ends(text: str, told: Iterable[float]) -> tuple[float, ...]:
    """One for each word, or none at all where the voice counts words otherwise."""
    ends = tuple(told)
    fits = len(ends) == len(text.split()) and all(a < b for a, b in pairwise((0.0, *ends)))
    return ends if fits else ()


def _token_ends(flite: ctypes.CDLL, utterance: int) -> Iterator[float]:
    token = flite.relation_head(flite.utt_relation(utterance, b"Token"))
    while token:
        yield flite.flite_ffeature_float(token, _LAST_SOUND.encode())
        token = flite.item_next(token)


def _read(path: Path) -> Samples:
    with wave.open(str(path)) as sound:
        pcm = np.frombuffer(sound.readframes(sound.getnframes()), np.int16)
        return _at_16_khz(pcm, sound.getframerate())


def _at_16_khz(samples: Samples, rate: int) -> Samples:
    if rate == WIDE_RATE:
        return samples
    resampled: Samples = soxr.resample(samples, rate, WIDE_RATE)
    return resampled
