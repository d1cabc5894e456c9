"""Everything under /console."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from fastapi import APIRouter, Depends
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from ringup.pipelines.archive import CallArchive
from ringup.skills.ports import StaffDesk
from ringup.skills.shop import ShopProfile
from ringup.skills.values import Money
from ringup.telephony.console.attempts import Attempts
from ringup.telephony.console.call_pages import CallPages
from ringup.telephony.console.errors import PageUnknown
from ringup.telephony.console.gate import ConsoleRoute, DataRoute, Gate
from ringup.telephony.console.handover_pages import HandoverPages
from ringup.telephony.console.operators import Operators
from ringup.telephony.console.pages import STATIC
from ringup.telephony.console.sessions import PATH, Sessions
from ringup.telephony.console.sign_in import SignInPages

LARGEST_FORM = 16 * 1024


async def unnamed_shop() -> ShopProfile:
    return ShopProfile("the shop", "USD", "UTC", Money(0, "USD"))


def _now() -> datetime:
    return datetime.now(UTC)


def console_router(
    archive: CallArchive,
    operators: Operators,
    secret: str,
    *,
    profile: Callable[[], Awaitable[ShopProfile]] = unnamed_shop,
    staff: StaffDesk | None = None,
    secure: bool = False,
    now: Callable[[], datetime] = _now,
    monotonic: Callable[[], float] = time.monotonic,
) -> APIRouter:
    """The operators' pages, to be included without a prefix.

    `profile` tells the shop's name and time zone, `staff` who waits for a person. `secure`: the console
    is reached over https only. Raises ValueError for a weak secret.
    """
    sessions = Sessions(secret, lambda: now().timestamp(), secure=secure)
    gate = Gate(sessions, operators)
    router = APIRouter()
    sign_in = SignInPages(gate, sessions, operators, Attempts(monotonic))
    router.include_router(_open_pages(sign_in))
    calls = CallPages(archive, profile, now)
    router.include_router(_data(calls, gate))
    handovers = HandoverPages(staff, profile)
    router.include_router(_operators_pages(calls, handovers, sign_in, gate))
    return router


def _open_pages(sign_in: SignInPages) -> APIRouter:
    """What anybody may see."""
    router = APIRouter(prefix=PATH, route_class=ConsoleRoute)
    router.add_api_route("/sign-in", sign_in.show, methods=["GET"])
    router.add_api_route("/sign-in", sign_in.submit, methods=["POST"], max_body_size=LARGEST_FORM)
    router.add_api_route("/static/{path:path}", _static, methods=["GET"])
    return router


def _data(calls: CallPages, gate: Gate) -> APIRouter:
    """What the player loads."""
    router = APIRouter(
        prefix=f"{PATH}/calls/{{call}}",
        route_class=DataRoute,
        dependencies=[Depends(gate.require)],
    )
    router.add_api_route("/waveform.json", calls.waveform, methods=["GET"])
    router.add_api_route("/recording.wav", calls.sound, methods=["GET", "HEAD"])
    return router


def _operators_pages(
    calls: CallPages, handovers: HandoverPages, sign_in: SignInPages, gate: Gate
) -> APIRouter:
    """What needs a session. The last route catches what there is no page for."""
    router = APIRouter(prefix=PATH, route_class=ConsoleRoute, dependencies=[Depends(gate.require)])
    router.add_api_route("", calls.listed, methods=["GET"])
    router.add_api_route("/calls/{call}", calls.shown, methods=["GET"])
    router.add_api_route("/handovers", handovers.listed, methods=["GET"])
    router.add_api_route("/handovers", handovers.dealt_with, methods=["POST"], max_body_size=LARGEST_FORM)
    router.add_api_route("/sign-out", sign_in.leave, methods=["POST"], max_body_size=LARGEST_FORM)
    router.add_api_route("/{rest:path}", _nowhere, methods=["GET"])
    return router


async def _static(request: Request, path: str) -> Response:
    """Our own scripts and styles; browsers ask each time whether they have changed."""
    try:
        response = await StaticFiles(directory=STATIC).get_response(path, request.scope)
    except HTTPException as error:
        return Response(status_code=error.status_code)
    response.headers["Cache-Control"] = "no-cache"
    return response


async def _nowhere(rest: str) -> Response:
    raise PageUnknown("there is no such page")
