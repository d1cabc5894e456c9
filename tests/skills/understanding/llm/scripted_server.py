"""A server that speaks OpenAI's chat protocol, does as the test says, and remembers what it was told."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI, Request, Response

from ringup.skills.understanding.llm import OpenAiModel
from ringup.telephony.server import bind, serving

KEY = "key-of-the-shop"
TIMEOUT = 10.0
"""Seconds, the most that settings allow; for answers that do come. No test waits so long."""

HASTE = 0.05
"""The same for an answer that never comes."""

Behaviour = Callable[["ScriptedLlm"], Awaitable[Response]]
"""What the server does with one question; the newest is the last of `questions`."""


class ScriptedLlm:
    """`script` answers the requests, one each; the last one stays. `received` is every body as it came."""

    def __init__(self, *script: Behaviour) -> None:
        self.script = list(script)
        self.received: list[str] = []
        self.keys: list[str] = []
        self.url = ""
        self.closing = asyncio.Event()
        self.app = FastAPI()
        self.app.add_api_route("/v1/chat/completions", self._complete, methods=["POST"], response_model=None)
        self.app.add_api_route("/elsewhere", self._complete, methods=["POST"], response_model=None)

    @property
    def questions(self) -> list[dict[str, Any]]:
        """What each request asked, as the model sees it."""
        return [json.loads(self._message(body, "user")) for body in self.received]

    @property
    def prompts(self) -> list[str]:
        return [self._message(body, "system") for body in self.received]

    @property
    def is_silent(self) -> bool:
        """Whether the next question never gets an answer."""
        return self.script[0] is never

    async def _complete(self, request: Request) -> Response:
        self.received.append((await request.body()).decode())
        self.keys.append(request.headers["authorization"])
        behaviour = self.script.pop(0) if len(self.script) > 1 else self.script[0]
        return await behaviour(self)

    def _message(self, body: str, role: str) -> str:
        return next(str(m["content"]) for m in json.loads(body)["messages"] if m["role"] == role)


def says(content: str | None, refusal: str | None = None) -> Behaviour:
    """A completion with that text."""

    async def behave(server: ScriptedLlm) -> Response:
        message = {"role": "assistant", "content": content, "refusal": refusal}
        return _json({"id": "c1", "choices": [{"index": 0, "message": message}]})

    return behave


def reads(
    intent: str, *slots: tuple[str, str, str], answer: str = "none", confidence: Any = 0.9
) -> Behaviour:
    """A well-formed reading; a slot is its name, value and words."""
    return says(reading(intent, *slots, answer=answer, confidence=confidence))


def reading(intent: str, *slots: tuple[str, str, str], answer: str = "none", confidence: Any = 0.9) -> str:
    said = [{"name": name, "value": value, "words": words} for name, value, words in slots]
    return json.dumps({"intent": intent, "slots": said, "answer": answer, "confidence": confidence})


def status(code: int, body: bytes = b"{}", **headers: str) -> Behaviour:
    async def behave(server: ScriptedLlm) -> Response:
        return Response(body, code, headers, media_type="application/json")

    return behave


async def never(server: ScriptedLlm) -> Response:
    """Keeps the caller waiting until the server stops."""
    await server.closing.wait()
    return Response(status_code=503)


def _json(data: dict[str, Any]) -> Response:
    return Response(json.dumps(data), media_type="application/json")


class PatientModel:
    """Two that ask the server: where an answer will come, the one that waits for it."""

    def __init__(self, server: ScriptedLlm) -> None:
        self._server = server
        self._patient, self._hasty = (
            OpenAiModel(f"{server.url}/v1", "small", KEY, timeout) for timeout in (TIMEOUT, HASTE)
        )

    async def ask(self, system: str, user: str, schema: dict[str, Any]) -> str:
        model = self._hasty if self._server.is_silent else self._patient
        return await model.ask(system, user, schema)

    async def close(self) -> None:
        await self._patient.close()
        await self._hasty.close()


@asynccontextmanager
async def scripted(*script: Behaviour) -> AsyncIterator[tuple[ScriptedLlm, PatientModel]]:
    """The server, and a model that asks it."""
    server = ScriptedLlm(*script)
    bound = bind()
    bound.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # else head and body are 40 ms apart
    async with serving(server.app, bound) as server.url:
        model = PatientModel(server)
        try:
            yield server, model
        finally:
            server.closing.set()
            await model.close()
