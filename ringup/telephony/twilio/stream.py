"""The media socket: nobody gets past it without a token from the signed webhook.

Whoever starts the server sets uvicorn's `ws_per_message_deflate=False` (compression gains nothing
on mu-law, and costs much of a call's CPU) and `ws_max_size=LARGEST_MESSAGE`, which bounds what is
buffered before anything here is asked.
"""

from __future__ import annotations

import asyncio
import logging

from fastapi import APIRouter
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from ringup.telephony.twilio.account import MEDIA_PATH, TwilioAccount
from ringup.telephony.twilio.host import CallHost
from ringup.telephony.twilio.messages import Connected, Start, StreamStart, read_message
from ringup.telephony.twilio.tokens import Grant, StreamTokens

log = logging.getLogger(__name__)

POLICY_VIOLATION = 1008
TRY_AGAIN_LATER = 1013
NORMAL = 1000

START_WITHIN = 5.0
"""Seconds from opening the socket to its `start` message."""

MOST_STRANGERS = 64
"""Sockets that may be open before they have shown a token."""


class MediaDoor:
    """Lets streams in, one at a time, and hands each to the host."""

    def __init__(
        self,
        account: TwilioAccount,
        host: CallHost,
        tokens: StreamTokens,
        start_within: float = START_WITHIN,
        most_strangers: int = MOST_STRANGERS,
    ) -> None:
        self._account = account
        self._host = host
        self._tokens = tokens
        self._start_within = start_within
        self._most_strangers = most_strangers
        self._strangers = 0

    async def __call__(self, websocket: WebSocket) -> None:
        if self._strangers >= self._most_strangers:
            log.warning("too many media sockets without a token; one more was refused")
            await websocket.close(TRY_AGAIN_LATER)
            return
        admitted = await self._admit(websocket)
        if admitted is None:
            log.warning("a media socket without a valid token was refused")
            await _close(websocket, POLICY_VIOLATION)
            return
        start, grant = admitted
        await self._host.take(websocket, start, grant.caller)
        await _close(websocket, NORMAL)

    async def _admit(self, websocket: WebSocket) -> tuple[StreamStart, Grant] | None:
        self._strangers += 1
        try:
            async with asyncio.timeout(self._start_within):
                await websocket.accept()
                start = await _read_start(websocket)
        except (TimeoutError, WebSocketDisconnect, ValueError):
            return None
        finally:
            self._strangers -= 1
        grant = self._redeem(start)
        return None if grant is None else (start, grant)

    def _redeem(self, start: StreamStart) -> Grant | None:
        if start.account_sid != self._account.account_sid:
            return None
        return self._tokens.redeem(start.call_sid, start.custom_parameters.get("token", ""))


def stream_router(door: MediaDoor) -> APIRouter:
    router = APIRouter()
    router.add_api_websocket_route(MEDIA_PATH, door.__call__)
    return router


async def _read_start(websocket: WebSocket) -> StreamStart:
    """Raises ValueError for any other beginning than `connected`, then `start`."""
    if not isinstance(read_message(await _receive(websocket)), Connected):
        raise ValueError("a stream begins with `connected`")
    match read_message(await _receive(websocket)):
        case Start(start=start):
            return start
        case _:
            raise ValueError("`connected` is followed by `start`")


async def _receive(websocket: WebSocket) -> str | bytes:
    message = await websocket.receive()
    if message["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(message.get("code", NORMAL))
    data = message.get("text") or message.get("bytes") or ""
    assert isinstance(data, str | bytes)
    return data


async def _close(websocket: WebSocket, code: int) -> None:
    """Does nothing where either side has already closed."""
    states = (websocket.client_state, websocket.application_state)
    if WebSocketState.DISCONNECTED not in states:
        await websocket.close(code)
