from __future__ import annotations

import pytest
from twilio.twiml.voice_response import Connect, VoiceResponse  # type: ignore[import-untyped]

from ringup.telephony.errors import WebhookFailed
from ringup.telephony.standin.twiml import Hangup, Redirect, Say, Stream, parse


def test_reads_what_the_carriers_own_library_writes() -> None:
    connect = Connect()
    connect.stream(url="wss://shop.example/media").parameter(name="token", value='a"<&b')
    response = VoiceResponse()
    response.say("All our lines are busy.")
    response.append(connect)
    response.redirect("/voice", method="POST")
    response.hangup()
    assert parse(str(response)) == (
        Say("All our lines are busy."),
        Stream("wss://shop.example/media", {"token": 'a"<&b'}),
        Redirect("/voice"),
        Hangup(),
    )


@pytest.mark.parametrize(
    "document",
    [
        "",
        "hello",
        "<Say>no response</Say>",
        "<Response><Dance/></Response>",
        "<Response><Connect/></Response>",
        '<!DOCTYPE a [<!ENTITY b "c">]><Response>&b;</Response>',
        "<Response>" + " " * 70_000 + "</Response>",
    ],
)
def test_refuses_everything_else(document: str) -> None:
    with pytest.raises(WebhookFailed):
        parse(document)
