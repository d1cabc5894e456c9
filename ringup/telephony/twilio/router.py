"""The carrier's door as one router for the application."""

from __future__ import annotations

import time

from fastapi import APIRouter

from ringup.telephony.twilio.account import TwilioAccount
from ringup.telephony.twilio.host import CallHost
from ringup.telephony.twilio.stream import MediaDoor, stream_router
from ringup.telephony.twilio.tokens import Clock, StreamTokens
from ringup.telephony.twilio.webhook import webhook_router


def twilio_router(account: TwilioAccount, host: CallHost, clock: Clock = time.monotonic) -> APIRouter:
    """POST /twilio/voice, POST /twilio/status and the WebSocket /twilio/media."""
    tokens = StreamTokens(clock)
    router = APIRouter()
    router.include_router(webhook_router(account, host, tokens))
    router.include_router(stream_router(MediaDoor(account, host, tokens)))
    return router
