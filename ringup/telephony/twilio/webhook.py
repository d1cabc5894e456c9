"""What to do with a call: the carrier asks over HTTP, and is answered in TwiML.

A call is connected to the media socket, followed by a redirect back here: when the socket drops,
the carrier asks again with the same call id, and the call goes on.
"""

from __future__ import annotations

import logging
import re

from fastapi import APIRouter, Request, Response
from fastapi.responses import PlainTextResponse
from twilio.twiml.voice_response import Connect, VoiceResponse  # type: ignore[import-untyped]

from ringup.pipelines.admission import Admission
from ringup.skills.values import PhoneNumber
from ringup.telephony.twilio.account import DIALLED_PATH, STATUS_PATH, VOICE_PATH, TwilioAccount
from ringup.telephony.twilio.host import CallHost
from ringup.telephony.twilio.signature import signed_form
from ringup.telephony.twilio.tokens import StreamTokens

log = logging.getLogger(__name__)

ALL_BUSY = "All our lines are busy. Please call again in a few minutes."
NOBODY_THERE = "Nobody could take your call. It is noted, and somebody will call you back. Goodbye."
NOT_SIGNED = "This request does not carry the carrier's signature for this address.\n"
NO_CALL = "The form has no usable CallSid.\n"

_CALL_SID = re.compile(r"CA[0-9a-fA-F]{32}")
_OVER = frozenset({"completed", "busy", "failed", "no-answer", "canceled"})
_WITHHELD = frozenset({"+7378742833", "+2562533", "+8656696", "+266696687", "+86282452253"})
"""Numbers that stand for a hidden one: https://help.twilio.com/articles/223179988"""


def webhook_router(account: TwilioAccount, host: CallHost, tokens: StreamTokens) -> APIRouter:
    router = APIRouter()

    @router.post(VOICE_PATH)
    async def voice(request: Request) -> Response:
        form = await signed_form(request, account)
        if form is None:
            return _refused()
        call_sid = form.get("CallSid", "")
        if not _CALL_SID.fullmatch(call_sid):
            return PlainTextResponse(NO_CALL, status_code=400)
        match host.admit(call_sid):
            case Admission.BUSY:
                return _twiml(_busy())
            case Admission.ENDED:
                return _twiml(_goodbye())
            case Admission.ADMITTED:
                token = tokens.issue(call_sid, caller_number(form.get("From", "")))
                return _twiml(_connected(account, token))

    @router.post(STATUS_PATH)
    async def status(request: Request) -> Response:
        form = await signed_form(request, account)
        if form is None:
            return _refused()
        call_sid = form.get("CallSid", "")
        if _CALL_SID.fullmatch(call_sid) and form.get("CallStatus") in _OVER:
            await host.ended(call_sid)
        return Response(status_code=204)

    @router.post(DIALLED_PATH)
    async def dialled(request: Request) -> Response:
        form = await signed_form(request, account)
        if form is None:
            return _refused()
        return _twiml(_goodbye() if form.get("DialCallStatus") == "completed" else _nobody_there())

    return router


def caller_number(given: str) -> PhoneNumber | None:
    """None where the number is withheld, or is no telephone number, as with SIP and clients."""
    if given in _WITHHELD:
        return None
    try:
        return PhoneNumber(given)
    except ValueError:
        return None


def _refused() -> Response:
    log.warning("a webhook request without a valid signature was refused")
    return PlainTextResponse(NOT_SIGNED, status_code=403)


def _twiml(response: VoiceResponse) -> Response:
    return Response(str(response), media_type="text/xml")


def _connected(account: TwilioAccount, token: str) -> VoiceResponse:
    connect = Connect()
    connect.stream(url=account.media_url).parameter(name="token", value=token)
    response = VoiceResponse()
    response.append(connect)
    response.redirect(account.redirect_path, method="POST")
    return response


def _busy() -> VoiceResponse:
    response = VoiceResponse()
    response.say(ALL_BUSY)
    response.hangup()
    return response


def _nobody_there() -> VoiceResponse:
    response = VoiceResponse()
    response.say(NOBODY_THERE)
    response.hangup()
    return response


def _goodbye() -> VoiceResponse:
    response = VoiceResponse()
    response.hangup()
    return response
