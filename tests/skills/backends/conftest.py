"""One PostgreSQL server for all suites of backends, started by the first that wants it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.skills.backends import postgres


@pytest.fixture(scope="session")
def postgresql() -> Iterator[postgres.Server]:
    with postgres.started() as server:
        yield server
