"""`python -m bench.hearing`: how well callers of the sample shop are heard, as one table.

Callers are flite and festival voices, wide band and over the telephone. Wants Debian's packages flite,
festival, festvox-kallpc16k and festvox-kdlpc16k.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bench.engines import Engine
from bench.hearing import scoring
from bench.hearing.ears import sample_ears
from bench.hearing.hearing import Heard, hear
from bench.hearing.sentences import off_topic_sentences, shop_sentences
from bench.hearing.voices import VOICES, Voices
from bench.report import RESULTS, Report, Row
from training.exam import Band

AIMED_AT = {"word error rate, phone band, aimed at": 8.0}


def main(
    sounds: Annotated[Path | None, typer.Option(help="Where spoken sentences are kept.")] = None,
    voice: Annotated[list[str] | None, typer.Option(help="Voices to hear; all without it.")] = None,
    band: Annotated[list[Band] | None, typer.Option(help="Bands to hear; both without it.")] = None,
    engine: Annotated[Engine, typer.Option(help="What hears them.")] = Engine.EMBEDDED,
    results: Annotated[Path, typer.Option(help="Where the JSON goes.")] = RESULTS,
    errors: Annotated[bool, typer.Option(help="Print what was misheard.")] = False,
) -> None:
    """Measure, print a table, keep it as JSON."""
    with tempfile.TemporaryDirectory() as folder:
        voices = Voices(sounds or Path(folder) / "sounds")
        speakers, bands = voice or list(VOICES), band or list(Band)
        heard = asyncio.run(_measure(Path(folder), engine, voices, speakers, bands))
    if errors:
        scoring.print_errors(one for some in heard.values() for one in some)
    facts: Row = {"hears with": engine, **AIMED_AT}
    report = Report(
        engine.report("hearing"), "Hearing: shop sentences of held-out wording, and other talk", facts
    )
    for row in scoring.rows(heard):
        report.add(row)
    report.print_and_save(results, Console(width=150))


Hearings = dict[tuple[str, Band], list[Heard]]


async def _measure(
    folder: Path, engine: Engine, voices: Voices, speakers: Iterable[str], bands: list[Band]
) -> Hearings:
    said = (*shop_sentences(), *off_topic_sentences())
    heard: Hearings = {}
    async with sample_ears(folder, engine) as (recognizer, shop):
        for speaker in speakers:
            voices.prepare(speaker, {one.text for one in said})
            for band in bands:
                heard[speaker, band] = [
                    await hear(recognizer, shop.understander, one, voices.speech(speaker, one.text, band))
                    for one in said
                ]
    return heard


if __name__ == "__main__":
    typer.run(main)
