"""A browser as the other end of a WebRTC connection that never leaves this machine."""

from __future__ import annotations

import asyncio
from functools import partial

from aioice import Candidate
from aioice.ice import Connection as IceConnection
from aiortc.rtcicetransport import RTCIceTransport
from pipecat.transports.smallwebrtc.connection import SmallWebRTCConnection

from ringup.telephony.speak.errors import OfferMalformed, PeerNeverCame
from ringup.telephony.speak.offer import Offer

LOOPBACK = "127.0.0.1"


class LoopbackConnection(SmallWebRTCConnection):
    """Its sockets are bound to loopback alone, and no STUN server is asked.

    Without this every network interface of the machine gets an open port for each call.
    """

    def force_transceivers_to_send_recv(self) -> None:
        """Called between the offer and the answer: transports exist, addresses are not gathered yet."""
        super().force_transceivers_to_send_recv()  # type: ignore[no-untyped-call]
        for transport in _ice_transports(self):
            ice: IceConnection = transport.iceGatherer._connection
            ice.get_component_candidates = partial(_on_loopback, ice)  # type: ignore[method-assign]

    def video_input_track(self) -> None:
        """None: there is no camera, and no warning about it in every call."""

    def screen_video_input_track(self) -> None:
        """None, likewise."""


class Peer:
    """One browser, from its accepted offer until it or we hang up."""

    def __init__(self, connection: SmallWebRTCConnection) -> None:
        """Use `answer`."""
        self.connection = connection
        self._ready = asyncio.Event()
        self._gone = asyncio.Event()
        self._has_channel = False
        connection.pc.on("connectionstatechange", self._look)
        connection.pc.on("datachannel", self._opened)

    @classmethod
    async def answer(cls, offer: Offer) -> Peer:
        """Accept an offer. Raises OfferMalformed when no connection can come of it."""
        peer = cls(LoopbackConnection())
        try:
            await peer.connection.initialize(offer.sdp, offer.type)
        except BaseException as error:
            await peer.hang_up()
            if isinstance(error, Exception):  # the stack raises many kinds for odd but well-formed SDP
                raise OfferMalformed("No connection can be made from this offer.") from error
            raise
        return peer

    @property
    def description(self) -> dict[str, str]:
        """Our side of the connection, as RTCPeerConnection.setRemoteDescription takes it."""
        local = self.connection.pc.localDescription
        return {"type": local.type, "sdp": local.sdp}

    async def connected(self, within: float) -> None:
        """Wait until sound and messages can flow both ways; before that both would be lost.

        Raises PeerNeverCame after `within` seconds, or when the browser went away.
        """
        waits = [asyncio.create_task(event.wait()) for event in (self._ready, self._gone)]
        try:
            await asyncio.wait(waits, timeout=within, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()
        if self._gone.is_set() or not self._ready.is_set():
            raise PeerNeverCame("The browser did not connect.")

    async def hang_up(self) -> None:
        """Tell the page goodbye and close the connection. Calling it again does nothing."""
        await self.connection.disconnect()  # type: ignore[no-untyped-call]

    def _opened(self, _: object) -> None:
        self._has_channel = True
        self._look()

    def _look(self) -> None:
        state = self.connection.pc.connectionState
        if state in ("closed", "failed"):
            self._gone.set()
        elif state == "connected" and self._has_channel:
            self._ready.set()


def _ice_transports(connection: SmallWebRTCConnection) -> set[RTCIceTransport]:
    peer = connection.pc
    dtls = [transceiver.receiver.transport for transceiver in peer.getTransceivers()]
    if peer.sctp is not None:
        dtls.append(peer.sctp.transport)
    return {transport.transport for transport in dtls}


async def _on_loopback(ice: IceConnection, component: int, addresses: list[str]) -> list[Candidate]:
    return await IceConnection.get_component_candidates(ice, component, [LOOPBACK])
