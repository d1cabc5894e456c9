"""How turns are taken, in tau-voice's terms: ours and a stock pipecat bot's, side by side.

    python -m bench.duplex [--calls 100] [--at-once 4] [--peers ringup,stock,stock-timer] [--keep DIR]

A hundred scripted callers of the sample shop ask and answer; into what the assistant says they interrupt,
say "mm-hmm", cough, and speak to somebody else in the room; and they cough and speak aside into silence.
Their lines carry noise 15 dB below them and lose one frame of a hundred, in bursts of 100 ms. Each batch
of calls goes to one server after the other, so that all feel the same load of the machine. What is counted
is read from the stand-in carrier's two tracks, for all alike, by the definitions in `bench.duplex.ticks`
and `bench.duplex.events`.

Rows come twice. As spoken: gaps under 350 ms are pauses within the assistant's speech. Strict: every gap of
60 ms is silence, so a breath counts as a yield and the next word as another answer.

Wants flite, festival, festvox-kallpc16k and festvox-kdlpc16k. A call takes about 45 s.
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bench.duplex.cast import Cast, room_noise
from bench.duplex.panel import exact_row, row
from bench.duplex.person import Person
from bench.duplex.scripts import Script, scripts, spoken_by
from bench.duplex.ticks import Track
from bench.report import RESULTS, Report, Row
from bench.server import Server
from bench.stock.peers import Peer, all_running, named
from bench.waveform import PAUSE_MS
from ringup.cli.demo import CALLER, SHOP_NUMBER
from ringup.telephony.errors import WebhookFailed
from ringup.telephony.standin.carrier import StandInCarrier
from ringup.telephony.standin.impairments import Impairments, Loss, Noise

SNR_DB = 15.0
LOST = 0.01
STRICT_MS = 60

APART = 0.37
"""Seconds between two rings of a batch."""

AIMED_AT = {
    "aimed at": "R_R .99, R_Y .95, I_A .05, S_BC .97, S_VT .90, S_ND .75",
    "aimed at, ms": "answer p50 500 and p95 900, stop p95 300",
}

Tracks = dict[Peer, list[tuple[Track, Track]]]
"""Of each call: as spoken, and strict."""


@dataclass(frozen=True, slots=True)
class Plan:
    """`keep`: the folder in which every call's timing is kept as soon as it is known."""

    calls: Sequence[Script]
    at_once: int
    cast: Cast
    keep: Path | None


def main(
    calls: Annotated[int, typer.Option(help="Calls to each server.")] = 100,
    at_once: Annotated[int, typer.Option(help="Calls that go on at the same time.")] = 4,
    peers: Annotated[str, typer.Option(help="Servers, comma separated.")] = ",".join(Peer),
    seed: Annotated[int, typer.Option(help="Which hundred calls.")] = 0,
    sounds: Annotated[Path | None, typer.Option(help="Where spoken sentences are kept.")] = None,
    keep: Annotated[Path | None, typer.Option(help="Where every call's timing goes, as JSON lines.")] = None,
    results: Annotated[Path, typer.Option(help="Where the JSON goes.")] = RESULTS,
) -> None:
    """Measure, print two tables, keep them as JSON."""
    with tempfile.TemporaryDirectory() as folder:
        cast = Cast(sounds or Path(folder) / "sounds")
        written = scripts(calls, seed)
        for voice, words in spoken_by(written).items():
            cast.prepare(voice, words)
        plan = Plan(written, at_once, cast, keep)
        tracks = asyncio.run(_measure(Path(folder), named(peers), plan))
    _report("duplex", "Taking turns", tracks, _panel_rows(tracks), results)
    _report("duplex_exact", "Taking turns, by the millisecond", tracks, _exact_rows(tracks), results)


async def _measure(folder: Path, peers: Sequence[Peer], plan: Plan) -> Tracks:
    tracks: Tracks = {peer: [] for peer in peers}
    async with StandInCarrier() as carrier, all_running(carrier, folder, peers, plan.at_once) as servers:
        for first in range(0, len(plan.calls), plan.at_once):
            batch = plan.calls[first : first + plan.at_once]
            for peer, server in servers.items():
                tracks[peer] += await _batch(carrier, server, batch, plan.cast)
            if plan.keep is not None:
                _keep(plan.keep, tracks)
            print(f"{first + len(batch)} of {len(plan.calls)} calls to each server", file=sys.stderr)
    return tracks


async def _batch(
    carrier: StandInCarrier, server: Server, batch: Sequence[Script], cast: Cast
) -> list[tuple[Track, Track]]:
    callers = (_call(carrier, server, script, place, cast) for place, script in enumerate(batch))
    return [both for both in await asyncio.gather(*callers) if both is not None]


async def _call(
    carrier: StandInCarrier, server: Server, script: Script, place: int, cast: Cast
) -> tuple[Track, Track] | None:
    """None where the server did not take the call."""
    await asyncio.sleep(APART * place)
    noise = Noise(room_noise(seed=script.number), SNR_DB)
    line = Impairments(noise=noise, loss=Loss(LOST), seed=script.number)
    try:
        call = await carrier.dial(server.webhook, CALLER, SHOP_NUMBER, impairments=line)
    except WebhookFailed as error:
        print(f"call {script.number}: {error}", file=sys.stderr)
        return None
    person = Person(call, script, cast)
    await person.talk()
    del carrier.calls[call.call_sid]  # its tracks need not be kept for the rest of the run
    return person.track(PAUSE_MS), person.track(STRICT_MS)


def _panel_rows(tracks: Tracks) -> Iterator[Row]:
    for peer, some in tracks.items():
        yield {"server": peer.value, "": "as spoken", **row([spoken for spoken, _ in some])}
    for peer, some in tracks.items():
        yield {"server": peer.value, "": "strict", **row([strict for _, strict in some])}


def _exact_rows(tracks: Tracks) -> Iterator[Row]:
    for peer, some in tracks.items():
        yield {"server": peer.value, **exact_row([spoken for spoken, _ in some])}


def _report(name: str, title: str, tracks: Tracks, rows: Iterator[Row], results: Path) -> None:
    calls: Row = {"calls to each server": max(map(len, tracks.values()), default=0)}
    report = Report(name, title, {**calls, **AIMED_AT})
    for one in rows:
        report.add(one)
    report.print_and_save(results, Console(width=200))


def _keep(folder: Path, tracks: Tracks) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for peer, some in tracks.items():
        lines = (json.dumps(asdict(spoken)) for spoken, _ in some)
        (folder / f"{peer.value}.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    typer.run(main)
