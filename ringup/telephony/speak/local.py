"""Whether a request comes from this very machine, and from our own page."""

from __future__ import annotations

import re
from ipaddress import ip_address
from urllib.parse import urlsplit

from fastapi import HTTPException, Request

OUR_NAME = re.compile(r"(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?", re.IGNORECASE)

NOT_HERE = (
    "This page answers only on the machine it runs on. Open it there as http://localhost, "
    "or run Ringup on the machine that has the microphone."
)

NOT_OURS = "Another website asked for this. Open the page itself and press Talk there."


def only_this_machine(request: Request) -> None:
    """A dependency for routes. Raises HTTPException 403, with what to do.

    The name in Host is checked as well as the address: a website whose name was made to resolve to
    loopback would otherwise pass for us. A request without Origin does not come from a script.
    """
    host = request.headers.get("host", "")
    if not (OUR_NAME.fullmatch(host) and _is_local_peer(request)):
        raise HTTPException(403, NOT_HERE)
    origin = request.headers.get("origin")
    if origin is not None and _authority(origin) != host.lower():
        raise HTTPException(403, NOT_OURS)


def _is_local_peer(request: Request) -> bool:
    """A server on a unix socket has no peer address; only this machine can reach it."""
    if request.client is None:
        return True
    try:
        return ip_address(request.client.host).is_loopback
    except ValueError:
        return False


def _authority(origin: str) -> str:
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return ""
