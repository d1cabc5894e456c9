"""What tests of recordings share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pipelines.tape import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Of a recording that is to be made."""
    return tmp_path / "recording.wav"
