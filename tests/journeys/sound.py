"""Where sound really lies, and sound that is no speech."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np
import soxr
from numpy.typing import NDArray

from ringup.telephony.standin.recordings import recording
from ringup.voice.audio import PHONE_RATE, Audio, Samples

SEARCH_MS = 500
"""How far off a sound is looked for."""

PIECE_MS = 500

SAME = 0.9
"""Correlation from which two sounds are one: mu-law changes little."""


def channels(path: Path) -> tuple[Samples, Samples]:
    """Caller and assistant of a recording at 8 kHz."""
    with wave.open(str(path)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (2, 2, PHONE_RATE)
        both = np.frombuffer(file.readframes(file.getnframes()), "<i2").reshape(-1, 2)
    return both[:, 0].astype(np.int16), both[:, 1].astype(np.int16)


def at(milliseconds: float) -> int:
    """That time as a number of samples."""
    return round(milliseconds * PHONE_RATE / 1000)


def level(samples: Samples) -> float:
    """dBFS."""
    return Audio(samples, PHONE_RATE).level


def lags_ms(recorded: Samples, heard: Samples, start_ms: int, end_ms: int) -> list[float]:
    """By how much later each piece of that stretch of `recorded` is in `heard`; inf where it is not there.

    Both count from the same moment. Pieces that are almost silent tell nothing.
    """
    starts = range(start_ms, end_ms - PIECE_MS + 1, PIECE_MS)
    pieces = ((at(ms), recorded[at(ms) : at(ms + PIECE_MS)]) for ms in starts)
    return [_lag_ms(piece, heard, first) for first, piece in pieces if level(piece) > -40]


def _lag_ms(piece: Samples, heard: Samples, first: int) -> float:
    margin = at(SEARCH_MS)
    padded = np.pad(heard.astype(np.float64), (margin, margin + len(piece)))
    around = padded[first : first + len(piece) + 2 * margin]
    scores = _correlation(around, piece.astype(np.float64))
    best = int(np.argmax(scores))
    return (best - margin) * 1000 / PHONE_RATE if scores[best] > SAME else float("inf")


def _correlation(around: NDArray[np.float64], piece: NDArray[np.float64]) -> NDArray[np.float64]:
    size = 1 << (len(around) + len(piece)).bit_length()
    product = np.fft.rfft(around, size) * np.conj(np.fft.rfft(piece, size))
    count = len(around) - len(piece) + 1
    energy = np.concatenate([[0.0], np.cumsum(around**2)])
    energies = energy[len(piece) : len(piece) + count] - energy[:count]
    scale = np.sqrt(np.maximum(energies, 1.0) * max(1.0, float(np.sum(piece**2))))
    return np.asarray(np.fft.irfft(product, size)[:count] / scale, np.float64)


def last_loud_ms(samples: Samples, after_ms: int, before_ms: int, loud: float = -45.0) -> int:
    """The end of the last 20 ms of sound between two times; `after_ms` when there is none."""
    frame = at(20)
    frames = range(at(after_ms), min(at(before_ms), len(samples)) - frame + 1, frame)
    ends = [first + frame for first in frames if level(samples[first : first + frame]) > loud]
    return round(ends[-1] * 1000 / PHONE_RATE) if ends else after_ms


def bursts(seconds: float, seed: int) -> Audio:
    """Bangs, hisses and hums of all lengths, as from a workshop."""
    rng = np.random.default_rng(seed)
    sound = np.zeros(at(seconds * 1000))
    position = 0
    while position < len(sound):
        length = int(rng.integers(at(40), at(1_200)))
        noise = rng.normal(size=length)
        if rng.random() < 0.5:
            noise = np.cumsum(noise - noise.mean())
        shaped = noise * np.hanning(length) / np.abs(noise).max()
        part = sound[position : position + length]
        part += shaped[: len(part)] * rng.uniform(0.05, 0.5)
        position += length + int(rng.integers(at(50), at(1_500)))
    return _as_sound(sound)


def babble(seconds: float, seed: int) -> Audio:
    """A room full of people: many sentences on top of each other, each played backwards."""
    rng = np.random.default_rng(seed)
    slugs = ("where-is-my-order", "can-you-repeat-that", "whats-the-weather-like-on-mars-tomorrow")
    voices = [_at_phone_rate(recording(slug)) for slug in slugs]
    sound = np.zeros(at(seconds * 1000))
    for _ in range(round(4 * seconds)):
        voice = voices[int(rng.integers(len(voices)))][::-1]
        position = int(rng.integers(len(sound)))
        part = sound[position : position + len(voice)]
        part += voice[: len(part)] * rng.uniform(0.1, 0.4)
    return _as_sound(sound)


def _at_phone_rate(audio: Audio) -> NDArray[np.float64]:
    samples = audio.samples.astype(np.float64) / 32768
    return np.asarray(soxr.resample(samples, audio.rate, PHONE_RATE), np.float64)


def _as_sound(sound: NDArray[np.float64]) -> Audio:
    return Audio((np.clip(sound, -1, 1) * 32767).astype(np.int16), PHONE_RATE)
