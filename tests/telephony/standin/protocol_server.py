"""The smallest server that speaks the carrier's protocol, written from its documentation alone."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI, Request, Response, WebSocket, WebSocketDisconnect

from ringup.telephony.server import bind, serving
from ringup.telephony.standin.carrier import StandInCarrier
from tests.telephony.clocks import FastPace

CONNECT = (
    '<Response><Connect><Stream url="{ws}/media"><Parameter name="token" value="t1"/></Stream>'
    "</Connect>{after}</Response>"
)


class Stream:
    """One media socket, and all that came in over it."""

    def __init__(self, websocket: WebSocket) -> None:
        self.websocket = websocket
        self.messages: list[Any] = []
        self.garbage: list[str] = []

    @property
    def sid(self) -> str:
        return str(self.messages[1]["streamSid"])

    def of(self, event: str) -> list[Any]:
        return [message for message in self.messages if message["event"] == event]

    async def send(self, event: str, **body: object) -> None:
        await self.websocket.send_json({"event": event, "streamSid": self.sid, **body})

    async def play(self, mulaw: bytes) -> None:
        await self.send("media", media={"payload": base64.b64encode(mulaw).decode()})

    async def mark(self, name: str) -> None:
        await self.send("mark", mark={"name": name})


Reaction = Callable[[Stream, Any], Awaitable[None]]


class ProtocolServer:
    """`scripts` answer the webhook, one a request; the last one stays."""

    def __init__(self, secret: str) -> None:
        self.app = FastAPI()
        self.forms: list[dict[str, str]] = []
        self.statuses: list[dict[str, str]] = []
        self.streams: list[Stream] = []
        self.scripts = [CONNECT.format(ws="{ws}", after="")]
        self.react: Reaction = nothing
        self.url = ""
        self._secret = secret
        self.app.add_api_route("/voice", self._voice, methods=["POST"])
        self.app.add_api_route("/status", self._status, methods=["POST"])
        self.app.add_api_websocket_route("/media", self._media)

    async def _voice(self, request: Request) -> Response:
        form = await self._form(request)
        if form is None:
            return Response(status_code=403)
        self.forms.append(form)
        script = self.scripts.pop(0) if len(self.scripts) > 1 else self.scripts[0]
        return Response(script.format(ws=self.url.replace("http", "ws")), media_type="text/xml")

    async def _status(self, request: Request) -> Response:
        form = await self._form(request)
        assert form is not None
        self.statuses.append(form)
        return Response(status_code=204)

    async def _form(self, request: Request) -> dict[str, str] | None:
        form = {key: str(value) for key, value in (await request.form()).items()}
        text = str(request.url) + "".join(key + form[key] for key in sorted(form))
        digest = hmac.new(self._secret.encode(), text.encode(), hashlib.sha1).digest()
        expected = base64.b64encode(digest).decode()
        return form if request.headers["x-twilio-signature"] == expected else None

    async def _media(self, websocket: WebSocket) -> None:
        await websocket.accept()
        stream = Stream(websocket)
        self.streams.append(stream)
        try:
            async for text in websocket.iter_text():
                await self._received(stream, text)
        except (WebSocketDisconnect, RuntimeError):
            return

    async def _received(self, stream: Stream, text: str) -> None:
        try:
            message = json.loads(text)
        except ValueError:
            stream.garbage.append(text)
            return
        stream.messages.append(message)
        await self.react(stream, message)


async def nothing(stream: Stream, message: Any) -> None:
    """Listens, and says nothing."""


@asynccontextmanager
async def on_the_line() -> AsyncIterator[tuple[StandInCarrier, ProtocolServer]]:
    """A carrier whose clock runs fast, and a server to dial."""
    async with StandInCarrier(pace=FastPace()) as carrier:
        server = ProtocolServer(carrier.auth_token)
        async with serving(server.app, bind()) as url:
            server.url = url
            yield carrier, server
            for call in carrier.calls.values():
                await call.hang_up()
