"""`ringup demo`: a real call on this machine, from the first ring to the receipt."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import uvloop
from pydantic import HttpUrl, SecretStr
from rich.console import Console
from rich.rule import Rule

from ringup.cli.logs import set_up_logging
from ringup.cli.serve import engines_line
from ringup.cli.transcript import show
from ringup.pipelines.bootstrap import Assistant, open_assistant
from ringup.pipelines.sample_shop import fill
from ringup.pipelines.settings import RecognizerChoice, Settings, load_settings
from ringup.telephony.app import create_app
from ringup.telephony.server import bind, serving, url_of
from ringup.telephony.standin.caller import StandInCall
from ringup.telephony.standin.carrier import StandInCarrier
from ringup.voice.asr import demo_whisper

console = Console()

CALLER = "+12025550101"
SHOP_NUMBER = "+12025550199"

SCRIPT = (
    "id-like-to-reorder-the-usual",
    "oh-four-one-oh-one",
    "make-it-three",
    "yes-please",
    "where-is-order-four-seven-one-two-oh-three",
    "no",
)
"""Recordings that the caller plays, each after the assistant has finished speaking."""


_DEMO_EARS = {"recognizer": RecognizerChoice.WHISPER, "whisper_model": demo_whisper.NAME}


def run() -> None:
    """Make the call. Raises StandInError when it does not go as the script says."""
    set_up_logging()
    uvloop.run(_demo())


async def _demo() -> None:
    console.print(Rule("Ringup demo: Sam Rivera phones Harbour Street Store"))
    async with AsyncExitStack() as stack:
        carrier, assistant, url = await stack.enter_async_context(_everything())
        console.print(f"[dim]{engines_line(assistant)}[/]", highlight=False, soft_wrap=True)
        console.print(
            f"[dim]server     {url}, called by a stand-in carrier over HTTP and WebSocket[/]", soft_wrap=True
        )
        call = await carrier.dial(f"{url}/twilio/voice", CALLER, SHOP_NUMBER)
        await converse(call)
    _show_what_is_left(assistant, call.facts.call_sid)


async def converse(call: StandInCall) -> None:
    """Play the script, then wait for the goodbye."""
    for line in SCRIPT:
        await call.heard_out()
        await call.say(line)
    await call.wait_ended()


@asynccontextmanager
async def _everything() -> AsyncIterator[tuple[StandInCarrier, Assistant, str]]:
    async with AsyncExitStack() as stack:
        bound = bind("127.0.0.1", 0)
        carrier = await stack.enter_async_context(StandInCarrier())
        settings = demo_settings(carrier, url_of(bound))
        with console.status("Starting ...") as status:
            await _fresh_shop(settings)
            assistant = await stack.enter_async_context(
                open_assistant(
                    settings,
                    listener=lambda news: show(console, news),
                    progress=lambda what: status.update(f"Starting: {what} ..."),
                )
            )
            url = await stack.enter_async_context(serving(create_app(assistant, settings), bound))
        yield carrier, assistant, url


def demo_settings(carrier: StandInCarrier, public_url: str) -> Settings:
    """The user's own settings, with a carrier that lives in this process and a folder of its own. Callers are
    recordings of a synthetic voice: unless told otherwise, they are heard with Whisper's demo model."""
    own = load_settings()
    ears = {} if "recognizer" in own.model_fields_set else _DEMO_EARS
    return own.model_copy(
        update={
            **ears,
            "data_dir": own.data_dir / "demo",
            "database_url": None,
            "public_url": HttpUrl(public_url),
            "twilio_account_sid": carrier.account_sid,
            "twilio_auth_token": SecretStr(carrier.auth_token),
            "twilio_rest_url": HttpUrl(carrier.rest_url),
        }
    )


async def _fresh_shop(settings: Settings) -> None:
    """The sample shop as it was: a demo's order must not linger in the next one."""
    for old in settings.data_dir.glob("ringup.db*"):
        old.unlink()
    await fill(settings)


def _show_what_is_left(assistant: Assistant, call: str) -> None:
    folder = assistant.archive.folder(call)
    console.print(Rule("What is left of the call"))
    for name, what in (
        ("recording.wav", "caller left, assistant right"),
        ("transcript.jsonl", "who said what, when"),
        ("events.jsonl", "every decision"),
        ("evidence.jsonl", "why there was an order"),
    ):
        console.print(f"  {_short(folder / name)}  [dim]{what}[/]", highlight=False, soft_wrap=True)
    console.print(Rule("What to try next"))
    data = _short(folder.parents[1])
    console.print(f"  source .venv/bin/activate && export RINGUP_DATA_DIR={data}", soft_wrap=True)
    console.print("  ringup chat --customer +12025550101     [dim]the same dialogue, by typing[/]")
    console.print("  ringup operators add you                [dim]then sign in to the console:[/]")
    console.print("  RINGUP_SPEAKER_CUSTOMER=+12025550101 ringup serve   [dim]/console and /speak[/]")
    console.print("  README.md                               [dim]put it on a real phone number[/]")


def _short(path: Path) -> Path:
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
