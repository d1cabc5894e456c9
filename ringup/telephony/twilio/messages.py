"""What the carrier sends over the media socket, checked where it enters:
https://www.twilio.com/docs/voice/media-streams/websocket-messages
"""

from __future__ import annotations

import binascii
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter
from pydantic.alias_generators import to_camel

LARGEST_MESSAGE = 64 * 1024
"""Bytes. A `media` message of 20 ms is about 400."""

LONGEST_CHUNK = 8_000
"""Samples of mu-law, a byte each, in one `media` message: a second."""

CallSid = Annotated[str, StringConstraints(pattern=r"^CA[0-9a-fA-F]{32}$")]
"""Names files later, so nothing else gets in."""

ShortText = Annotated[str, StringConstraints(max_length=256)]
Digits = Annotated[str, StringConstraints(pattern=r"^\d{1,12}$")]


def _decoded(payload: str) -> bytes:
    try:
        samples = binascii.a2b_base64(payload, strict_mode=True)
    except ValueError as error:
        raise ValueError("the payload is not base64") from error
    if not 0 < len(samples) <= LONGEST_CHUNK:
        raise ValueError("a chunk holds one sample to a second of them")
    return samples


class _Message(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, extra="ignore", frozen=True)


class MediaFormat(_Message):
    encoding: Literal["audio/x-mulaw"]
    sample_rate: Literal[8000]
    channels: Literal[1]


class StreamStart(_Message):
    """The facts of a stream. `custom_parameters` come from the TwiML that asked for it."""

    stream_sid: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]{2,64}$")]
    call_sid: CallSid
    account_sid: ShortText
    media_format: MediaFormat
    custom_parameters: dict[ShortText, ShortText] = Field(default_factory=dict, max_length=32)


class Media(_Message):
    """`timestamp`: milliseconds since the stream began. `payload`: base64 of mu-law samples."""

    timestamp: Digits
    payload: Annotated[str, AfterValidator(lambda text: _decoded(text) and text)]

    @property
    def samples(self) -> bytes:
        return binascii.a2b_base64(self.payload)


class Dtmf(_Message):
    digit: Annotated[str, StringConstraints(pattern=r"^[0-9*#]$")]


class Mark(_Message):
    name: ShortText


class Connected(_Message):
    event: Literal["connected"]


class Start(_Message):
    event: Literal["start"]
    start: StreamStart


class MediaMessage(_Message):
    event: Literal["media"]
    media: Media


class DtmfMessage(_Message):
    event: Literal["dtmf"]
    dtmf: Dtmf


class MarkMessage(_Message):
    event: Literal["mark"]
    mark: Mark


class Stop(_Message):
    event: Literal["stop"]


Message = Annotated[
    Connected | Start | MediaMessage | DtmfMessage | MarkMessage | Stop,
    Field(discriminator="event"),
]

_MESSAGE: TypeAdapter[Message] = TypeAdapter(Message)


def read_message(data: str | bytes) -> Message:
    """Raises ValueError for anything that the carrier does not send."""
    if len(data) > LARGEST_MESSAGE:
        raise ValueError("a message is larger than the carrier's ever are")
    return _MESSAGE.validate_json(data)
