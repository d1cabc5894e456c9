"""The carrier's calls, joined to the calls of this process."""

from __future__ import annotations

import logging

from pipecat.transports.websocket.fastapi import FastAPIWebsocketParams
from starlette.websockets import WebSocket

from ringup.pipelines.call import Line
from ringup.pipelines.calls import Admission, Calls
from ringup.skills.dialogue.events import Channel
from ringup.skills.values import CallId, PhoneNumber
from ringup.telephony.errors import TelephonyError
from ringup.telephony.twilio.control import CallControl
from ringup.telephony.twilio.messages import StreamStart
from ringup.telephony.twilio.serializer import MediaSerializer
from ringup.telephony.twilio.transport import MediaTransport
from ringup.voice.audio import PHONE_RATE

log = logging.getLogger(__name__)


class PhoneHost:
    """A `CallHost` over `Calls`: each media stream becomes a line at 8 kHz."""

    def __init__(self, calls: Calls, control: CallControl, staff_phone: PhoneNumber | None = None) -> None:
        self._calls = calls
        self._control = control
        self._staff_phone = staff_phone

    def admit(self, call_sid: str) -> Admission:
        return self._calls.admit(CallId(call_sid))

    async def take(self, websocket: WebSocket, start: StreamStart, caller: PhoneNumber | None) -> None:
        serializer = MediaSerializer(start.stream_sid)
        params = FastAPIWebsocketParams(
            audio_in_enabled=True,
            audio_out_enabled=True,
            serializer=serializer,
        )

        async def hang_up() -> None:
            try:
                await self._control.hang_up(start.call_sid)
            except TelephonyError:
                log.exception("the carrier did not hang up; closing the line instead")

        async def put_through() -> bool:
            if self._staff_phone is None:
                return False
            try:
                await self._control.dial(start.call_sid, self._staff_phone)
            except TelephonyError:
                log.exception("the carrier did not put a call through; the caller will be called back")
                return False
            return True

        transport = MediaTransport(websocket, params)
        line = Line(
            call=CallId(start.call_sid),
            channel=Channel.PHONE,
            caller=caller,
            transport=transport,
            rate=PHONE_RATE,
            hang_up=hang_up,
            hung_up=lambda: serializer.stopped,
            put_through=put_through,
            waiting=transport.waiting,
        )
        await self._calls.take(line)

    async def ended(self, call_sid: str) -> None:
        self._calls.release(CallId(call_sid))
