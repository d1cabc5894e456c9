"""The recording of a call: caller left, assistant right, each where it was on the line.

The caller's sound is placed by the carrier's timestamps, or one after the other where a door has
none. The assistant's is sent faster than it is played, and is placed where the carrier will play
it. A part is written once nothing can change it any more, about once a second, so memory does not
grow with the call.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from ringup.pipelines.timeline import REORDER_MS, LineClock, MediaClock, Playout, Track
from ringup.pipelines.wav import GrowingWav
from ringup.skills.values import Span
from ringup.voice.audio import Audio

log = logging.getLogger(__name__)

WRITE_EVERY_MS = 1_000

LATEST_MS = 60_000
"""The caller's sound is waited for this long while the line is stalled; then silence is written."""

MOST_AHEAD_MS = 120_000
"""The assistant's sound is kept this far ahead of the file; what lies beyond is not recorded."""

SETTLES_MS = 3_000
"""So much of a further connection's sound is heard before any of it is final: by then some of it has come
without delay, which tells when the connection began."""

SLACK_MS = 10
SLACK_UNSTAMPED_MS = 60
"""Without timestamps the clock moves in steps, whenever a piece of the caller's sound comes in."""


class Recorder:
    """One a connection, used from the event loop only. All times count from the start of the file.

    Nothing raises for a disk that is full or broken: recording stops, `failed` turns true, the
    callback given to `open` is called once, and the clock and the spans go on as before.
    """

    def __init__(
        self,
        file: GrowingWav | None,
        rate: int,
        start: int,
        written: int,
        clock: Callable[[], float],
        on_failed: Callable[[], None] | None,
        line: LineClock | None,
    ) -> None:
        """Use `open`. `start` is the first sample of this connection; those before `written` are final."""
        self.failed = False
        self._closed = False
        self._file = file
        self._rate = rate
        self._clock = clock
        self._on_failed = on_failed
        self._media = MediaClock(start, rate)
        self.line = line or LineClock(rate)
        self._settling = self.line.is_known
        self._playout = Playout(start)
        self._left = Track(written)
        self._right = Track(written)

    @classmethod
    def open(
        cls,
        path: Path,
        rate: int,
        *,
        offset_ms: int | None = None,
        clock: Callable[[], float] = time.monotonic,
        on_failed: Callable[[], None] | None = None,
        line: LineClock | None = None,
    ) -> Recorder:
        """Start a recording, or continue the one at `path` when the caller came back.

        `offset_ms`: when this connection began, from the start of the call; what lies between the
        old sound and it is silence, and where both are the old one stays. None: right after the old
        sound. `clock` gives seconds. `line`: that of the connection before; with it a beginning that
        was noticed late is put right by the time stamps of the first seconds. Times that were
        given out before that stay as they were.
        """
        start = (offset_ms or 0) * rate // 1000
        final = start - SETTLES_MS * rate // 1000 if line and line.is_known else start
        try:
            file = GrowingWav(path, rate, at_least=max(0, final))
        except OSError as error:
            recorder = cls(None, rate, start, start, clock, on_failed, line)
            recorder._fail(error)
            return recorder
        begins = file.frames if offset_ms is None else start
        return cls(file, rate, begins, file.frames, clock, on_failed, line)

    @classmethod
    def off(
        cls,
        rate: int,
        *,
        offset_ms: int = 0,
        clock: Callable[[], float] = time.monotonic,
        line: LineClock | None = None,
    ) -> Recorder:
        """Keeps the time of a call whose caller does not want to be recorded, and no sound."""
        start = offset_ms * rate // 1000
        return cls(None, rate, start, start, clock, None, line)

    @property
    def now_ms(self) -> int:
        """The end of the caller's sound so far."""
        return self._ms(self._media.end)

    @property
    def line_ms(self) -> int:
        """Where the line is now, also when its sound is late or its connection gone; 0 before any came
        with a timestamp."""
        return self._ms(self.line.now(self._clock()))

    @property
    def position_ms(self) -> int:
        """How much of the call is written; after `close`, how long the recording is."""
        return self._ms(self._left.start)

    @property
    def refused(self) -> int:
        """Pieces of the caller's sound that were left out because of their timestamps."""
        return self._media.refused

    def caller(self, audio: Audio, timestamp_ms: int | None = None, arrived: float | None = None) -> None:
        """Sound that came from the caller. `timestamp_ms` is the carrier's, from the start of its
        stream. `arrived`: when, on the recorder's clock; None: now.
        """
        self._check(audio)
        at = self._clock() if arrived is None else arrived
        stamp = None if timestamp_ms is None else timestamp_ms * self._rate // 1000
        position = self._media.place(stamp, len(audio.samples), self._on_line())
        if position is None:
            return
        self._left.place(position, audio.samples)
        if stamp is not None:
            self._settle(at)
            self.line.heard(at, self._media.end)
        if stamp is None or stamp >= self._samples(SETTLES_MS):
            self._settling = False
        if not self._settling:
            self._write_until(self._media.end - self._samples(REORDER_MS))

    def assistant(self, audio: Audio) -> Span:
        """Sound just sent to the caller. Returns where it will play, unless cleared."""
        self._check(audio)
        now, count = self._on_line(), len(audio.samples)
        slack = SLACK_MS if self._media.stamped else SLACK_UNSTAMPED_MS
        start = self._playout.sent(now, count, self._samples(slack))
        if start + count - self._right.start <= self._samples(MOST_AHEAD_MS):
            self._right.place(start, audio.samples)
        self._write_until(now - self._samples(LATEST_MS))
        return Span(self._ms(start), self._ms(start + count))

    def clear(self) -> int:
        """The carrier was told to stop: what it has not played by now never was. When that is, in
        milliseconds."""
        now = self._on_line()
        self._playout.cleared(now)
        self._right.cut(now)
        return self._ms(now)

    def keep(self) -> None:
        """Write all that nothing can change any more now, not within the next second."""
        self._write_until(self._media.end - self._samples(REORDER_MS), fewest=1)

    def stop(self) -> None:
        """Write what the caller said so far, and keep no sound from here on. The time goes on."""
        self._write_until(self._media.end, fewest=1)
        self._drop_file()

    def close(self) -> None:
        """Write what was on the line until its last sign of life, the caller's sound: what we sent after that
        nobody may have heard. Calling it again does nothing."""
        if self._closed:
            return
        self._closed = True
        self._write_until(self._media.end, fewest=1)
        self._drop_file()

    def _on_line(self) -> int:
        """At the end of the caller's sound, or beyond it while that is late."""
        return max(self._media.end, self.line.now(self._clock()))

    def _settle(self, arrived: float) -> None:
        """Sound that is here before the line can have come so far tells that it began earlier."""
        early = self._media.end - self.line.now(arrived)
        if self._settling and early > 0:
            self._media.move_earlier(early)
            self._playout.move_earlier(early)
            self._left.move_earlier(early)
            self._right.move_earlier(early)

    def _write_until(self, end: int, fewest: int | None = None) -> None:
        if end - self._left.start < (fewest or self._samples(WRITE_EVERY_MS)):
            return
        self._settling = False
        channels = self._left.take(end), self._right.take(end)
        if self._file is None:
            return
        try:
            self._file.append(np.column_stack(channels).astype("<i2", copy=False).tobytes())
        except OSError as error:
            self._fail(error)

    def _fail(self, error: OSError) -> None:
        log.warning("recording stopped, the call goes on: %s", error.strerror)
        self._drop_file()
        self.failed = True
        if self._on_failed is not None:
            self._on_failed()

    def _drop_file(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    def _check(self, audio: Audio) -> None:
        if audio.rate != self._rate:
            raise ValueError(f"sound at {audio.rate} Hz in a recording at {self._rate} Hz")

    def _samples(self, milliseconds: int) -> int:
        return milliseconds * self._rate // 1000

    def _ms(self, samples: int) -> int:
        return samples * 1000 // self._rate
