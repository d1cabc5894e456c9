"""The servers that are compared, side by side in one run: ours, and the stock bot in its two ways."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from enum import StrEnum
from pathlib import Path

from bench.server import SERVE, Server, running
from ringup.telephony.standin.carrier import StandInCarrier


class Peer(StrEnum):
    OURS = "ringup"
    SMART_TURN = "stock"
    TIMER = "stock-timer"

    @property
    def program(self) -> Sequence[str]:
        match self:
            case Peer.OURS:
                return SERVE
            case Peer.SMART_TURN:
                return ("-m", "bench.stock")
            case Peer.TIMER:
                return ("-m", "bench.stock", "--timer")


def named(names: str) -> tuple[Peer, ...]:
    """Comma separated. Raises ValueError for a name that none has."""
    return tuple(Peer(name.strip()) for name in names.split(","))


@asynccontextmanager
async def all_running(
    carrier: StandInCarrier, folder: Path, peers: Sequence[Peer], calls: int
) -> AsyncIterator[dict[Peer, Server]]:
    """Started one after the other, each with a shop of its own in `folder`."""
    async with AsyncExitStack() as stack:
        servers: dict[Peer, Server] = {}
        for peer in peers:
            data = folder / peer.value
            data.mkdir(parents=True)
            server = running(carrier, data, calls, program=peer.program)
            servers[peer] = await stack.enter_async_context(server)
        yield servers
