"""Fit the weights of `ringup.voice.asr.confidence` and print them.

`python -m tools.fit_confidence TEXTS SOUNDS...`: TEXTS has an off-topic sentence a line, which flite
speaks; SOUNDS are folders of WAVs of noises and of single digits named `7_*.wav`. The stand-in
callers' recordings, and sentences of the sample shop that flite speaks, should be believed when they are
heard right: nearly word for word.
"""

from __future__ import annotations

import asyncio
import itertools
import sys
import tempfile
import wave
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soxr
from rapidfuzz.distance import Levenshtein

from ringup.pipelines.engines import language_model
from ringup.pipelines.sample_shop import open_sample_shop, settings_in
from ringup.skills.understanding.corpus import shop_sentences
from ringup.skills.vocabulary import Vocabulary
from ringup.telephony.standin.sound import over_the_line
from ringup.voice.asr import confidence
from ringup.voice.asr.language_model import LanguageModel
from ringup.voice.asr.resampling import Resampler
from ringup.voice.asr.sphinx_decoder import USUAL, SphinxDecoder
from ringup.voice.audio import WIDE_RATE, Audio
from ringup.voice.ports import Grammar
from tools.record_callers import CALLERS, TARGET, slug, speak, trim

_DIGITS = "zero one two three four five six seven eight nine".split()  # noqa: SIM905
_AGREEING = {"yes", "yeah", "yep", "sure", "correct", "right", "please", "go", "ahead", "okay"}
_FALSE_YES_COSTS = 4.0
_REGULARIZED = 0.003

SHOP_SENTENCES = 90
SEED = 11
"""Another than that of the language model's own sentences."""

NEARLY = 0.2
"""Share of the words that may be wrong in what still counts as heard."""

GRAMMARS = (Grammar.OPEN, Grammar.YES_NO, Grammar.CHOICE)
VOICES = ("rms", "slt", "awb", "kal16")


@dataclass(frozen=True, slots=True)
class Example:
    sound: Audio
    right: frozenset[str]
    """Every reading that counts as right; empty for what is not speech to a shop."""

    def is_heard_as(self, text: str) -> bool:
        return any(
            Levenshtein.distance(text.split(), right.split()) <= NEARLY * len(right.split())
            for right in self.right
        )


@dataclass(frozen=True, slots=True)
class Reading:
    features: confidence.Features
    right: bool
    agrees: bool


def examples(texts: list[str], folders: list[Path], vocabulary: Vocabulary) -> Iterator[Example]:
    said = dict.fromkeys(shop_sentences(vocabulary, SHOP_SENTENCES, SEED))
    for text, voice in zip(said, itertools.cycle(VOICES), strict=False):
        yield Example(trim(speak(text, voice)), frozenset({text}))
    for voice, sentences in CALLERS.items():
        for text in sentences:
            off_topic = text.startswith("what's the weather")
            right = frozenset() if off_topic else frozenset({text.lower()})
            yield Example(read(TARGET / voice / f"{slug(text)}.wav"), right)
    for text, voice in zip(texts, itertools.cycle(VOICES), strict=False):
        yield Example(trim(speak(text, voice)), frozenset())
    for folder in folders:
        for path in sorted(folder.glob("*.wav")):
            digit = path.name[0] if path.name[0].isdigit() else ""
            right = frozenset({_DIGITS[int(digit)], *(["oh"] if digit == "0" else [])} if digit else ())
            yield Example(read(path).between(0, 2), right)
    dice = np.random.default_rng(7)
    for level in np.repeat((40, 150, 600, 2_500), 6):
        gusts = dice.normal(size=24_000) * np.repeat(dice.uniform(0, 1, 15), 1_600) * level
        yield Example(Audio(np.clip(gusts, -32_768, 32_767).astype(np.int16), WIDE_RATE), frozenset())


def read(path: Path) -> Audio:
    with wave.open(str(path)) as sound:
        audio = Audio.from_pcm(sound.readframes(sound.getnframes()), sound.getframerate())
    if audio.rate == WIDE_RATE:
        return audio
    return (
        Audio(Resampler().take(audio), WIDE_RATE)
        if audio.rate < WIDE_RATE
        else Audio(soxr.resample(audio.samples, audio.rate, WIDE_RATE), WIDE_RATE)
    )


def heard_as(audio: Audio) -> Iterator[Audio]:
    """In a quiet room, wide band and over the telephone, and in a noisy one over the telephone; 16 kHz."""
    dice = np.random.default_rng(0)
    for level, on_the_phone in ((33, False), (33, True), (185, True)):  # -60 and -45 dBFS
        around = np.concatenate([np.zeros(4_800), audio.samples, np.zeros(8_000)])
        noisy = np.clip(around + dice.normal(size=len(around)) * level, -32_768, 32_767)
        wide = Audio(noisy.astype(np.int16), WIDE_RATE)
        if on_the_phone:
            wide = Audio(Resampler().take(over_the_line(wide)), WIDE_RATE)
        yield wide


def readings(decoder: SphinxDecoder, example: Example, grammar: Grammar) -> Iterator[Reading]:
    for sound in heard_as(example.sound):
        decode(decoder, sound, grammar)
        clarity = confidence.clarity(confidence.levels(sound.samples))
        words, posterior = decoder.evidence()
        if words:
            text = " ".join(word.text for word in words)
            features = confidence.features(words, posterior, clarity)
            yield Reading(features, example.is_heard_as(text), {*text.split()} <= _AGREEING)


def decode(decoder: SphinxDecoder, sound: Audio, grammar: Grammar) -> None:
    """Twice, as in a call: the second time with the utterance's own means."""
    means = USUAL
    for _ in range(2):
        decoder.start(grammar, means)
        for batch in sound.chunks(0.1):
            decoder.take(batch.pcm)
        decoder.stop()
        means = decoder.means()


def fit(found: list[Reading]) -> tuple[list[float], float]:
    """Logistic regression; a false yes weighs more than another error."""
    x = np.array([reading.features for reading in found])
    y = np.array([reading.right for reading in found], float)
    weight = np.where(y == 1, (y == 0).sum() / y.sum(), 1.0)
    weight *= [_FALSE_YES_COSTS if r.agrees and not r.right else 1.0 for r in found]
    mean, deviation = x.mean(0), x.std(0) + 1e-9
    z = np.c_[(x - mean) / deviation, np.ones(len(x))]
    w = np.zeros(z.shape[1])
    for _ in range(8_000):
        p = 1 / (1 + np.exp(-z @ w))
        w += 0.5 * (z.T @ (weight * (y - p)) / weight.sum() - _REGULARIZED * np.r_[w[:-1], 0])
    for bar in (0.5, 0.6, 0.7):
        kept, slipped = (p[y == 1] >= bar).mean(), (p[y == 0] >= bar).mean()
        yeses = sum(c >= bar and r.agrees and not r.right for c, r in zip(p, found, strict=True))
        print(f"bar {bar}: right kept {kept:.3f}, wrong kept {slipped:.3f}, false yes {yeses}")
    scaled = w[:-1] / deviation
    return scaled.tolist(), float(w[-1] - (scaled * mean).sum())


def main(texts: Path, folders: list[Path]) -> None:
    with tempfile.TemporaryDirectory() as cache:
        model, vocabulary = asyncio.run(expected(Path(cache)))
        decoder = SphinxDecoder(model)
        every = examples(texts.read_text().splitlines(), folders, vocabulary)
        found = [
            reading
            for example, grammar in zip(every, itertools.cycle(GRAMMARS), strict=False)
            for reading in readings(decoder, example, grammar)
        ]
    weights, bias = fit(found)
    print(f"{len(found)} readings, {sum(r.right for r in found)} of them right")
    print("WEIGHTS", [round(weight, 2) for weight in weights], "BIAS", round(bias, 2))


async def expected(folder: Path) -> tuple[LanguageModel, Vocabulary]:
    async with open_sample_shop(folder) as shop:
        vocabulary = await shop.names.vocabulary()
    return language_model(settings_in(folder), vocabulary), vocabulary


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(folder) for folder in sys.argv[2:]])
