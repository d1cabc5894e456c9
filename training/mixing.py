"""Makes examples of clips: one or several sentences in a window, louder and softer, in noise, over a
telephone, cut off in the middle, and windows in which nobody speaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import soxr

from ringup.telephony.standin.sound import over_the_line
from ringup.voice.audio import PHONE_RATE, WIDE_RATE, Audio
from training.sounds import Sounds

Sound = np.ndarray[tuple[int], np.dtype[np.float32]]

LONGEST = 12.0
"""Seconds that several sentences may take together."""

PHONE, CUT, NOISY, BENT, SILENT = 0.35, 0.06, 0.3, 0.05, 0.04
"""How many examples of a hundred are heard over a telephone, are cut off, have noise, are bent in pitch,
and hold no speech."""

_BEND = 0.08
_NOISES, _NOISE_SECONDS = 40, 20.0
"""How many noises are made beforehand, and how long each is: to make one takes longer than all the rest."""

LONG_PAUSES = 0.15
"""How many pauses of a hundred may last a second."""

_QUIETEST, _LOUDEST = -30.0, -2.0
"""dBFS of the loudest sample."""

_CLEAREST, _NOISIEST = 42.0, 16.0
"""Decibels of speech above noise."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """`ends`: when each word has been said, where that is known. All times in seconds of the example."""

    text: str
    start: float
    end: float
    ends: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """No sentences: nobody speaks."""

    sound: Sound
    sentences: tuple[Sentence, ...]

    @property
    def seconds(self) -> float:
        return len(self.sound) / WIDE_RATE


class Mixer:
    """Draws from `sounds`, of which the clips `usable` may be heard."""

    def __init__(self, sounds: Sounds, usable: Sequence[int], seed: int) -> None:
        self._sounds = sounds
        self._usable = np.asarray(usable)
        self._dice = np.random.default_rng(seed)
        self._noises = [self._coloured(round(_NOISE_SECONDS * WIDE_RATE)) for _ in range(_NOISES)]

    def plain(self, number: int) -> Example:
        """Clip `number` by itself, clean."""
        return self._put_together([number])

    def example(self, numbers: Sequence[int]) -> Example:
        """With these clips in it, one after the other."""
        dice = self._dice
        made = self._put_together(numbers)
        if dice.random() < SILENT:
            return Example(self._finish(self._nobody(made.seconds)), ())
        if dice.random() < CUT:
            made = self._cut(made)
        if dice.random() < NOISY:
            made = Example(self._in_noise(made.sound), made.sentences)
        return Example(self._finish(made.sound), made.sentences)

    def _put_together(self, numbers: Sequence[int]) -> Example:
        pieces: list[Sound] = []
        sentences: list[Sentence] = []
        at = round(self._pause(0.0) * WIDE_RATE)
        pieces.append(np.zeros(at, np.float32))
        for number in numbers:
            speech, ends = self._clip(number)
            if sentences and (at + len(speech)) / WIDE_RATE > LONGEST:
                break
            start, clip = at / WIDE_RATE, self._sounds.clips[number]
            moved = tuple(start + end for end in ends)
            sentences.append(Sentence(clip.text, start, start + len(speech) / WIDE_RATE, moved))
            pause = np.zeros(round(self._pause(0.1) * WIDE_RATE), np.float32)
            pieces += [speech, pause]
            at += len(speech) + len(pause)
        return Example(np.concatenate(pieces), tuple(sentences))

    def _pause(self, least: float) -> float:
        """Seconds; mostly short, for silence takes as long to learn from as speech."""
        return least + self._dice.uniform(0.0, 1.0 if self._dice.random() < LONG_PAUSES else 0.4)

    def _clip(self, number: int) -> tuple[Sound, tuple[float, ...]]:
        """Without the silence around it, at full level."""
        clip = self._sounds.clips[number]
        samples = self._sounds.samples(number).astype(np.float32)
        loud = np.flatnonzero(np.abs(samples) > 0.01 * np.abs(samples).max())
        first = max(0, int(loud[0]) - 800) if len(loud) else 0
        last = int(loud[-1]) + 800 if len(loud) else len(samples)
        speech, bend = samples[first:last], 1.0
        if self._dice.random() < BENT:
            bend = self._dice.uniform(1 - _BEND, 1 + _BEND)
            speech = soxr.resample(speech, WIDE_RATE * bend, WIDE_RATE, quality="QQ")
        speech = speech / max(1.0, float(np.abs(speech).max()))
        ends = tuple((end - first / WIDE_RATE) / bend for end in clip.ends)
        return speech, ends

    def _cut(self, whole: Example) -> Example:
        """Broken off behind a word of the last sentence, where it is known when words end."""
        *others, last = whole.sentences
        if len(last.ends) < 3:
            return whole
        keep = int(self._dice.integers(1, len(last.ends)))
        end = last.ends[keep - 1] + 0.02
        said = " ".join(last.text.split()[:keep])
        short = Sentence(said, last.start, min(end, last.end), last.ends[:keep])
        return Example(whole.sound[: round(end * WIDE_RATE)], (*others, short))

    def _in_noise(self, sound: Sound) -> Sound:
        above = self._dice.uniform(_NOISIEST, _CLEAREST)
        power = float(np.square(sound[np.abs(sound) > 0.02]).mean()) if np.any(np.abs(sound) > 0.02) else 1e-3
        noise = self._noise(len(sound))
        return sound + noise * np.float32(np.sqrt(power) * 10 ** (-above / 20))

    def _noise(self, length: int) -> Sound:
        """A piece of one of the noises, swelling and fading."""
        whole = self._noises[int(self._dice.integers(_NOISES))]
        turned = np.roll(whole, -int(self._dice.integers(len(whole))))
        swell = np.interp(np.arange(length), np.linspace(0, length, 6), self._dice.uniform(0.4, 1.6, 6))
        noise: Sound = np.resize(turned, length) * swell.astype(np.float32)
        return noise

    def _coloured(self, length: int) -> Sound:
        """White to brown, of unit power."""
        spectrum = np.fft.rfft(self._dice.normal(size=length))
        tilt = self._dice.uniform(0.0, 1.2)
        spectrum /= np.maximum(1.0, np.arange(len(spectrum)) * (1000 / length)) ** tilt
        noise = np.fft.irfft(spectrum, length)
        scaled: Sound = (noise / np.sqrt(np.square(noise).mean())).astype(np.float32)
        return scaled

    def _nobody(self, seconds: float) -> Sound:
        """Silence, noise, tones, clicks, or, twice as often, a crowd: that is what is taken for words."""
        length = round(seconds * WIDE_RATE)
        match int(self._dice.integers(6)):
            case 0:
                hiss = self._dice.normal(size=length) * 10 ** self._dice.uniform(-5, -2.5)
                return hiss.astype(np.float32)
            case 1:
                return self._noise(length)
            case 2:
                return self._tones(length)
            case 3:
                return self._clicks(length)
            case _:
                return self._crowd(length)

    def _tones(self, length: int) -> Sound:
        moments = np.arange(length) / WIDE_RATE
        pitches = self._dice.uniform(150, 2500, int(self._dice.integers(1, 4)))
        tones = sum(np.sin(2 * np.pi * pitch * moments) for pitch in pitches)
        rhythm = np.sin(2 * np.pi * self._dice.uniform(0.3, 4) * moments) > self._dice.uniform(-1, 0.5)
        mixed: Sound = (tones * rhythm + 0.02 * self._dice.normal(size=length)).astype(np.float32)
        return mixed

    def _clicks(self, length: int) -> Sound:
        clicks = 0.003 * self._noise(length)
        for at in self._dice.integers(0, length, int(self._dice.integers(1, 12))):
            burst = self._dice.normal(size=int(self._dice.integers(80, 3000)))
            burst *= np.exp(-np.arange(len(burst)) / (len(burst) / 4))
            clicks[at : at + len(burst)] += burst[: length - at].astype(np.float32)
        return clicks

    def _crowd(self, length: int) -> Sound:
        """Several voices at once, none of which can be followed."""
        crowd = 0.02 * self._noise(length)
        for number in self._dice.choice(self._usable, int(self._dice.integers(5, 9))):
            speech, _ = self._clip(int(number))
            turned = np.roll(np.resize(speech, length), int(self._dice.integers(length)))
            crowd += turned
        return crowd

    def _finish(self, sound: Sound) -> Sound:
        """The level of a line, over a telephone or not, and never quite silent."""
        loudest = max(1e-6, float(np.abs(sound).max()))
        level = 10 ** (self._dice.uniform(_QUIETEST, _LOUDEST) / 20)
        sound = sound * np.float32(level / loudest)
        if self._dice.random() < PHONE:
            sound = telephone(sound)
        hiss = 10 ** self._dice.uniform(-5.0, -3.3)
        return sound + np.float32(hiss) * self._dice.normal(size=len(sound)).astype(np.float32)


def as_audio(sound: Sound) -> Audio:
    """In 16 bits, for what hears calls."""
    return Audio(np.clip(32_768 * sound, -32_768, 32_767).astype(np.int16), WIDE_RATE)


def telephone(sound: Sound) -> Sound:
    """8 kHz and mu-law (ITU-T G.711), and back to 16 kHz."""
    narrow = over_the_line(as_audio(sound)).samples.astype(np.float32) / 32_768
    wide: Sound = soxr.resample(narrow, PHONE_RATE, WIDE_RATE, quality="MQ")
    return wide[: len(sound)]


def spans(sentence: Sentence) -> list[tuple[float, float]]:
    """When each word is said; nothing where that is not known."""
    return list(pairwise((sentence.start, *sentence.ends)))
