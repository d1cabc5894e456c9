"""The training itself: batches of similar length, a loss on letters and one on tokens, checkpoints."""

from __future__ import annotations

import os
import queue
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 - its usual name

from training.batches import LETTER_IDS, NOTHING, Batch, Writer
from training.mixing import Example, Mixer
from training.model import Heard, Shape, Whisper, fillers, some_window
from training.precision import autocast
from training.restoring import restore

BATCH_SECONDS = 60.0
PAUSES = 0.8
"""Seconds before and behind a clip together, about."""

SEVERAL = 0.12
"""How many batches of a hundred hold windows of several sentences. By batch, because the longest window
of a batch is what all of it costs."""

EASY_SECONDS = 3.2
"""The longest clip while nothing but letters is learnt."""

SMOOTHING = 0.05
POINTING = 0.2
"""Weight of the loss that points one attention head at the word being written: it makes the decoder find
the sound early, and gives words their times."""

AVERAGE = 0.999
"""The weights that are kept are an average over the last thousand steps or so."""

CHECKPOINT_STEPS = 200


@dataclass(frozen=True, slots=True)
class Course:
    """`letters_only`: steps at the beginning on clean, short clips without a decoder. `letters`: weight of
    the loss on letters from then on."""

    steps: int
    letters_only: int
    letters: float = 0.3
    rate: float = 1.5e-3
    warm_up: int = 200
    seed: int = 1


class Learner:
    """A network on its way. `step` says how far."""

    def __init__(self, shape: Shape, course: Course, device: torch.device) -> None:
        torch.manual_seed(course.seed)
        self.course = course
        self.step = 0
        self.only_writes = False
        self.model = Whisper(shape).to(device)
        self.letters = nn.Linear(shape.width, len(LETTER_IDS) + 1).to(device)
        self.average = [weight.detach().clone() for weight in self.model.parameters()]
        self._device = device
        self._weights = [*self.model.parameters(), *self.letters.parameters()]
        self._optimizer = torch.optim.AdamW(
            self._weights, lr=course.rate, weight_decay=0.01, betas=(0.9, 0.98)
        )
        self._chance = torch.Generator().manual_seed(course.seed)

    def begin_with(self, packed: Path) -> None:
        """Go on from a packed model's weights. Raises ModelUnfit."""
        restore(self.model, packed)
        self.average = [weight.detach().clone() for weight in self.model.parameters()]

    def keep_ears(self) -> None:
        """Leave what it hears with as it is: the encoder is nine tenths of the work, and it is in the writing
        that an unknown turn of words is lost."""
        self.only_writes = True
        for weight in self.model.ears:
            weight.requires_grad_(False)
        self._weights = [weight for weight in self.model.parameters() if weight.requires_grad]

    def learn(self, batch: Batch) -> tuple[float, float]:
        """One step. The losses on letters and on tokens."""
        for group in self._optimizer.param_groups:
            group["lr"] = self._rate()
        letters, tokens = self._losses(batch)
        self._optimizer.zero_grad(set_to_none=True)
        weight = 1.0 if self.step < self.course.letters_only else self.course.letters
        torch.autograd.backward(weight * letters + tokens)
        nn.utils.clip_grad_norm_(self._weights, 1.0)
        self._optimizer.step()
        self.step += 1
        self._remember()
        return float(letters.detach()), float(tokens.detach())

    def averaged(self) -> Whisper:
        """A copy with the averaged weights, on the CPU."""
        made = Whisper(self.model.shape)
        made.load_state_dict(self.model.state_dict())
        for weight, mean in zip(made.parameters(), self.average, strict=True):
            weight.data.copy_(mean)
        return made.eval()

    def save(self, path: Path) -> None:
        state = {
            "step": self.step,
            "model": self.model.state_dict(),
            "letters": self.letters.state_dict(),
            "optimizer": self._optimizer.state_dict(),
            "average": self.average,
            "chance": self._chance.get_state(),
        }
        draft = path.with_suffix(".part")
        torch.save(state, draft)
        os.replace(draft, path)

    def load(self, path: Path) -> None:
        state = torch.load(path, map_location=self._device, weights_only=True)
        self.step = state["step"]
        self.model.load_state_dict(state["model"])
        self.letters.load_state_dict(state["letters"])
        self._optimizer.load_state_dict(state["optimizer"])
        self.average = state["average"]
        self._chance.set_state(state["chance"].cpu())

    def _losses(self, batch: Batch) -> tuple[Tensor, Tensor]:
        length = batch.mel.shape[-1] // 2
        window = some_window(length, self._chance)
        later = fillers(length, self._chance, window).to(self._device)
        with autocast(self._device.type):
            with torch.set_grad_enabled(not self.only_writes):
                heard = self.model.hear(batch.mel.to(self._device), later, window)
            spells = self.step < self.course.letters_only or self.course.letters > 0
            letters = self._letter_loss(batch, heard) if spells else heard.frames.new_zeros(())
            if self.step < self.course.letters_only:
                return letters, torch.zeros((), device=self._device)
            scores, looked = self.model.read(batch.tokens.to(self._device), heard)
        flat = scores.float().flatten(0, 1)
        targets = batch.targets.to(self._device).flatten()
        written = F.cross_entropy(flat, targets, ignore_index=NOTHING, label_smoothing=SMOOTHING)
        return letters, written + POINTING * _pointing(looked[:, 0], batch.spans.to(self._device), heard)

    def _letter_loss(self, batch: Batch, heard: Heard) -> Tensor:
        chances = F.log_softmax(self.letters(heard.frames[:, : heard.length]).float(), dim=-1).transpose(0, 1)
        lengths = (batch.frames // 2).clamp(max=heard.length)
        loss: Tensor = F.ctc_loss(
            chances, batch.letters.to(self._device), lengths, batch.counts, zero_infinity=True
        )
        return loss

    def _rate(self) -> float:
        course = self.course
        if self.step < course.warm_up:
            return course.rate * (self.step + 1) / course.warm_up
        left = (course.steps - self.step) / max(1, course.steps - course.warm_up)
        return max(course.rate * left, course.rate * 0.005)

    def _remember(self) -> None:
        keep = min(AVERAGE, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            torch._foreach_lerp_(self.average, [w.detach() for w in self.model.parameters()], 1 - keep)


def _pointing(looked: Tensor, spans: Tensor, heard: Heard) -> Tensor:
    """How little a head looks at the frames of the word that is written: minus the log of its share.
    `looked`: scores before the softmax, (clips, tokens, frames)."""
    if not len(spans):
        return looked.sum() * 0
    row, place, first, last = spans.unbind(1)
    scores = looked[row, place].float()
    frame = torch.arange(scores.shape[-1], device=scores.device)[None]
    inside = (frame >= first[:, None] - 2) & (frame <= last[:, None] + 2) & (frame < heard.length)
    share = scores.masked_fill(~inside, -1e4).logsumexp(-1) - scores.logsumexp(-1)
    return -share.mean()


def batches(
    mixer: Mixer, writer: Writer, numbers: np.ndarray, seconds: list[float], course: Course, first: int
) -> Iterator[Batch]:
    """For each step from `first` on: clips of similar length together, in an order that the seed gives."""
    step = 0
    while step < course.steps:
        dice = np.random.default_rng((course.seed, step))
        for group in _groups(numbers, seconds, dice):
            if step >= course.steps:
                return
            if step >= first:
                easy = step < course.letters_only
                yield writer.batch(_easy(mixer, group, seconds) if easy else _mixed(mixer, group, dice))
            step += 1


def _easy(mixer: Mixer, group: list[int], seconds: list[float]) -> list[Example]:
    short = [number for number in group if seconds[number] < EASY_SECONDS] or group[:1]
    return [mixer.plain(number) for number in short]


def _mixed(mixer: Mixer, group: list[int], dice: np.random.Generator) -> list[Example]:
    together = int(dice.integers(2, 5)) if dice.random() < SEVERAL else 1
    return [mixer.example(group[at : at + together]) for at in range(0, len(group), together)]


def _groups(numbers: np.ndarray, seconds: list[float], dice: np.random.Generator) -> list[list[int]]:
    """All clips once: sorted by length with some disorder, and cut into batches."""
    rough = sorted(numbers.tolist(), key=lambda n: seconds[n] * dice.uniform(0.85, 1.15))
    groups: list[list[int]] = [[]]
    for number in rough:
        if (len(groups[-1]) + 1) * (seconds[number] + PAUSES) > BATCH_SECONDS and groups[-1]:
            groups.append([])
        groups[-1].append(number)
    dice.shuffle(groups)
    return groups


def ahead(source: Iterator[Batch], most: int = 6) -> Iterator[Batch]:
    """The same, made on a thread of its own. An error there is raised here."""
    made: queue.Queue[Batch | BaseException | None] = queue.Queue(most)

    def make() -> None:
        try:
            for batch in source:
                made.put(batch)
            made.put(None)
        except BaseException as error:
            made.put(error)

    threading.Thread(target=make, daemon=True).start()
    while (batch := made.get()) is not None:
        if isinstance(batch, BaseException):
            raise batch
        yield batch
