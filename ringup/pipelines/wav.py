"""A stereo 16-bit WAV file that grows, and is playable whenever its writer dies."""

from __future__ import annotations

import errno
import io
import os
import wave
from pathlib import Path

HEADER_BYTES = 44
FRAME_BYTES = 4


class GrowingWav:
    """An open file; an existing recording is continued. Every method may raise OSError.

    `at_least`: frames that the file has from the beginning; what is missing is silence, which takes
    no room on most file systems. Sound is written first and the header's lengths after it, so the
    header never promises too much. The true length is that of the file.
    """

    def __init__(self, path: Path, rate: int, at_least: int = 0) -> None:
        self._rate = rate
        self._fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            self.frames = self._frames_on_disk()
            self._write(_header(rate, self.frames), 0)
            self._pad_to(at_least)
        except OSError:
            os.close(self._fd)
            raise

    def append(self, pcm: bytes) -> None:
        """Whole frames, little-endian, left before right."""
        self._write(pcm, HEADER_BYTES + self.frames * FRAME_BYTES)
        self.frames += len(pcm) // FRAME_BYTES
        self._write(_header(self._rate, self.frames), 0)

    def close(self) -> None:
        os.close(self._fd)

    def _pad_to(self, frames: int) -> None:
        if frames > self.frames:
            os.ftruncate(self._fd, HEADER_BYTES + frames * FRAME_BYTES)
            self.frames = frames
            self._write(_header(self._rate, frames), 0)

    def _frames_on_disk(self) -> int:
        size = os.fstat(self._fd).st_size
        if size < HEADER_BYTES:
            return 0
        if not _same_kind(os.pread(self._fd, HEADER_BYTES, 0), _header(self._rate, 0)):
            raise OSError(errno.EILSEQ, "something else is in the recording's place")
        return (size - HEADER_BYTES) // FRAME_BYTES

    def _write(self, data: bytes, offset: int) -> None:
        """A nearly full disk takes a part first, and refuses the rest."""
        rest = memoryview(data)
        while rest:
            written = os.pwrite(self._fd, rest, offset)
            rest, offset = rest[written:], offset + written


def _header(rate: int, frames: int) -> bytes:
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as out:
        out.setnchannels(2)
        out.setsampwidth(2)
        out.setframerate(rate)
        out.setnframes(frames)
        out.writeframesraw(b"")
        return buffer.getvalue()


def _same_kind(one: bytes, other: bytes) -> bool:
    """Equal but for the two lengths, which lie at 4 and 40."""
    return (one[:4], one[8:40]) == (other[:4], other[8:40])
