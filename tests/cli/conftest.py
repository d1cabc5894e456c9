"""The `ringup` command as people run it: in a folder of its own, with settings of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from ringup.cli.main import app
from tests import learned

Ringup = Callable[..., Result]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, and nothing set but the data folder in it."""
    for name in [name for name in os.environ if name.startswith("RINGUP_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RINGUP_DATA_DIR", str(tmp_path / "data"))
    return tmp_path


@pytest.fixture
def ringup() -> Ringup:
    """Run it in this process: `ringup("shop", "show")`."""

    def run(*arguments: str, typed: str | None = None) -> Result:
        return CliRunner().invoke(app, arguments, input=typed)

    return run


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the sample shop in it. Copy it; do not write to it."""
    folder = tmp_path_factory.mktemp("sample-shop")
    learned.share(folder)
    environment = {**os.environ, "RINGUP_DATA_DIR": str(folder)}
    command = [sys.executable, "-m", "ringup", "shop", "load", "--sample"]
    subprocess.run(command, check=True, env=environment, cwd=folder, capture_output=True)
    return folder


@pytest.fixture
def shop(loaded: Path, home: Path) -> Path:
    """The sample shop is loaded."""
    return shutil.copytree(loaded, home / "data", symlinks=True)


@pytest.fixture
def started(home: Path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Run it in a process of its own; whatever still runs in the end is killed."""
    running: list[subprocess.Popen[str]] = []

    def start(*arguments: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "ringup", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=home,
        )
        running.append(process)
        return process

    yield start
    for process in running:
        if process.poll() is None:
            process.kill()
        process.communicate()
