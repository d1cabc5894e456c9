"""Synthetic callers: Debian's flite and festival voices, and the line that their sound comes over."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from ringup.cli.sound import read_wav, write_wav
from ringup.telephony.standin.sound import over_the_line
from ringup.voice.audio import WIDE_RATE, Audio
from training.exam import Band
from training.voices import Festival, Flite, Voice, own_rate

VOICES: dict[str, Voice] = {
    **{name: Flite(name, alike=True) for name in ("rms", "slt", "awb", "kal16")},
    **{name: Festival(name) for name in ("kal_diphone", "ked_diphone")},
}

PEAK = 0.5
"""Of full scale: about what a handset delivers."""

_ROOM = 33.0
"""Standard deviation of the noise around the speech: a quiet room, -60 dBFS."""

_BEFORE, _AFTER = 0.3, 0.5
"""Seconds of it before and after, as a turn has them."""


class Voices:
    """Speaks sentences once and keeps them as WAV files in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def prepare(self, voice: str, texts: Iterable[str]) -> None:
        """Have all of `texts` spoken. Raises VoiceMissing."""
        missing = [text for text in dict.fromkeys(texts) if not self._path(voice, text).exists()]
        (self._folder / voice).mkdir(parents=True, exist_ok=True)
        if missing:
            rates = [own_rate(voice)] * len(missing)
            for text, spoken in zip(missing, VOICES[voice].say(missing, rates), strict=True):
                write_wav(self._path(voice, text), Audio(spoken.samples, WIDE_RATE))

    def speech(self, voice: str, text: str, band: Band) -> Audio:
        """With the room around it, after `prepare`."""
        wide = in_a_room(read_wav(self._path(voice, text)))
        return over_the_line(wide) if band is Band.PHONE else wide

    def _path(self, voice: str, text: str) -> Path:
        return self._folder / voice / f"{hashlib.sha256(text.encode()).hexdigest()[:16]}.wav"


def in_a_room(
    speech: Audio, peak: float = PEAK, room: float = _ROOM, dice: np.random.Generator | None = None
) -> Audio:
    """`peak`: of full scale; `room`: the standard deviation of its noise, which is always the same without
    `dice`."""
    samples = speech.samples * (peak * 32_767 / max(1, np.abs(speech.samples).max()))
    before, after = (np.zeros(round(seconds * speech.rate)) for seconds in (_BEFORE, _AFTER))
    around = np.concatenate([before, samples, after])
    noise = (dice or np.random.default_rng(1)).normal(size=len(around)) * room
    return Audio(np.clip(around + noise, -32_768, 32_767).astype(np.int16), speech.rate)
