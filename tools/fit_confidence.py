"""Fit the weights of `ringup.voice.asr.confidence` and print them.

`python -m tools.fit_confidence DATA`: flite's and festival's voices speak sentences of the sample shop's
language model, and what people ask an assistant in their own words, a shop's business or not
(`DATA/clinc150`). Like the stand-in callers' recordings and people's digits (`DATA/spoken_digits`) they
should be believed when they are heard right, which is nearly word for word, and noises (`DATA/noise`) never.
Takes half an hour of one core.
"""

from __future__ import annotations

import asyncio
import itertools
import random
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein
from rich.progress import track

from bench.hearing.voices import VOICES, in_a_room
from ringup.cli.sound import read_wav
from ringup.pipelines.engines import language_model
from ringup.pipelines.recognize import PLAIN
from ringup.pipelines.sample_shop import open_sample_shop, settings_in
from ringup.skills.dialogue.belief import LEAST_CONFIDENCE
from ringup.skills.dialogue.guard import CONFIDENCE_BAR
from ringup.skills.understanding.corpus import shop_sentences
from ringup.skills.vocabulary import Vocabulary
from ringup.telephony.standin.sound import over_the_line
from ringup.voice.asr import confidence
from ringup.voice.asr.language_model import LanguageModel
from ringup.voice.asr.resampling import Resampler
from ringup.voice.asr.sphinx_decoder import SphinxDecoder
from ringup.voice.audio import WIDE_RATE, Audio, Samples
from ringup.voice.ports import Grammar
from tools.intent_sentences import clinc
from tools.record_callers import CALLERS, TARGET, slug
from training.voices import own_rate

_DIGITS = "zero one two three four five six seven eight nine".split()  # noqa: SIM905
_AGREEING = {"yes", "yeah", "yep", "sure", "correct", "right", "please", "go", "ahead", "okay"}
_ONE_WRONG, _SEVERAL_WRONG = 0.7, 2.0
"""What it costs to believe a wrong word, or several, beside not to believe what was right. A single word is
mostly an answer, which is judged once more, and a short yes should be heard."""

_FALSE_YES_COSTS = 4.0
"""The same of what would be a yes, beside another wrong reading."""

_REGULARIZED = 0.003

SENTENCES = 120
"""Of each kind."""

SEED = 11
"""Another than that of the language model's own sentences."""

NEARLY = 0.2
"""Share of the words that may be wrong in what still counts as heard."""

GRAMMARS = (Grammar.OPEN, Grammar.YES_NO, Grammar.CHOICE)

ROOMS = ((False, 33.0), (True, 33.0), (True, 185.0))
"""Whether a telephone carries it, and the standard deviation of the room's noise: -60 and -45 dBFS."""

PIECE, LONGEST_NOISE = 2.0, 80.0
"""Seconds of a noise taken at a time, and of all of it."""

BURSTS, BURST = 16, (0.25, 0.6)
"""How many short pieces of each noise, and their seconds."""

TAKES = 3
"""Of each digit by each person."""


@dataclass(frozen=True, slots=True)
class Example:
    sound: Audio
    """16 kHz."""
    right: frozenset[str] = frozenset()
    """Every reading that counts as right; empty for noise."""

    def is_heard_as(self, text: str) -> bool:
        return any(
            Levenshtein.distance(text.split(), right.split()) <= NEARLY * len(right.split())
            for right in self.right
        )


@dataclass(frozen=True, slots=True)
class Reading:
    words: int
    features: confidence.Features
    right: bool
    agrees: bool


def examples(data: Path, vocabulary: Vocabulary) -> Iterator[Example]:
    chance = random.Random(SEED)  # noqa: S311 - not for secrets
    asked = [(text, label.startswith("other")) for text, label, _ in clinc(data) if text.isascii()]
    chance.shuffle(asked)
    ours, others = ([text for text, is_other in asked if is_other is other] for other in (False, True))
    for text, sound in spoken(dict.fromkeys(shop_sentences(vocabulary, SENTENCES, SEED))):
        yield Example(sound, frozenset({text}))
    for text, sound in spoken(ours[:SENTENCES]):
        yield Example(sound, frozenset({text.replace("-", " ")}))
    for text, sound in spoken(others[:SENTENCES]):
        yield Example(sound, frozenset({text.replace("-", " ")}))
    for voice, sentences in CALLERS.items():
        for text in sentences:
            sound = read_wav(TARGET / voice / f"{slug(text)}.wav")
            yield Example(sound, frozenset({text.lower()}))
    for path in sorted((data / "spoken_digits").glob("*.wav")):
        digit, _, take = path.stem.split("_")
        if int(take) < TAKES:
            right = frozenset({_DIGITS[int(digit)], *(["oh"] if digit == "0" else [])})
            yield Example(_wide(read_wav(path), Resampler("HQ")), right)
    yield from noises(data / "noise")


def spoken(texts: Iterable[str]) -> Iterator[tuple[str, Audio]]:
    """The voices take turns; all that one of them says comes together."""
    by_voice: dict[str, list[str]] = {name: [] for name in VOICES}
    for text, name in zip(texts, itertools.cycle(VOICES), strict=False):
        by_voice[name].append(text)
    for name, said in by_voice.items():
        for text, sound in zip(said, VOICES[name].say(said, [own_rate(name)] * len(said)), strict=True):
            yield text, Audio(sound.samples, WIDE_RATE)


def noises(folder: Path) -> Iterator[Example]:
    """Long ones, short ones that come and go as coughs do, and gusts of wind."""
    dice = np.random.default_rng(7)
    for path in sorted(folder.glob("*.wav")):
        noise = _wide(read_wav(path), Resampler("HQ"))
        for start in np.arange(0, min(noise.seconds, LONGEST_NOISE) - PIECE / 2, PIECE):
            yield Example(noise.between(start, start + PIECE))
        for start in dice.uniform(0, noise.seconds - 1, BURSTS):
            burst = noise.between(start, start + dice.uniform(*BURST))
            yield Example(Audio(_dying_away(burst.samples), WIDE_RATE))
    for _ in range(BURSTS):
        hiss = dice.normal(size=round(dice.uniform(*BURST) * WIDE_RATE)) * 2_500
        yield Example(Audio(_dying_away(hiss), WIDE_RATE))
        gusts = dice.normal(size=24_000) * np.repeat(dice.uniform(0, 1, 15), 1_600) * 600
        yield Example(Audio(np.clip(gusts, -32_768, 32_767).astype(np.int16), WIDE_RATE))


def _dying_away(samples: NDArray[Any]) -> Samples:
    shape = np.minimum(1.0, np.linspace(0.0, 20.0, len(samples))) * np.linspace(1.0, 0.1, len(samples))
    return np.clip(samples * shape, -32_768, 32_767).astype(np.int16)


def _wide(audio: Audio, line: Resampler) -> Audio:
    return Audio(np.concatenate([line.take(audio), line.rest()]), WIDE_RATE)


def heard_as(audio: Audio) -> Iterator[Audio]:
    """In each of `ROOMS`; 16 kHz."""
    dice = np.random.default_rng(0)
    for narrow, level in ROOMS:
        sound = in_a_room(audio, room=level, dice=dice)
        yield _wide(over_the_line(sound) if narrow else sound, Resampler())


def readings(decoders: dict[bool, SphinxDecoder], example: Example, grammar: Grammar) -> Iterator[Reading]:
    for (narrow, _), sound in zip(ROOMS, heard_as(example.sound), strict=True):
        decoder = decoders[narrow]
        decode(decoder, sound, grammar)
        clarity = confidence.clarity(confidence.levels(sound.samples))
        words, posterior = decoder.evidence()
        if words:
            text = " ".join(word.text for word in words)
            features = confidence.features(words, posterior, clarity)
            agrees = {*text.split()} <= _AGREEING
            yield Reading(len(words), features, example.is_heard_as(text), agrees)


def decode(decoder: SphinxDecoder, sound: Audio, grammar: Grammar) -> None:
    """Twice, as in a call: the second time with the utterance's own means."""
    decoder.start(grammar)
    decoder.take(sound.pcm)
    decoder.stop()
    decoder.start(grammar, decoder.means())
    decoder.take(sound.pcm)
    decoder.stop()


def fit(found: list[Reading], wrong_costs: float) -> confidence.Weights:
    """Logistic regression, right and wrong readings balanced but for what an error costs."""
    x = np.array([reading.features for reading in found])
    y = np.array([reading.right for reading in found], float)
    weight = np.where(y == 1, (y == 0).sum() / y.sum() / wrong_costs, 1.0)
    weight *= [_FALSE_YES_COSTS if r.agrees and not r.right else 1.0 for r in found]
    mean, deviation = x.mean(0), x.std(0) + 1e-9
    z = np.c_[(x - mean) / deviation, np.ones(len(x))]
    w = np.zeros(z.shape[1])
    for _ in range(8_000):
        p = 1 / (1 + np.exp(-z @ w))
        w += 0.5 * (z.T @ (weight * (y - p)) / weight.sum() - _REGULARIZED * np.r_[w[:-1], 0])
    for bar in (LEAST_CONFIDENCE, PLAIN, CONFIDENCE_BAR):
        kept, slipped = (p[y == 1] >= bar).mean(), (p[y == 0] >= bar).mean()
        yeses = sum(c >= bar and r.agrees and not r.right for c, r in zip(p, found, strict=True))
        print(f"  from {bar}: right {kept:.3f}, wrong {slipped:.3f}, false yes {yeses}")
    scaled = w[:-1] / deviation
    rounded = tuple(round(float(weight), 2) for weight in scaled)
    return confidence.Weights(rounded, round(float(w[-1] - (scaled * mean).sum()), 2))


def gather(data: Path) -> Iterator[Reading]:
    with tempfile.TemporaryDirectory() as folder:
        model, vocabulary = asyncio.run(_expected(Path(folder)))
        wide = SphinxDecoder(model)
        decoders = {False: wide, True: SphinxDecoder(model, wide, narrow=True)}
        every = list(examples(data, vocabulary))
        for example, grammar in zip(track(every, "listening"), itertools.cycle(GRAMMARS), strict=False):
            yield from readings(decoders, example, grammar)


async def _expected(folder: Path) -> tuple[LanguageModel, Vocabulary]:
    async with open_sample_shop(folder) as shop:
        vocabulary = await shop.names.vocabulary()
    return language_model(settings_in(folder), vocabulary), vocabulary


def main(data: Path) -> None:
    found = list(gather(data))
    for name, some, wrong_costs in (
        ("ONE", [reading for reading in found if reading.words == 1], _ONE_WRONG),
        ("SEVERAL", [reading for reading in found if reading.words > 1], _SEVERAL_WRONG),
    ):
        print(f"{name}: {len(some)} readings, {sum(r.right for r in some)} of them right")
        print(fit(some, wrong_costs))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
