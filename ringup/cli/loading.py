"""Imports that take a while, in less of it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """For imports, of which nothing is garbage. The collector would look through all that is there again and
    again, for a tenth of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
