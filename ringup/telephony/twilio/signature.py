"""Is a webhook request from the carrier? X-Twilio-Signature is an HMAC, under the account's secret,
over the address that was called and the posted form:
https://www.twilio.com/docs/usage/security#validating-requests
"""

from __future__ import annotations

from urllib.parse import parse_qsl

from starlette.datastructures import ImmutableMultiDict
from starlette.requests import Request
from twilio.request_validator import RequestValidator  # type: ignore[import-untyped]

from ringup.telephony.twilio.account import TwilioAccount

LARGEST_FORM = 64 * 1024
"""Bytes of a webhook's body; the carrier's own are under four thousand."""

Form = ImmutableMultiDict[str, str]


async def signed_form(request: Request, account: TwilioAccount) -> Form | None:
    """The posted form, or None when the carrier did not sign exactly this request.

    A form that is too large, or is none, counts as unsigned.
    """
    signature = request.headers.get("x-twilio-signature")
    body = await _bounded_body(request)
    if signature is None or body is None or (form := _parsed(body)) is None:
        return None
    # The address that the carrier called, not the one that a proxy made of it.
    url = account.public(request.url.path, request.url.query)
    return form if RequestValidator(account.auth_token).validate(url, form, signature) else None


async def _bounded_body(request: Request) -> bytes | None:
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > LARGEST_FORM:
            return None
    return bytes(body)


def _parsed(body: bytes) -> Form | None:
    try:
        pairs = parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=200)
    except ValueError:
        return None
    return ImmutableMultiDict(pairs)
