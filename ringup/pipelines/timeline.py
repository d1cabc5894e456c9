"""Where sound lies in a recording. Pure: no file, no clock.

Positions and lengths are samples, counted from the start of the recording.
"""

from __future__ import annotations

import numpy as np

from ringup.voice.audio import Samples

REORDER_MS = 200
"""Sound that comes this late is still placed; what is older is final."""

MOST_JUMP_MS = 10_000
"""A timestamp further ahead than this is not believed."""

RESYNC_MS = 1_000
"""After so much sound in a row that added nothing, the carrier has started to count anew."""

SNAP_MS = 5
"""Timestamps are rounded by the carrier. Sound this close to the end follows it without a seam."""

LEAD_WINDOW_SECONDS = 10.0
"""How long a quick delivery counts; the carrier's clock and ours drift apart by a millisecond in
that.
"""


class Track:
    """One channel from what is final onwards. What was placed first stays; gaps are silence."""

    def __init__(self, start: int) -> None:
        self.start = start
        self.end = start
        self._sound: Samples = np.zeros(0, np.int16)
        self._known = np.zeros(0, np.bool_)

    def place(self, position: int, samples: Samples) -> int:
        """How many of the samples were new; those before `start` never are."""
        samples = samples[max(0, self.start - position) :]
        first = max(position, self.start) - self.start
        last = first + len(samples)
        self._reserve(last)
        if len(samples):
            self.end = max(self.end, self.start + last)
        known = self._known[first:last]
        kept = int(np.count_nonzero(known))
        if kept:
            self._sound[first:last][~known] = samples[~known]
        else:
            self._sound[first:last] = samples
        self._known[first:last] = True
        return len(samples) - kept

    def cut(self, position: int) -> None:
        """Drop everything from `position` on."""
        keep = max(0, position - self.start)
        self._sound[keep:] = 0
        self._known[keep:] = False
        self.end = min(self.end, self.start + keep)

    def take(self, until: int) -> Samples:
        """Everything from `start` to `until`, silence included, which is final from now on."""
        count = until - self.start
        taken = np.zeros(count, np.int16)
        head = self._sound[:count]
        taken[: len(head)] = head
        self._sound = self._sound[count:].copy()
        self._known = self._known[count:].copy()
        self.start = until
        self.end = max(self.end, until)
        return taken

    def move_earlier(self, samples: int) -> None:
        """All that is not final; what would come to lie in what is final is dropped."""
        self._sound = self._sound[samples:]
        self._known = self._known[samples:]
        self.end = max(self.start, self.end - samples)

    def _reserve(self, size: int) -> None:
        if size > len(self._sound):
            more = max(size, 2 * len(self._sound)) - len(self._sound)
            self._sound = np.concatenate([self._sound, np.zeros(more, np.int16)])
            self._known = np.concatenate([self._known, np.zeros(more, np.bool_)])


class MediaClock:
    """The end of the caller's sound, and where the next of it belongs.

    `refused` counts pieces whose timestamp was not believed; `stamped` tells whether any was given.
    """

    def __init__(self, start: int, rate: int) -> None:
        self.end = start
        self.refused = 0
        self.stamped = False
        self._zero = start
        self._rate = rate
        self._stuck = 0

    def place(self, stamp: int | None, count: int, line: int) -> int | None:
        """Position of a piece that the carrier stamped `stamp` samples into its stream; None:
        refused.

        Without a stamp it follows what came before. `line` is where the line is now, and where
        sound goes on after the carrier began to count anew.
        """
        position = self.end if stamp is None else self._snapped(self._zero + stamp)
        self.stamped |= stamp is not None
        if self._advances(position, count):
            self._stuck = 0
        elif self._is_stuck(count):
            self._zero += max(line, self.end) - position
            position = max(line, self.end)
        elif position > self.end or position + count <= self.end - self._samples(REORDER_MS):
            self.refused += 1
            return None
        self.end = max(self.end, position + count)
        return position

    def move_earlier(self, samples: int) -> None:
        self.end -= samples
        self._zero -= samples

    def _advances(self, position: int, count: int) -> bool:
        near = position <= self.end + self._samples(MOST_JUMP_MS)
        return near and position + count > self.end

    def _is_stuck(self, count: int) -> bool:
        self._stuck += count
        if self._stuck < self._samples(RESYNC_MS):
            return False
        self._stuck = 0
        return True

    def _snapped(self, position: int) -> int:
        close = abs(position - self.end) <= self._samples(SNAP_MS)
        return self.end if close else position

    def _samples(self, milliseconds: int) -> int:
        return milliseconds * self._rate // 1000


class LineClock:
    """Where the line is now, which its sound tells only once it has arrived.

    The quickest delivery of late fixes media time against our own clock, so that a stall or a burst
    in the input does not stop or push what is played to the caller meanwhile. One serves all connections
    of a call: it goes on while none is there.
    """

    def __init__(self, rate: int) -> None:
        self._rate = rate
        self._since = 0.0
        self._recent: float | None = None
        self._before: float | None = None

    def heard(self, at: float, end: int) -> None:
        """The caller's sound up to `end` was there at `at` seconds on our clock."""
        lead = end - at * self._rate
        if self._recent is None:
            self._since = at
        elif at - self._since > LEAD_WINDOW_SECONDS:
            self._before, self._recent, self._since = self._recent, None, at
        self._recent = lead if self._recent is None else max(self._recent, lead)

    @property
    def is_known(self) -> bool:
        """Whether any sound was heard."""
        return self._recent is not None

    def now(self, at: float) -> int:
        """0 before any sound was heard."""
        if self._recent is None:
            return 0
        lead = self._recent if self._before is None else max(self._recent, self._before)
        return max(0, round(lead + at * self._rate))


class Playout:
    """The assistant's sound as the carrier plays it: in sequence, and none before it was sent."""

    def __init__(self, start: int) -> None:
        self._end: int | None = None
        self._start = start

    def sent(self, now: int, count: int, slack: int = 0) -> int:
        """Position at which `count` samples sent now will play.

        Sound that comes up to `slack` too late to follow the last without a gap still follows it:
        whoever plays it buffers that much.
        """
        start = max(now, self._start) if self._end is None else self._end
        start = now if now > start + slack else start
        self._end = start + count
        return start

    def move_earlier(self, samples: int) -> None:
        self._start -= samples
        if self._end is not None:
            self._end -= samples

    def cleared(self, now: int) -> None:
        """The carrier threw away what it had not played yet."""
        if self._end is not None:
            self._end = min(self._end, now)
