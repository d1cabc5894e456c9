"""Our own voice on a caller's line: known when it comes back, and taken out.

A line echoes if what is heard on it is like what was sent some while before, again and again with the same
delay. From then on WebRTC's echo canceller (AEC3, https://webrtc.googlesource.com/src
`modules/audio_processing/aec3`) takes our voice out, whichever way it comes back, be it a loudspeaker, a room
or a network. It is kept from other lines: as long as it knows no echo, it takes out what a caller says into
our speech.

Words that come back all the same are for `echo`.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from pywebrtc_audio import EchoCanceller

from ringup.voice.audio import STEP, WIDE_RATE, Audio, Samples
from ringup.voice.blocks import Blockwise

LATEST = 0.6
"""Seconds by which an echo may come after what was sent."""

WINDOW = 0.2
"""Seconds of sound that are compared at a time."""

LIKE = 0.35
"""Correlation from which a window may hold what was sent. Two voices reach it now and then, but never twice
with the same delay; an echo fainter than the noise on its line has more."""

SAME = 0.002
"""Seconds by which the delay of an echo differs from window to window."""

IN_A_ROW = 3
"""Windows that are like what was sent, with the same delay, on a line that echoes."""

REMOVED = 10.0
"""Decibels that a piece of sound loses with what is ours in it: then it was ours."""

LOUD = -60.0
"""Decibels of full scale below which there is nothing to tell."""

MOSTLY = 0.8
"""Share of its pieces that makes a sound ours. Of callers who speak into our speech, the first syllable may
look like it."""

_REMEMBERED = 1_000
"""Pieces: the longest turn."""

_SNAP_MS = 5
"""Places are told in whole milliseconds: sound so close to the end of what came before follows it."""

_NOTHING: Samples = np.zeros(0, np.int16)
_FAINT = 1e-3
_Floats = npt.NDArray[np.float64]


class OwnSound:
    """What was sent on one line, from what was last asked for onwards, by its clock."""

    def __init__(self, rate: int) -> None:
        self._rate = rate
        self._pieces: deque[tuple[int, Samples]] = deque()
        self._end = 0

    def played(self, audio: Audio, start_ms: int) -> None:
        """Where it is on the line. Pieces come in order, and before that part of the line was asked for."""
        start = snapped(start_ms, self._end, self._rate)
        self._pieces.append((start, audio.samples))
        self._end = start + len(audio.samples)

    def cut(self, at_ms: int) -> None:
        """What lies behind it was taken back."""
        at = at_ms * self._rate // 1000
        kept = ((start, samples[: at - start]) for start, samples in self._pieces if start < at)
        self._pieces = deque(kept)
        self._end = min(self._end, at)

    def between(self, first: int, last: int) -> Samples:
        """Samples by their number, silence where there are none. What lies before them is forgotten."""
        while self._pieces and _end(self._pieces[0]) <= first:
            self._pieces.popleft()
        found = np.zeros(last - first, np.int16)
        for start, samples in self._pieces:
            if start >= last:
                break
            begin, end = max(start, first), min(start + len(samples), last)
            found[begin - first : end - first] = samples[begin - start : end - start]
        return found


@dataclass(slots=True)
class _Piece:
    """A STEP of the caller's line that is not silent. `ours`: most of it was our own sound."""

    end_ms: int
    ours: bool


class OwnVoice:
    """One line's. `rate` is that of all sound, 8 or 16 kHz."""

    def __init__(self, rate: int) -> None:
        self.sent = OwnSound(rate)
        self._rate = rate
        self._at = 0
        self._likeness = _Likeness(rate)
        self._canceller: Blockwise | None = None
        self._heard: deque[_Piece] = deque(maxlen=_REMEMBERED)

    @property
    def echoes(self) -> bool:
        """Whether the line gives our voice back."""
        return self._canceller is not None

    def without(self, audio: Audio, end_ms: int) -> Audio:
        """The same sound of the caller's line, which ends there, with our own voice taken out where the line
        echoes; then it comes some 10 ms later."""
        self._at = snapped(end_ms, self._at + len(audio.samples), self._rate)
        sent = self._sent(len(audio.samples))
        if self._canceller is not None:
            cleaned = self._canceller(audio, sent)
            self._note(audio.levels(), cleaned.levels(), end_ms)
            return cleaned
        levels = audio.levels()
        self._note(levels, levels, end_ms)
        if self._likeness.echoes(audio, sent):
            self._canceller = Blockwise(EchoCanceller(WIDE_RATE).process, self._rate, inputs=2)
            for piece in self._heard:
                piece.ours = piece.end_ms > end_ms - 1000 * WINDOW * IN_A_ROW
        return audio

    def explains(self, start_ms: int, end_ms: int) -> bool:
        """Whether what was on the line between them was our own voice."""
        pieces = [piece.ours for piece in self._heard if start_ms < piece.end_ms <= end_ms]
        return bool(pieces) and sum(pieces) >= MOSTLY * len(pieces)

    def _sent(self, count: int) -> Audio:
        return Audio(self.sent.between(self._at - count, self._at), self._rate)

    def _note(self, before: list[float], after: list[float], end_ms: int) -> None:
        """Levels step by step, before and after our voice was taken out. A shorter step counts as a whole
        one."""
        pieces = zip(before, after, strict=True)
        for number, (was, left) in enumerate(pieces, start=1 - len(before)):
            if was > LOUD:
                self._heard.append(_Piece(end_ms + round(1000 * STEP * number), was - left >= REMOVED))


class _Likeness:
    """Compares what is heard with what was sent, window by window."""

    def __init__(self, rate: int) -> None:
        self._window = round(WINDOW * rate)
        self._same = round(SAME * rate)
        self._heard = _NOTHING
        self._sent = np.zeros(round(LATEST * rate), np.int16)
        self._delays: list[int] = []

    def echoes(self, heard: Audio, sent: Audio) -> bool:
        """Whether the line does, as far as is known with this. Pieces of the same length, in order."""
        self._heard = np.concatenate([self._heard, heard.samples])
        self._sent = np.concatenate([self._sent, sent.samples])
        while len(self._heard) >= self._window and len(self._delays) < IN_A_ROW:
            reach = len(self._sent) - len(self._heard) + self._window
            self._compare(self._heard[: self._window], self._sent[:reach])
            self._heard = self._heard[self._window :]
            self._sent = self._sent[self._window :]
        return len(self._delays) == IN_A_ROW

    def _compare(self, heard: Samples, sent: Samples) -> None:
        if Audio(heard, 1).level < LOUD or not sent.any():
            return
        like, delay = _best(heard.astype(np.float64), sent.astype(np.float64))
        if like < LIKE or (self._delays and abs(delay - self._delays[-1]) > self._same):
            self._delays.clear()
        if like >= LIKE:
            self._delays.append(delay)


def _best(heard: _Floats, sent: _Floats) -> tuple[float, int]:
    """The highest correlation of `heard` with as long a part of the longer `sent`, either way round, and how
    far from its end that part ends."""
    size = 1 << (len(sent) - 1).bit_length()
    products = np.fft.irfft(np.fft.rfft(sent, size) * np.conj(np.fft.rfft(heard, size)), size)
    products = products[: len(sent) - len(heard) + 1]
    sums = np.concatenate([[0.0], np.cumsum(np.square(sent))])
    energies = sums[len(heard) :] - sums[: -len(heard)]
    scale = np.sqrt(np.sum(np.square(heard)) * np.maximum(energies, _FAINT))
    like = np.abs(products) / scale
    best = int(np.argmax(like))
    return float(like[best]), len(like) - 1 - best


def snapped(milliseconds: int, end: int, rate: int) -> int:
    """A place in samples: `end`, if it is about there."""
    place = milliseconds * rate // 1000
    return end if abs(place - end) <= _SNAP_MS * rate // 1000 else place


def _end(piece: tuple[int, Samples]) -> int:
    return piece[0] + len(piece[1])
