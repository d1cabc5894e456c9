"""The server under test: a process of its own, of this source tree or of another, with the sample shop."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
from asyncio.subprocess import DEVNULL, Process
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil

from bench import process_tree
from bench.engines import Engine
from ringup.telephony.standin.carrier import StandInCarrier

HERE = Path(__file__).parents[1]
RINGUP = ("-m", "ringup")
SERVE = (*RINGUP, "serve")
READY_WITHIN = 180.0
"""Seconds. Each server builds its language model anew, which takes long on a busy machine."""


@dataclass(frozen=True, slots=True)
class Server:
    """`ready_after`: seconds from its start until it answered."""

    process: psutil.Process
    url: str
    ready_after: float

    @property
    def webhook(self) -> str:
        return f"{self.url}/twilio/voice"

    @property
    def megabytes(self) -> float:
        """Resident memory of the process and its children."""
        return sum(one.memory_info().rss for one in process_tree.of(self.process)) / 2**20

    @property
    def own_megabytes(self) -> float:
        """That of the process alone."""
        return float(self.process.memory_info().rss / 2**20)

    @property
    def cpu(self) -> float:
        """Seconds that the process and its children have used."""
        return process_tree.cpu_seconds(self.process)


@asynccontextmanager
async def running(
    carrier: StandInCarrier,
    data: Path,
    calls: int,
    tree: Path = HERE,
    program: Sequence[str] = SERVE,
    engine: Engine = Engine.EMBEDDED,
) -> AsyncIterator[Server]:
    """For that many calls at once, until the block ends. `program` are the interpreter's arguments."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    environment = {
        **os.environ,
        "PYTHONPATH": str(tree),
        "RINGUP_DATA_DIR": str(data),
        "RINGUP_DATABASE_URL": f"sqlite+aiosqlite:///{data / 'ringup.db'}",
        "RINGUP_PORT": str(port),
        "RINGUP_PUBLIC_URL": url,
        "RINGUP_MAX_CALLS": str(max(8, calls)),
        "RINGUP_TWILIO_ACCOUNT_SID": carrier.account_sid,
        "RINGUP_TWILIO_AUTH_TOKEN": carrier.auth_token,
        "RINGUP_TWILIO_REST_URL": carrier.rest_url,
        **engine.environment,
    }
    await _load_shop(tree, environment)
    loop = asyncio.get_running_loop()
    started = loop.time()
    process = await asyncio.create_subprocess_exec(
        sys.executable, *program, env=environment, cwd=tree, stdout=DEVNULL
    )
    try:
        await _ready(url, process)
        yield Server(psutil.Process(process.pid), url, loop.time() - started)
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


async def _load_shop(tree: Path, environment: dict[str, str]) -> None:
    load = (sys.executable, *RINGUP, "shop", "load", "--sample")
    process = await asyncio.create_subprocess_exec(*load, env=environment, cwd=tree, stdout=DEVNULL)
    if await process.wait() != 0:
        raise RuntimeError("the sample shop could not be loaded")


async def _ready(url: str, process: Process) -> None:
    async with asyncio.timeout(READY_WITHIN), httpx.AsyncClient(trust_env=False) as client:
        while True:
            try:
                if (await client.get(f"{url}/health")).is_success:
                    return
            except httpx.TransportError:
                if process.returncode is not None:
                    raise RuntimeError("the server did not start; what it said is above") from None
                await asyncio.sleep(0.02)
