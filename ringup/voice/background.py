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

STEADY = 10.0
"""Decibels between the softest and the loudest tenth below which there is nothing but background; speech has
some 30. Then less sound will do ..."""

LEAST_STEADY = 0.6
"""... which is so many seconds: a caller may speak into the first words of a greeting."""

LOOKS_EVERY = 0.3
"""Seconds of sound between two looks at how loud it was."""

LEARNT_FROM = 1.0
"""Seconds of the sound before, from which the suppressor learns what to take out."""

STRENGTH = 1
"""Of the suppressor, from 0 to 3: 12 dB. Stronger ones take more words with the noise."""


class Background:
    """One line's. `rate` is 8 or 16 kHz."""

    def __init__(self, rate: int) -> None:
        self._rate = rate
        self._levels: deque[float] = deque(maxlen=round(MOST / STEP))
        self._latest: deque[Audio] = deque()
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
        self._keep(audio)
        if self._unseen >= LOOKS_EVERY / STEP:
            self._unseen = 0
            if self._is_loud():
                self._suppress()
        return audio

    def _keep(self, audio: Audio) -> None:
        self._latest.append(audio)
        while len(self._latest) * audio.seconds > LEARNT_FROM:
            self._latest.popleft()

    def _is_loud(self) -> bool:
        if len(self._levels) < LEAST_STEADY / STEP:
            return False
        softest, loudest = np.percentile(self._levels, (QUIET_MOMENTS, 100 - QUIET_MOMENTS))
        is_known = len(self._levels) >= LEAST / STEP or loudest - softest < STEADY
        return bool(is_known and softest > NOISY)

    def _suppress(self) -> None:
        """From the next sound on; the suppressor has learnt by then what this line is like."""
        suppressed = Blockwise(NoiseSuppressor(WIDE_RATE, level=STRENGTH).process, self._rate)
        for audio in self._latest:
            suppressed(audio)
        self._latest.clear()
        self._suppressed = suppressed
