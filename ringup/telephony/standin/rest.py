"""What the server uses of the carrier's REST API: ending a call or giving it new TwiML, and sending a text.
https://www.twilio.com/docs/voice/api/call-resource#update-a-call-resource
https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource
"""

from __future__ import annotations

import asyncio
import re
import secrets
from collections import deque
from collections.abc import Coroutine, Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, FastAPI, Form
from fastapi.responses import JSONResponse
from fastapi.security import HTTPBasic, HTTPBasicCredentials

from ringup.telephony.errors import WebhookFailed
from ringup.telephony.standin.events import EndedBy
from ringup.telephony.standin.line import Line
from ringup.telephony.standin.twiml import parse

_NUMBER = re.compile(r"\+[1-9][0-9]{6,14}")

_NOT_FOUND = (404, 20404, "The requested resource was not found")
_NOT_IN_PROGRESS = (400, 21220, "Call is not in-progress. Cannot redirect.")
_NO_ACCESS = (401, 20003, "Authenticate")
_BAD_STATUS = (400, 21218, "Invalid Status")
_BAD_NUMBER = (400, 21211, "Invalid 'To' Phone Number")
_NO_BODY = (400, 21602, "Message body is required")
_NO_SENDER = (400, 21603, "A 'From' phone number is required")
_BAD_TWIML = (400, 12100, "Document parse failure")


@dataclass(frozen=True, slots=True)
class TextMessage:
    """As it lies on somebody's telephone."""

    sender: str
    to: str
    body: str


class RestApi:
    """`app` is what the server calls. `failures` are statuses that the next requests get instead of
    an answer. `texts` were sent, oldest first."""

    def __init__(self, account_sid: str, auth_token: str, calls: Mapping[str, Line]) -> None:
        self.app = FastAPI(openapi_url=None)
        self.failures: deque[int] = deque()
        self.texts: list[TextMessage] = []
        self._login = f"{account_sid}:{auth_token}"
        self._calls = calls
        self._ending: set[asyncio.Task[None]] = set()
        of_account = "/2010-04-01/Accounts/{account}"
        for path, answer in (("Calls/{call_sid}.json", self._update), ("Messages.json", self._text)):
            self.app.add_api_route(f"{of_account}/{path}", answer, methods=["POST"], response_model=None)

    async def _update(
        self,
        account: str,
        call_sid: str,
        login: Annotated[HTTPBasicCredentials, Depends(HTTPBasic())],
        status: Annotated[str, Form(alias="Status")] = "",
        document: Annotated[str, Form(alias="Twiml")] = "",
    ) -> JSONResponse:
        if self.failures:
            return JSONResponse({}, self.failures.popleft())
        if not self._is_ours(account, login):
            return _problem(*_NO_ACCESS)
        line = self._calls.get(call_sid)
        if line is None:
            return _problem(*_NOT_FOUND)
        if line.ended_by is not None:
            return _problem(*_NOT_IN_PROGRESS)
        if document:
            return self._redirected(line, document, account)
        if status != "completed":
            return _problem(*_BAD_STATUS)
        self._later(line.end(EndedBy.ASSISTANT))
        return JSONResponse({"sid": call_sid, "account_sid": account, "status": "completed"})

    async def _text(
        self,
        account: str,
        login: Annotated[HTTPBasicCredentials, Depends(HTTPBasic())],
        to: Annotated[str, Form(alias="To")] = "",
        sender: Annotated[str, Form(alias="From")] = "",
        body: Annotated[str, Form(alias="Body")] = "",
    ) -> JSONResponse:
        if self.failures:
            return JSONResponse({}, self.failures.popleft())
        if not self._is_ours(account, login):
            return _problem(*_NO_ACCESS)
        if _NUMBER.fullmatch(to) is None:
            return _problem(*_BAD_NUMBER)
        if not sender or not body:
            return _problem(*(_NO_BODY if sender else _NO_SENDER))
        self.texts.append(TextMessage(sender, to, body))
        sid = "SM" + secrets.token_hex(16)
        return JSONResponse({"sid": sid, "account_sid": account, "status": "queued", "to": to}, 201)

    def _is_ours(self, account: str, login: HTTPBasicCredentials) -> bool:
        given = f"{login.username}:{login.password}"
        right = secrets.compare_digest(given.encode(), self._login.encode())
        return right and account == login.username

    def _redirected(self, line: Line, document: str, account: str) -> JSONResponse:
        try:
            script = parse(document)
        except WebhookFailed:
            return _problem(*_BAD_TWIML)
        self._later(line.redirect(script))
        return JSONResponse({"sid": line.call_sid, "account_sid": account, "status": "in-progress"})

    def _later(self, work: Coroutine[None, None, None]) -> None:
        """Answer first: the server may wait for the answer before it lets go of the socket."""
        task = asyncio.create_task(work)
        self._ending.add(task)
        task.add_done_callback(self._ending.discard)


def _problem(status: int, code: int, message: str) -> JSONResponse:
    return JSONResponse({"code": code, "message": message, "status": status}, status)
