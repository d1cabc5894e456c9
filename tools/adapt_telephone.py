"""Adapt pocketsphinx's acoustic model to the telephone, and write what `ringup.voice.asr.acoustics` reads.

`python -m tools.adapt_telephone [COUNT [VOICE...]]`: each voice, those of flite and festival where none is
told, says COUNT texts of the shop, as it speaks itself and as a smaller or a larger speaker would. Each is
heard twice, wide band and over the telephone. Which Gaussians are at work in a frame is told by the wide
band, which the model was trained on; where they lie on the telephone, by what the telephone made of that
frame: single-pass retraining (Gales, 1995). Takes a quarter of an hour of one core.

The means of all Gaussians are moved by one affine map for each stream, by which strangers gain too; from
there each is moved as far as it was heard itself (MAP, Gauvain and Lee, 1994). Mixture weights are left
alone, and it is not done a second time: both help the voices that are learnt from, and make people's digits
worse.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

import numpy as np
import soxr
from numpy.typing import NDArray
from pocketsphinx import Decoder, get_model_path
from rich.progress import track

from bench.hearing.sentences import off_topic_sentences, shop_sentences
from bench.hearing.voices import PEAK, in_a_room
from ringup.telephony.standin.sound import over_the_line
from ringup.voice.asr import acoustics
from ringup.voice.asr.acoustic_model import CEPSTRA, STREAMS, Floats, Gaussians, Senones, mixtures
from ringup.voice.asr.cepstra import Frames, FrontEnd, streams
from ringup.voice.asr.language_model import DICTIONARY
from ringup.voice.asr.resampling import Resampler
from ringup.voice.asr.sphinx_decoder import with_usual
from ringup.voice.audio import WIDE_RATE, Audio, Samples
from tools.gaussians import write
from training.sentences import MOST, of_sample_shop
from training.texts import Texts
from training.voices import FESTIVAL, FLITE, Festival, Flite, Voice, own_rate

COUNT = 500
SEED = 29

RATES = (0.85, 1.2)
"""Shares of a voice's own rate."""

AS_IT_IS = (1.0, 1.0, 0.92, 0.96, 1.04, 1.09)
OTHERS = (0.84, 0.9, 0.96, 1.06, 1.12, 1.2)
"""How much longer or shorter the throat of who speaks is made, by playing it faster or slower."""

_GAIN = (-12.0, 3.0)
"""Decibels beside the bench's callers."""

_NOISE = (1.0, 100.0)
"""Standard deviation of the noise in the room: -90 to -50 dBFS."""

FRAMES_OF_MEANS, FRAMES_OF_VARIANCES = 100.0, 200.0
"""That what the affine map says of a Gaussian counts for, beside the frames it was heard in."""

AT_MOST = 200.0
"""Frames that one Gaussian counts for in what is common to all: a map for the frequent ones only would be
little use to the others."""

AT_LEAST = 30.0
"""Frames from which a variance is worth something."""

LEAST_LEFT = 0.05
"""Share of a variance that is left."""

_BEAMS = {"beam": 1e-80, "wbeam": 1e-60, "pbeam": 1e-80}


@dataclass(frozen=True, slots=True)
class Heard:
    """One utterance. `phones`: which one each frame belongs to; `senones`: which state of it; -1 outside."""

    wide: Frames
    narrow: Frames
    phones: NDArray[np.int64]
    senones: NDArray[np.int64]


@dataclass(slots=True)
class Counts:
    """Of each Gaussian: the frames it was at work in, and sums of those and of their squares."""

    model: Gaussians
    frames: Floats = field(init=False)
    sums: Floats = field(init=False)
    squares: Floats = field(init=False)

    def __post_init__(self) -> None:
        self.sums = np.zeros_like(self.model.means)
        self.squares = np.zeros_like(self.model.means)
        self.frames = np.zeros(self.model.means.shape[:-1])

    def take(self, heard: Heard, weights: Floats) -> None:
        """`weights`: of the Gaussians in the mixture of each senone, natural logarithms, (streams, Gaussians,
        senones)."""
        wide, narrow = streams(heard.wide), streams(heard.narrow)
        for phone in np.unique(heard.phones[heard.phones >= 0]):
            at = np.flatnonzero(heard.phones == phone)
            for stream in range(STREAMS):
                means, variances = self.model.means[phone, stream], self.model.variances[phone, stream]
                away = (wide[at, stream, None] - means) ** 2 / variances + np.log(variances)
                likely = weights[stream][:, heard.senones[at]].T - away.sum(2) / 2
                share = np.exp(likely - likely.max(1, keepdims=True))
                share /= share.sum(1, keepdims=True)
                self.frames[phone, stream] += share.sum(0)
                self.sums[phone, stream] += share.T @ narrow[at, stream]
                self.squares[phone, stream] += share.T @ narrow[at, stream] ** 2


def adapted(counts: Counts) -> Gaussians:
    """The model of what was counted."""
    moved = _moved(counts)
    heard = counts.frames[..., None]
    means = (FRAMES_OF_MEANS * moved.means + counts.sums) / (FRAMES_OF_MEANS + heard)
    spread = counts.squares - 2 * means * counts.sums + heard * means**2
    variances = (FRAMES_OF_VARIANCES * moved.variances + spread) / (FRAMES_OF_VARIANCES + heard)
    return Gaussians(means, np.maximum(variances, LEAST_LEFT * moved.variances))


def _moved(counts: Counts) -> Gaussians:
    """All Gaussians of a stream by the same map; all its variances by the same factors."""
    model = counts.model
    means, variances = np.empty_like(model.means), np.empty_like(model.variances)
    heard = np.maximum(counts.frames, 1e-9)[..., None]
    centres = counts.sums / heard
    ratios = np.log(np.maximum(counts.squares / heard - centres**2, 1e-3) / model.variances)
    for stream in range(STREAMS):
        before = _with_one(model.means[:, stream].reshape(-1, CEPSTRA))
        weight = np.minimum(counts.frames[:, stream], AT_MOST).reshape(-1, 1)
        after = centres[:, stream].reshape(-1, CEPSTRA)
        ridge = 1e-3 * np.eye(before.shape[1])
        affine = np.linalg.solve(before.T @ (weight * before) + ridge, before.T @ (weight * after))
        means[:, stream] = (before @ affine).reshape(means[:, stream].shape)
        weight = weight * (counts.frames[:, stream].reshape(-1, 1) > AT_LEAST)
        ratio = (weight * ratios[:, stream].reshape(-1, CEPSTRA)).sum(0) / max(1.0, weight.sum())
        variances[:, stream] = model.variances[:, stream] * np.exp(ratio)
    return Gaussians(means, variances)


def _with_one(values: Floats) -> Floats:
    return np.append(values, np.ones((len(values), 1)), axis=1)


class Ears:
    """pocketsphinx's own features, and which state of which phone each of their frames belongs to."""

    def __init__(self) -> None:
        model, words = get_model_path(acoustics.MODEL), get_model_path(DICTIONARY)
        self._aligner = Decoder(hmm=model, lm=None, dict=words, loglevel="FATAL", **_BEAMS)
        self._front_end = FrontEnd()
        self._phones = Senones().numbers

    def hear(self, text: str, sound: Audio) -> Heard | None:
        """None where a word is not in the dictionary, or the text does not fit the sound."""
        if not all(self._aligner.lookup_word(word) for word in text.split()):
            return None
        line = Resampler()
        phone = over_the_line(sound)
        wide, narrow = (
            self._front_end.cepstra(samples.astype("<i2", copy=False).tobytes())
            for samples in (sound.samples, np.concatenate([line.take(phone), line.rest()]))
        )
        count = min(len(wide), len(narrow))
        try:
            places = self._aligned(text, sound, wide, count)
        except RuntimeError:  # the only one that pocketsphinx raises
            return None
        return Heard(wide[:count] - wide.mean(0), _without_mean(narrow[:count]), *places)

    def _aligned(self, text: str, sound: Audio, cepstra: Frames, count: int) -> tuple[NDArray[np.int64], ...]:
        phones, senones = np.full(count, -1), np.full(count, -1)
        self._aligner.set_cmn(acoustics.told(tuple(cepstra.mean(0))))
        self._aligner.set_align_text(text)
        _decode(self._aligner, sound.samples)
        self._aligner.set_alignment()
        _decode(self._aligner, sound.samples)
        for word in self._aligner.get_alignment():
            for phone in word:
                for state in phone:
                    there = slice(state.start, state.start + state.duration)
                    phones[there], senones[there] = self._phones[phone.name], int(state.name)
        return phones, senones


def _decode(decoder: Decoder, samples: Samples) -> None:
    decoder.start_utt()
    decoder.process_raw(samples.astype("<i2", copy=False).tobytes())
    decoder.end_utt()


def _without_mean(cepstra: Frames) -> Frames:
    """Less what `SphinxDecoder.means` tells of it."""
    told: Floats = np.array(with_usual(cepstra.sum(0), len(cepstra)))
    return cepstra - told


def somewhere(samples: Samples, throat: float, dice: np.random.Generator) -> Audio:
    """At some distance, in some noise."""
    speech = samples if throat == 1 else soxr.resample(samples, WIDE_RATE, WIDE_RATE * throat)
    gain = 10 ** (dice.uniform(*_GAIN) / 20)
    level = np.exp(dice.uniform(*np.log(_NOISE)))
    return in_a_room(Audio(speech, WIDE_RATE), PEAK * gain, level, dice)


def spoken(
    voice: Voice, name: str, texts: list[str], dice: np.random.Generator
) -> Iterator[tuple[str, Audio]]:
    """Each text twice."""
    rates = own_rate(name) * dice.uniform(*RATES, len(texts))
    for text, said in zip(texts, voice.say(texts, list(rates)), strict=True):
        for throats in (AS_IT_IS, OTHERS):
            yield text, somewhere(said.samples, dice.choice(throats), dice)


def learnable(texts: Texts, count: int) -> list[str]:
    """None that `bench.hearing` says."""
    held_out = {said.text for said in (*shop_sentences(), *off_topic_sentences())}
    drawn = (text.replace("-", " ") for text in texts.draw(2 * count))
    return list(islice((text for text in drawn if text not in held_out), count))


def main(count: int, names: list[str]) -> None:
    voices: dict[str, Voice] = {
        **{name: Flite(name) for name in FLITE},
        **{name: Festival(name) for name in FESTIVAL},
    }
    sentences = asyncio.run(of_sample_shop(MOST, SEED))
    model, weights = Gaussians.of_pocketsphinx(), mixtures()
    counts = Counts(model)
    dice = np.random.default_rng(SEED)
    ears = Ears()
    for number, name in enumerate(names or voices):
        texts = learnable(Texts(sentences, SEED + number), count)
        said = spoken(voices[name], name, texts, dice)
        heard = 0
        for text, sound in track(said, name, 2 * count):
            if (utterance := ears.hear(text, sound)) is not None:
                counts.take(utterance, weights)
                heard += 1
        print(f"{name}: {heard} of {2 * count}")
    write(adapted(counts), acoustics.TELEPHONE)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else COUNT, sys.argv[2:])
