"""One media socket from the carrier's side, in the carrier's own words:
https://www.twilio.com/docs/voice/media-streams/websocket-messages
"""

from __future__ import annotations

import base64
import json
from collections import deque
from collections.abc import AsyncIterator
from dataclasses import dataclass

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from ringup.telephony.errors import StandInError
from ringup.telephony.standin.pace import FRAME_MS

CLOSE_WITHIN = 2.0
ABNORMAL = 1006
"""The close code where a socket ended without a farewell."""

_MEDIA_FORMAT = {"encoding": "audio/x-mulaw", "sampleRate": 8000, "channels": 1}


@dataclass(frozen=True, slots=True)
class StreamFacts:
    stream_sid: str
    call_sid: str
    account_sid: str
    parameters: dict[str, str]


class MediaStream:
    """Queues what is to be sent, so that a stall can hold it back; `flush` sends it in order."""

    def __init__(self, url: str, socket: ClientConnection, facts: StreamFacts) -> None:
        self.url = url
        self.facts = facts
        self._socket = socket
        self._outbox: deque[str | bytes] = deque()
        self._sequence = 0
        self._chunk = 0
        self._queue({"event": "connected", "protocol": "Call", "version": "1.0.0"})
        self._numbered("start", self._start_body())

    @classmethod
    async def open(cls, url: str, facts: StreamFacts) -> MediaStream:
        """Raises StandInError when the server does not take the socket."""
        try:
            socket = await connect(
                url, compression=None, proxy=None, ping_interval=None, close_timeout=CLOSE_WITHIN
            )
        except (OSError, InvalidHandshake) as error:
            raise StandInError("the server did not take the media socket") from error
        stream = cls(url, socket, facts)
        await stream.flush()
        return stream

    @property
    def close_code(self) -> int:
        """Only once the socket is closed."""
        return self._socket.close_code or ABNORMAL

    async def received(self) -> AsyncIterator[str | bytes]:
        """Ends when the socket does, however it does."""
        try:
            async for message in self._socket:
                yield message
        except ConnectionClosed:
            return  # `close_code` tells how

    def media(self, mulaw: bytes | None) -> None:
        """A frame, stamped with the time since this stream's first one. None is one that got lost: its
        time passes and its number is missing, as in a carrier's stream."""
        if mulaw is None:
            self._chunk += 1
            return
        body = {
            "track": "inbound",
            "chunk": str(self._chunk + 1),
            "timestamp": str(self._chunk * FRAME_MS),
            "payload": base64.b64encode(mulaw).decode("ascii"),
        }
        self._chunk += 1
        self._numbered("media", body)

    def mark(self, name: str) -> None:
        self._numbered("mark", {"name": name})

    def dtmf(self, digit: str) -> None:
        self._numbered("dtmf", {"track": "inbound_track", "digit": digit})

    def stop(self) -> None:
        facts = self.facts
        self._numbered("stop", {"accountSid": facts.account_sid, "callSid": facts.call_sid})

    def raw(self, message: str | bytes) -> None:
        self._outbox.append(message)

    async def flush(self) -> None:
        try:
            while self._outbox:
                await self._socket.send(self._outbox.popleft())
        except ConnectionClosed:
            self._outbox.clear()  # the reader sees the end of the socket and acts on it

    async def close(self) -> None:
        await self._socket.close()

    def abort(self) -> None:
        """Break the connection without a farewell."""
        self._socket.transport.abort()

    def _numbered(self, event: str, body: object) -> None:
        self._sequence += 1
        number = {"sequenceNumber": str(self._sequence), "streamSid": self.facts.stream_sid}
        self._queue({"event": event, **number, event: body})

    def _queue(self, message: dict[str, object]) -> None:
        self._outbox.append(json.dumps(message))

    def _start_body(self) -> dict[str, object]:
        return {
            "accountSid": self.facts.account_sid,
            "callSid": self.facts.call_sid,
            "streamSid": self.facts.stream_sid,
            "tracks": ["inbound"],
            "mediaFormat": _MEDIA_FORMAT,
            "customParameters": self.facts.parameters,
        }
