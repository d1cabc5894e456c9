"""Taps on the pipeline: what came from the caller, what of it is the caller, and what was sent to them."""

from __future__ import annotations

import time
from collections.abc import Callable

from pipecat.frames.frames import (
    Frame,
    InputAudioRawFrame,
    InterruptionFrame,
    OutputAudioRawFrame,
)
from pipecat.processors.frame_processor import FrameDirection, FrameProcessor

from ringup.pipelines.floor import Floor
from ringup.pipelines.frames import PromptBeganFrame
from ringup.pipelines.recording import Recorder
from ringup.skills.values import PromptId, Span
from ringup.voice.audio import Audio
from ringup.voice.background import Background

FirstSound = Callable[[PromptId, Span], None]
"""Called with the first piece of each prompt's sound."""


_ARRIVED = "arrived"


def note_arrival(frame: InputAudioRawFrame) -> None:
    """For doors, when they receive it: a busy pipeline comes to it much later."""
    frame.metadata[_ARRIVED] = time.monotonic()


def record_caller(recorder: Recorder, frame: InputAudioRawFrame) -> None:
    """A frame's `pts` is the carrier's time stamp in nanoseconds."""
    stamp = None if frame.pts is None else frame.pts // 1_000_000
    sound = Audio.from_pcm(frame.audio, frame.sample_rate)
    recorder.caller(sound, stamp, frame.metadata.get(_ARRIVED))


class CallerTap(FrameProcessor):
    """Right behind the transport's input."""

    def __init__(self, recorder: Recorder) -> None:
        super().__init__(enable_direct_mode=True)
        self._recorder = recorder

    async def process_frame(self, frame: Frame, direction: FrameDirection) -> None:
        await super().process_frame(frame, direction)
        if isinstance(frame, InputAudioRawFrame):
            record_caller(self._recorder, frame)
        await self.push_frame(frame, direction)


class CallerAlone(FrameProcessor):
    """Behind the caller's tap: recorded is what was on the line, heard is the caller, without our own voice
    and, where a `background` is given, without noise."""

    def __init__(self, recorder: Recorder, floor: Floor, background: Background | None = None) -> None:
        super().__init__(enable_direct_mode=True)
        self._recorder = recorder
        self._floor = floor
        self._background = background

    async def process_frame(self, frame: Frame, direction: FrameDirection) -> None:
        await super().process_frame(frame, direction)
        if isinstance(frame, InputAudioRawFrame):
            sound = Audio.from_pcm(frame.audio, frame.sample_rate)
            sound = self._floor.own.without(sound, self._recorder.now_ms)
            frame.audio = (self._background.without(sound) if self._background else sound).pcm
        await self.push_frame(frame, direction)


class AssistantTap(FrameProcessor):
    """Right behind the transport's output, where frames arrive once they were sent."""

    def __init__(self, recorder: Recorder, floor: Floor, first_sound: FirstSound) -> None:
        super().__init__(enable_direct_mode=True)
        self._recorder = recorder
        self._floor = floor
        self._first_sound = first_sound
        self._prompt: PromptId | None = None

    async def process_frame(self, frame: Frame, direction: FrameDirection) -> None:
        await super().process_frame(frame, direction)
        match frame:
            case PromptBeganFrame():
                self._prompt = frame.prompt
            case OutputAudioRawFrame():
                self._sent(Audio.from_pcm(frame.audio, frame.sample_rate))
            case InterruptionFrame():
                self._floor.own.sent.cut(self._recorder.clear())
            case _:
                pass
        await self.push_frame(frame, direction)

    def _sent(self, audio: Audio) -> None:
        span = self._recorder.assistant(audio)
        self._floor.own.sent.played(audio, span.start_ms)
        if self._prompt is not None and self._floor.placed(self._prompt, span):
            self._first_sound(self._prompt, span)
