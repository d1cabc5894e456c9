"""The `ringup` command. What only calls need is imported when one is made: typing starts at once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ringup import __version__
from ringup.cli import calls, chat, models, operators, shop, understand
from ringup.cli.failures import FriendlyGroup
from ringup.cli.loading import uncollected

app = typer.Typer(
    cls=FriendlyGroup,
    no_args_is_help=True,
    add_completion=False,
    help="A shop assistant that people talk to, and that never places an order nobody asked for.",
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"ringup {__version__}")
        raise typer.Exit


@app.callback()
def ringup(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """See docs/ for more."""


@app.command()
def demo() -> None:
    """Start the server, let a stand-in for the telephone network dial in, and show the call live."""
    with uncollected():
        from ringup.cli.demo import run
    run()


@app.command()
def serve() -> None:
    """Take calls until Ctrl-C. Settings come from the environment or .env; see docs/settings.md."""
    with uncollected():
        from ringup.cli.serve import run
    run()


app.command("chat")(chat.chat)
app.command("understand")(understand.understand)


@app.command()
def hear(file: Annotated[Path, typer.Argument(help="A WAV file: mono, 16 bit.")]) -> None:
    """Print what the recogniser hears in a sound file."""
    from ringup.cli.sound import hear as run

    run(file)


@app.command()
def say(
    text: str,
    out: Annotated[Path, typer.Option("--out", "-o", help="WAV file to write.")] = Path("say.wav"),
) -> None:
    """Speak a sentence into a WAV file."""
    from ringup.cli.sound import say as run

    run(text, out)


app.add_typer(models.app, name="models")
app.add_typer(shop.app, name="shop")
app.add_typer(calls.app, name="calls")
app.add_typer(operators.app, name="operators")
