"""`python -m training`: from nothing to a model that faster-whisper loads, and how well it hears."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

import numpy as np
import torch
import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from tokenizers import Tokenizer

from training import exam, judging, sentences, tokens
from training.batches import Batch, Writer
from training.errors import TrainingError
from training.export import export
from training.learning import CHECKPOINT_STEPS, Course, Learner, ahead, batches
from training.mixing import Mixer
from training.model import Shape
from training.sounds import Sounds, held_out, make, plan
from training.texts import Texts
from training.voices import all_voices

console = Console()

TEXT_TOKENS = 900
FOLDER = Path("var/training")
CORES = os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Size:
    """`judged`: held-out texts of each subject that each voice says at the end."""

    utterances: int
    steps: int
    letters_only: int
    judged: int


FULL = Size(60_000, 27_000, 900, 20)
SMOKE = Size(200, 12, 6, 1)
"""Shows that every part works; the model hears nothing."""

RATE_GOING_ON = 8e-4
"""The highest rate at which a model goes on learning that has learnt before. It finds its words already, and
its letters were not packed: it goes on without them."""


@dataclass(frozen=True, slots=True)
class _Beginning:
    """`packed`: a model's folder, or None for nothing at all."""

    packed: Path | None
    keep_ears: bool


def main(
    folder: Annotated[Path, typer.Option(help="Where all is kept; a second run goes on there.")] = FOLDER,
    smoke: Annotated[bool, typer.Option(help="A minute, for a model that hears nothing.")] = False,
    steps: Annotated[int, typer.Option(help="Steps of training; 0 for enough of them.")] = 0,
    utterances: Annotated[int, typer.Option(help="Sentences to be spoken; 0 for enough of them.")] = 0,
    processes: Annotated[int, typer.Option(help="Processes that speak, threads that learn.")] = CORES,
    seed: int = 1,
    begin_with: Annotated[
        Path | None, typer.Option(help="Folder of a packed model, to go on from its weights.")
    ] = None,
    keep_ears: Annotated[bool, typer.Option(help="Let the decoder alone learn.")] = False,
) -> None:
    """Write FOLDER/model: speak the training set, learn, convert, and tell how well it hears."""
    usual = SMOKE if smoke else FULL
    wanted = replace(usual, utterances=utterances or usual.utterances, steps=steps or usual.steps)
    torch.set_num_threads(processes)
    try:
        with _progress() as progress:
            sounds = _spoken(folder, wanted, seed, processes, progress)
            trained, tokenizer = _learnt(
                folder, sounds, wanted, seed, _Beginning(begin_with, keep_ears), progress
            )
            target = folder / "model"
            shutil.rmtree(target, ignore_errors=True)
            export(trained.averaged(), tokenizer, target)
            _judge(target, sounds, wanted.judged, progress)
    except TrainingError as error:
        console.print(f"[red]{error}[/]")
        sys.exit(1)


def _spoken(folder: Path, size: Size, seed: int, processes: int, progress: Progress) -> Sounds:
    task = progress.add_task("speaking", total=None)
    said = asyncio.run(sentences.of_sample_shop(min(sentences.MOST, 4 * size.utterances), seed))
    texts = Texts(said, seed).draw(size.utterances)
    make(plan(texts, seed), folder / "sounds", _of(progress, task), processes)
    return Sounds(folder / "sounds")


def _learnt(
    folder: Path, sounds: Sounds, size: Size, seed: int, beginning: _Beginning, progress: Progress
) -> tuple[Learner, Tokenizer]:
    usable = np.array([number for number, clip in enumerate(sounds.clips) if not held_out(clip.text)])
    texts = [sounds.clips[number].text for number in usable]
    tokenizer = _tokenizer(folder / "tokenizer.json", texts, beginning.packed)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    course = Course(size.steps, size.letters_only, seed=seed)
    if beginning.packed is not None:
        course = replace(course, letters_only=0, letters=0.0, rate=RATE_GOING_ON)
    learner = Learner(Shape(tokenizer.get_vocab_size()), course, device)
    if beginning.packed is not None:
        learner.begin_with(beginning.packed)
    if beginning.keep_ears:
        learner.keep_ears()
    checkpoint = folder / "checkpoint.pt"
    if checkpoint.exists():
        learner.load(checkpoint)
    task = progress.add_task("learning", total=size.steps, completed=learner.step)
    mixer, writer = (
        Mixer(sounds, usable.tolist(), seed + learner.step),
        Writer(tokenizer, texts, seed + learner.step),
    )
    seconds = [clip.seconds for clip in sounds.clips]
    with (folder / "losses.jsonl").open("a", encoding="utf-8") as losses:
        for batch in _made(batches(mixer, writer, usable, seconds, course, learner.step), device):
            letters, written = learner.learn(batch)
            note = {"step": learner.step, "letters": round(letters, 4), "tokens": round(written, 4)}
            losses.write(json.dumps(note) + "\n")
            losses_now = f"learning  letters {letters:.2f}  words {written:.2f}"
            progress.update(task, completed=learner.step, description=losses_now)
            if learner.step % CHECKPOINT_STEPS == 0 or learner.step == size.steps:
                losses.flush()
                learner.save(checkpoint)
    return learner, tokenizer


def _made(source: Iterator[Batch], device: torch.device) -> Iterator[Batch]:
    """Beside a GPU on a thread of its own; on the CPU that would take the cores from the learning, which
    was measured to take half as long again."""
    return ahead(source) if device.type == "cuda" else source


def _tokenizer(kept: Path, texts: list[str], packed: Path | None) -> Tokenizer:
    """A checkpoint fits no other than the one it began with, which more texts would make."""
    if not kept.exists() and packed is not None:
        shutil.copy(packed / "tokenizer.json", kept)
    if not kept.exists():
        tokens.train(texts, TEXT_TOKENS).save(str(kept))
    return Tokenizer.from_file(str(kept))


def _judge(model: Path, sounds: Sounds, most: int, progress: Progress) -> None:
    """In short; `python -m bench.whisper_demo` tells all."""
    trained = {clip.voice for clip in sounds.clips}
    voices = [voice for voice in all_voices() if voice.name in trained]
    task = progress.add_task("listening", total=None)
    heard = judging.judge(model, list(exam.spoken(voices, exam.texts(most))), _of(progress, task))
    for subject, band in dict.fromkeys((one.said.subject, one.said.band) for one in heard):
        some = (one for one in heard if (one.said.subject, one.said.band) == (subject, band))
        score = judging.score(some)
        console.print(
            f"{subject.value:12} {band.value:10} {score.word_error:6.1%} of {score.words} words wrong, "
            f"{score.whole}/{score.clips} clips right, real-time factor {score.real_time_factor:.3f}",
            highlight=False,
        )


@contextmanager
def _progress() -> Iterator[Progress]:
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed}/{task.total}"))
    with Progress(*columns, TimeElapsedColumn(), TimeRemainingColumn(), console=console) as progress:
        yield progress


def _of(progress: Progress, task: TaskID) -> judging.Progress:
    return lambda done, total: progress.update(task, completed=done, total=total)


if __name__ == "__main__":
    typer.run(main)
