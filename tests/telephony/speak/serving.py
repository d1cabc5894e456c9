"""The door on a real server, with a host behind it that needs no assistant."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from fastapi import FastAPI

from ringup.skills.values import PhoneNumber
from ringup.telephony.speak.lines import CONNECTS_WITHIN, SpeakHost
from ringup.telephony.speak.router import speak_router

CUSTOMER = PhoneNumber("+12025550123")


def app_over(host: SpeakHost, connects_within: float = CONNECTS_WITHIN) -> FastAPI:
    app = FastAPI()
    app.include_router(speak_router(host, CUSTOMER, connects_within=connects_within))
    return app


@asynccontextmanager
async def served(app: FastAPI) -> AsyncIterator[str]:
    """The address of a server on a free port of loopback; it stops at the end."""
    bound = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_config=None))
    running = asyncio.create_task(server.serve(sockets=[bound]))
    try:
        yield f"http://localhost:{bound.getsockname()[1]}"
    finally:
        server.should_exit = True
        await running
