"""A recording over HTTP, whole or by ranges, also while the call writes it."""

from __future__ import annotations

import os
from pathlib import Path

from starlette.responses import FileResponse, Response

MEDIA_TYPE = "audio/wav"


def sound_response(path: Path, has_range: bool, until: int | None = None) -> Response:
    """The file as it is now, or its first `until` bytes.

    A player that asks for ranges of a growing file sees another length each time; `until` keeps it
    the same. Call in a thread. Raises OSError.
    """
    status = path.stat()
    size = status.st_size if until is None else min(until, status.st_size)
    if has_range:
        seen = _shortened(status, size, fixed=until is not None)
        return FileResponse(path, media_type=MEDIA_TYPE, stat_result=seen)
    return _whole(path, size)


def _whole(path: Path, size: int) -> Response:
    """Read at once: a file that grows under way would not fit its announced length."""
    with path.open("rb") as file:
        content = file.read(size)
    return Response(content, media_type=MEDIA_TYPE, headers={"Accept-Ranges": "bytes"})


def _shortened(status: os.stat_result, size: int, *, fixed: bool) -> os.stat_result:
    """What the response is told about the file; its entity tag comes from the time and the size."""
    fields = list(status[:10])
    fields[6] = size
    if fixed:
        fields[8] = 0
    return os.stat_result(fields)
