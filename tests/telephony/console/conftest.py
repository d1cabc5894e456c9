"""A console on a real socket, over a real archive and a real database."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from argon2 import PasswordHasher
from fastapi import FastAPI

from ringup.database.engine import Database
from ringup.pipelines.archive import CallArchive
from ringup.telephony.console.operators import Operators
from ringup.telephony.console.router import console_router
from ringup.telephony.server import bind, serving
from tests.database import templates
from tests.telephony.console import scene

NAME, PASSWORD = "grace", "correct horse battery"
SECRET = "a secret for tests only"


class Console:
    """A running console. Its clocks stand still until a test moves them."""

    def __init__(self, archive: CallArchive, operators: Operators) -> None:
        self.archive = archive
        self.operators = operators
        self.now = scene.NOW
        self.monotonic = 1000.0
        self.url = ""

    def app(self) -> FastAPI:
        app = FastAPI()
        router = console_router(
            self.archive,
            self.operators,
            SECRET,
            profile=scene.profile,
            now=lambda: self.now,
            monotonic=lambda: self.monotonic,
        )
        app.include_router(router)
        return app


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    await templates.place(tmp_path / "shop.db")
    database = Database(f"sqlite:///{tmp_path / 'shop.db'}", busy_timeout=0.2)
    yield database
    await database.close()


@pytest.fixture
def archive(tmp_path: Path) -> CallArchive:
    return CallArchive(tmp_path / "calls")


@pytest.fixture
def cheap() -> PasswordHasher:
    """As strong as tests need."""
    return PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1)


@pytest.fixture
async def console(database: Database, archive: CallArchive, cheap: PasswordHasher) -> AsyncIterator[Console]:
    operators = Operators(database, cheap)
    await operators.add(NAME, PASSWORD)
    console = Console(archive, operators)
    async with serving(console.app(), bind("127.0.0.1", 0)) as url:
        console.url = url
        yield console


@pytest.fixture
async def visitor(console: Console) -> AsyncIterator[httpx.AsyncClient]:
    """A browser in which nobody is signed in."""
    async with httpx.AsyncClient(base_url=console.url) as client:
        yield client


@pytest.fixture
async def operator(visitor: httpx.AsyncClient) -> httpx.AsyncClient:
    """A browser in which an operator is signed in."""
    answer = await sign_in(visitor)
    assert answer.status_code == 303
    return visitor


async def sign_in(
    client: httpx.AsyncClient, name: str = NAME, password: str = PASSWORD, next: str = "/console"
) -> httpx.Response:
    form = await client.get("/console/sign-in", params={"next": next})
    data = {"name": name, "password": password, "token": token_in(form.text), "next": next}
    return await client.post("/console/sign-in", data=data)


def token_in(page: str) -> str:
    found = re.search(r'name="token" value="([^"]+)"', page)
    assert found is not None
    return found[1]
