"""Runs an application on uvicorn, on a socket that is bound before anything is loaded.

Programs do it on uvloop's event loop, where a call takes a fifth less of a core than on asyncio's own.
"""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import socket
from collections.abc import AsyncIterator
from contextlib import AbstractContextManager, asynccontextmanager, nullcontext
from typing import TYPE_CHECKING

import uvicorn

from ringup.telephony.errors import AddressTaken
from ringup.telephony.twilio.messages import LARGEST_MESSAGE

if TYPE_CHECKING:
    from fastapi import FastAPI

GRACE = 2
"""Seconds that open connections have to end when serving stops."""

ENDING = (signal.SIGINT, signal.SIGTERM)


class _GuestServer(uvicorn.Server):
    """Runs beside other work of the event loop: signals belong to the program around it."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()

    def stop(self) -> None:
        """Open connections have a moment to end."""
        self.should_exit = True

    def capture_signals(self) -> AbstractContextManager[None]:  # type: ignore[override]
        return nullcontext()


def bind(host: str = "127.0.0.1", port: int = 0) -> socket.socket:
    """A listening address, on a free port for 0. Raises AddressTaken, which says what to do."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        bound = socket.create_server((host, port), family=family)
    except OSError as error:
        why = os.strerror(error.errno) if error.errno else str(error)
        raise AddressTaken(
            f"cannot listen on {host}:{port}: {why}. Set RINGUP_HOST or RINGUP_PORT."
        ) from error
    bound.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # small frames of sound must not wait
    return bound


def url_of(bound: socket.socket) -> str:
    host, port = bound.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


async def serve_until_stopped(app: FastAPI, bound: socket.socket) -> None:
    """Serve until SIGTERM or Ctrl-C, and return, so that the caller can finish what is under way.

    uvicorn itself would raise the signal again and end the process there and then.
    """
    keep_what_is_loaded()
    server, loop = _GuestServer(_config(app)), asyncio.get_running_loop()
    for number in ENDING:
        loop.add_signal_handler(number, server.stop)
    try:
        await server.serve([bound])
    finally:
        for number in ENDING:
            loop.remove_signal_handler(number)


def keep_what_is_loaded() -> None:
    """Modules, models and the shop's words live as long as the process: the garbage collector is not to
    look through them again and again, for a quarter of a second in which no call is served."""
    gc.collect()
    gc.freeze()


@asynccontextmanager
async def serving(app: FastAPI, bound: socket.socket) -> AsyncIterator[str]:
    """The base URL, while the application is served beside other work.

    Raises RuntimeError when the application does not start.
    """
    server = _GuestServer(_config(app))
    running = asyncio.create_task(server.serve([bound]), name="server")
    try:
        await _started(server, running)
        yield url_of(bound)
    finally:
        server.stop()
        await running
        bound.close()


async def _started(server: _GuestServer, running: asyncio.Task[None]) -> None:
    ready = asyncio.create_task(server.ready.wait())
    await asyncio.wait({ready, running}, return_when=asyncio.FIRST_COMPLETED)
    if not ready.done():
        ready.cancel()
        raise RuntimeError("the application did not start")


def _config(app: FastAPI) -> uvicorn.Config:
    """Media is not compressed: mu-law gains nothing by it and it costs much of a call's CPU."""
    return uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        ws_per_message_deflate=False,
        ws_max_size=LARGEST_MESSAGE,
        timeout_graceful_shutdown=GRACE,
    )
