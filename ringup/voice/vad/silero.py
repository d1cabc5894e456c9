"""Silero's voice detector: one loaded model for all calls, and what each call's sound leaves in it.

The model is recurrent. Music, noise and long silence leave it hard of hearing, so it forgets what it
heard once in a while, when nobody speaks. https://github.com/snakers4/silero-vad
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime

from ringup.voice.audio import PHONE_RATE, WIDE_RATE, Samples

WINDOWS = {PHONE_RATE: 256, WIDE_RATE: 512}
"""Samples that are looked at together, by rate: 32 ms."""

_CONTEXT = {PHONE_RATE: 32, WIDE_RATE: 64}
"""Samples of the window before that are looked at again."""

_Floats = npt.NDArray[np.float32]

FORGETS_AFTER = 2.0
"""Seconds of sound."""

CLEARLY_NOT = 0.1
"""A confidence below this is no speech, and not the soft start of some either."""

CLEAR_WINDOWS = 5
"""So many in a row must clearly be none: one alone can be a dip inside a word."""


class SileroModel:
    """Loaded once and shared. Safe to use from many calls, each with a listener of its own."""

    def __init__(self, path: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.inter_op_num_threads = options.intra_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            str(path), sess_options=options, providers=["CPUExecutionProvider"]
        )

    def listener(self, rate: int) -> SileroListener:
        """For one stream of sound at 8 or 16 kHz."""
        return SileroListener(self._session, rate)


class SileroListener:
    """What one stream of sound has left behind."""

    def __init__(self, session: onnxruntime.InferenceSession, rate: int) -> None:
        self._session = session
        self._rate = rate
        self._sr = np.array(rate, dtype=np.int64)
        self._windows = self._clear = 0
        self._state, self._context = _fresh(rate)

    def confidence(self, window: Samples, *, quiet: bool) -> float:
        """How surely the next window is speech, from 0 to 1: a fifth of a millisecond of work. `quiet`:
        nobody was speaking up to it."""
        sound = np.concatenate([self._context, _scaled(window)])
        given = {"input": sound[np.newaxis], "state": self._state, "sr": self._sr}
        answer, self._state = self._session.run(None, given)
        self._context = sound[-_CONTEXT[self._rate] :]
        confidence = float(answer[0, 0])
        self._grow_old(confidence, quiet)
        return confidence

    def pass_over(self, window: Samples) -> None:
        """The next window holds nothing: what was heard before it is forgotten."""
        self._state, _ = _fresh(self._rate)
        self._context = _scaled(window[-_CONTEXT[self._rate] :])
        self._windows = self._clear = 0

    def _grow_old(self, confidence: float, quiet: bool) -> None:
        self._windows += 1
        self._clear = self._clear + 1 if confidence < CLEARLY_NOT else 0
        old = self._windows * WINDOWS[self._rate] >= FORGETS_AFTER * self._rate
        if old and quiet and self._clear >= CLEAR_WINDOWS:
            self._state, self._context = _fresh(self._rate)
            self._windows = 0


def _scaled(samples: Samples) -> _Floats:
    return samples.astype(np.float32) / np.float32(32_768)


def _fresh(rate: int) -> tuple[_Floats, _Floats]:
    """The model's state, and the sound before the first."""
    return np.zeros((2, 1, 128), np.float32), np.zeros(_CONTEXT[rate], np.float32)
