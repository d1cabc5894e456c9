"""Fit how far a number that was matched may be believed (`ringup.voice.asr.numbers`), and print the weights.

`python -m tools.fit_numbers [COUNT]`: each synthetic voice says COUNT numbers as callers say them, of which
some are in the list that the decoder may choose from, some are not, and some break off in the middle; and
as many sentences to the shop that hold no number. Lists hold strangers, and neighbours that differ in one
digit. To choose the number of a list that was broken off is right, to guess the rest of any other is not. For
each voice the weights of the others are tried on it.
"""

from __future__ import annotations

import asyncio
import itertools
import random
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ringup.pipelines.sample_shop import open_sample_shop
from ringup.skills.understanding.corpus import shop_sentences
from ringup.skills.understanding.corpus.spoken import DIGITS, digits
from ringup.voice.asr import numbers
from ringup.voice.asr.language_model import build
from ringup.voice.asr.numbers import Possible
from ringup.voice.asr.sphinx_decoder import SphinxDecoder
from ringup.voice.audio import WIDE_RATE, Audio
from ringup.voice.ports import Grammar
from tools.fit_confidence import heard_as
from training.voices import Voice, all_voices

SEED = 23
LISTED = 10
LENGTHS = (4, 5, 6, 6, 6, 7, 8, 10)
SURE = 0.9
FALSE_COSTS = 3.0
"""The least by which none of the neighbours of a number that is not in the list was sure."""
REGULARIZED = 0.001
STEPS = 30
CHANCE = random.Random(SEED)  # noqa: S311 - not for secrets


@dataclass(frozen=True, slots=True)
class Said:
    voice: str
    number: str
    """Empty where there is none."""
    sound: Audio


@dataclass(frozen=True, slots=True)
class Example:
    voice: str
    kind: str
    features: numbers.Features
    right: bool
    second: bool


def spoken(voice: Voice, count: int, sentences: list[str]) -> Iterator[Said]:
    whole = ["".join(CHANCE.choices("0123456789", k=CHANCE.choice(LENGTHS))) for _ in range(count)]
    texts = [_in_groups(digits(number, CHANCE)) for number in whole]
    others = [text for text in CHANCE.sample(sentences, 4 * count) if not {*text.split()} & {*DIGITS, "oh"}]
    every = [*zip(whole, texts, strict=True), *(("", text) for text in others[:count])]
    said = voice.say([text for _, text in every], [CHANCE.uniform(0.85, 1.15) for _ in every])
    for (number, _), speech in zip(every, said, strict=True):
        loud = speech.samples * (8_000 / max(1, np.abs(speech.samples.astype(int)).max()))
        yield Said(voice.name, number, Audio(loud.astype(np.int16), WIDE_RATE))


def _in_groups(text: str) -> str:
    words = text.split()
    at = CHANCE.randrange(1, len(words)) if len(words) > 3 and CHANCE.random() < 0.6 else 0
    return f"{' '.join(words[:at])}, {' '.join(words[at:])}" if at else text


def examples(decoder: SphinxDecoder, said: Said) -> Iterator[Example]:
    _, quiet, noisy = heard_as(said.sound)
    _hear(decoder, CHANCE.choice((quiet, noisy)))
    if not said.number:
        yield from _matched(decoder, said, "other words", Possible(_strangers(6)))
        yield from _matched(decoder, said, "other words, no list", Possible((), (6,)))
        return
    length = len(said.number)
    others = _strangers(length) if CHANCE.random() < 0.5 else _neighbours(said.number)
    listed = Possible((said.number, *(number for number in others[1:] if number != said.number)))
    yield from _matched(decoder, said, "listed", listed)
    yield from _matched(decoder, said, "not listed", Possible(_strangers(length)))
    near = tuple(other for other in _neighbours(said.number) if other != said.number)
    yield from _matched(decoder, said, "not listed, but neighbours are", Possible(near))
    yield from _matched(decoder, said, "no list", Possible((), (length,)))
    cut = quiet.between(0, CHANCE.uniform(0.3, 0.7) * quiet.seconds)
    _hear(decoder, cut)
    yield from _matched(decoder, said, "broken off", listed)
    nothing = replace(said, number="")
    yield from _matched(decoder, nothing, "broken off, no list", Possible((), (length,)))


def _strangers(length: int) -> tuple[str, ...]:
    return tuple("".join(CHANCE.choices("0123456789", k=length)) for _ in range(LISTED))


def _neighbours(number: str) -> tuple[str, ...]:
    places = [CHANCE.randrange(len(number)) for _ in range(LISTED)]
    return tuple(number[:at] + CHANCE.choice("0123456789") + number[at + 1 :] for at in places)


def _hear(decoder: SphinxDecoder, sound: Audio) -> None:
    decoder.start(Grammar.DIGITS)
    for batch in sound.chunks(0.1):
        decoder.take(batch.pcm)
    decoder.stop()


def _matched(decoder: SphinxDecoder, said: Said, kind: str, possible: Possible) -> Iterator[Example]:
    if found := decoder.matches(possible):
        yield Example(
            said.voice,
            kind,
            numbers.features(found),
            right=found.best.figures == said.number,
            second=found.second is not None and found.second.figures == said.number,
        )


Weights = npt.NDArray[np.float64]


def fit(found: list[Example]) -> Weights:
    """Logistic regression by Newton's method, the bias last. Right and wrong weigh the same in all, but a
    wrong number that is believed costs more than a right one that is not."""
    x = np.array([(*example.features, 1.0) for example in found])
    y = np.array([example.right for example in found], float)
    weight = np.where(y == 1, (y == 0).sum() / y.sum(), FALSE_COSTS)
    ridge = np.diag([REGULARIZED] * (x.shape[1] - 1) + [0.0]) * weight.sum()
    w = np.zeros(x.shape[1])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-x @ w))
        curvature = (x.T * (weight * p * (1 - p))) @ x + ridge
        w += np.linalg.solve(curvature, x.T @ (weight * (y - p)) - ridge @ w)
    return w


def believed(w: Weights, example: Example) -> float:
    return float(1 / (1 + np.exp(-(w @ np.array((*example.features, 1.0))))))


def report(title: str, found: list[Example]) -> None:
    """How each voice fares by the weights of all others, and the weights of all."""
    held_out = {
        voice: fit([example for example in found if example.voice != voice])
        for voice in {example.voice for example in found}
    }
    print(title)
    for kind, group in itertools.groupby(sorted(found, key=lambda one: one.kind), lambda one: one.kind):
        every = [(believed(held_out[example.voice], example), example) for example in group]
        right = [p for p, example in every if example.right]
        wrong = [p for p, example in every if not example.right]
        print(
            f"  {kind}: right {len(right)}, sure {sum(p >= SURE for p in right)}, told "
            f"{sum(p >= numbers.LEAST for p in right)}; wrong {len(wrong)}, sure "
            f"{sum(p >= SURE for p in wrong)}, told {sum(p >= numbers.LEAST for p in wrong)}"
        )
    missed = [example for example in found if not example.right and example.kind in ("listed", "no list")]
    second = sum(example.second for example in missed) / max(1, len(missed))
    *weights, bias = (round(float(value), 2) for value in fit(found))
    print(f"  Weights({tuple(weights)}, {bias}, {round(second, 2)})")


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as cache:
        decoder = SphinxDecoder(build([" ".join(DIGITS)], Path(cache)), narrow=True)  # for its means
        sentences = asyncio.run(shop_talk(Path(cache)))
        said = itertools.chain.from_iterable(spoken(voice, count, sentences) for voice in all_voices())
        found = [example for one in said for example in examples(decoder, one)]
    report("LISTED", [example for example in found if "no list" not in example.kind])
    report("UNLISTED", [example for example in found if "no list" in example.kind])


async def shop_talk(folder: Path) -> list[str]:
    async with open_sample_shop(folder) as shop:
        return list(dict.fromkeys(shop_sentences(await shop.names.vocabulary())))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 30)
