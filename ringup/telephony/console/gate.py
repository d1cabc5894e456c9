"""What stands before every page: who may see it, what protects it, and what is said when it fails."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Coroutine
from typing import Any
from urllib.parse import quote

from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from ringup.database.errors import DatabaseError
from ringup.pipelines.errors import ArchiveError, CallUnknown
from ringup.skills.errors import DeskUnavailable
from ringup.telephony.console.errors import FormRefused, NoRecording, PageUnknown, SignInNeeded
from ringup.telephony.console.operators import Operators
from ringup.telephony.console.pages import page
from ringup.telephony.console.sessions import PATH, Session, Sessions, same

log = logging.getLogger(__name__)

SIGN_IN = f"{PATH}/sign-in"

Handler = Callable[[Request], Coroutine[Any, Any, Response]]

EXPECTED = (
    SignInNeeded,
    FormRefused,
    CallUnknown,
    NoRecording,
    PageUnknown,
    RequestValidationError,
    ArchiveError,
    DatabaseError,
    DeskUnavailable,
)


class Gate:
    """Lets operators in whose session is good and whose password is still the one they used."""

    def __init__(self, sessions: Sessions, operators: Operators) -> None:
        self._sessions = sessions
        self._operators = operators

    async def session_of(self, request: Request) -> Session | None:
        session = self._sessions.read(request)
        if session is None:
            return None
        stamp = await self._operators.stamp(session.name)
        return session if stamp is not None and same(stamp, session.stamp) else None

    async def require(self, request: Request) -> None:
        """A dependency of every page but the sign-in. Raises SignInNeeded."""
        session = await self.session_of(request)
        if session is None:
            raise SignInNeeded("sign in first")
        request.state.session = session


class ConsoleRoute(APIRoute):
    """A page with the console's headers, and with its errors told to a person."""

    def get_route_handler(self) -> Handler:
        handle = super().get_route_handler()

        async def guarded(request: Request) -> Response:
            request.state.nonce = secrets.token_urlsafe(12)
            try:
                response = await handle(request)
            except EXPECTED as error:
                response = self.told(request, error)
            return _protected(response, request.state.nonce)

        return guarded

    def told(self, request: Request, error: Exception) -> Response:
        if isinstance(error, SignInNeeded):
            return RedirectResponse(f"{SIGN_IN}?next={quote(request.url.path)}", 303)
        status, title, advice = _said(error)
        return page(request, "problem.html", status, title=title, advice=advice)


class DataRoute(ConsoleRoute):
    """Something that a page loads: its errors are a status and a line of text."""

    def told(self, request: Request, error: Exception) -> Response:
        if isinstance(error, SignInNeeded):
            return PlainTextResponse("Sign in first.\n", 401)
        status, title, _ = _said(error)
        return PlainTextResponse(f"{title}.\n", status)


def _said(error: Exception) -> tuple[int, str, str]:
    """Status, what happened, what to do."""
    match error:
        case CallUnknown():
            return 404, "There is no such call", "It may have been removed, or the link is wrong."
        case NoRecording():
            return 404, "Nothing of this call was recorded", "Its transcript may still be there."
        case PageUnknown():
            return 404, "There is no such page", "The link is wrong, or older than this console."
        case FormRefused():
            return 403, "That form is too old", "Go back, reload the page and try again."
        case RequestValidationError():
            return 400, "That address is not right", "Start again from the list of calls."
        case _:
            code = getattr(error, "code", "unknown")
            log.error("a console page could not be made: %s", code, exc_info=error)
            return 503, "This cannot be read now", "Try again in a moment. The log says why."


def _protected(response: Response, nonce: str) -> Response:
    """Scripts come from our own files only; the player's styles carry the page's nonce."""
    response.headers.update(
        {
            "Content-Security-Policy": (
                f"default-src 'self'; style-src 'self' 'nonce-{nonce}'; object-src 'none'; "
                "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
            ),
            "X-Frame-Options": "DENY",
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Cross-Origin-Resource-Policy": "same-origin",
        }
    )
    response.headers.setdefault("Cache-Control", "no-store")
    return response
