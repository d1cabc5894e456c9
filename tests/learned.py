"""What a server learns of its shop's words is the same in every test, and takes as long as many tests."""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = "TESTS_OF_RINGUP"
"""The environment's name for a folder of this run, for all its processes."""


def cache() -> Path:
    """Language models by what they were made of; for builders, which may meet there."""
    folder = Path(os.environ[FOLDER]) / "cache"
    folder.mkdir(exist_ok=True)
    return folder


def share(data: Path) -> None:
    """Let a server whose data will be in `data` know what others of this run have learned."""
    data.mkdir(parents=True, exist_ok=True)
    (data / "cache").symlink_to(cache(), target_is_directory=True)
