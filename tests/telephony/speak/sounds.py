"""Tones: made, written as a microphone's sound, and recognised again."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np

from ringup.voice.audio import Audio

MICROPHONE_RATE = 48_000


def tone(frequency: float, seconds: float, rate: int) -> Audio:
    """At half of full scale, with soft ends."""
    times = np.arange(round(seconds * rate)) / rate
    ends = np.minimum(1.0, np.minimum(times, seconds - times) / 0.005)
    samples = 16_000 * ends * np.sin(2 * np.pi * frequency * times)
    return Audio(samples.astype(np.int16), rate)


def microphone_file(path: Path, audio: Audio) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(audio.rate)
        file.writeframes(audio.pcm)
    return path


def loudest_frequency(audio: Audio) -> float:
    """In Hz; the strongest part of the spectrum."""
    spectrum = np.abs(np.fft.rfft(audio.samples * np.hanning(len(audio.samples))))
    return float(np.argmax(spectrum) * audio.rate / len(audio.samples))


def loud_seconds(audio: Audio, above: float = -30.0) -> float:
    """How much of it is louder than `above` dBFS, in pieces of 10 ms."""
    return 0.01 * sum(chunk.level > above for chunk in audio.chunks(0.01))
