"""Tells the carrier to end a call or to dial somebody, over its REST API:
https://www.twilio.com/docs/voice/api/call-resource#update-a-call-resource
"""

from __future__ import annotations

import asyncio

from twilio.twiml.voice_response import VoiceResponse  # type: ignore[import-untyped]

from ringup.skills.values import PhoneNumber
from ringup.telephony.twilio.account import TwilioAccount
from ringup.telephony.twilio.rest import TIMEOUT, CarrierApi, Pause

RINGS_FOR = 25
"""Seconds until somebody of the staff has to answer."""

_NOT_FOUND = 20404
_NOT_IN_PROGRESS = 21220


class CallControl:
    """Shared by all calls. `aclose` it when the server stops."""

    def __init__(
        self, account: TwilioAccount, timeout: float = TIMEOUT, pause: Pause = asyncio.sleep
    ) -> None:
        self._account = account
        self._api = CarrierApi(account, timeout, pause)

    async def hang_up(self, call_sid: str) -> None:
        """End the call; one that is already over is no error.

        Raises CarrierUnreachable when no try got a usable answer, CarrierRefused when the carrier
        says no.
        """
        await self._update(call_sid, {"Status": "completed"})

    async def dial(self, call_sid: str, number: PhoneNumber) -> None:
        """Take the call off its media stream and connect it to `number`. What came of it is told at
        DIALLED_PATH. Raises as `hang_up` does."""
        await self._update(call_sid, {"Twiml": dialling(number, self._account.dialled_url)})

    async def _update(self, call_sid: str, form: dict[str, str]) -> None:
        await self._api.post(self._account.call_url(call_sid), form, (_NOT_FOUND, _NOT_IN_PROGRESS))

    async def aclose(self) -> None:
        await self._api.aclose()


def dialling(number: PhoneNumber, then: str) -> str:
    """TwiML: https://www.twilio.com/docs/voice/twiml/dial"""
    response = VoiceResponse()
    response.dial(number.e164, action=then, method="POST", timeout=RINGS_FOR)
    return str(response)
