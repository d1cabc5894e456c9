"""Sentences that test callers say, recorded once: recordings/<voice>/<slug>.wav."""

from __future__ import annotations

import io
import json
import wave
from functools import cache
from importlib.resources import files

from ringup.telephony.errors import StandInError
from ringup.voice.audio import Audio

DEFAULT_VOICE = "rms"
"""Has recorded every sentence; the others are for variety."""

_FOLDER = files("ringup.telephony.standin") / "recordings"


@cache
def sentences() -> dict[str, str]:
    """Every slug with the words that it stands for; a voice may lack some."""
    index = json.loads((_FOLDER / "index.json").read_text(encoding="utf-8"))
    return {str(slug): str(text) for slug, text in index.items()}


@cache
def recording(slug: str, voice: str = DEFAULT_VOICE) -> Audio:
    """Raises StandInError where this voice has not recorded that sentence."""
    path = _FOLDER / voice / f"{slug}.wav"
    if not path.is_file():
        raise StandInError(f"voice {voice!r} has no recording {slug!r}")
    return read_wav(path.read_bytes())


def read_wav(data: bytes) -> Audio:
    """Raises StandInError for anything but 16-bit mono."""
    with wave.open(io.BytesIO(data)) as sound:
        if (sound.getnchannels(), sound.getsampwidth()) != (1, 2):
            raise StandInError("recordings are 16-bit and mono")
        return Audio.from_pcm(sound.readframes(sound.getnframes()), sound.getframerate())
