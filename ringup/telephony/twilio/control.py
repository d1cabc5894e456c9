"""Tells the carrier to end a call or to dial somebody, over its REST API:
https://www.twilio.com/docs/voice/api/call-resource#update-a-call-resource
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from http import HTTPStatus

import httpx
from pydantic import BaseModel, ValidationError
from twilio.twiml.voice_response import VoiceResponse  # type: ignore[import-untyped]

from ringup.skills.values import PhoneNumber
from ringup.telephony.errors import CarrierRefused, CarrierUnreachable
from ringup.telephony.twilio.account import TwilioAccount

TIMEOUT = 5.0
RINGS_FOR = 25
"""Seconds until somebody of the staff has to answer."""

PAUSES = (0.25, 1.0)
"""Seconds between tries: three in all."""

_NOT_FOUND = 20404
_NOT_IN_PROGRESS = 21220

Pause = Callable[[float], Awaitable[None]]


class _Problem(BaseModel):
    """The body of the carrier's refusals: https://www.twilio.com/docs/api/errors"""

    code: int = 0


class CallControl:
    """Shared by all calls. `aclose` it when the server stops."""

    def __init__(
        self, account: TwilioAccount, timeout: float = TIMEOUT, pause: Pause = asyncio.sleep
    ) -> None:
        self._account = account
        self._pause = pause
        self._http = httpx.AsyncClient(auth=(account.account_sid, account.auth_token), timeout=timeout)

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
        problem = "no answer"
        for pause in (*PAUSES, None):
            try:
                response = await self._http.post(self._account.call_url(call_sid), data=form)
            except httpx.TransportError as error:
                problem = type(error).__name__
            else:
                if not _worth_another_try(response):
                    return _settled(response)
                problem = f"status {response.status_code}"
            if pause is not None:
                await self._pause(pause)
        raise CarrierUnreachable(f"the carrier did not take the update: {problem}")

    async def aclose(self) -> None:
        await self._http.aclose()


def dialling(number: PhoneNumber, then: str) -> str:
    """TwiML: https://www.twilio.com/docs/voice/twiml/dial"""
    response = VoiceResponse()
    response.dial(number.e164, action=then, method="POST", timeout=RINGS_FOR)
    return str(response)


def _worth_another_try(response: httpx.Response) -> bool:
    too_many = response.status_code == HTTPStatus.TOO_MANY_REQUESTS
    return too_many or response.is_server_error


def _settled(response: httpx.Response) -> None:
    if response.is_success or _problem_code(response) in (_NOT_FOUND, _NOT_IN_PROGRESS):
        return
    raise CarrierRefused(f"the carrier refused the update with status {response.status_code}")


def _problem_code(response: httpx.Response) -> int:
    try:
        return _Problem.model_validate_json(response.content).code
    except ValidationError:
        return 0  # not the carrier speaking: a proxy, or a wrong base URL
