"""One run of all journeys for every test that looks at how one ended."""

from __future__ import annotations

import asyncio

import pytest

from tests.journeys.everyone import everyone
from tests.journeys.outcome import Ends


@pytest.fixture(scope="session")
def ends(tmp_path_factory: pytest.TempPathFactory) -> Ends:
    return asyncio.run(everyone(tmp_path_factory.mktemp("journeys")))
