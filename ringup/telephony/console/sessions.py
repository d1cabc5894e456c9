"""Who is signed in: one signed cookie, nothing kept on the server.

Two cookies: the operator's session, and a token for the sign-in form of somebody who has none yet.
A session ends after twelve hours, on signing out, and when the operator's password changes.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from itsdangerous import BadData, URLSafeSerializer
from starlette.requests import Request
from starlette.responses import Response

LASTS = 12 * 3600
"""Seconds."""

SESSION_COOKIE = "ringup_operator"
FORM_COOKIE = "ringup_sign_in"
PATH = "/console"


@dataclass(frozen=True, slots=True)
class Session:
    """`token` belongs into every form of this session. `stamp` is that of the operator's password."""

    name: str
    stamp: str
    token: str


class Sessions:
    """Writes and reads both cookies. `clock` gives seconds since 1970."""

    def __init__(self, secret: str, clock: Callable[[], float], *, secure: bool) -> None:
        """`secure`: browsers send the cookies over https only. Raises ValueError for a weak secret."""
        if len(secret) < 16:
            raise ValueError("the console's secret needs at least 16 characters")
        self._signer = URLSafeSerializer(secret, salt="ringup operators' console")
        self._clock = clock
        self._secure = secure

    def start(self, response: Response, name: str, stamp: str) -> None:
        data = [name, stamp, secrets.token_urlsafe(16), int(self._clock()) + LASTS]
        self._set(response, SESSION_COOKIE, str(self._signer.dumps(data)))
        response.delete_cookie(FORM_COOKIE, path=PATH)

    def end(self, response: Response) -> None:
        response.delete_cookie(SESSION_COOKIE, path=PATH)

    def read(self, request: Request) -> Session | None:
        """None for no session, a forged one, and one that is over."""
        try:
            name, stamp, token, until = self._signer.loads(request.cookies.get(SESSION_COOKIE, ""))
        except (BadData, ValueError, TypeError):
            return None
        return Session(name, stamp, token) if self._clock() < until else None

    def form_token(self, request: Request, response: Response) -> str:
        """The sign-in form's token, which its cookie must match when the form comes back."""
        token = request.cookies.get(FORM_COOKIE) or secrets.token_urlsafe(16)
        self._set(response, FORM_COOKIE, token)
        return token

    def form_fits(self, request: Request, token: str) -> bool:
        expected = request.cookies.get(FORM_COOKIE, "")
        return bool(expected) and same(expected, token)

    def _set(self, response: Response, name: str, value: str) -> None:
        response.set_cookie(
            name,
            value,
            max_age=LASTS,
            path=PATH,
            secure=self._secure,
            httponly=True,
            samesite="strict",
        )


def same(one: str, other: str) -> bool:
    """Takes equally long wherever the two differ."""
    return secrets.compare_digest(one.encode(), other.encode())
