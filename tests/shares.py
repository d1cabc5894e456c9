"""How the suite is shared out between processes, where it runs in several."""

from __future__ import annotations

import os
from functools import cache

import pytest
from xdist.scheduler import LoadScopeScheduling

REAL_TIME = ("tests/journeys/", "tests/cli/test_demo.py")
"""Calls that last as long as what is said in them. They mostly wait, but what they wait for must not be late:
they come first, one file after the other in one process, and the other processes give way to them."""

LONG = (
    "tests/training/test_smoke.py",
    "tests/skills/dialogue/test_no_accidental_order.py",
    "tests/cli/test_serve.py",
)
"""Next, so that no process is left alone with one of them in the end."""

GIVES_WAY = 5
"""Niceness of a process that has come to other tests than those in real time."""


class Shares(LoadScopeScheduling):  # type: ignore[misc]  # xdist has no types
    """A file stays in one process, for what its tests set up once. Files are given out in their order."""

    def _split_scope(self, nodeid: str) -> str:
        return "real time" if nodeid.startswith(REAL_TIME) else nodeid.partition("::")[0]


@pytest.hookimpl
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> Shares:
    return Shares(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=_place)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """A process that is given one such test is given no more in real time: those came first."""
    if "PYTEST_XDIST_WORKER" in os.environ and not item.nodeid.startswith(REAL_TIME):
        _give_way()


@cache
def _give_way() -> None:
    os.nice(GIVES_WAY)


def _place(item: pytest.Item) -> int:
    first = (*REAL_TIME, *LONG)
    return next((n for n, one in enumerate(first) if item.nodeid.startswith(one)), len(first))
