"""What the server may send over the media socket, checked as strictly as the carrier does."""

from __future__ import annotations

import binascii
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter
from pydantic.alias_generators import to_camel


class _Answer(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, extra="forbid", frozen=True)

    stream_sid: str


class _Payload(BaseModel):
    payload: str


class _Name(BaseModel):
    name: str


class Media(_Answer):
    event: Literal["media"]
    media: _Payload

    @property
    def mulaw(self) -> bytes:
        """Raises ValueError for a payload that is not base64."""
        return binascii.a2b_base64(self.media.payload, strict_mode=True)


class Mark(_Answer):
    event: Literal["mark"]
    mark: _Name


class Clear(_Answer):
    event: Literal["clear"]


Answer = Annotated[Media | Mark | Clear, Field(discriminator="event")]

_ANSWER: TypeAdapter[Answer] = TypeAdapter(Answer)


def read_answer(message: str | bytes, stream_sid: str) -> Answer:
    """Raises ValueError for what the carrier would not accept."""
    answer = _ANSWER.validate_json(message)
    if answer.stream_sid != stream_sid:
        raise ValueError("the message names another stream")
    return answer
