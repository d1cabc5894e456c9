"""What the carrier asks of the stock bot's server: the webhook and the media socket."""

from __future__ import annotations

from urllib.parse import urlsplit

from fastapi import FastAPI, Request, Response, WebSocket
from twilio.twiml.voice_response import Connect, VoiceResponse  # type: ignore[import-untyped]

from bench.stock.bot import House, run_bot
from ringup.telephony.twilio.account import VOICE_PATH

MEDIA_PATH = "/ws"
"""pipecat's runner has its socket there."""


def create_app(house: House, public_url: str) -> FastAPI:
    """`public_url` is where the carrier reaches this server."""
    app = FastAPI(openapi_url=None)

    @app.get("/health")
    async def health() -> Response:
        return Response(status_code=204)

    @app.post(VOICE_PATH)
    async def voice(request: Request) -> Response:
        """As pipecat's runner answers, with the caller's number as its documentation passes it on."""
        form = await request.form()
        host = urlsplit(public_url).netloc
        connect = Connect()
        stream = connect.stream(url=f"ws://{host}{MEDIA_PATH}")
        stream.parameter(name="from_number", value=str(form.get("From", "")))
        answer = VoiceResponse()
        answer.append(connect)
        return Response(str(answer), media_type="text/xml")

    @app.websocket(MEDIA_PATH)
    async def media(websocket: WebSocket) -> None:
        await websocket.accept()
        await run_bot(websocket, house)

    return app
