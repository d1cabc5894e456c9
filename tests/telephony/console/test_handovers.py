"""The page of callers who wait for a person."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import pytest
from fastapi import FastAPI

from ringup.database.engine import Database
from ringup.skills.backends.sql import SqlStaffDesk
from ringup.skills.handovers import Handover, Why
from ringup.skills.values import CallId, PhoneNumber
from ringup.telephony.console.router import console_router
from ringup.telephony.server import bind, serving
from tests.telephony.console import scene
from tests.telephony.console.conftest import NAME, PASSWORD, SECRET, Console, sign_in, token_in

ADA = Handover(
    "CA1:person1",
    CallId("CA1"),
    Why.UPSET,
    'Is upset. Said: "where is my <coffee>".',
    name="Ada Lovelace",
    phone=PhoneNumber("+12125550100"),
)


@pytest.fixture
def staff(database: Database) -> SqlStaffDesk:
    return SqlStaffDesk(database, clock=lambda: scene.NOW - timedelta(hours=1))


@pytest.fixture
async def page(console: Console, staff: SqlStaffDesk) -> AsyncIterator[httpx.AsyncClient]:
    """A signed-in browser on a console that knows the staff."""
    app = FastAPI()
    app.include_router(
        console_router(
            console.archive,
            console.operators,
            SECRET,
            profile=scene.profile,
            staff=staff,
            now=lambda: console.now,
            monotonic=lambda: console.monotonic,
        )
    )
    async with serving(app, bind("127.0.0.1", 0)) as url, httpx.AsyncClient(base_url=url) as client:
        await sign_in(client, NAME, PASSWORD)
        yield client


async def test_who_waits_is_listed_with_all_that_is_known(
    page: httpx.AsyncClient, staff: SqlStaffDesk
) -> None:
    await staff.hand_over(ADA)
    shown = (await page.get("/console/handovers")).text
    assert "Ada Lovelace" in shown
    assert "+1 212-555-0100" in shown
    assert "To be called back" in shown
    assert "where is my &lt;coffee&gt;" in shown
    assert "08:30" in shown


async def test_who_was_called_is_struck_off(page: httpx.AsyncClient, staff: SqlStaffDesk) -> None:
    await staff.hand_over(ADA)
    token = token_in((await page.get("/console/handovers")).text)
    answer = await page.post("/console/handovers", data={"key": ADA.key, "token": token})
    assert answer.status_code == 303
    assert await staff.waiting() == ()
    assert "Nobody waits" in (await page.get("/console/handovers")).text


async def test_a_form_of_another_session_is_refused(page: httpx.AsyncClient, staff: SqlStaffDesk) -> None:
    await staff.hand_over(ADA)
    answer = await page.post("/console/handovers", data={"key": ADA.key, "token": "guessed"})
    assert answer.status_code >= 400
    assert len(await staff.waiting()) == 1


async def test_strangers_see_nobody(visitor: httpx.AsyncClient) -> None:
    assert (await visitor.get("/console/handovers")).status_code == 303
