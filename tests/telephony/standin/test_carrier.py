"""The stand-in against a server that knows only the protocol."""

from __future__ import annotations

import base64
from typing import Any

import httpx
import numpy as np
import pytest

from ringup.telephony.errors import CallIsOver, WaitTimedOut, WebhookFailed
from ringup.telephony.standin.carrier import Faults
from ringup.telephony.standin.events import EndedBy, Kind
from ringup.telephony.standin.sound import from_line, to_line
from tests.telephony.clocks import tone
from tests.telephony.standin.protocol_server import CONNECT, Stream, on_the_line

AGAIN = '<Redirect method="POST">/voice</Redirect>'


def _payloads(stream: Stream) -> bytes:
    return b"".join(base64.b64decode(m["media"]["payload"]) for m in stream.of("media"))


def _plays(*parts: bytes | str) -> Any:
    """A reaction that plays sounds and sets marks as soon as the stream starts."""

    async def react(stream: Stream, message: Any) -> None:
        if message["event"] != "start":
            return
        for part in parts:
            await (stream.mark(part) if isinstance(part, str) else stream.play(part))

    return react


async def test_the_webhook_is_signed_and_told_who_calls() -> None:
    async with on_the_line() as (carrier, server):
        call = await carrier.dial(f"{server.url}/voice", "+15550123456", "+15550199999")
        await call.answered()
        form = server.forms[0]
        assert form["From"] == "+15550123456"
        assert form["To"] == "+15550199999"
        assert form["AccountSid"] == carrier.account_sid
        assert form["CallSid"] == call.facts.call_sid
        assert (form["CallStatus"], form["Direction"]) == ("ringing", "inbound")


async def test_a_wrong_secret_does_not_get_in() -> None:
    async with on_the_line() as (carrier, server):
        with pytest.raises(WebhookFailed, match="403"):
            await carrier.dial(f"{server.url}/voice", faults=Faults(secret="wrong"))


async def test_a_stream_begins_as_documented() -> None:
    async with on_the_line() as (carrier, server):
        call = await carrier.dial(f"{server.url}/voice")
        await call.answered()
        await call.wait(0.1)
        stream = server.streams[0]
        assert stream.messages[0] == {"event": "connected", "protocol": "Call", "version": "1.0.0"}
        start = stream.messages[1]["start"]
        assert start["callSid"] == call.facts.call_sid
        assert start["customParameters"] == {"token": "t1"}
        assert start["mediaFormat"] == {
            "encoding": "audio/x-mulaw",
            "sampleRate": 8000,
            "channels": 1,
        }


async def test_fifteen_seconds_of_media_count_on_without_a_gap() -> None:
    async with on_the_line() as (carrier, server):
        call = await carrier.dial(f"{server.url}/voice")
        await call.answered()
        await call.wait(15.2)
        await call.hang_up()
        media = [m["media"] for m in server.streams[0].of("media")][:750]
        assert [m["timestamp"] for m in media] == [str(20 * k) for k in range(750)]
        assert [m["chunk"] for m in media] == [str(k + 1) for k in range(750)]
        assert {len(base64.b64decode(m["payload"])) for m in media} == {160}
        numbers = [int(m["sequenceNumber"]) for m in server.streams[0].messages[1:]]
        assert numbers == list(range(1, len(numbers) + 1))


async def test_what_the_caller_says_arrives_and_is_kept() -> None:
    async with on_the_line() as (carrier, server):
        call = await carrier.dial(f"{server.url}/voice")
        await call.answered()
        said = tone(0.5, rate=16_000)
        await call.say(said)
        await call.wait(0.1)
        await call.hang_up()
        line = to_line(said)
        assert line in _payloads(server.streams[0])
        assert np.array_equal(
            call.caller_track.between(
                call.happened(Kind.CALLER_BEGAN)[0].at, call.happened(Kind.CALLER_ENDED)[0].at
            ).samples,
            from_line(line).samples,
        )
        assert len(call.caller_track.samples) == len(call.assistant_track.samples)


async def test_what_the_server_plays_is_heard_once_at_the_lines_pace() -> None:
    sound = to_line(tone(1.0))
    async with on_the_line() as (carrier, server):
        server.react = _plays(sound, "end")
        call = await carrier.dial(f"{server.url}/voice")
        await call.heard_out()
        opened = call.happened(Kind.STREAM_OPENED)[0].at
        [mark] = call.happened(Kind.MARK)
        assert mark.at - opened >= 1.0 - 0.02
        track = call.assistant_track
        assert sound in to_line(track)
        loud = np.flatnonzero(np.abs(track.samples) > 500)
        assert (loud[-1] - loud[0]) / 8_000 == pytest.approx(1.0, abs=0.01)


async def test_marks_come_back_in_the_order_of_playing() -> None:
    piece = to_line(tone(0.1))
    async with on_the_line() as (carrier, server):
        server.react = _plays("nothing yet", piece, "one", piece, "two")
        call = await carrier.dial(f"{server.url}/voice")
        await call.heard_out()
        assert [event.detail for event in call.happened(Kind.MARK)] == ["nothing yet", "one", "two"]
        await call.hang_up()
        names = [message["mark"]["name"] for message in server.streams[0].of("mark")]
        assert names == ["nothing yet", "one", "two"]


async def test_clear_silences_and_returns_all_pending_marks_at_once() -> None:
    async def react(stream: Stream, message: Any) -> None:
        if message["event"] == "start":
            for name in ("one", "two"):
                await stream.play(to_line(tone(20.0)))
                await stream.mark(name)
        if message["event"] == "dtmf":
            await stream.send("clear")
            await stream.mark("after")

    async with on_the_line() as (carrier, server):
        server.react = react
        call = await carrier.dial(f"{server.url}/voice")
        await call.heard_for(1.0)
        call.press("1")
        await call.until(lambda: len(call.happened(Kind.MARK)) == 3, 30.0, "the marks")
        assert [event.detail for event in call.happened(Kind.MARK)] == ["one", "two", "after"]
        cleared = call.happened(Kind.CLEAR)[0].at
        assert call.happened(Kind.MARK)[1].at == cleared
        await call.wait(0.5)
        assert call.assistant_track.between(cleared + 0.02, call.now).level == float("-inf")


async def test_keys_reach_the_server_in_order() -> None:
    async with on_the_line() as (carrier, server):
        call = await carrier.dial(f"{server.url}/voice")
        await call.answered()
        call.press("1#")
        await call.wait(0.1)
        await call.hang_up()
        assert [m["dtmf"]["digit"] for m in server.streams[0].of("dtmf")] == ["1", "#"]


async def test_hanging_up_says_stop_and_calls_the_status_callback() -> None:
    async with on_the_line() as (carrier, server):
        call = await carrier.dial(f"{server.url}/voice", status_url=f"{server.url}/status")
        await call.answered()
        await call.hang_up()
        assert await call.wait_ended() is EndedBy.CALLER
        assert server.streams[0].messages[-1]["event"] == "stop"
        assert server.statuses[0]["CallStatus"] == "completed"


async def test_the_rest_api_ends_a_call() -> None:
    async with on_the_line() as (carrier, server):
        call = await carrier.dial(f"{server.url}/voice")
        await call.answered()
        answer = await _complete(carrier.rest_url, carrier.account_sid, carrier.auth_token, call)
        assert answer.json()["status"] == "completed"
        assert await call.wait_ended() is EndedBy.ASSISTANT
        assert server.streams[0].messages[-1]["event"] == "stop"
        again = await _complete(carrier.rest_url, carrier.account_sid, carrier.auth_token, call)
        assert (again.status_code, again.json()["code"]) == (400, 21220)


async def test_the_rest_api_wants_the_accounts_secret() -> None:
    async with on_the_line() as (carrier, server):
        call = await carrier.dial(f"{server.url}/voice")
        answer = await _complete(carrier.rest_url, carrier.account_sid, "guess", call)
        assert answer.status_code == 401
        assert not call.ended_by


async def _complete(base: str, account: str, secret: str, call: Any) -> httpx.Response:
    url = f"{base}/2010-04-01/Accounts/{account}/Calls/{call.facts.call_sid}.json"
    async with httpx.AsyncClient(trust_env=False, auth=(account, secret)) as http:
        return await http.post(url, data={"Status": "completed"})


async def test_a_dropped_socket_comes_back_for_the_same_call() -> None:
    async with on_the_line() as (carrier, server):
        server.scripts = [CONNECT.format(ws="{ws}", after=AGAIN)]
        call = await carrier.dial(f"{server.url}/voice")
        await call.answered()
        await call.wait(0.2)
        call.drop_socket()
        await call.until(lambda: len(call.happened(Kind.STREAM_OPENED)) == 2, 30.0, "a new stream")
        await call.wait(0.1)
        assert [form["CallSid"] for form in server.forms] == [call.facts.call_sid] * 2
        assert call.happened(Kind.STREAM_CLOSED)[0].detail == "1006"
        assert server.streams[1].of("media")[0]["media"]["timestamp"] == "0"
        assert server.streams[0].sid != server.streams[1].sid


async def test_the_call_ends_when_the_script_does() -> None:
    async def react(stream: Stream, message: Any) -> None:
        if message["event"] == "dtmf":
            await stream.websocket.close()

    async with on_the_line() as (carrier, server):
        server.react = react
        call = await carrier.dial(f"{server.url}/voice")
        await call.answered()
        call.press("0")
        assert await call.wait_ended() is EndedBy.SCRIPT


async def test_a_second_stream_takes_over() -> None:
    async with on_the_line() as (carrier, server):
        server.scripts = [CONNECT.format(ws="{ws}", after=AGAIN)]
        call = await carrier.dial(f"{server.url}/voice")
        await call.answered()
        await call.second_stream()
        await call.until(lambda: len(call.happened(Kind.STREAM_OPENED)) == 2, 30.0, "a new stream")
        await server.streams[0].websocket.close()
        await call.until(lambda: bool(call.happened(Kind.STREAM_CLOSED)), 30.0, "the old to close")
        await call.wait(0.2)
        assert len(server.forms) == 2
        assert len(server.streams[1].of("media")) >= 10


async def test_a_stall_ends_in_a_burst_with_true_time_stamps() -> None:
    async with on_the_line() as (carrier, server):
        call = await carrier.dial(f"{server.url}/voice")
        await call.answered()
        await call.wait(0.4)
        call.stall(5.0)
        seen = len(server.streams[0].of("media"))
        await call.wait(4.9)
        assert len(server.streams[0].of("media")) <= seen + 20
        await call.wait(0.5)
        await call.hang_up()
        stamps = [int(m["media"]["timestamp"]) for m in server.streams[0].of("media")]
        assert stamps == [20 * k for k in range(len(stamps))]
        assert len(stamps) > 250


async def test_garbage_is_sent_as_it_is() -> None:
    async with on_the_line() as (carrier, server):
        call = await carrier.dial(f"{server.url}/voice")
        await call.answered()
        call.send_garbage("{not json", "\x00")
        await call.wait(0.1)
        await call.hang_up()
        assert server.streams[0].garbage == ["{not json", "\x00"]


@pytest.mark.parametrize(
    "message",
    [
        {"event": "media", "media": {"payload": "AA=="}},
        {"event": "media", "streamSid": "MZother", "media": {"payload": "AA=="}},
        {"event": "shout", "streamSid": "{sid}"},
        {"event": "media", "streamSid": "{sid}", "media": {"payload": "%%"}},
    ],
)
async def test_a_server_that_breaks_the_protocol_is_complained_of(message: Any) -> None:
    async def react(stream: Stream, received: Any) -> None:
        if received["event"] == "start":
            sid = message.get("streamSid", "").replace("{sid}", stream.sid)
            named = {"streamSid": sid} if sid else {}
            await stream.websocket.send_json({**message, **named})

    async with on_the_line() as (carrier, server):
        server.react = react
        call = await carrier.dial(f"{server.url}/voice")
        await call.until(lambda: bool(call.happened(Kind.COMPLAINT)), 30.0, "a complaint")


async def test_a_call_that_is_sent_away_for_ever_ends() -> None:
    async with on_the_line() as (carrier, server):
        server.scripts = [f"<Response>{AGAIN}</Response>"]
        call = await carrier.dial(f"{server.url}/voice")
        assert await call.wait_ended() is EndedBy.FAILURE
        assert "redirected" in str(call.failure)


async def test_waiting_in_vain_says_for_what() -> None:
    async with on_the_line() as (carrier, server):
        call = await carrier.dial(f"{server.url}/voice")
        await call.answered()
        with pytest.raises(WaitTimedOut, match=r"2 s for the assistant to speak and finish"):
            await call.heard_out(within=2.0)


async def test_waiting_in_a_call_that_ends_says_so() -> None:
    async with on_the_line() as (carrier, server):
        server.scripts = ["<Response><Say>We are closed.</Say><Hangup/></Response>"]
        call = await carrier.dial(f"{server.url}/voice")
        await call.wait_ended()
        assert [event.detail for event in call.happened(Kind.SAID)] == ["We are closed."]
        with pytest.raises(CallIsOver):
            await call.heard_out()
        with pytest.raises(CallIsOver):
            await call.say(tone(0.1))
