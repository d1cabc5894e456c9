"""The whole house on loopback: real server, real engines, a real database, and a carrier that dials in."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import httpx

from ringup.database.engine import Database
from ringup.pipelines.archive import CallArchive
from ringup.pipelines.bootstrap import Assistant, open_assistant
from ringup.pipelines.sample_shop import fill, settings_in
from ringup.pipelines.settings import Settings
from ringup.pipelines.shopfront import now
from ringup.skills.backends.shop_file import SAMPLE_SHOP
from ringup.skills.shop import Order
from ringup.skills.values import PhoneNumber
from ringup.telephony.app import create_app
from ringup.telephony.server import bind, serving, url_of
from ringup.telephony.standin.caller import StandInCall
from ringup.telephony.standin.carrier import Faults, StandInCarrier
from ringup.telephony.standin.line import Terms
from ringup.telephony.standin.pace import RealPace, frames
from ringup.telephony.standin.webhooks import CallFacts, Webhooks
from ringup.telephony.texts import open_texts
from tests import learned
from tests.journeys.person import Person

SHOP_NUMBER = "+12025550199"

RIGHT = Faults()
"""A carrier without any."""

SOON = 60.0
"""Seconds that something may take which is bound to happen."""


@dataclass(frozen=True, slots=True)
class House:
    """A server somewhere, a carrier that dials it, and what both leave behind."""

    carrier: StandInCarrier
    http: httpx.AsyncClient
    settings: Settings
    url: str
    database: Database
    archive: CallArchive

    async def ring(self, caller: str, faults: Faults = RIGHT) -> Person:
        """Dial in from that number."""
        call = await self.carrier.dial(
            f"{self.url}/twilio/voice",
            caller,
            SHOP_NUMBER,
            status_url=f"{self.url}/twilio/status",
            faults=faults,
        )
        return Person(call, self.archive.folder(call.call_sid))

    def facts(self, caller: str) -> CallFacts:
        """Of a call that has not begun."""
        return CallFacts("CA" + secrets.token_hex(16), self.carrier.account_sid, caller, SHOP_NUMBER)

    async def ring_as(self, facts: CallFacts) -> Person:
        """Begin this very call, or come back to it on a new line."""
        terms = Terms(Webhooks(self.http, self.carrier.auth_token), RealPace(), f"{self.url}/twilio/status")
        call = self.carrier.calls[facts.call_sid] = StandInCall(facts, terms)
        await call.begin(f"{self.url}/twilio/voice")
        return Person(call, self.archive.folder(facts.call_sid))


@dataclass(frozen=True, slots=True)
class OpenHouse(House):
    """One whose server runs in this process."""

    assistant: Assistant
    opened_at: datetime

    async def new_orders(self, caller: str) -> tuple[Order, ...]:
        """What that customer ordered since the house was opened, newest first."""
        desks = self.assistant.shop.desks
        customer = await desks.customers.find(PhoneNumber(caller))
        assert customer is not None
        orders = await desks.orders.orders_of(customer.id)
        return tuple(order for order in orders if order.placed_at >= self.opened_at)


def house_settings(data: Path, carrier: StandInCarrier, url: str, **more: object) -> Settings:
    return settings_in(
        data,
        public_url=url,
        twilio_account_sid=carrier.account_sid,
        twilio_auth_token=carrier.auth_token,
        twilio_rest_url=carrier.rest_url,
        twilio_texts_from=SHOP_NUMBER,
        **more,
    )


@asynccontextmanager
async def open_house(
    data: Path, *, shop_file: Path | None = SAMPLE_SHOP, **more: object
) -> AsyncIterator[OpenHouse]:
    """`more` are further settings. The shop is loaded unless the database holds one, or None is given."""
    async with AsyncExitStack() as stack:
        bound, opened_at = bind("127.0.0.1", 0), now()
        learned.share(data)
        carrier = await stack.enter_async_context(StandInCarrier())
        http = await stack.enter_async_context(httpx.AsyncClient(trust_env=False))
        settings = house_settings(data, carrier, url_of(bound), **more)
        if shop_file is not None:
            await fill(settings, shop_file)
        texts = await stack.enter_async_context(open_texts(settings))
        assistant = await stack.enter_async_context(open_assistant(settings, texts=texts))
        url = await stack.enter_async_context(serving(create_app(assistant, settings), bound))
        database, archive = assistant.shop.database, assistant.archive
        yield OpenHouse(carrier, http, settings, url, database, archive, assistant, opened_at)


async def eventually(happened: Callable[[], bool | Awaitable[bool]], what: str) -> None:
    """Look every 20 ms until it `happened`, in files or in a database. Raises TimeoutError."""
    deadline = asyncio.get_running_loop().time() + SOON
    async for _ in frames(RealPace()):
        answer = happened()
        if answer if isinstance(answer, bool) else await answer:
            return
        if asyncio.get_running_loop().time() > deadline:
            raise TimeoutError(f"waited {SOON:g} s for {what}")
