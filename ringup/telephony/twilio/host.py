"""What the carrier's door needs from whoever runs the calls behind it."""

from __future__ import annotations

from typing import Protocol

from starlette.websockets import WebSocket

from ringup.pipelines.admission import Admission
from ringup.skills.values import PhoneNumber
from ringup.telephony.twilio.messages import StreamStart


class CallHost(Protocol):
    """Runs calls. Its methods are called on the event loop."""

    def admit(self, call_sid: str) -> Admission:
        """Asked each time the carrier wants to know what to do with a call, so also when a call
        comes back after its socket dropped. ADMITTED keeps a place for it."""

    async def take(self, websocket: WebSocket, start: StreamStart, caller: PhoneNumber | None) -> None:
        """Run the call on this accepted socket; returns when the stream is over.

        May be called for a call whose former stream still runs: then the new stream takes its
        place, and the former `take` returns. Closing the socket without hanging up makes the
        carrier ask the webhook again.
        """

    async def ended(self, call_sid: str) -> None:
        """The carrier says that the call is over. May come before, after or without `take`."""
