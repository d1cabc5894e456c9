"""Browsers on the line: each answered offer becomes a call that runs by itself."""

from __future__ import annotations

import asyncio
import logging
from typing import Protocol

from ringup.pipelines.call import Line
from ringup.pipelines.calls import Admission
from ringup.skills.dialogue.events import Channel
from ringup.skills.values import CallId, PhoneNumber
from ringup.telephony.speak.errors import PeerNeverCame
from ringup.telephony.speak.peer import Peer
from ringup.telephony.speak.transport import transport_over
from ringup.voice.audio import WIDE_RATE

log = logging.getLogger(__name__)

CONNECTS_WITHIN = 15.0
"""Seconds that a browser has for connecting after it got its answer."""

ENDS_WITHIN = 5.0
"""Seconds that calls have for ending when the server stops."""


class SpeakHost(Protocol):
    """Runs calls; `ringup.pipelines.calls.Calls` is one. Used on the event loop."""

    def admit(self, call: CallId) -> Admission:
        """ADMITTED keeps a place until `take` or `release`."""

    def release(self, call: CallId) -> None:
        """The call will not be taken after all."""

    async def take(self, line: Line) -> None:
        """Run the call; returns when it is over."""


class Lines:
    """The browser calls of this process."""

    def __init__(
        self,
        host: SpeakHost,
        customer: PhoneNumber | None,
        connects_within: float = CONNECTS_WITHIN,
    ) -> None:
        """`customer` is whoever speaks here: the speaker stands in one customer's home."""
        self._host = host
        self._customer = customer
        self._connects_within = connects_within
        self._running: dict[asyncio.Task[None], Peer] = {}

    def start(self, call: CallId, peer: Peer) -> None:
        task = asyncio.create_task(self._run(call, peer), name="browser call")
        self._running[task] = peer
        task.add_done_callback(self._running.pop)

    async def close(self) -> None:
        """Hang up on everyone, and give their calls a moment to end."""
        running = dict(self._running)
        for peer in running.values():
            await peer.hang_up()
        if running:
            _, stuck = await asyncio.wait(running, timeout=ENDS_WITHIN)
            for task in stuck:
                task.cancel()

    async def _run(self, call: CallId, peer: Peer) -> None:
        try:
            await peer.connected(self._connects_within)
            await self._host.take(self._line(call, peer))
        except PeerNeverCame:
            log.warning("a browser asked for a line and did not connect")
        except Exception:
            log.exception("a browser call failed")
        finally:
            self._host.release(call)
            await peer.hang_up()

    def _line(self, call: CallId, peer: Peer) -> Line:
        """A browser that is gone has hung up: unlike a phone it does not come back by itself."""
        return Line(
            call=call,
            channel=Channel.BROWSER,
            caller=self._customer,
            transport=transport_over(peer.connection),
            rate=WIDE_RATE,
            hang_up=peer.hang_up,
            hung_up=lambda: True,
        )
