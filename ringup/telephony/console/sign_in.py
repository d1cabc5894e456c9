"""Signing in and out."""

from __future__ import annotations

import logging
import math
import re
from typing import Annotated

from fastapi import Form
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from ringup.telephony.console.attempts import Attempts
from ringup.telephony.console.errors import FormRefused, TooManyTries
from ringup.telephony.console.gate import SIGN_IN, Gate
from ringup.telephony.console.operators import Operators
from ringup.telephony.console.pages import page
from ringup.telephony.console.sessions import PATH, Sessions, same

log = logging.getLogger(__name__)

_OUR_PAGE = re.compile(r"/console(/calls/[A-Za-z0-9_-]+)?")

Field = Annotated[str, Form()]


class SignInPages:
    """The form, its answer, and the way out."""

    def __init__(self, gate: Gate, sessions: Sessions, operators: Operators, attempts: Attempts) -> None:
        self._gate = gate
        self._sessions = sessions
        self._operators = operators
        self._attempts = attempts

    async def show(self, request: Request, next: str = PATH) -> Response:
        if await self._gate.session_of(request) is not None:
            return RedirectResponse(_ours(next), 303)
        return self._form(request, next)

    async def submit(
        self,
        request: Request,
        name: Field = "",
        password: Field = "",
        token: Field = "",
        next: Field = PATH,
    ) -> Response:
        """Raises FormRefused when the form is not the one that this browser was shown."""
        if not self._sessions.form_fits(request, token):
            raise FormRefused("the sign-in form's token does not fit its cookie")
        name, address = name.strip(), request.client.host if request.client else "unknown"
        try:
            self._attempts.begin(name, address)
        except TooManyTries as error:
            return self._wait(request, next, name, error.wait)
        if not await self._operators.verify(name, password):
            log.warning("somebody could not sign in to the console")
            return self._form(request, next, name, 401, "This name and password do not fit.")
        self._attempts.succeeded(name, address)
        return await self._welcome(name, next)

    async def leave(self, request: Request, token: Field = "") -> Response:
        """Raises FormRefused for a form that is not of this session."""
        if not same(request.state.session.token, token):
            raise FormRefused("the sign-out form's token is not the session's")
        response = RedirectResponse(SIGN_IN, 303)
        self._sessions.end(response)
        return response

    async def _welcome(self, name: str, next: str) -> Response:
        response = RedirectResponse(_ours(next), 303)
        self._sessions.start(response, name, await self._operators.stamp(name) or "")
        return response

    def _wait(self, request: Request, next: str, name: str, seconds: float) -> Response:
        minutes = math.ceil(seconds / 60)
        said = f"Too many tries. Wait {minutes} minute{'' if minutes == 1 else 's'}."
        response = self._form(request, next, name, 429, said)
        response.headers["Retry-After"] = str(math.ceil(seconds))
        return response

    def _form(
        self, request: Request, next: str, name: str = "", status: int = 200, problem: str = ""
    ) -> HTMLResponse:
        draft = Response()
        token = self._sessions.form_token(request, draft)
        response = page(
            request,
            "sign_in.html",
            status,
            next=_ours(next),
            name=name,
            problem=problem,
            token=token,
        )
        response.raw_headers.extend(h for h in draft.raw_headers if h[0] == b"set-cookie")
        return response


def _ours(path: str) -> str:
    """Where to go after signing in: a page of the console, whatever the form says."""
    return path if _OUR_PAGE.fullmatch(path) else PATH
