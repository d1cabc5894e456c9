"""`ringup models`: fetch the engines that are too large to be carried along."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

from ringup.pipelines.settings import load_settings
from ringup.voice.asr import demo_whisper
from ringup.voice.models import pull_piper, pull_whisper

app = typer.Typer(no_args_is_help=True, help="Fetch Whisper models and Piper voices.")
console = Console()


@app.command("pull")
def pull(
    whisper: Annotated[str | None, typer.Option(help="Whisper model, such as small.en.")] = None,
    piper: Annotated[str | None, typer.Option(help="Piper voice.")] = None,
) -> None:
    """Download a Whisper model and a Piper voice into the data folder; those that are set by default."""
    settings = load_settings()
    both = whisper is None and piper is None
    if both or whisper:
        _pull("whisper", whisper or settings.whisper_model)
    if both or piper:
        _pull("piper", piper or settings.piper_voice)


def _pull(kind: str, name: str) -> None:
    if kind == "whisper" and demo_whisper.is_meant(name):
        console.print("whisper demo comes with Ringup: there is nothing to fetch")
        return
    folder = load_settings().models_dir
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
    )
    with Progress(*columns, console=console) as bar:
        task = bar.add_task(f"{kind} {name}", total=None)

        def advance(done: int, total: int | None) -> None:
            bar.update(task, completed=done, total=total)

        fetch = pull_whisper if kind == "whisper" else pull_piper
        path = fetch(name, folder, advance)
    console.print(f"{kind} {escape(name)} is in {escape(str(path))}")
