"""The browser's door as one router for the application."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import uuid4

from fastapi import APIRouter, Depends, FastAPI, HTTPException, Request
from fastapi.responses import FileResponse, JSONResponse, Response

from ringup.pipelines.calls import Admission
from ringup.skills.values import CallId, PhoneNumber
from ringup.telephony.speak.errors import OfferTooLarge, SpeakError
from ringup.telephony.speak.lines import CONNECTS_WITHIN, Lines, SpeakHost
from ringup.telephony.speak.local import only_this_machine
from ringup.telephony.speak.offer import read_offer
from ringup.telephony.speak.peer import Peer

STATIC = Path(__file__).with_name("static")

FILES = {"speak.css", "speak.js", "call.js", "level.js", "playout.js"}

ALL_BUSY = "All lines are busy. Please try again in a moment."

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Permissions-Policy": "microphone=(self), camera=(), geolocation=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",
}


def speak_router(
    calls: SpeakHost,
    customer: PhoneNumber | None,
    *,
    new_id: Callable[[], str] = lambda: uuid4().hex,
    connects_within: float = CONNECTS_WITHIN,
) -> APIRouter:
    """`customer` is the caller of every call from here. `connects_within` is in seconds."""
    lines = Lines(calls, customer, connects_within)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        await lines.close()

    router = APIRouter(prefix="/speak", dependencies=[Depends(only_this_machine)], lifespan=lifespan)

    @router.get("")
    async def page() -> Response:
        return FileResponse(STATIC / "speak.html", headers=HEADERS)

    @router.get("/static/{name}")
    async def static(name: str) -> Response:
        if name not in FILES:
            raise HTTPException(404)
        return FileResponse(STATIC / name, headers=HEADERS)

    @router.post("/offer")
    async def offer(request: Request) -> Response:
        call = CallId(f"web-{new_id()}")
        try:
            return await _answer(request, call, calls, lines)
        except SpeakError as error:
            return _problem(413 if isinstance(error, OfferTooLarge) else 400, str(error))

    return router


async def _answer(request: Request, call: CallId, calls: SpeakHost, lines: Lines) -> Response:
    offer = await read_offer(request)
    if calls.admit(call) is not Admission.ADMITTED:
        return _problem(503, ALL_BUSY)
    try:
        peer = await Peer.answer(offer)
    except BaseException:
        calls.release(call)
        raise
    lines.start(call, peer)
    return JSONResponse(peer.description, headers=HEADERS)


def _problem(status: int, sentence: str) -> Response:
    return JSONResponse({"problem": sentence}, status, headers=HEADERS)
