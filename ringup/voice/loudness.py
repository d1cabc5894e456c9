"""Makes speech louder without the crackle of samples that no longer fit."""

from __future__ import annotations

import numpy as np

from ringup.voice.audio import Audio

KNEE = 0.7
"""Share of full scale up to which sound is only amplified; above it is bent, and never reaches beyond 1."""

_FULL_SCALE = 32_767.0


def louder(audio: Audio, decibels: float) -> Audio:
    """The same sound amplified, its peaks limited softly. 0 dB gives it back as it is."""
    if decibels == 0:
        return audio
    sound = audio.samples.astype(np.float64) / _FULL_SCALE * 10 ** (decibels / 20)
    level = np.abs(sound)
    bent = KNEE + (1 - KNEE) * np.tanh((level - KNEE) / (1 - KNEE))
    limited = np.sign(sound) * np.where(level > KNEE, bent, level)
    return Audio(np.round(limited * _FULL_SCALE).astype(np.int16), audio.rate)
