"""Smart Turn v3: whether somebody who pauses sounds as if they were done. By how it sounds, not by words.

One loaded model for all calls, asked once a pause: a decision takes some 50 ms of work and a fifth of that
more for the features, which are Whisper's. https://huggingface.co/pipecat-ai/smart-turn-v3
"""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
import soxr
from faster_whisper.feature_extractor import FeatureExtractor

from ringup.voice.audio import WIDE_RATE, Audio
from ringup.voice.turns.one_by_one import OneByOne

SECONDS = 8
"""Of sound that the model looks at: the last ones, with silence before them where there are fewer."""

YIELDS = 10
"""By how much the thread is nicer than the others: on a busy machine it is this answer that comes late, and
not the words or the voice."""

_Floats = npt.NDArray[np.float32]

_MEL_BANDS = 80
_VARIANCE_FLOOR = 1e-7


class SmartTurnModel:
    """Keeps the port `TurnDetector`. Decides in a thread of its own, one pause after the other."""

    def __init__(self, path: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.inter_op_num_threads = options.intra_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            str(path), sess_options=options, providers=["CPUExecutionProvider"]
        )
        self._features = FeatureExtractor(feature_size=_MEL_BANDS)
        self._queue = OneByOne("smart-turn", self._decide, _yield_to_others)

    async def ended(self, audio: Audio) -> float | None:
        return await self._queue.ask(audio)

    async def close(self) -> None:
        await self._queue.close()

    def _decide(self, audio: Audio) -> float:
        features = self._features(_normal(_heard(audio)), padding=0)
        answer = self._session.run(None, {"input_features": features[np.newaxis].astype(np.float32)})
        return float(np.asarray(answer[0]).reshape(-1)[0])


def _yield_to_others() -> None:
    """Linux has priorities for threads."""
    if sys.platform == "linux":
        os.setpriority(
            os.PRIO_PROCESS, threading.get_native_id(), os.getpriority(os.PRIO_PROCESS, 0) + YIELDS
        )


def _heard(audio: Audio) -> _Floats:
    """The last seconds at the model's rate, from -1 to 1."""
    sound = audio.samples.astype(np.float32) / np.float32(32_768)
    if audio.rate != WIDE_RATE:
        sound = soxr.resample(sound, audio.rate, WIDE_RATE)
    wanted = SECONDS * WIDE_RATE
    return np.pad(sound, (max(0, wanted - len(sound)), 0))[-wanted:]


def _normal(sound: _Floats) -> _Floats:
    return np.asarray((sound - sound.mean()) / np.sqrt(sound.var() + _VARIANCE_FLOOR), np.float32)
