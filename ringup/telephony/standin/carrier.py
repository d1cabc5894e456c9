"""The stand-in carrier: an account, a REST endpoint on loopback, and calls that dial in."""

from __future__ import annotations

import secrets
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Self

import httpx

from ringup.telephony.server import bind, serving
from ringup.telephony.standin.caller import StandInCall
from ringup.telephony.standin.events import EndedBy
from ringup.telephony.standin.impairments import UNIMPAIRED, Impairments
from ringup.telephony.standin.line import Terms
from ringup.telephony.standin.pace import Pace, RealPace
from ringup.telephony.standin.recordings import DEFAULT_VOICE
from ringup.telephony.standin.rest import RestApi
from ringup.telephony.standin.webhooks import CallFacts, Webhooks

FROM = "+15550100001"
TO = "+15550199999"


@dataclass(frozen=True, slots=True)
class Faults:
    """`secret` signs the webhook's requests, `stream_token` opens the media socket, in place of the
    right ones."""

    secret: str | None = None
    stream_token: str | None = None


class StandInCarrier:
    """Use as an async context manager: `async with StandInCarrier() as carrier`.

    Give the server `account_sid`, `auth_token` and `rest_url`, then `dial` its webhook. On leaving,
    calls that still run are hung up.
    """

    def __init__(
        self,
        account_sid: str | None = None,
        auth_token: str | None = None,
        pace: Pace | None = None,
    ) -> None:
        self.account_sid = account_sid or "AC" + secrets.token_hex(16)
        self.auth_token = auth_token or secrets.token_hex(16)
        self.calls: dict[str, StandInCall] = {}
        self.rest_url = ""
        self._pace = pace or RealPace()
        self._rest = RestApi(self.account_sid, self.auth_token, self.calls)
        self._http = httpx.AsyncClient(trust_env=False)
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        await self._stack.enter_async_context(self._http)
        self.rest_url = await self._stack.enter_async_context(serving(self._rest.app, bind()))
        return self

    async def __aexit__(self, *_: object) -> None:
        for call in self.calls.values():
            await call.end(EndedBy.CALLER)
        await self._stack.aclose()

    async def dial(
        self,
        webhook_url: str,
        from_number: str = FROM,
        to_number: str = TO,
        *,
        status_url: str | None = None,
        voice: str = DEFAULT_VOICE,
        faults: Faults = Faults(),
        impairments: Impairments = UNIMPAIRED,
    ) -> StandInCall:
        """Ring up. Returns once the webhook has said what to do, while the media stream is opened.

        `voice` says the recordings, over a line with these impairments. Raises WebhookFailed.
        """
        facts = CallFacts("CA" + secrets.token_hex(16), self.account_sid, from_number, to_number)
        webhooks = Webhooks(self._http, faults.secret or self.auth_token)
        terms = Terms(webhooks, self._pace, status_url, faults.stream_token, impairments)
        call = StandInCall(facts, terms, voice)
        self.calls[facts.call_sid] = call
        await call.begin(webhook_url)
        return call

    def texts_to(self, number: str) -> tuple[str, ...]:
        """What the telephone of that number got, oldest first."""
        return tuple(text.body for text in self._rest.texts if text.to == number)

    def fail_rest(self, status: int, times: int = 1) -> None:
        """Answer the next requests to the REST API with this status."""
        self._rest.failures.extend([status] * times)
