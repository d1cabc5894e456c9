"""Frames of our own that travel the pipeline."""

from __future__ import annotations

from dataclasses import dataclass

from pipecat.frames.frames import DataFrame, OutputTransportMessageFrame, SystemFrame

from ringup.skills.conversation import Speech
from ringup.skills.intent import Utterance
from ringup.skills.values import PromptId


@dataclass
class HeardFrame(SystemFrame):
    """What the caller said. A system frame, so that an interruption cannot drop it."""

    utterance: Utterance


@dataclass
class CallerSpeakingFrame(SystemFrame):
    """The caller has begun to speak. A HeardFrame or a CallerQuietFrame follows, always."""


@dataclass
class CallerQuietFrame(SystemFrame):
    """What the caller began came to nothing: a noise, an echo, an acknowledgement. `cut_in`: we had stopped
    speaking for it. `is_far`: words that somebody else seems to have said."""

    cut_in: bool = False
    is_far: bool = False


@dataclass
class SpeakFrame(DataFrame):
    """A sentence to be spoken."""

    speech: Speech


@dataclass
class FillFrame(SystemFrame):
    """A sentence for the time until the next one sounds; for nothing once that does. Overtakes what waits
    to be spoken."""

    speech: Speech


@dataclass
class PromptBeganFrame(DataFrame):
    """All sound that follows belongs to this prompt."""

    prompt: PromptId


@dataclass
class PromptFailedFrame(SystemFrame):
    """The prompt could not be spoken to its end."""

    prompt: PromptId


@dataclass
class MarkFrame(OutputTransportMessageFrame):
    """Follows the last sound of a prompt; whoever plays it sends the mark back once it was heard."""

    prompt: PromptId


def mark_after(prompt: PromptId) -> MarkFrame:
    return MarkFrame(message={"event": "mark", "mark": {"name": prompt}}, prompt=prompt)


def mark_name(message: object) -> str | None:
    """The name in a mark that came back, or None for any other message."""
    match message:
        case {"event": "mark", "name": str(name)} | {"event": "mark", "mark": {"name": str(name)}}:
            return name
        case _:
            return None
