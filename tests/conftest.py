"""Options of the whole suite."""

from __future__ import annotations

import os

import pytest

# pipecat writes debug logs through loguru from its import on; a failing test is easier to read without.
os.environ.setdefault("LOGURU_AUTOINIT", "False")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--sequences",
        type=int,
        default=10_000,
        help="random event sequences that the guard is attacked with",
    )
