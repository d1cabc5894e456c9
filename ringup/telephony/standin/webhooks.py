"""Signed requests to the server's webhooks."""

from __future__ import annotations

from dataclasses import dataclass, field

import httpx
from twilio.request_validator import RequestValidator  # type: ignore[import-untyped]

from ringup.telephony.errors import WebhookFailed
from ringup.telephony.standin.twiml import Verb, parse

TIMEOUT = 15.0
"""Seconds that the carrier waits for a webhook's answer."""


@dataclass(frozen=True, slots=True)
class CallFacts:
    """What every webhook form says of a call."""

    call_sid: str
    account_sid: str
    from_number: str
    to_number: str

    def form(self, status: str) -> dict[str, str]:
        return {
            "AccountSid": self.account_sid,
            "ApiVersion": "2010-04-01",
            "CallSid": self.call_sid,
            "CallStatus": status,
            "Called": self.to_number,
            "Caller": self.from_number,
            "Direction": "inbound",
            "From": self.from_number,
            "To": self.to_number,
        }


@dataclass(frozen=True, slots=True)
class Webhooks:
    """`secret` signs the requests; a wrong one makes a stranger of the carrier."""

    http: httpx.AsyncClient
    secret: str = field(repr=False)

    async def ask(self, url: str, form: dict[str, str]) -> tuple[Verb, ...]:
        """What to do with the call. Raises WebhookFailed."""
        return parse((await self._post(url, form)).text)

    async def tell(self, url: str, form: dict[str, str]) -> None:
        """A status callback. Raises WebhookFailed."""
        await self._post(url, form)

    async def _post(self, url: str, form: dict[str, str]) -> httpx.Response:
        signature = RequestValidator(self.secret).compute_signature(url, form)
        headers = {"X-Twilio-Signature": signature}
        try:
            response = await self.http.post(url, data=form, headers=headers, timeout=TIMEOUT)
        except httpx.TransportError as error:
            raise WebhookFailed("the webhook did not answer") from error
        if not response.is_success:
            raise WebhookFailed(f"the webhook answered with status {response.status_code}")
        return response
