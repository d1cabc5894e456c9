"""Offers without a browser: refused ones, abandoned ones, and what the door serves."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest
from aiortc import RTCConfiguration, RTCPeerConnection

from ringup.telephony.speak.offer import LARGEST
from ringup.telephony.speak.router import ALL_BUSY, STATIC
from ringup.voice.audio import WIDE_RATE, Audio
from tests.telephony.speak.host import SOON, ToneHost
from tests.telephony.speak.serving import app_over

HERE = "http://localhost:8080"


class Door:
    """The router in an application of its own, spoken to from an address of choice."""

    def __init__(self, most: int = 1, connects_within: float = 15.0) -> None:
        self.host = ToneHost(Audio.silence(0.1, WIDE_RATE), most)
        self._app = app_over(self.host, connects_within)

    def client(self, address: str = "127.0.0.1", base_url: str = HERE) -> httpx.AsyncClient:
        transport = httpx.ASGITransport(self._app, client=(address, 50_000))
        return httpx.AsyncClient(transport=transport, base_url=base_url)

    async def offer(self, content: str | bytes) -> httpx.Response:
        async with self.client() as client:
            return await client.post("/speak/offer", content=content)


@contextmanager
def nothing_kept(door: Door) -> Iterator[None]:
    """No line stays taken, and no call was begun."""
    yield
    assert door.host.expected == set()
    assert door.host.calls.empty()


async def browser_offer(*, audio: int = 1, video: int = 0, channel: bool = True) -> str:
    peer = RTCPeerConnection(RTCConfiguration(iceServers=[]))
    for _ in range(audio):
        peer.addTransceiver("audio")
    for _ in range(video):
        peer.addTransceiver("video")
    if channel:
        peer.createDataChannel("ringup")
    await peer.setLocalDescription(await peer.createOffer())
    description = peer.localDescription
    await peer.close()
    # On a machine without a network aiortc has no candidates, and says that none will come.
    more_may_come = description.sdp.replace("a=end-of-candidates\r\n", "")
    return json.dumps({"type": description.type, "sdp": more_may_come})


@pytest.fixture
async def sdp() -> str:
    return str(json.loads(await browser_offer())["sdp"])


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b'{"type": "offer"}',
        b'{"type": "offer", "sdp": 7}',
        b'{"type": "answer", "sdp": "v=0"}',
        b'{"type": "offer", "sdp": ""}',
        b'{"type": "offer", "sdp": "hello"}',
        b'{"type": "offer", "sdp": "m=audio"}',
        b'{"type": "offer", "sdp": "v=0\\r\\nm=audio x y\\r\\n"}',
    ],
)
async def test_a_malformed_offer_is_refused_with_a_sentence(content: bytes) -> None:
    door = Door()
    with nothing_kept(door):
        response = await door.offer(content)
    assert response.status_code == 400
    assert response.json()["problem"].endswith(".")


@pytest.mark.parametrize(
    ("audio", "video", "channel"), [(1, 0, False), (0, 0, True), (2, 0, True), (1, 1, True)]
)
async def test_an_offer_holds_a_microphone_and_a_channel(audio: int, video: int, channel: bool) -> None:
    door = Door()
    with nothing_kept(door):
        response = await door.offer(await browser_offer(audio=audio, video=video, channel=channel))
    assert response.status_code == 400
    assert "one audio track" in response.json()["problem"]


@pytest.mark.parametrize("line", ["a=fingerprint", "a=ice-ufrag", "a=rtpmap", "a=setup", "a=sctp-port"])
async def test_an_offer_without_a_line_it_needs_keeps_no_line(sdp: str, line: str) -> None:
    """Some are refused by the stack, with some it answers and no connection comes of it."""
    kept = "".join(row for row in sdp.splitlines(keepends=True) if not row.startswith(line))
    door = Door(connects_within=0.05)
    with nothing_kept(door):
        response = await door.offer(json.dumps({"type": "offer", "sdp": kept}))
        await asyncio.wait_for(door.host.released.get(), SOON)
    assert response.status_code in (200, 400)


async def test_an_offer_is_limited_in_size() -> None:
    door = Door()
    with nothing_kept(door):
        response = await door.offer(b" " * (LARGEST + 1))
    assert response.status_code == 413
    assert "32 KiB" in response.json()["problem"]


async def test_a_browser_that_does_not_come_frees_its_line(sdp: str) -> None:
    door = Door(connects_within=0.1)
    with nothing_kept(door):
        response = await door.offer(json.dumps({"type": "offer", "sdp": sdp}))
        assert response.status_code == 200
        assert len(door.host.expected) == 1
        await asyncio.wait_for(door.host.released.get(), SOON)


async def test_busy_lines_answer_503(sdp: str) -> None:
    door = Door(most=0)
    response = await door.offer(json.dumps({"type": "offer", "sdp": sdp}))
    assert response.status_code == 503
    assert response.json() == {"problem": ALL_BUSY}


async def test_only_loopback_is_offered_to_the_browser(sdp: str) -> None:
    door = Door(connects_within=0.1)
    answer = (await door.offer(json.dumps({"type": "offer", "sdp": sdp}))).json()
    candidates = {row for row in answer["sdp"].splitlines() if row.startswith("a=candidate")}
    assert candidates
    assert all(" 127.0.0.1 " in row for row in candidates)
    await asyncio.wait_for(door.host.released.get(), SOON)


@pytest.mark.parametrize("path", ["/speak", "/speak/static/speak.js"])
@pytest.mark.parametrize(
    "base_url", ["http://shop.example", "http://192.0.2.7:8080", "http://localhost.shop.example"]
)
async def test_another_name_is_refused(path: str, base_url: str) -> None:
    async with Door().client(base_url=base_url) as client:
        response = await client.get(path)
    assert response.status_code == 403
    assert "http://localhost" in response.json()["detail"]


@pytest.mark.parametrize("host", ["", "[", "localhost:x", "user@localhost", "localhost.", "[::1"])
async def test_an_odd_host_header_is_refused(host: str) -> None:
    async with Door().client() as client:
        response = await client.get("/speak", headers={"Host": host})
    assert response.status_code == 403


@pytest.mark.parametrize("address", ["192.0.2.7", "2001:db8::7", "testclient"])
async def test_another_machine_is_refused_whatever_it_calls_us(address: str) -> None:
    async with Door().client(address) as client:
        response = await client.get("/speak")
    assert response.status_code == 403


@pytest.mark.parametrize(
    "base_url", ["http://localhost", "http://127.0.0.1:8080", "http://[::1]:8080", "http://LOCALHOST:1"]
)
async def test_every_name_of_this_machine_will_do(base_url: str) -> None:
    async with Door().client(base_url=base_url) as client:
        assert (await client.get("/speak")).status_code == 200


@pytest.mark.parametrize(
    "origin", ["http://shop.example", "http://localhost:9999", "http://localhost", "null", "http://["]
)
async def test_another_site_is_refused(sdp: str, origin: str) -> None:
    door = Door()
    content = json.dumps({"type": "offer", "sdp": sdp})
    with nothing_kept(door):
        async with door.client() as client:
            response = await client.post("/speak/offer", content=content, headers={"Origin": origin})
    assert response.status_code == 403
    assert "Another website" in response.json()["detail"]


async def test_the_page_and_its_parts_are_served_under_a_strict_policy() -> None:
    async with Door().client() as client:
        for path in ["/speak", *(f"/speak/static/{name}" for name in _parts())]:
            response = await client.get(path)
            assert response.status_code == 200, path
            assert "default-src 'none'" in response.headers["Content-Security-Policy"]
            assert "unsafe" not in response.headers["Content-Security-Policy"]
            assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("name", ["nothing.js", "..%2frouter.py", "speak.html"])
async def test_nothing_else_is_served(name: str) -> None:
    async with Door().client() as client:
        assert (await client.get(f"/speak/static/{name}")).status_code == 404


def _parts() -> list[str]:
    return [path.name for path in STATIC.iterdir() if path.name != "speak.html"]
