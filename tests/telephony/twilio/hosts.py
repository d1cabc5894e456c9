"""A host behind the carrier's door, and a server that it stands in."""

from __future__ import annotations

import base64
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from ringup.pipelines.admission import Admission
from ringup.skills.values import PhoneNumber
from ringup.telephony.server import bind, serving
from ringup.telephony.standin.carrier import StandInCarrier
from ringup.telephony.standin.sound import to_line
from ringup.telephony.twilio.account import TwilioAccount
from ringup.telephony.twilio.host import CallHost
from ringup.telephony.twilio.messages import StreamStart
from ringup.telephony.twilio.router import twilio_router
from tests.telephony.clocks import FastPace, ManualClock, tone


class ToneHost:
    """Plays a tone with a mark after it. Key 1 clears, key 9 closes the socket."""

    def __init__(self, seconds: float = 0.5) -> None:
        self.admission = Admission.ADMITTED
        self.starts: list[StreamStart] = []
        self.callers: list[PhoneNumber | None] = []
        self.messages: list[Any] = []
        self.gone: list[str] = []
        self._seconds = seconds
        self._live: dict[str, WebSocket] = {}

    def admit(self, call_sid: str) -> Admission:
        return self.admission

    async def take(self, websocket: WebSocket, start: StreamStart, caller: PhoneNumber | None) -> None:
        former = self._live.get(start.call_sid)
        self._live[start.call_sid] = websocket
        self.starts.append(start)
        self.callers.append(caller)
        if former is not None and former.client_state is WebSocketState.CONNECTED:
            await former.close()
        try:
            await self._talk(websocket, start.stream_sid)
        except (WebSocketDisconnect, RuntimeError):
            return

    async def ended(self, call_sid: str) -> None:
        self.gone.append(call_sid)

    async def _talk(self, websocket: WebSocket, sid: str) -> None:
        payload = base64.b64encode(to_line(tone(self._seconds))).decode()
        await websocket.send_json({"event": "media", "streamSid": sid, "media": {"payload": payload}})
        await websocket.send_json({"event": "mark", "streamSid": sid, "mark": {"name": "end"}})
        while True:
            message = await websocket.receive_json()
            self.messages.append(message)
            match message:
                case {"event": "dtmf", "dtmf": {"digit": "1"}}:
                    await websocket.send_json({"event": "clear", "streamSid": sid})
                case {"event": "dtmf", "dtmf": {"digit": "9"}}:
                    await websocket.close()
                    return


class Door:
    """A carrier, and a server whose one door is the carrier's."""

    def __init__(self, carrier: StandInCarrier, account: TwilioAccount, clock: ManualClock) -> None:
        self.carrier = carrier
        self.account = account
        self.clock = clock

    @property
    def voice(self) -> str:
        return self.account.public("/twilio/voice")

    @property
    def status(self) -> str:
        return self.account.public("/twilio/status")


@asynccontextmanager
async def open_door(host: CallHost) -> AsyncIterator[Door]:
    app, clock = FastAPI(), ManualClock()
    async with StandInCarrier(pace=FastPace()) as carrier, serving(app, bind()) as url:
        account = TwilioAccount(carrier.account_sid, carrier.auth_token, url, carrier.rest_url)
        app.include_router(twilio_router(account, host, clock))
        yield Door(carrier, account, clock)
        for call in carrier.calls.values():
            await call.hang_up()
