"""Noise behind a caller: known by how loud a line is in its quiet moments, and taken out.

WebRTC's noise suppressor (https://webrtc.googlesource.com/src `modules/audio_processing/ns`) learns what a
line sounds like all the time. Lines without noise are left as they are.
"""

from __future__ import annotations

from collections import deque

import numpy as np
from pywebrtc_audio import NoiseSuppressor

from ringup.voice.audio import STEP, WIDE_RATE, Audio
from ringup.voice.blocks import Blockwise

NOISY = -50.0
"""Decibels of full scale above which a line is noisy. A quiet room is at -60 and below, a caller
at -25."""

QUIET_MOMENTS = 10
"""Percentile of the levels that is the background's: people pause more than that."""

LEAST, MOST = 3.0, 8.0
"""Seconds of the latest sound by which the background is known."""

LOOKS_EVERY = 1.0
"""Seconds of sound between two looks at how loud it was."""

STRENGTH = 1
"""Of the suppressor, from 0 to 3: 12 dB. Stronger ones take more words with the noise."""


class Background:
    """One line's. `rate` is 8 or 16 kHz."""

    def __init__(self, rate: int) -> None:
        self._rate = rate
        self._levels: deque[float] = deque(maxlen=round(MOST / STEP))
        self._unseen = 0
        self._suppressed: Blockwise | None = None

    @property
    def is_noisy(self) -> bool:
        """Whether its noise is taken out: from when it was first heard on."""
        return self._suppressed is not None

    def without(self, audio: Audio) -> Audio:
        """The next sound of the line without its noise. On a noisy line it comes some 10 ms later."""
        if self._suppressed is not None:
            return self._suppressed(audio)
        levels = audio.levels()
        self._levels += levels
        self._unseen += len(levels)
        if self._unseen >= LOOKS_EVERY / STEP and len(self._levels) >= LEAST / STEP:
            self._look()
        return audio

    def _look(self) -> None:
        self._unseen = 0
        if np.percentile(self._levels, QUIET_MOMENTS) > NOISY:
            self._suppressed = Blockwise(NoiseSuppressor(WIDE_RATE, level=STRENGTH).process, self._rate)
