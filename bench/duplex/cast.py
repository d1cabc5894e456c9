"""The callers' voices, and their coughs.

The speech is flite's and festival's (`apt install flite festival festvox-kallpc16k festvox-kdlpc16k`), which
cannot cough: coughs, sneezes and sniffs are noise in the shape of one, with a vowel of flite's where people's
have a voice. No person was recorded.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import soxr

from bench.hearing.voices import VOICES
from bench.waveform import FLOOR
from ringup.cli.sound import read_wav, write_wav
from ringup.telephony.standin.impairments import SPEECH_LEVEL
from ringup.voice.audio import PHONE_RATE, WIDE_RATE, Audio
from training.voices import FLITE, Flite, own_rate

_Floats = npt.NDArray[np.float64]

AWAY_DB = 10.0
"""Who speaks to somebody else holds the telephone away: so much quieter,"""

AWAY_HZ = 1_000.0
"""and without anything above this. tau-voice muffles at the same frequency."""


class Cast:
    """Speaks sentences once and keeps them in `folder`. Everything at 8 kHz, at the level of a caller."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def prepare(self, voice: str, texts: Iterable[str]) -> None:
        """Have all of `texts` spoken. Raises VoiceMissing, which says what to install."""
        missing = sorted(text for text in set(texts) if not self._path(voice, text).exists())
        (self._folder / voice).mkdir(parents=True, exist_ok=True)
        if missing:
            rates = [own_rate(voice)] * len(missing)
            for text, spoken in zip(missing, VOICES[voice].say(missing, rates), strict=True):
                write_wav(self._path(voice, text), Audio(spoken.samples, WIDE_RATE))

    def says(self, voice: str, text: str) -> Audio:
        """After `prepare`."""
        return on_the_phone(read_wav(self._path(voice, text)))

    def says_aside(self, voice: str, text: str) -> Audio:
        return away(self.says(voice, text))

    def _path(self, voice: str, text: str) -> Path:
        return self._folder / voice / f"{hashlib.sha256(text.encode()).hexdigest()[:16]}.wav"


def on_the_phone(audio: Audio) -> Audio:
    """At 8 kHz and a caller's level, cut to the sound in it."""
    samples = audio.samples.astype(np.float64)
    if audio.rate != PHONE_RATE:
        samples = soxr.resample(samples, audio.rate, PHONE_RATE)
    return _audio(_cut(_levelled(samples)))


def away(audio: Audio) -> Audio:
    """As from the other end of the room."""
    spectrum = np.fft.rfft(audio.samples.astype(np.float64))
    hertz = np.fft.rfftfreq(len(audio.samples), 1 / audio.rate)
    muffled = np.fft.irfft(spectrum / np.sqrt(1 + (hertz / AWAY_HZ) ** 8), len(audio.samples))
    return _audio(_levelled(muffled) * 10 ** (-AWAY_DB / 20))


def cough(kind: str, seed: int) -> Audio:
    """A "cough", a "sneeze" or a "sniff", no two alike. The first two have a voice in them, as people's have:
    of noise alone no voice detector takes notice."""
    rng = np.random.default_rng(seed)
    match kind:
        case "cough":
            parts = [_cough(rng), _gap(rng), 0.7 * _cough(rng)]
        case "sneeze":
            parts = [0.4 * _vowel(rng, 0.2), _gap(rng), _burst(rng, 0.3, (800, 3_600), 0.01)]
        case "sniff":
            parts = [
                _burst(rng, 0.18, (1_200, 3_600), 0.06),
                _gap(rng),
                _burst(rng, 0.2, (1_200, 3_600), 0.06),
            ]
        case _:
            raise ValueError(f"nobody here can {kind}")
    return _audio(_cut(_levelled(np.concatenate(parts))))


def _breath(rng: np.random.Generator, seconds: float) -> _Floats:
    return _burst(rng, seconds, (1_200, 3_600), 0.06)


def _cough(rng: np.random.Generator) -> _Floats:
    """The burst of breath, and the voice that dies away behind it."""
    breath, voice = _burst(rng, 0.18, (300, 2_500), 0.006), _vowel(rng, 0.14)
    breath[-len(voice) :] += voice
    return breath


def _vowel(rng: np.random.Generator, seconds: float) -> _Floats:
    """flite's "ah" in one of its voices, falling."""
    voice = FLITE[int(rng.integers(len(FLITE)))]
    spoken = _flite_vowel(voice)
    count = min(len(spoken), round(seconds * PHONE_RATE))
    first = int(rng.integers(len(spoken) - count + 1))
    piece = spoken[first : first + count] * np.linspace(1.0, 0.2, count)
    return np.asarray(piece / np.abs(piece).max(), np.float64)


@cache
def _flite_vowel(voice: str) -> _Floats:
    samples = Flite(voice, alike=True).pronounce("ah ah").samples
    return _cut(soxr.resample(samples.astype(np.float64), WIDE_RATE, PHONE_RATE))


def _gap(rng: np.random.Generator) -> _Floats:
    return np.zeros(round(rng.uniform(0.05, 0.12) * PHONE_RATE))


def room_noise(seconds: float = 20.0, seed: int = 0) -> Audio:
    """A hum of all frequencies, the lower the louder, as of traffic behind a window."""
    rng = np.random.default_rng(seed)
    spectrum = np.fft.rfft(rng.normal(size=round(seconds * PHONE_RATE)))
    hertz = np.fft.rfftfreq(round(seconds * PHONE_RATE), 1 / PHONE_RATE)
    pink = np.fft.irfft(spectrum / np.sqrt(np.maximum(hertz, 50.0)), round(seconds * PHONE_RATE))
    return _audio(pink / np.abs(pink).max() * 16_000)


def _burst(rng: np.random.Generator, seconds: float, band: tuple[float, float], rise: float) -> _Floats:
    """Noise of one band that comes within `rise` seconds and dies away."""
    count = round(seconds * PHONE_RATE)
    spectrum = np.fft.rfft(rng.normal(size=count))
    hertz = np.fft.rfftfreq(count, 1 / PHONE_RATE)
    noise = np.fft.irfft(spectrum * ((hertz >= band[0]) & (hertz <= band[1])), count)
    times = np.arange(count) / PHONE_RATE
    shape = np.minimum(1.0, times / rise) * np.exp(-3.0 * np.maximum(0.0, times - rise) / seconds)
    return np.asarray(noise / np.abs(noise).max() * shape, np.float64)


def _levelled(samples: _Floats) -> _Floats:
    """The loud half of its frames at SPEECH_LEVEL: pauses within do not count."""
    frames = samples[: len(samples) // 160 * 160].reshape(-1, 160)
    powers = np.mean(np.square(frames), axis=1)
    loud = np.mean(powers[powers >= np.median(powers)])
    return np.asarray(samples * (32_768 * 10 ** (SPEECH_LEVEL / 20) / np.sqrt(loud)), np.float64)


def _cut(samples: _Floats) -> _Floats:
    """Its ends are then those of the sound, as waveforms are read."""
    loud = np.flatnonzero(np.abs(samples) > FLOOR)
    return samples[loud[0] : loud[-1] + 1]


def _audio(samples: _Floats) -> Audio:
    return Audio(np.clip(np.round(samples), -32_768, 32_767).astype(np.int16), PHONE_RATE)
