"""Synthetic callers: Debian's flite and festival voices, and the line that their sound comes over."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tempfile
import wave
from collections.abc import Iterable
from enum import Enum
from pathlib import Path

import numpy as np
import soxr

from ringup.voice.audio import PHONE_RATE, WIDE_RATE, Audio

FLITE = ("rms", "slt", "awb", "kal16")
FESTIVAL = ("kal_diphone", "ked_diphone")
VOICES = (*FLITE, *FESTIVAL)

_PEAK = 0.5
"""Of full scale: about what a handset delivers."""

_ROOM = 33.0
"""Standard deviation of the noise around the speech: a quiet room, -60 dBFS."""

_BEFORE, _AFTER = 0.3, 0.5
"""Seconds of it before and after, as a turn has them."""


class VoiceMissing(Exception):
    """A Debian package with voices is not installed."""


class Band(Enum):
    WIDE = "wide band"
    PHONE = "phone band"


class Voices:
    """Speaks sentences once and keeps them as WAV files in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def prepare(self, voice: str, texts: Iterable[str]) -> None:
        """Have all of `texts` spoken. Raises VoiceMissing."""
        missing = {text: path for text in texts if not (path := self._path(voice, text)).exists()}
        (self._folder / voice).mkdir(parents=True, exist_ok=True)
        if voice in FLITE:
            for text, path in missing.items():
                _run("flite", "-voice", voice, "-t", text, "-o", str(path))
        elif missing:
            _festival(voice, missing)

    def speech(self, voice: str, text: str, band: Band) -> Audio:
        """With the room around it, after `prepare`."""
        with wave.open(str(self._path(voice, text))) as sound:
            speech = Audio.from_pcm(sound.readframes(sound.getnframes()), sound.getframerate())
        wide = _in_a_room(_at(speech, WIDE_RATE))
        return over_the_phone(wide) if band is Band.PHONE else wide

    def _path(self, voice: str, text: str) -> Path:
        return self._folder / voice / f"{hashlib.sha256(text.encode()).hexdigest()[:16]}.wav"


def over_the_phone(audio: Audio) -> Audio:
    """8 kHz and mu-law, as a carrier's line leaves it (G.711's curve)."""
    narrow = _at(audio, PHONE_RATE).samples / 32_768
    pressed = np.sign(narrow) * np.log1p(255 * np.abs(narrow)) / np.log1p(255)
    coded = np.round(pressed * 127) / 127
    opened = np.sign(coded) * np.expm1(np.abs(coded) * np.log1p(255)) / 255
    return Audio((opened * 32_767).astype(np.int16), PHONE_RATE)


def _at(audio: Audio, rate: int) -> Audio:
    if audio.rate == rate:
        return audio
    return Audio(np.asarray(soxr.resample(audio.samples, audio.rate, rate), np.int16), rate)


def _in_a_room(speech: Audio) -> Audio:
    samples = speech.samples * (_PEAK * 32_767 / max(1, np.abs(speech.samples).max()))
    before, after = (np.zeros(round(seconds * speech.rate)) for seconds in (_BEFORE, _AFTER))
    around = np.concatenate([before, samples, after])
    noise = np.random.default_rng(1).normal(size=len(around)) * _ROOM
    return Audio(np.clip(around + noise, -32_768, 32_767).astype(np.int16), speech.rate)


def _festival(voice: str, wanted: dict[str, Path]) -> None:
    """All in one run: festival takes a second to start."""
    say = (
        "(define (say text path) (utt.save.wave (utt.synth (eval (list 'Utterance 'Text text))) path 'riff))"
    )
    lines = (f"(voice_{voice})", say, *(f'(say "{text}" "{path}")' for text, path in wanted.items()))
    with tempfile.NamedTemporaryFile("w", suffix=".scm") as script:
        script.write("\n".join(lines))
        script.flush()
        _run("festival", "-b", script.name)


def _run(program: str, *options: str) -> None:
    found = shutil.which(program)
    if found is None:
        raise VoiceMissing(f"{program} is not installed: apt install flite festival festvox-kdlpc16k")
    subprocess.run([found, *options], check=True)
