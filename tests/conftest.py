"""Options of the whole suite."""

from __future__ import annotations

import os
import shutil
import tempfile

import pytest

from tests import learned

# A process of pytest-xdist is told that its terminal is narrow, and a console keeps what it is told first.
os.environ["COLUMNS"] = "200"

# pipecat writes debug logs through loguru from its import on; a failing test is easier to read without.
os.environ.setdefault("LOGURU_AUTOINIT", "False")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--sequences",
        type=int,
        default=10_000,
        help="random event sequences that the guard is attacked with",
    )


def pytest_configure(config: pytest.Config) -> None:
    """A run is one process or several; the first of them makes its folder."""
    if learned.FOLDER not in os.environ:
        os.environ[learned.FOLDER] = folder = tempfile.mkdtemp(prefix="ringup-tests-")
        config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
    if config.pluginmanager.has_plugin("xdist"):
        from tests import shares

        config.pluginmanager.register(shares)
