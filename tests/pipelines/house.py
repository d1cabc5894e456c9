"""The calls of one process, and people who call."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path

from pipecat.audio.dtmf.types import KeypadEntry

from ringup.pipelines.archive import CallArchive, Turn
from ringup.pipelines.call import Engines, Line
from ringup.pipelines.calls import Calls
from ringup.pipelines.logbook import Logbook, News
from ringup.skills.checkout import Checkout
from ringup.skills.conversation import Conversation
from ringup.skills.dialogue.events import Channel
from ringup.skills.understanding.gazetteer import Gazetteer
from ringup.skills.understanding.rules import RulesUnderstander
from ringup.skills.values import CallId
from tests.pipelines.loop_transport import RATE, LoopTransport
from tests.pipelines.rig import PATIENCE
from tests.skills import sample
from tests.skills.desks import desks as desks_of
from tests.skills.fakes import FakeShop
from tests.voice.fakes import FakeRecognizer, FakeSynthesizer

A = CallId("CA1")


class Caller:
    """Somebody on one connection."""

    def __init__(self, house: House, call: CallId) -> None:
        self.transport = LoopTransport()
        self.hung_up = False
        line = Line(
            call,
            Channel.PHONE,
            sample.SAM.phone,
            self.transport,
            RATE,
            self._hang_up,
            lambda: self.hung_up,
        )
        self.taken = asyncio.create_task(house.calls.take(line))

    async def _hang_up(self) -> None:
        """The carrier agrees, and then closes the line."""
        self.hung_up = True
        self._closing = asyncio.create_task(self.transport.drop())

    async def press(self, key: KeypadEntry) -> None:
        """After everything that was said so far."""
        await self.transport.quiet(1)
        await self.transport.press(key)

    async def lose_the_line(self) -> None:
        await self.transport.drop()
        await self.over()

    async def hang_up(self) -> None:
        self.hung_up = True
        await self.lose_the_line()

    async def over(self) -> None:
        await asyncio.wait_for(self.taken, PATIENCE)


class House:
    """The calls of one process, in a small shop with room for one caller."""

    def __init__(self, folder: Path, shop: FakeShop, comes_back_within: float = 60.0) -> None:
        self.at: datetime = sample.NOW
        self.shop = shop
        self.archive = CallArchive(folder / "calls")
        self._news: asyncio.Queue[News] = asyncio.Queue()
        engines = Engines(FakeRecognizer(), FakeSynthesizer(RATE, seconds_a_word=0.01))
        checkout = Checkout(shop, shop)
        desks = desks_of(shop, checkout)
        rules = RulesUnderstander(Gazetteer(shop.product_list))

        def converse(logbook: Logbook) -> Conversation:
            return Conversation(desks, rules, self._clock, logbook)

        self.calls = Calls(
            self.archive,
            engines,
            checkout,
            converse,
            self._clock,
            1,
            self._news.put_nowait,
            comes_back_within,
        )

    def _clock(self) -> datetime:
        return self.at

    def rings(self, call: CallId = A) -> Caller:
        return Caller(self, call)

    async def says(self, sentence: str) -> list[str]:
        """Everything that is said up to that sentence."""
        said: list[str] = []
        while sentence not in said:
            news = await asyncio.wait_for(self._news.get(), PATIENCE)
            if isinstance(news, Turn):
                said.append(news.text)
        return said

    def ended(self, call: CallId = A) -> bool:
        return self.archive.is_closed(call)
