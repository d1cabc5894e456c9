"""What happened on a line, and when."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    ASKED = "asked"  # the webhook was asked what to do
    SAID = "said"  # the carrier's own voice, from <Say>; detail: the words
    STREAM_OPENED = "stream opened"
    STREAM_CLOSED = "stream closed"  # detail: the close code
    STREAM_FAILED = "stream failed"  # the media socket could not be opened
    DIALLED = "dialled"  # detail: the number
    CALLER_BEGAN = "caller began"  # detail: what the caller says, where known
    CALLER_ENDED = "caller ended"
    PRESSED = "pressed"  # detail: the key
    MARK = "mark"  # echoed; detail: its name
    CLEAR = "clear"
    COMPLAINT = "complaint"  # the server broke the protocol; detail: how
    ENDED = "ended"  # detail: who or what ended the call


class EndedBy(StrEnum):
    CALLER = "the caller hung up"
    ASSISTANT = "the assistant hung up"
    SCRIPT = "nothing was left to do"
    FAILURE = "the call broke"


@dataclass(frozen=True, slots=True)
class CallEvent:
    """`at`: seconds on the line's own clock, the same that both tracks count in."""

    at: float
    kind: Kind
    detail: str = ""
