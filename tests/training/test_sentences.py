"""What is said is the sample shop's, not the user's."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from training.sentences import of_sample_shop


def test_the_users_own_database_is_not_written_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "own.db"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RINGUP_DATABASE_URL", f"sqlite:///{own}")
    assert len(asyncio.run(of_sample_shop(20, seed=1))) == 20
    assert not own.exists()
