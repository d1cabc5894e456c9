"""What becomes of an open line: whether noise, coughs or our own voice order anything or get stuck.

    python -m bench.open_line --data DIR [--lines 8] [--minutes 7.5] [--kinds noise,coughs,echo]

Callers of the sample shop say nothing, or nothing more once an order was read back to them, and leave the
line open. On it then is, at a caller's own level, whatever lies in DIR/noise, one after the other; or a
cough, a sneeze or a sniff every three to six seconds; or our own voice, 20 dB below how it was heard and 40
to 400 ms late. Whoever is hung up on rings again until the time is up, so that eight lines of 7.5 minutes are
an hour. Stuck is a call on which we are silent for a minute.
"""

from __future__ import annotations

import asyncio
import itertools
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from random import Random
from typing import Annotated

import typer
from rich.console import Console

from bench.demo_calls import APART
from bench.duplex.cast import cough, on_the_phone
from bench.report import RESULTS, Report, Row
from bench.server import Server, running
from ringup.cli.demo import CALLER, SHOP_NUMBER
from ringup.cli.sound import read_wav
from ringup.pipelines.archive import CallArchive, Speaker, Turn
from ringup.telephony.errors import StandInError
from ringup.telephony.standin.caller import StandInCall
from ringup.telephony.standin.carrier import StandInCarrier
from ringup.telephony.standin.impairments import UNIMPAIRED, Echo, Impairments
from ringup.voice.audio import PHONE_RATE, Audio

STUCK = 60.0
"""Seconds of silence of ours."""

COUGHS = ("cough", "sneeze", "sniff")
APART_S = (3.0, 6.0)
"""Seconds between two of them: the assistant has spoken by then."""

ECHO_DB = -20.0
ECHO_MS = (40, 400)

ORDERING = ("id-like-to-reorder-the-usual", "oh-four-one-oh-one")


class Kind(StrEnum):
    NOISE = "noise"
    COUGHS = "coughs"
    ECHO = "echo"


class From(StrEnum):
    GREETING = "greeting"
    READ_BACK = "read-back"


@dataclass(slots=True)
class Outcome:
    """`minutes` that lines were open; `ours` and `taken` count sentences of ours, and of nobody's that were
    taken for a caller's."""

    kind: Kind
    begun: From
    calls: int = 0
    stuck: int = 0
    minutes: float = 0.0
    ours: int = 0
    taken: int = 0
    confirmed: int = 0
    ids: list[str] = field(default_factory=list)


def main(
    data: Annotated[Path, typer.Option(help="The folder that holds noise.")],
    lines: Annotated[int, typer.Option(help="At the same time.")] = 8,
    minutes: Annotated[float, typer.Option(help="For so long, of each kind.")] = 7.5,
    kinds: Annotated[str, typer.Option(help="Comma separated.")] = ",".join(Kind),
    results: Annotated[Path, typer.Option(help="Where the JSON goes.")] = RESULTS,
) -> None:
    """Measure, print a table, keep it as JSON."""
    sounds = [on_the_phone(read_wav(path)) for path in sorted((data / "noise").glob("*.wav"))]
    if not sounds:
        raise typer.BadParameter(f"there is no sound in {data / 'noise'}")
    chosen = [Kind(kind.strip()) for kind in kinds.split(",")]
    outcomes = asyncio.run(_measure(chosen, sounds, lines, minutes))
    aims = {"aimed at": "orders 0, stuck 0; echoes taken for a caller under 1 %, confirming 0"}
    report = Report("open_line", "Open lines", aims)
    for outcome in outcomes:
        report.add(row(outcome))
    report.print_and_save(results, Console(width=140))


def row(outcome: Outcome) -> Row:
    share = 100 * outcome.taken / outcome.ours if outcome.ours else 0.0
    return {
        "line": outcome.kind.value,
        "from": outcome.begun.value,
        "minutes": round(outcome.minutes, 1),
        "calls": outcome.calls,
        "orders": outcome.confirmed,
        "stuck": outcome.stuck,
        "our sentences": outcome.ours,
        "taken for a caller's": outcome.taken,
        "% of ours": round(share, 1),
    }


async def _measure(kinds: list[Kind], sounds: list[Audio], lines: int, minutes: float) -> list[Outcome]:
    outcomes = []
    with tempfile.TemporaryDirectory() as folder:
        async with StandInCarrier() as carrier:
            for kind in kinds:
                house = Path(folder) / kind
                house.mkdir()
                async with running(carrier, house, lines) as server:
                    outcomes += await _all_lines(carrier, server, house, kind, sounds, lines, minutes)
    return outcomes


async def _all_lines(
    carrier: StandInCarrier,
    server: Server,
    house: Path,
    kind: Kind,
    sounds: list[Audio],
    lines: int,
    minutes: float,
) -> list[Outcome]:
    """Every second line from where an order was read back."""
    outcomes = [Outcome(kind, begun) for begun in From]
    await asyncio.gather(
        *(
            _line(carrier, server, outcomes[number % 2], _on_it(kind, sounds, number), number, minutes)
            for number in range(lines)
        )
    )
    for outcome in outcomes:
        _count(outcome, house)
    print(f"{kind}: {minutes:g} minutes on {lines} lines", file=sys.stderr)
    return outcomes


async def _line(
    carrier: StandInCarrier,
    server: Server,
    outcome: Outcome,
    sounds: Iterator[Audio],
    number: int,
    minutes: float,
) -> None:
    await asyncio.sleep(APART * number)
    loop, random = asyncio.get_running_loop(), Random(number)
    until = loop.time() + 60 * minutes
    while loop.time() < until:
        impairments = UNIMPAIRED
        if outcome.kind is Kind.ECHO:
            impairments = Impairments(echo=Echo(ECHO_DB, random.randint(*ECHO_MS)))
        call = await carrier.dial(server.webhook, CALLER, SHOP_NUMBER, impairments=impairments)
        try:
            await call.heard_for(0.1)
            outcome.calls += 1
            outcome.ids.append(call.call_sid)
            await _leave_open(call, outcome, sounds, until)
        except StandInError:
            pass  # hung up on
        finally:
            outcome.minutes += call.now / 60
            await call.hang_up()
            del carrier.calls[call.call_sid]


async def _leave_open(call: StandInCall, outcome: Outcome, sounds: Iterator[Audio], until: float) -> None:
    if outcome.begun is From.READ_BACK:
        for words in ORDERING:
            await call.heard_out(quiet_ms=1_200)
            await call.say(words)
    loop = asyncio.get_running_loop()
    while loop.time() < until:
        if outcome.kind is Kind.ECHO:
            await call.wait(1.0)
        else:
            await call.say(next(sounds))
        if call.handset.quiet > STUCK:
            outcome.stuck += 1
            return


def _on_it(kind: Kind, sounds: list[Audio], number: int) -> Iterator[Audio]:
    """What is on the line of that number, besides an echo."""
    return _coughs(number) if kind is Kind.COUGHS else _shuffled(sounds, number)


def _coughs(seed: int) -> Iterator[Audio]:
    """No two alike, with some seconds behind each."""
    random = Random(seed)
    while True:
        yield cough(random.choice(COUGHS), random.getrandbits(32))
        yield Audio.silence(random.uniform(*APART_S), PHONE_RATE)


def _shuffled(sounds: list[Audio], seed: int) -> Iterator[Audio]:
    """Over and over, with a second between two of them."""
    order = Random(seed).sample(sounds, len(sounds))
    gap = Audio.silence(1.0, PHONE_RATE)
    return itertools.cycle([each for sound in order for each in (sound, gap)])


def _count(outcome: Outcome, house: Path) -> None:
    """From what the server wrote down. What callers really said comes before the line is left open."""
    archive = CallArchive(house / "calls")
    said = len(ORDERING) if outcome.begun is From.READ_BACK else 0
    for call in outcome.ids:
        record = archive.read(call)
        outcome.ours += sum(turn.speaker is Speaker.ASSISTANT for turn in record.turns)
        outcome.taken += max(0, _of_callers(record.turns) - said)
        outcome.confirmed += len(record.purchases)


def _of_callers(turns: tuple[Turn, ...]) -> int:
    return sum(turn.speaker is Speaker.CALLER and bool(turn.text) for turn in turns)


if __name__ == "__main__":
    typer.run(main)
