"""`python -m training.packing`: a trained model into the package, with its card.

The card's figures are those that were measured of it: a flat mapping in JSON, or the result of a bench. Lists
of rows in it become tables.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from string import Template
from typing import Annotated, Any

import typer
from faster_whisper import WhisperModel
from rich.console import Console

from ringup.voice.asr import demo_whisper
from training.errors import ModelUnfit, TrainingError
from training.model import Shape
from training.tokens import SPECIAL, TIMES
from training.voices import ESPEAK, FESTIVAL, FLITE

FILES = ("config.json", "model.bin", "preprocessor_config.json", "tokenizer.json", "vocabulary.json")
CARD = "MODEL_CARD.md"
MOST_BYTES = 8_000_000
"""Of all files together: a clone carries each version of them for ever."""

TEMPLATE = Path(__file__).with_name("model_card.md")
MEASURED = Path(__file__).parents[1] / "bench/results/whisper_demo.json"


def main(
    model: Annotated[Path, typer.Argument(help="Folder that the training wrote.")] = Path(
        "var/training/model"
    ),
    measured: Annotated[Path, typer.Option(help="JSON of what was measured of it.")] = MEASURED,
    target: Annotated[Path, typer.Option(help="Where it goes.")] = demo_whisper.FOLDER,
) -> None:
    """Copy the weights and write the card beside them."""
    try:
        pack(model, measured, target)
    except TrainingError as error:
        Console(stderr=True).print(f"[red]{error}[/]")
        sys.exit(1)
    Console().print(f"{target}: {size(target) / 1e6:.1f} MB, and {CARD}", highlight=False)


def pack(model: Path, measured: Path, target: Path) -> None:
    """Raises ModelUnfit, before anything is written."""
    _check(model)
    try:
        found = json.loads(measured.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelUnfit(f"{measured} cannot be read: measure the model first ({error})") from error
    written = card(model, found)
    target.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        shutil.copyfile(model / name, target / name)
    (target / CARD).write_text(written, encoding="utf-8")


def card(model: Path, measured: Mapping[str, Any]) -> str:
    """Markdown, of the model in that folder."""
    tokens = json.loads((model / "vocabulary.json").read_text(encoding="utf-8"))
    shape = Shape(len(tokens))
    voices = (*FLITE, *FESTIVAL, *ESPEAK)
    return Template(TEMPLATE.read_text(encoding="utf-8")).substitute(
        voice_count=len(voices),
        voices="; ".join(
            f"{program}'s {', '.join(names)}"
            for program, names in (("flite", FLITE), ("festival", FESTIVAL), ("espeak-ng", ESPEAK))
        ),
        encoder_layers=shape.encoder_layers,
        decoder_layers=shape.decoder_layers,
        width=shape.width,
        text_tokens=len(tokens) - len(SPECIAL) - len(TIMES),
        megabytes=f"{size(model) / 1e6:.1f}",
        digest=digest(model),
        figures="\n".join(figures(measured)).strip(),
    )


def digest(model: Path) -> str:
    """SHA-256 of the weights, in hexadecimal."""
    with (model / "model.bin").open("rb") as weights:
        return hashlib.file_digest(weights, "sha256").hexdigest()


def size(model: Path) -> int:
    """Bytes of the files that faster-whisper loads."""
    return sum((model / name).stat().st_size for name in FILES)


def figures(measured: Mapping[str, Any]) -> Iterator[str]:
    """Lines of Markdown: values as a list, those of mappings within too, and lists of rows as tables."""
    for name, value in measured.items():
        match value:
            case Mapping():
                yield from figures(value)
            case [Mapping(), *_]:
                yield from ("", *_table(value), "")
            case _:
                yield f"- {name}: {_shown(value)}"


def _table(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    columns = list(dict.fromkeys(column for row in rows for column in row))
    yield f"| {' | '.join(columns)} |"
    yield "|" + "---|" * len(columns)
    for row in rows:
        yield f"| {' | '.join(_shown(row.get(column)) for column in columns)} |"


def _shown(value: object) -> str:
    match value:
        case None:
            return ""
        case float():
            return f"{value:.3g}"
        case _:
            return str(value)


def _check(model: Path) -> None:
    missing = [name for name in FILES if not (model / name).is_file()]
    if missing:
        raise ModelUnfit(f"{model} lacks {', '.join(missing)}: python -m training")
    if size(model) > MOST_BYTES:
        raise ModelUnfit(f"{model} has {size(model) / 1e6:.1f} MB, more than {MOST_BYTES / 1e6:.0f}")
    try:
        WhisperModel(str(model), device="cpu", compute_type="int8", local_files_only=True)
    except (OSError, ValueError, RuntimeError) as error:
        raise ModelUnfit(f"faster-whisper does not load {model}: {error}") from error


if __name__ == "__main__":
    typer.run(main)
