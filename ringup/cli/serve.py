"""`ringup serve`: answer the phone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import uvloop
from rich.console import Console

from ringup.cli.loading import uncollected
from ringup.cli.logs import set_up_logging
from ringup.pipelines.bootstrap import Assistant, open_assistant
from ringup.pipelines.detect import IMPORTING
from ringup.pipelines.settings import Settings, load_settings
from ringup.telephony.server import bind, serve_until_stopped, url_of
from ringup.telephony.texts import open_texts

if TYPE_CHECKING:
    from fastapi import FastAPI

console = Console()


def run() -> None:
    """Take calls until a signal ends the program."""
    set_up_logging()
    uvloop.run(_serve(load_settings()))


async def _serve(settings: Settings) -> None:
    bound = bind(settings.host, settings.port)
    with console.status("Starting ...") as status:

        def progress(what: str) -> None:
            status.update(f"Starting: {what} ...")

        async with (
            open_texts(settings) as texts,
            open_assistant(settings, progress=progress, texts=texts, meanwhile=_doors) as assistant,
        ):
            status.stop()
            await _announce(assistant, settings, url_of(bound))
            await serve_until_stopped(_doors()(assistant, settings), bound)


def _doors() -> Callable[[Assistant, Settings], FastAPI]:
    """`create_app`, which takes a while to import the first time."""
    with IMPORTING, uncollected():
        from ringup.telephony.app import create_app
    return create_app


async def _announce(assistant: Assistant, settings: Settings, url: str) -> None:
    console.print(engines_line(assistant), highlight=False, soft_wrap=True)
    if not await assistant.shop.desks.catalog.products():
        console.print("[yellow]The shop is empty. Load one: ringup shop load --sample[/]")
    console.print(f"console    {url}/console", highlight=False)
    if settings.speaker_customer:
        console.print(f"speak      {url}/speak", highlight=False)
    if settings.takes_carrier_calls:
        console.print(f"telephone  {settings.public_url}twilio/voice", highlight=False)
    else:
        console.print("telephone  off: set RINGUP_TWILIO_AUTH_TOKEN (see docs/twilio.md)")
    if settings.twilio_texts_from:
        console.print(f"texts      from {settings.twilio_texts_from}", highlight=False)
    if not settings.is_loopback:
        console.print(f"[yellow]Listening beyond this machine, on {settings.host}.[/]")


def engines_line(assistant: Assistant) -> str:
    """Which engines run, in one line."""
    engines, reader = assistant.engines, assistant.shop.understood_by
    hears, speaks = engines.recognizer.name, engines.synthesizer.name
    return f"engines    hears with {hears}, understands with {reader}, speaks with {speaks}"
