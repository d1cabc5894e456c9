from __future__ import annotations

import secrets
from xml.etree import ElementTree

import httpx
import pytest
from fastapi import FastAPI
from twilio.request_validator import RequestValidator  # type: ignore[import-untyped]

from ringup.pipelines.admission import Admission
from ringup.skills.values import PhoneNumber
from ringup.telephony.twilio.account import TwilioAccount
from ringup.telephony.twilio.router import twilio_router
from ringup.telephony.twilio.webhook import caller_number
from tests.telephony.clocks import ManualClock
from tests.telephony.twilio.hosts import ToneHost

ACCOUNT = TwilioAccount("AC" + "0" * 32, "the secret", "https://shop.example/phone")
CALL = "CA" + secrets.token_hex(16)


class Client:
    """Posts forms as a proxy in front of us would: the path without the public prefix."""

    def __init__(self, host: ToneHost) -> None:
        app = FastAPI()
        app.include_router(twilio_router(ACCOUNT, host, ManualClock()))
        transport = httpx.ASGITransport(app)
        self.http = httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8080")

    async def post(
        self, path: str, form: dict[str, str], signed: str | None = None, query: str = ""
    ) -> httpx.Response:
        url = ACCOUNT.public(path, query)
        signature = signed or RequestValidator(ACCOUNT.auth_token).compute_signature(url, form)
        headers = {"X-Twilio-Signature": signature}
        where = path + (f"?{query}" if query else "")
        return await self.http.post(where, data=form, headers=headers)


def _form(**more: str) -> dict[str, str]:
    return {"CallSid": CALL, "From": "+15550100001", "AccountSid": ACCOUNT.account_sid, **more}


async def test_a_call_is_connected_and_comes_back() -> None:
    response = await Client(ToneHost()).post("/twilio/voice", _form())
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/xml")
    connect, redirect = ElementTree.fromstring(response.text)
    stream = connect[0]
    assert (connect.tag, stream.tag) == ("Connect", "Stream")
    assert stream.get("url") == "wss://shop.example/phone/twilio/media"
    assert stream[0].get("name") == "token"
    assert len(stream[0].get("value", "")) >= 32
    assert (redirect.tag, redirect.get("method")) == ("Redirect", "POST")
    assert redirect.text == "/phone/twilio/voice"


async def test_a_query_in_the_address_is_part_of_what_is_signed() -> None:
    client = Client(ToneHost())
    assert (await client.post("/twilio/voice", _form(), query="shop=1")).status_code == 200


@pytest.mark.parametrize("path", ["/twilio/voice", "/twilio/status"])
@pytest.mark.parametrize("signature", ["", "bm90IGl0", "\u00e9"])
async def test_a_wrong_signature_is_refused_in_words(path: str, signature: str) -> None:
    host = ToneHost()
    client = Client(host)
    headers = {"X-Twilio-Signature": signature.encode()}
    response = await client.http.post(path, data=_form(), headers=headers)  # type: ignore[arg-type]
    assert response.status_code == 403
    assert "signature" in response.text
    assert not host.gone


async def test_a_missing_signature_is_refused() -> None:
    response = await Client(ToneHost()).http.post("/twilio/voice", data=_form())
    assert response.status_code == 403


async def test_a_form_that_was_changed_on_the_way_is_refused() -> None:
    url = ACCOUNT.public("/twilio/voice")
    signature = RequestValidator(ACCOUNT.auth_token).compute_signature(url, _form())
    changed = _form(From="+15550100666")
    response = await Client(ToneHost()).post("/twilio/voice", changed, signed=signature)
    assert response.status_code == 403


async def test_a_signature_for_another_address_is_refused() -> None:
    validator = RequestValidator(ACCOUNT.auth_token)
    signature = validator.compute_signature(ACCOUNT.public("/twilio/status"), _form())
    response = await Client(ToneHost()).post("/twilio/voice", _form(), signed=signature)
    assert response.status_code == 403


@pytest.mark.parametrize("body", [b"a=" + b"x" * 70_000, b"\xff\xfe", b"&".join([b"a=1"] * 300)])
async def test_a_form_that_is_none_is_refused(body: bytes) -> None:
    client = Client(ToneHost())
    headers = {"X-Twilio-Signature": "x"}
    response = await client.http.post("/twilio/voice", content=body, headers=headers)
    assert response.status_code == 403


async def test_a_full_house_says_so_and_hangs_up() -> None:
    host = ToneHost()
    host.admission = Admission.BUSY
    response = await Client(host).post("/twilio/voice", _form())
    say, hangup = ElementTree.fromstring(response.text)
    assert response.status_code == 200
    assert say.text == "All our lines are busy. Please call again in a few minutes."
    assert hangup.tag == "Hangup"


async def test_a_call_that_said_goodbye_is_hung_up() -> None:
    host = ToneHost()
    host.admission = Admission.ENDED
    response = await Client(host).post("/twilio/voice", _form())
    assert [verb.tag for verb in ElementTree.fromstring(response.text)] == ["Hangup"]


@pytest.mark.parametrize("call_sid", ["", "CA1", "../../etc/passwd", "CA" + "g" * 32])
async def test_a_call_id_must_look_like_one(call_sid: str) -> None:
    response = await Client(ToneHost()).post("/twilio/voice", _form(CallSid=call_sid))
    assert response.status_code == 400


@pytest.mark.parametrize(
    ("status", "gone"), [("completed", [CALL]), ("no-answer", [CALL]), ("in-progress", [])]
)
async def test_the_host_hears_that_a_call_is_over(status: str, gone: list[str]) -> None:
    host = ToneHost()
    response = await Client(host).post("/twilio/status", _form(CallStatus=status))
    assert response.status_code == 204
    assert host.gone == gone


def test_a_callers_number_is_one_or_none() -> None:
    assert caller_number("+15550100001") == PhoneNumber("+15550100001")
    for withheld in ("", "anonymous", "Restricted", "sip:sam@shop.example", "+266696687"):
        assert caller_number(withheld) is None
