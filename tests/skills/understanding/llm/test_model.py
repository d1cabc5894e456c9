"""One question over a real socket, and every way in which it can fail."""

from __future__ import annotations

import asyncio
import json

import pytest

from ringup.skills.understanding.llm import OpenAiModel
from ringup.skills.understanding.llm.errors import LlmAnswerInvalid, LlmUnreachable
from ringup.skills.understanding.llm.model import LARGEST_BODY
from ringup.telephony.server import bind, url_of
from tests.skills.understanding.llm.scripted_server import (
    KEY,
    TIMEOUT,
    Behaviour,
    never,
    says,
    scripted,
    status,
)

SCHEMA = {"type": "object", "properties": {}, "required": [], "additionalProperties": False}


async def test_a_question_goes_out_with_key_and_schema_and_the_answer_comes_back() -> None:
    async with scripted(says("fine")) as (server, model):
        assert await model.ask("be brief", "{}", SCHEMA) == "fine"
    [body] = map(json.loads, server.received)
    assert server.keys == [f"Bearer {KEY}"]
    assert body["model"] == "small"
    assert body["temperature"] == 0
    assert body["response_format"]["json_schema"] == {"name": "reading", "strict": True, "schema": SCHEMA}


@pytest.mark.parametrize("code", [400, 401, 404, 429, 500, 503])
async def test_a_server_that_refuses_is_asked_once(code: int) -> None:
    async with scripted(status(code, b'{"error": {"message": "my words"}}')) as (server, model):
        with pytest.raises(LlmUnreachable, match=str(code)) as caught:
            await model.ask("", "{}", SCHEMA)
    assert len(server.received) == 1
    assert "my words" not in str(caught.value)


async def test_a_server_that_is_slow_is_given_up() -> None:
    """After its own time: what it is built on would wait for ten minutes."""
    async with scripted(never) as (server, model), asyncio.timeout(TIMEOUT):
        with pytest.raises(LlmUnreachable, match="Timeout"):
            await model.ask("", "{}", SCHEMA)
    assert len(server.received) <= 1


async def test_nobody_at_the_address_is_no_connection() -> None:
    with bind() as bound:
        url = url_of(bound)
    model = OpenAiModel(f"{url}/v1", "small", None, 5)
    with pytest.raises(LlmUnreachable, match="APIConnectionError"):
        await model.ask("", "{}", SCHEMA)
    await model.close()


async def test_words_are_not_carried_where_a_redirect_points() -> None:
    async with scripted(status(307, location="/elsewhere"), says("fine")) as (server, model):
        with pytest.raises((LlmUnreachable, LlmAnswerInvalid)):
            await model.ask("", "{}", SCHEMA)
    assert len(server.received) == 1


@pytest.mark.parametrize(
    "behaviour",
    [
        says(None),
        says("fine", refusal="I would rather not"),
        says("x" * LARGEST_BODY),
        status(200, b""),
        status(200, b"<html>"),
        status(200, b"null"),
        status(200, b'{"choices": []}'),
        status(200, b'{"choices": [{"message": {"content": 1}}]}'),
        status(200, b" " * 5_000_000),
        status(200, b"\xff\xfe"),
    ],
)
async def test_a_response_without_an_answer_is_invalid(behaviour: Behaviour) -> None:
    async with scripted(behaviour) as (_, model):
        with pytest.raises(LlmAnswerInvalid):
            await model.ask("", "{}", SCHEMA)


async def test_a_response_that_is_not_what_its_headers_say_is_a_failed_connection() -> None:
    garbled = status(200, b"not compressed", **{"content-encoding": "gzip"})
    async with scripted(garbled) as (_, model):
        with pytest.raises(LlmUnreachable):
            await model.ask("", "{}", SCHEMA)
