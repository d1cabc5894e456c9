"""Files of JSON that survive the death of their writer. Every function may raise OSError."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def append(path: Path, data: Any) -> None:
    """Add one line, whole or not at all; other processes may add to the same file."""
    line = _encoded(data) + b"\n"
    fd = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        before = os.fstat(fd).st_size
        if os.write(fd, line) < len(line):
            os.ftruncate(fd, before)
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    finally:
        os.close(fd)


def read(path: Path) -> Iterator[Any]:
    """Every whole line, in order; nothing if there is no file. Raises ValueError for a line that is
    not JSON."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return
    for line in content.split(b"\n")[:-1]:
        yield json.loads(line)


def mend(path: Path) -> None:
    """Remove a last line that was cut off, so that the next one does not grow onto it."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return
    whole = content.rfind(b"\n") + 1
    if whole < len(content):
        os.truncate(path, whole)


def replace(path: Path, data: Any) -> None:
    """Write a file of one value. Whoever reads it sees the old one or the new one, never a part."""
    draft = path.with_name(path.name + ".new")
    try:
        draft.write_bytes(_encoded(data) + b"\n")
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise


def _encoded(data: Any) -> bytes:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    # What UTF-8 cannot say, half a surrogate pair, becomes an escape, and that is JSON as well.
    return text.encode("utf-8", "backslashreplace")
