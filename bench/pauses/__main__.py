"""How often a caller is cut off who pauses inside a sentence or a number: ours and a stock pipecat bot.

    python -m bench.pauses --data DIR [--half kept] [--at-once 4] [--peers ringup,stock,stock-timer]

Two hundred clips, each in a call of its own: 100 numbers of six digits out of DIR/spoken_digits, said by
people and asked for by the assistant, and 100 shop sentences of flite and festival, each with a pause of 0.3
to 1.8 s. Cut off is who hears the assistant before they have finished. As one: both parts were understood as
one utterance in the end, as our call's log has it. Half of the clips are there to tune with, and are what is
measured unless `--half kept` asks for the others.

Wants flite, festival and festvox-kallpc16k. A number takes about 30 s, a sentence 15 s.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bench.duplex.cast import Cast
from bench.pauses.clips import Clip, Half, Kind, clips
from bench.pauses.cut_off import Said, is_as_one, row
from bench.pauses.person import LEAD_IN, LEAD_VOICE, say_clip
from bench.report import RESULTS, Report, Row
from bench.server import Server
from bench.stock.peers import Peer, all_running, named
from ringup.cli.demo import CALLER, SHOP_NUMBER
from ringup.pipelines.archive import CallArchive
from ringup.telephony.errors import WebhookFailed
from ringup.telephony.standin.carrier import StandInCarrier

APART = 0.37
"""Seconds between two rings of a batch."""

Outcomes = dict[Peer, list[tuple[Clip, Said]]]


def main(
    data: Annotated[Path, typer.Option(help="The folder that holds spoken_digits.")],
    half: Annotated[Half, typer.Option(help="Which half of the clips.")] = Half.TUNE,
    each: Annotated[int, typer.Option(help="Numbers, and as many sentences, in both halves.")] = 100,
    at_once: Annotated[int, typer.Option(help="Calls that go on at the same time.")] = 4,
    peers: Annotated[str, typer.Option(help="Servers, comma separated.")] = ",".join(Peer),
    results: Annotated[Path, typer.Option(help="Where the JSON goes.")] = RESULTS,
) -> None:
    """Measure, print a table, keep it as JSON."""
    some = [clip for clip in clips(data / "spoken_digits", each) if clip.half is half]
    with tempfile.TemporaryDirectory() as folder:
        cast = Cast(Path(folder) / "sounds")
        cast.prepare(LEAD_VOICE, LEAD_IN)
        outcomes = asyncio.run(_measure(Path(folder), named(peers), some, at_once, cast))
    report = Report("pauses", "Pauses within a turn", {"half": half.value, "cut off %, aimed at": 3.0})
    for one in _rows(outcomes):
        report.add(one)
    report.print_and_save(results, Console(width=120))


async def _measure(
    folder: Path, peers: Sequence[Peer], some: Sequence[Clip], at_once: int, cast: Cast
) -> Outcomes:
    outcomes: Outcomes = {peer: [] for peer in peers}
    async with StandInCarrier() as carrier, all_running(carrier, folder, peers, at_once) as servers:
        for first in range(0, len(some), at_once):
            batch = some[first : first + at_once]
            for peer, server in servers.items():
                archive = CallArchive(folder / peer.value / "calls") if peer is Peer.OURS else None
                calls = (
                    _call(carrier, server, clip, place, cast, archive) for place, clip in enumerate(batch)
                )
                said = await asyncio.gather(*calls)
                outcomes[peer] += [
                    (clip, one) for clip, one in zip(batch, said, strict=True) if one is not None
                ]
            print(f"{first + len(batch)} of {len(some)} clips to each server", file=sys.stderr)
    return outcomes


async def _call(
    carrier: StandInCarrier, server: Server, clip: Clip, place: int, cast: Cast, archive: CallArchive | None
) -> Said | None:
    await asyncio.sleep(APART * place)
    try:
        call = await carrier.dial(server.webhook, CALLER, SHOP_NUMBER)
    except WebhookFailed as error:
        print(f"{clip.kind} {clip.words!r}: {error}", file=sys.stderr)
        return None
    try:
        said = await say_clip(call, clip, cast)
        if said is None or archive is None:
            return said
        return replace(said, as_one=is_as_one(said, archive.read(call.call_sid).events))
    finally:
        await call.hang_up()
        del carrier.calls[call.call_sid]


def _rows(outcomes: Outcomes) -> Iterator[Row]:
    for peer, some in outcomes.items():
        for kind in Kind:
            yield {
                "server": peer.value,
                "": kind.value,
                **row([said for clip, said in some if clip.kind is kind]),
            }
        yield {"server": peer.value, "": "all", **row([said for _, said in some])}


if __name__ == "__main__":
    typer.run(main)
