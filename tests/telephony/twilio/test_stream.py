"""The whole door, dialled by the stand-in carrier over real sockets."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from fastapi import FastAPI
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from ringup.pipelines.admission import Admission
from ringup.skills.values import PhoneNumber
from ringup.telephony.errors import WebhookFailed
from ringup.telephony.server import bind, serving
from ringup.telephony.standin.carrier import Faults
from ringup.telephony.standin.events import EndedBy, Kind
from ringup.telephony.twilio.account import TwilioAccount
from ringup.telephony.twilio.stream import MediaDoor, stream_router
from ringup.telephony.twilio.tokens import StreamTokens
from tests.telephony.clocks import ManualClock
from tests.telephony.twilio.hosts import ToneHost, open_door

CALL = "CA" + "1" * 32
ACCOUNT = "AC" + "2" * 32


async def test_a_call_gets_through_and_hears_the_host() -> None:
    host = ToneHost()
    async with open_door(host) as door:
        call = await door.carrier.dial(door.voice, "+15550100001", status_url=door.status)
        await call.heard_out()
        assert host.callers == [PhoneNumber("+15550100001")]
        assert host.starts[0].call_sid == call.call_sid
        assert [event.detail for event in call.happened(Kind.MARK)] == ["end"]
        assert not call.happened(Kind.COMPLAINT)
        await call.hang_up()
        assert host.gone == [call.call_sid]


async def test_a_withheld_number_is_nobody() -> None:
    host = ToneHost()
    async with open_door(host) as door:
        call = await door.carrier.dial(door.voice, "anonymous")
        await call.heard_out()
        assert host.callers == [None]


async def test_a_wrong_signature_gets_no_call() -> None:
    async with open_door(ToneHost()) as door:
        with pytest.raises(WebhookFailed, match="403"):
            await door.carrier.dial(door.voice, faults=Faults(secret="wrong"))


async def test_a_full_house_is_said_aloud() -> None:
    host = ToneHost()
    host.admission = Admission.BUSY
    async with open_door(host) as door:
        call = await door.carrier.dial(door.voice)
        assert await call.wait_ended() is EndedBy.SCRIPT
        [said] = call.happened(Kind.SAID)
        assert said.detail.startswith("All our lines are busy")


@pytest.mark.parametrize("token", ["wrong", ""])
async def test_a_wrong_token_is_refused(token: str) -> None:
    host = ToneHost()
    async with open_door(host) as door:
        call = await door.carrier.dial(door.voice, faults=Faults(stream_token=token))
        await call.until(lambda: bool(call.happened(Kind.STREAM_CLOSED)), 30.0, "a refusal")
        assert call.happened(Kind.STREAM_CLOSED)[0].detail == "1008"
        assert not host.starts


async def test_a_reused_or_missing_token_is_refused_and_the_call_goes_on() -> None:
    host = ToneHost()
    async with open_door(host) as door:
        call = await door.carrier.dial(door.voice)
        await call.heard_out()
        assert await call.intrude(call.stream_token) == 1008
        assert await call.intrude(None) == 1008
        assert await call.intrude(call.stream_token, call_sid=CALL) == 1008
        assert len(host.starts) == 1
        call.press("1")
        await call.until(lambda: bool(call.happened(Kind.CLEAR)), 30.0, "the host to answer")


async def test_a_dropped_socket_comes_back_for_the_same_call() -> None:
    host = ToneHost()
    async with open_door(host) as door:
        call = await door.carrier.dial(door.voice)
        await call.heard_out()
        call.drop_socket()
        await call.heard_out()
        first, second = host.starts
        assert first.call_sid == second.call_sid == call.call_sid
        assert first.stream_sid != second.stream_sid
        assert host.callers[0] == host.callers[1] is not None


async def test_a_call_that_ended_does_not_come_back() -> None:
    host = ToneHost()
    async with open_door(host) as door:
        call = await door.carrier.dial(door.voice)
        await call.heard_out()
        host.admission = Admission.ENDED
        call.press("9")
        assert await call.wait_ended() is EndedBy.SCRIPT
        assert len(host.starts) == 1


async def test_a_second_stream_takes_the_place_of_the_first() -> None:
    host = ToneHost()
    async with open_door(host) as door:
        call = await door.carrier.dial(door.voice)
        await call.heard_out()
        await call.second_stream()
        await call.until(lambda: bool(call.happened(Kind.STREAM_CLOSED)), 30.0, "the old to close")
        await call.heard_out()
        assert len(host.starts) == 2
        assert len(call.happened(Kind.ASKED)) == 2


async def test_clear_stops_the_sound_and_returns_the_mark() -> None:
    host = ToneHost(seconds=20.0)
    async with open_door(host) as door:
        call = await door.carrier.dial(door.voice)
        await call.heard_for(0.5)
        call.press("1")
        await call.until(lambda: bool(call.happened(Kind.MARK)), 30.0, "the mark")
        await call.wait(0.2)
        assert call.happened(Kind.MARK)[0].at < 10.0
        await call.hang_up()
        assert host.messages[-1]["event"] == "stop"


def _start(token: str, **changes: Any) -> dict[str, Any]:
    start = {
        "streamSid": "MZ" + "3" * 32,
        "callSid": CALL,
        "accountSid": ACCOUNT,
        "tracks": ["inbound"],
        "mediaFormat": {"encoding": "audio/x-mulaw", "sampleRate": 8000, "channels": 1},
        "customParameters": {"token": token},
    }
    return {"event": "start", "streamSid": start["streamSid"], "start": start | changes}


CONNECTED = {"event": "connected", "protocol": "Call", "version": "1.0.0"}


class Strangers:
    """A media door alone, opened by hand."""

    def __init__(self, url: str, clock: ManualClock, tokens: StreamTokens, host: ToneHost) -> None:
        self.url = url
        self.clock = clock
        self.tokens = tokens
        self.host = host

    def connect(self) -> connect:
        return connect(self.url, proxy=None)

    async def refused(self, *messages: object) -> int | None:
        """The code that the door closes with after these messages."""
        async with self.connect() as socket:
            try:
                for message in messages:
                    raw = message if isinstance(message, str | bytes) else json.dumps(message)
                    await socket.send(raw)
                return await _closed(socket)
            except ConnectionClosed:
                return socket.close_code


async def _closed(socket: ClientConnection) -> int | None:
    async with asyncio.timeout(30):
        await socket.wait_closed()
    return socket.close_code


@pytest.fixture
async def strangers() -> AsyncIterator[Strangers]:
    async with door_for_strangers(start_within=30.0) as strangers:
        yield strangers


@asynccontextmanager
async def door_for_strangers(start_within: float) -> AsyncIterator[Strangers]:
    app, host, clock = FastAPI(), ToneHost(), ManualClock()
    tokens = StreamTokens(clock)
    account = TwilioAccount(ACCOUNT, "secret", "https://shop.example")
    door = MediaDoor(account, host, tokens, start_within, most_strangers=2)
    app.include_router(stream_router(door))
    async with serving(app, bind()) as url:
        yield Strangers(url.replace("http", "ws") + "/twilio/media", clock, tokens, host)


async def test_the_right_beginning_is_let_in(strangers: Strangers) -> None:
    token = strangers.tokens.issue(CALL, None)
    async with strangers.connect() as socket:
        await socket.send(json.dumps(CONNECTED))
        await socket.send(json.dumps(_start(token)))
        assert json.loads(await socket.recv())["event"] == "media"


@pytest.mark.parametrize(
    "beginning",
    [
        ["{not json"],
        [b"\x00\xff"],
        ["[]"],
        [{"event": "start"}],
        [_start("{token}")],
        [CONNECTED, CONNECTED],
        [CONNECTED, {"event": "start", "start": []}],
        [CONNECTED, _start("{token}", accountSid="AC" + "9" * 32)],
        [CONNECTED, _start("{token}", callSid="../../etc/passwd")],
        [CONNECTED, _start("{token}", mediaFormat={"encoding": "audio/x-l16"})],
        [CONNECTED, _start("{token}", customParameters={})],
        [CONNECTED, _start("{token}", customParameters={"token": 7})],
    ],
)
async def test_another_beginning_is_refused(strangers: Strangers, beginning: list[Any]) -> None:
    token = strangers.tokens.issue(CALL, None)
    messages = [
        json.loads(json.dumps(message).replace("{token}", token)) if isinstance(message, dict) else message
        for message in beginning
    ]
    assert await strangers.refused(*messages) == 1008
    assert not strangers.host.starts


async def test_a_message_beyond_all_bounds_is_refused_unread(strangers: Strangers) -> None:
    assert await strangers.refused(CONNECTED, "x" * 70_000) == 1009
    assert not strangers.host.starts


async def test_silence_is_refused_in_time() -> None:
    async with door_for_strangers(start_within=0.05) as strangers:
        assert await strangers.refused() == 1008


async def test_an_expired_token_is_refused(strangers: Strangers) -> None:
    token = strangers.tokens.issue(CALL, None)
    strangers.clock.seconds += 61
    assert await strangers.refused(CONNECTED, _start(token)) == 1008
    assert not strangers.host.starts


async def test_sockets_without_a_token_are_bounded(strangers: Strangers) -> None:
    async with strangers.connect(), strangers.connect():
        with pytest.raises(InvalidStatus):
            await strangers.connect()
