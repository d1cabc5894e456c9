"""Speech begins, speech ends: pipecat's Silero analyzer, with one loaded model for all calls; and whether
a turn is over, by the model that pipecat bundles.

A window is looked at where its sound arrives: to hop to a thread and back, once for each 32 ms of every
call, takes longer than the look, and waits for whatever else runs in Python.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import resources
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
from pipecat.audio.vad.vad_analyzer import VADAnalyzer, VADParams, VADState

from ringup.voice.vad.silero import WINDOWS, SileroModel

if TYPE_CHECKING:
    from ringup.voice.turns.smart_turn import SmartTurnModel

FAINT = 48
"""Sound that stays below this, of 32,768, is a line on which nothing can be heard."""

KEEN = 0.4
"""The confidence from which speech begins where a yes or no is waited for: both are short. Of 50 such answers
of five synthetic voices, 30 dB quieter than usual and 30 dB above the noise, 36 are noticed with it and 26
with 0.6; of those at a usual level all are with both."""

_SAMPLE_BYTES = 2


@cache
def silero() -> SileroModel:
    """The process's only one; takes a moment the first time."""
    return SileroModel(Path(str(resources.files("pipecat.audio.vad.data") / "silero_vad.onnx")))


IMPORTING = Lock()
"""Held while an engine is imported that is built on faster_whisper: two threads that each hold one of its
modules and wait for the other's are told of a deadlock."""


def load_turn_detector() -> SmartTurnModel:
    """Takes a moment."""
    with IMPORTING:
        from ringup.voice.turns.smart_turn import SmartTurnModel  # slow to import
    return SmartTurnModel(smart_turn_file())


def smart_turn_file() -> Path:
    """Where pipecat keeps the model that tells by its sound whether a turn is over."""
    return Path(str(resources.files("pipecat.audio.turn.smart_turn.data") / "smart-turn-v3.2-cpu.onnx"))


class Detector(VADAnalyzer):
    """One call's. Says what pipecat's `SileroVADAnalyzer` says of the same sound, but does not look at a line
    on which nothing can be heard: most of a call is that. `min_volume` is not used. While `is_keen`, less is
    enough for speech to begin."""

    def __init__(self, params: VADParams, is_keen: Callable[[], bool] = lambda: False) -> None:
        super().__init__(params=params)
        self._is_keen = is_keen
        self._waiting = b""

    def set_sample_rate(self, sample_rate: int) -> None:
        """8 or 16 kHz; called by pipecat before the first sound."""
        super().set_sample_rate(sample_rate)
        self._listener = silero().listener(sample_rate)

    def set_params(self, params: VADParams) -> None:
        super().set_params(params)
        windows_a_second = self.sample_rate / self.num_frames_required()
        self._to_start = round(params.start_secs * windows_a_second)
        self._to_stop = round(params.stop_secs * windows_a_second)
        self._state, self._count = VADState.QUIET, 0

    def num_frames_required(self) -> int:
        return WINDOWS[self.sample_rate]

    def voice_confidence(self, buffer: bytes) -> float:
        samples = np.frombuffer(buffer, dtype="<i2")
        return self._listener.confidence(samples, quiet=self._state is VADState.QUIET)

    async def analyze_audio(self, buffer: bytes) -> VADState:
        self._waiting += buffer
        size = self.num_frames_required() * _SAMPLE_BYTES
        while len(self._waiting) >= size:
            window, self._waiting = self._waiting[:size], self._waiting[size:]
            self._hear(self._is_speech(window))
        self._settle()
        return self._state

    def _is_speech(self, window: bytes) -> bool:
        if self._state is VADState.QUIET:
            samples = np.frombuffer(window, dtype="<i2")
            if samples.min() > -FAINT and samples.max() < FAINT:
                self._listener.pass_over(samples)
                return False
        return self.voice_confidence(window) >= self._enough()

    def _enough(self) -> float:
        begins = self._state in (VADState.QUIET, VADState.STARTING)
        return min(KEEN, self.params.confidence) if begins and self._is_keen() else self.params.confidence

    def _hear(self, speech: bool) -> None:
        """`_count` windows have spoken for the state that is about to be."""
        match self._state, speech:
            case (VADState.QUIET, True):
                self._state, self._count = VADState.STARTING, 1
            case (VADState.SPEAKING, False):
                self._state, self._count = VADState.STOPPING, 1
            case (VADState.STARTING, True) | (VADState.STOPPING, False):
                self._count += 1
            case (VADState.STARTING, False):
                self._state, self._count = VADState.QUIET, 0
            case (VADState.STOPPING, True):
                self._state, self._count = VADState.SPEAKING, 0
            case _:
                pass

    def _settle(self) -> None:
        match self._state:
            case VADState.STARTING if self._count >= self._to_start:
                self._state, self._count = VADState.SPEAKING, 0
            case VADState.STOPPING if self._count >= self._to_stop:
                self._state, self._count = VADState.QUIET, 0
            case _:
                pass
