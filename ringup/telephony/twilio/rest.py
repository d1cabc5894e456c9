"""The carrier's REST API: forms that are posted, tried again, and answered or refused.
https://www.twilio.com/docs/usage/requests-to-twilio
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping
from http import HTTPStatus

import httpx
from pydantic import BaseModel, ValidationError

from ringup.telephony.errors import CarrierRefused, CarrierUnreachable
from ringup.telephony.twilio.account import TwilioAccount

TIMEOUT = 5.0
PAUSES = (0.25, 1.0)
"""Seconds between tries: three in all."""

Pause = Callable[[float], Awaitable[None]]


class _Problem(BaseModel):
    """The body of the carrier's refusals: https://www.twilio.com/docs/api/errors"""

    code: int = 0


class CarrierApi:
    """Shared by all calls. `aclose` it when the server stops."""

    def __init__(
        self, account: TwilioAccount, timeout: float = TIMEOUT, pause: Pause = asyncio.sleep
    ) -> None:
        self._pause = pause
        self._http = httpx.AsyncClient(auth=(account.account_sid, account.auth_token), timeout=timeout)

    async def post(self, url: str, form: Mapping[str, str], settled: Collection[int] = ()) -> None:
        """`settled`: refusals, by the carrier's code, that come to what was wanted.

        Raises CarrierUnreachable when no try got a usable answer, CarrierRefused when the carrier says no.
        """
        problem = "no answer"
        for pause in (*PAUSES, None):
            try:
                response = await self._http.post(url, data=dict(form))
            except httpx.TransportError as error:
                problem = type(error).__name__
            else:
                if not _worth_another_try(response):
                    return _accept(response, settled)
                problem = f"status {response.status_code}"
            if pause is not None:
                await self._pause(pause)
        raise CarrierUnreachable(f"the carrier did not take the update: {problem}")

    async def aclose(self) -> None:
        await self._http.aclose()


def _worth_another_try(response: httpx.Response) -> bool:
    too_many = response.status_code == HTTPStatus.TOO_MANY_REQUESTS
    return too_many or response.is_server_error


def _accept(response: httpx.Response, settled: Collection[int]) -> None:
    if response.is_success or _problem_code(response) in settled:
        return
    raise CarrierRefused(f"the carrier refused the update with status {response.status_code}")


def _problem_code(response: httpx.Response) -> int:
    try:
        return _Problem.model_validate_json(response.content).code
    except ValidationError:
        return 0  # not the carrier speaking: a proxy, or a wrong base URL
