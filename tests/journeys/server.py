"""`ringup serve` as a process of its own, as people run it: it can be killed, and started again."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
from asyncio.subprocess import DEVNULL, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from ringup.database.engine import Database
from ringup.pipelines.archive import CallArchive
from ringup.pipelines.sample_shop import fill
from ringup.telephony.standin.carrier import StandInCarrier
from tests import learned
from tests.journeys.house import House, house_settings

STARTS_WITHIN = 180.0

NICELY = ("nice", "-n", "5")
"""To start is work for seconds, which calls on other servers must not feel."""


@dataclass(frozen=True, slots=True)
class Server(House):
    """`processes` are all that were started; the last one may run."""

    processes: list[Process]

    async def start(self) -> None:
        """Returns once it answers."""
        command = (*NICELY, sys.executable, "-m", "ringup", "serve")
        process = await asyncio.create_subprocess_exec(
            *command, env=os.environ | self._environment(), stdout=DEVNULL, stderr=DEVNULL
        )
        self.processes.append(process)
        async with asyncio.timeout(STARTS_WITHIN):
            while not await self._answers():
                assert process.returncode is None, "the server did not start"
                await asyncio.sleep(0.05)

    async def kill(self) -> None:
        """Without a chance to tidy up."""
        self.processes[-1].kill()
        await self.processes[-1].wait()

    async def stop(self) -> None:
        """As a service manager does."""
        for process in self.processes:
            if process.returncode is None:
                process.terminate()
                await process.wait()

    async def _answers(self) -> bool:
        try:
            return (await self.http.get(f"{self.url}/health")).is_success
        except httpx.TransportError:
            return False

    def _environment(self) -> dict[str, str]:
        return {
            "RINGUP_DATA_DIR": str(self.settings.data_dir),
            "RINGUP_DATABASE_URL": self.settings.database,
            "RINGUP_PORT": self.url.rpartition(":")[2],
            "RINGUP_PUBLIC_URL": self.url,
            "RINGUP_MAX_CALLS": str(self.settings.max_calls),
            "RINGUP_TWILIO_ACCOUNT_SID": self.carrier.account_sid,
            "RINGUP_TWILIO_AUTH_TOKEN": self.carrier.auth_token,
            "RINGUP_TWILIO_REST_URL": self.carrier.rest_url,
        }


@asynccontextmanager
async def new_server(data: Path, shop_file: Path, **more: object) -> AsyncIterator[Server]:
    """With a shop, and not started yet. `more` are further settings."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    learned.share(data)
    async with StandInCarrier() as carrier, httpx.AsyncClient(trust_env=False) as http:
        settings = house_settings(data, carrier, url, **more)
        await fill(settings, shop_file)
        database, archive = Database(settings.database), CallArchive(data / "calls")
        server = Server(carrier, http, settings, url, database, archive, [])
        try:
            yield server
        finally:
            await server.stop()
            await database.close()
