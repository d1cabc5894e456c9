"""The training set on disk: shards of speech, made once, each by one voice.

`NAME.npy` holds the samples of a shard's clips one after the other, `NAME.jsonl` a line for each. A
shard that is there is not made again, so an interrupted run goes on where it stopped.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path

import numpy as np

from ringup.voice.audio import WIDE_RATE, Samples
from training.voices import Voice, all_voices

SHARD = 100
SLOWEST, FASTEST = 0.85, 1.2
"""Shares of a voice's own pace."""

HARDER = frozenset(
    {
        "flite-awb",
        "festival-kal_diphone",
        "festival-ked_diphone",
        "festival-cmu_us_slt_arctic_hts",
    }
)
"""Voices of which more words are misheard than of the others: they speak twice as often."""

HELD_OUT = 40
"""One text of so many is never trained on."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Clip:
    """`start` and `length` in samples at 16 kHz, of the shard's file. `ends`: seconds at which each word
    has been said, or empty."""

    text: str
    voice: str
    start: int
    length: int
    ends: tuple[float, ...] = ()

    @property
    def seconds(self) -> float:
        return self.length / WIDE_RATE


@dataclass(frozen=True, slots=True)
class Plan:
    """One shard to be made."""

    name: str
    voice: int
    texts: tuple[str, ...]
    seed: int


def held_out(text: str) -> bool:
    """Whether a text is kept for measuring. Texts of one or two words are in both sets: there are few."""
    digest = hashlib.sha256(text.encode()).digest()
    return len(text.split()) > 2 and int.from_bytes(digest[:4], "big") % HELD_OUT == 0


def plan(texts: Iterable[str], seed: int) -> list[Plan]:
    """Shards for the texts, the voices taking turns."""
    names = [voice.name for voice in all_voices()]
    turns = [*range(len(names)), *(at for at, name in enumerate(names) if name in HARDER)]
    return [
        Plan(f"{number:04d}", turns[number % len(turns)], tuple(some), seed + number)
        for number, some in enumerate(_groups(texts))
    ]


def _groups(texts: Iterable[str]) -> Iterator[tuple[str, ...]]:
    rest = iter(texts)
    while group := tuple(islice(rest, SHARD)):
        yield group


def make(plans: Sequence[Plan], folder: Path, progress: Progress, processes: int) -> None:
    """Speak all shards that are not there. Raises VoiceMissing."""
    folder.mkdir(parents=True, exist_ok=True)
    missing = [one for one in plans if not (folder / f"{one.name}.jsonl").exists()]
    done = len(plans) - len(missing)
    progress(done, len(plans))
    with ProcessPoolExecutor(processes) as pool:
        for number, _ in enumerate(pool.map(_make, missing, [folder] * len(missing)), done + 1):
            progress(number, len(plans))


def _make(one: Plan, folder: Path) -> None:
    voice: Voice = all_voices()[one.voice]
    chance = random.Random(one.seed)  # noqa: S311 - not for secrets
    rates = [chance.uniform(SLOWEST, FASTEST) for _ in one.texts]
    clips, sounds, start = [], [], 0
    for text, spoken in zip(one.texts, voice.say(one.texts, rates), strict=True):
        clips.append(Clip(text, voice.name, start, len(spoken.samples), spoken.ends))
        sounds.append(spoken.samples)
        start += len(spoken.samples)
    np.save(folder / f"{one.name}.npy", np.concatenate(sounds))
    draft = folder / f"{one.name}.part"
    draft.write_text("".join(json.dumps(asdict(clip)) + "\n" for clip in clips), encoding="utf-8")
    os.replace(draft, folder / f"{one.name}.jsonl")


class Sounds:
    """All clips of a folder, the samples left on disk until they are asked for."""

    def __init__(self, folder: Path) -> None:
        self._shards: list[Samples] = []
        self.clips: list[Clip] = []
        self._shard_of: list[int] = []
        for index in sorted(folder.glob("*.jsonl")):
            for clip in _read(index):
                self.clips.append(clip)
                self._shard_of.append(len(self._shards))
            self._shards.append(np.load(index.with_suffix(".npy"), mmap_mode="r"))

    def samples(self, number: int) -> Samples:
        clip = self.clips[number]
        return self._shards[self._shard_of[number]][clip.start : clip.start + clip.length]


def _read(index: Path) -> Iterator[Clip]:
    for line in index.read_text(encoding="utf-8").splitlines():
        fields = json.loads(line)
        yield Clip(**{**fields, "ends": tuple(fields["ends"])})
