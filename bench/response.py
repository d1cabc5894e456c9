"""Response time, CPU and memory of the server at 1, 4 and 8 calls at once.

    python -m bench.response [--calls 1,4,8] [--rounds 5]

The server runs in a process of its own; the stand-in carrier dials it over HTTP and WebSocket at the
pace of real calls, and callers follow the demo's script. Response time is read from the recordings:
from the end of the caller's sound to the assistant's next. CPU and memory are the server's alone, as
the operating system counts them.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import socket
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import numpy as np
import psutil

from bench.report import Report
from bench.waveform import responses
from ringup.cli.demo import CALLER, SHOP_NUMBER, converse
from ringup.pipelines.settings import load_settings
from ringup.pipelines.shopfront import open_shop
from ringup.skills.backends.shop_file import SAMPLE_SHOP, load_shop
from ringup.telephony.standin.carrier import StandInCarrier

READY_WITHIN = 60.0


@dataclass(frozen=True, slots=True)
class Measured:
    """`responses` in milliseconds; `cores` and `megabytes` of the server during the calls."""

    calls: int
    responses: list[int]
    cores: float
    megabytes: float
    idle_megabytes: float
    completed: int
    dialled: int


async def measure(calls: int, rounds: int) -> Measured:
    """So many calls at once, so many times."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        async with open_shop(load_settings(data_dir=data)) as shop:
            await load_shop(SAMPLE_SHOP, shop.database)
        async with StandInCarrier() as carrier, _server(carrier, data, calls) as (process, url):
            return await _rounds(carrier, process, url, data, calls, rounds)


async def _rounds(
    carrier: StandInCarrier,
    process: psutil.Process,
    url: str,
    data: Path,
    calls: int,
    rounds: int,
) -> Measured:
    idle, before, peak = process.memory_info().rss, process.cpu_times(), 0
    loop = asyncio.get_running_loop()
    began, completed = loop.time(), 0
    for _ in range(rounds):
        done = await asyncio.gather(*(_call(carrier, url, n) for n in range(calls)))
        completed += sum(done)
        peak = max(peak, process.memory_info().rss)
    seconds, after = loop.time() - began, process.cpu_times()
    cpu = (after.user + after.system) - (before.user + before.system)
    recordings = sorted((data / "calls").glob("*/recording.wav"))
    times = [ms for recording in recordings for ms in responses(recording)]
    return Measured(calls, times, cpu / seconds, peak / 2**20, idle / 2**20, completed, calls * rounds)


async def _call(carrier: StandInCarrier, url: str, number: int) -> bool:
    """Callers ring up a little apart, as callers do. True when the call went to its goodbye."""
    await asyncio.sleep(0.37 * number)
    call = await carrier.dial(f"{url}/twilio/voice", CALLER, SHOP_NUMBER)
    try:
        await converse(call)
    except Exception as error:  # a failed call is a result here, not a crash
        print(f"a call failed: {error}", file=sys.stderr)
        await call.hang_up()
        return False
    return True


@asynccontextmanager
async def _server(
    carrier: StandInCarrier, data: Path, calls: int
) -> AsyncIterator[tuple[psutil.Process, str]]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    environment = {
        **os.environ,
        "RINGUP_DATA_DIR": str(data),
        "RINGUP_PORT": str(port),
        "RINGUP_PUBLIC_URL": url,
        "RINGUP_MAX_CALLS": str(max(8, calls)),
        "RINGUP_TWILIO_ACCOUNT_SID": carrier.account_sid,
        "RINGUP_TWILIO_AUTH_TOKEN": carrier.auth_token,
        "RINGUP_TWILIO_REST_URL": carrier.rest_url,
    }
    command = (sys.executable, "-m", "ringup.cli.main", "serve")
    server = await asyncio.create_subprocess_exec(
        *command, env=environment, stdout=asyncio.subprocess.DEVNULL
    )
    try:
        await _ready(url)
        yield psutil.Process(server.pid), url
    finally:
        server.terminate()
        await server.wait()


async def _ready(url: str) -> None:
    async with asyncio.timeout(READY_WITHIN), httpx.AsyncClient(trust_env=False) as client:
        while True:
            try:
                if (await client.get(f"{url}/health")).is_success:
                    return
            except httpx.TransportError:
                await asyncio.sleep(0.1)


def _percentile(values: list[int], share: float) -> int:
    return round(float(np.percentile(values, share))) if values else -1


async def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--calls", default="1,4,8", help="calls at once, comma separated")
    parser.add_argument("--rounds", type=int, default=5, help="times each; fewer at many calls")
    options = parser.parse_args()
    report = Report("response")
    for calls in (int(number) for number in options.calls.split(",")):
        measured = await measure(calls, max(1, options.rounds // calls))
        report.add(_row(measured))
    report.print_and_save()


def _row(measured: Measured) -> dict[str, str | float]:
    per_call = (measured.megabytes - measured.idle_megabytes) / measured.calls
    return {
        "calls at once": measured.calls,
        "completed": f"{measured.completed}/{measured.dialled}",
        "answers": len(measured.responses),
        "p50 ms": _percentile(measured.responses, 50),
        "p95 ms": _percentile(measured.responses, 95),
        "cores": round(measured.cores, 3),
        "cores a call": round(measured.cores / measured.calls, 3),
        "MB a call": round(per_call, 1),
        "MB idle": round(measured.idle_megabytes, 1),
    }


if __name__ == "__main__":
    asyncio.run(main())
