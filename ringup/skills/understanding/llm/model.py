"""One question to a language model that speaks OpenAI's chat protocol."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx2
from openai import AsyncOpenAI, DefaultAsyncHttpxClient, OpenAIError
from openai.types.shared_params import ResponseFormatJSONSchema
from pydantic import BaseModel, Field, ValidationError

from ringup.skills.understanding.llm.errors import LlmAnswerInvalid, LlmUnreachable

MOST_TOKENS = 400
"""Of an answer; a dozen slots need fewer."""

LARGEST_BODY = 65_536
"""Bytes of a response that are read; more than any answer with its wrapping."""

NO_KEY = "none"
"""Sent to servers that ask for no key; the client insists on one."""


class _Message(BaseModel):
    content: str | None = None
    refusal: str | None = None


class _Choice(BaseModel):
    message: _Message


class _Completion(BaseModel):
    """What is read of a response. Compatible servers leave out much of the rest."""

    choices: list[_Choice] = Field(min_length=1)


class OpenAiModel:
    """Asks once and waits `timeout` seconds at most, connecting included; a redirect is not followed,
    for it would carry a caller's words to an address that nobody set. `close` it in the end.
    """

    def __init__(self, base_url: str, model: str, api_key: str | None, timeout: float) -> None:
        self.name = model
        self._timeout = timeout
        self._client = AsyncOpenAI(
            base_url=base_url,
            api_key=api_key or NO_KEY,
            timeout=timeout,
            max_retries=0,
            http_client=DefaultAsyncHttpxClient(follow_redirects=False, timeout=timeout),
        )

    async def ask(self, system: str, user: str, schema: dict[str, Any]) -> str:
        """The model's answer as it wrote it, which should be JSON of that schema.

        Raises LlmUnreachable, and LlmAnswerInvalid for a response without an answer in it.
        """
        try:
            async with asyncio.timeout(self._timeout):
                body = await self._body(system, user, schema)
        except (TimeoutError, OpenAIError, httpx2.HTTPError, httpx2.StreamError) as error:
            raise LlmUnreachable(_reason(error)) from error
        return _content(body)

    async def close(self) -> None:
        await self._client.close()

    async def _body(self, system: str, user: str, schema: dict[str, Any]) -> bytes:
        wanted: ResponseFormatJSONSchema = {
            "type": "json_schema",
            "json_schema": {"name": "reading", "strict": True, "schema": schema},
        }
        asking = self._client.chat.completions.with_streaming_response.create(
            model=self.name,
            messages=[{"role": "system", "content": system}, {"role": "user", "content": user}],
            response_format=wanted,
            temperature=0,
            max_completion_tokens=MOST_TOKENS,
        )
        body = bytearray()
        async with asking as response:
            async for piece in response.iter_bytes():
                body += piece
                if len(body) > LARGEST_BODY:
                    raise LlmAnswerInvalid("longer than any answer")
        return bytes(body)


def _content(body: bytes) -> str:
    try:
        message = _Completion.model_validate_json(body).choices[0].message
    except ValidationError:
        raise LlmAnswerInvalid("not a chat completion") from None  # it would show what was said
    if message.refusal is not None or message.content is None:
        raise LlmAnswerInvalid("refused to answer")
    return message.content


def _reason(error: Exception) -> str:
    status = getattr(error, "status_code", None)
    return f"{type(error).__name__} {status}" if status else type(error).__name__
