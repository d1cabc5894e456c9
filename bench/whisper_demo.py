"""`python -m bench.whisper_demo MODEL`: how well a model that `python -m training` made hears, as one table.

Through the real faster-whisper: int8, greedy, one thread. What is said is held out and spoken anew by the
voices of the training (see `training.exam`), so any such model can be measured, wherever it was trained.
Wants the Debian packages that training wants.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from bench.report import Report, Row
from ringup.voice.asr.whisper import DEMO_WINDOW
from training import exam
from training.exam import Band, Said, Subject
from training.judging import Heard, as_in_calls, judge, score
from training.voices import Voice, all_voices

SHORT, LONG = 2.5, 4.0
"""Seconds of a clip, up to which it is short, and from which it is long; one of them is silence around."""

EVERYBODY = "all"

IN_CALLS = (Subject.SENTENCES, Subject.DIGITS, Subject.YES_NO)
"""What is heard in the windows of calls as well."""

WINDOW = f"{DEMO_WINDOW:.0f} s window"


def main(
    model: Annotated[Path, typer.Argument(help="Folder that faster-whisper loads.", exists=True)],
    noise: Annotated[Path | None, typer.Option(help="Folder of WAV files in which nobody speaks.")] = None,
    texts: Annotated[int, typer.Option(help="Texts of each subject that each voice says.")] = 40,
    minutes: Annotated[float, typer.Option(help="Of silence, and of hiss.")] = 60.0,
    voice: Annotated[list[str] | None, typer.Option(help="Voices to hear; all without it.")] = None,
    results: Annotated[Path | None, typer.Option(help="Where the JSON goes: bench/results.")] = None,
) -> None:
    """Measure, print a table, and keep it as JSON where that is asked for."""
    voices = [one for one in all_voices() if not voice or one.name in voice]
    if not voices:
        raise typer.BadParameter(f"voices are {', '.join(one.name for one in all_voices())}")
    console = Console(width=150)
    with Progress(console=console, transient=True) as progress:
        said = _exam(voices, texts, minutes, noise)
        task = progress.add_task("listening", total=len(said))
        heard = judge(model, said, lambda done, _: progress.update(task, completed=done))
        some = [one for one in said if one.subject in IN_CALLS]
        task = progress.add_task("listening as calls do", total=len(some))
        in_calls = judge(model, some, lambda done, _: progress.update(task, completed=done), as_in_calls)
    report = Report("whisper_demo", "Whisper's demo model", facts(model, texts, minutes))
    for row in (*rows(heard), *in_short_windows(in_calls)):
        report.add(row)
    report.print(console)
    if results is not None:
        report.save(results)


def _exam(voices: Sequence[Voice], most: int, minutes: float, noise: Path | None) -> list[Said]:
    said = [*exam.spoken(voices, exam.texts(most)), *exam.silence(minutes)]
    return [*said, *exam.noises(noise)] if noise else said


def facts(model: Path, texts: int, minutes: float) -> Row:
    megabytes = sum(file.stat().st_size for file in model.iterdir() if file.is_file()) / 1e6
    return {
        "model, MB": round(megabytes, 2),
        "heard through": "faster-whisper, int8, greedy, one thread",
        "texts of a subject and voice, at most": texts,
        "minutes of each kind of silence": minutes,
        "past the gate": "words left where the product asks and believes the model",
        "core": "seconds of one core for a second of sound, median of the clips",
    }


def rows(heard: Sequence[Heard]) -> Iterator[Row]:
    """Sentences by voice, other subjects by band, what was written where nobody spoke, and the time."""
    speech = [one for one in heard if one.said.subject is not Subject.NOBODY]
    for subject in dict.fromkeys(one.said.subject for one in speech):
        some = [one for one in speech if one.said.subject is subject]
        if subject is Subject.SENTENCES:
            yield from _by_voice(some)
        yield from (_speech_row(subject.value, EVERYBODY, band, its) for band, its in _by_band(some))
    nobody = [one for one in heard if one.said.subject is Subject.NOBODY]
    for who in dict.fromkeys(one.said.who for one in nobody):
        some = [one for one in nobody if one.said.who == who]
        yield from (_silence_row(who, band, its) for band, its in _by_band(some))
    yield from _time_rows(speech)


def in_short_windows(heard: Sequence[Heard]) -> Iterator[Row]:
    """The same subjects by band, and the time, in the windows that calls hear in."""
    for subject in IN_CALLS:
        some = [one for one in heard if one.said.subject is subject]
        name = f"{subject.value}, {WINDOW}"
        yield from (_speech_row(name, EVERYBODY, band, its) for band, its in _by_band(some))
    yield _time_row(f"speech, {WINDOW}", heard)


def _by_voice(some: Sequence[Heard]) -> Iterator[Row]:
    for who in dict.fromkeys(one.said.who for one in some):
        own = [one for one in some if one.said.who == who]
        yield from (_speech_row(Subject.SENTENCES.value, who, band, its) for band, its in _by_band(own))


def _by_band(some: Sequence[Heard]) -> Iterator[tuple[Band, list[Heard]]]:
    for band in Band:
        if its := [one for one in some if one.said.band is band]:
            yield band, its


def _speech_row(what: str, who: str, band: Band, some: Sequence[Heard]) -> Row:
    found = score(some)
    return {
        "heard": what,
        "who": who,
        "band": band.value,
        "clips": found.clips,
        "words": found.words,
        "words wrong %": round(100 * found.word_error, 1),
        "clips right %": round(100 * found.whole / found.clips, 1),
        "core": round(found.real_time_factor, 3),
    }


def _silence_row(who: str, band: Band, some: Sequence[Heard]) -> Row:
    return {
        "heard": Subject.NOBODY.value,
        "who": who,
        "band": band.value,
        "clips": len(some),
        "seconds": round(sum(one.said.seconds for one in some)),
        "words written": _words(one.text for one in some),
        "past the gate": _words(one.believed for one in some),
        "core": round(score(some).real_time_factor, 3),
    }


def _time_rows(speech: Sequence[Heard]) -> Iterator[Row]:
    kinds = {
        "every clip with speech": speech,
        f"clips up to {SHORT} s": [one for one in speech if one.said.seconds <= SHORT],
        f"clips from {LONG} s": [one for one in speech if one.said.seconds >= LONG],
    }
    for name, some in kinds.items():
        if some:
            yield _time_row(name, some)


def _time_row(who: str, some: Sequence[Heard]) -> Row:
    core = round(score(some).real_time_factor, 3)
    return {"heard": "time", "who": who, "clips": len(some), "core": core}


def _words(texts: Iterable[str]) -> int:
    return sum(len(text.split()) for text in texts)


if __name__ == "__main__":
    typer.run(main)
