"""One call on a line that is played by hand."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from pipecat.audio.dtmf.types import KeypadEntry
from pipecat.frames.frames import (
    InputDTMFFrame,
    InputTransportMessageFrame,
)

from ringup.pipelines.archive import CallArchive, Turn
from ringup.pipelines.converse import Converse, Opening
from ringup.pipelines.floor import Floor
from ringup.pipelines.frames import (
    HeardFrame,
    SpeakFrame,
)
from ringup.pipelines.logbook import Logbook
from ringup.pipelines.patience import UNHURRIED, Patience
from ringup.skills.conversation import Conversation, Output, Speech
from ringup.skills.dialogue.events import Channel
from ringup.skills.dialogue.expectations import Expectation
from ringup.skills.dialogue.prompts import Key
from ringup.skills.intent import Intent, Utterance
from ringup.skills.understanding.gazetteer import Gazetteer
from ringup.skills.understanding.rules import RulesUnderstander
from ringup.skills.values import CallId, Span
from ringup.skills.wording import english
from tests.pipelines.rig import Rig
from tests.skills import sample
from tests.skills.desks import desks as desks_of
from tests.skills.fakes import FakeShop

CALL = "CA1"
STILL_THERE = english.FIXED[Key.STILL_THERE]
HOW_CAN_I_HELP = english.FIXED[Key.HOW_CAN_I_HELP]
CONFIRM = english.FIXED[Key.CONFIRM]


class Stumbling(RulesUnderstander):
    """Fails on one sentence, as a bug would."""

    async def understand(self, utterance: Utterance, expects: Expectation, now: datetime) -> Intent:
        if utterance.text == "stumble":
            raise RuntimeError("a bug")
        return await super().understand(utterance, expects, now)


class Call:
    """One call: what is said comes as `SpeakFrame`s, and is on the line for a second each.

    `takes_over`: the line can be given to somebody else."""

    def __init__(
        self, folder: Path, patience: Patience, opening: Opening | None, takes_over: bool = False
    ) -> None:
        self.shop = FakeShop()
        self.floor = Floor()
        self.archive = CallArchive(folder / "calls")
        self.now_ms = 0
        self.goodbyes = 0
        self.given_away = 0
        self._takes_over = takes_over
        self.gone = asyncio.Event()
        log = self.archive.open(CALL, "phone", None, sample.NOW)
        self.logbook = Logbook(log, self._clock, lambda: self.now_ms)
        desks = desks_of(self.shop)
        understander = Stumbling(Gazetteer(self.shop.product_list))
        self.conversation = Conversation(desks, understander, self._clock, self.logbook)
        self.converse = Converse(
            self.conversation,
            opening or self._greet,
            self.floor,
            self.logbook,
            self._clock,
            self._goodbye,
            patience,
            self._give_away,
        )
        self.rig = Rig(self.converse)

    def _clock(self) -> datetime:
        return sample.NOW.astimezone(UTC)

    def _greet(self) -> AsyncIterator[Output]:
        return self.conversation.begin(CallId(CALL), Channel.PHONE, sample.SAM.phone)

    async def _goodbye(self) -> None:
        self.goodbyes += 1
        self.gone.set()

    async def _give_away(self) -> bool:
        if not self._takes_over:
            return False
        self.given_away += 1
        self.gone.set()
        return True

    async def said(self) -> Speech:
        """The next sentence, now on the line."""
        speech = (await self.rig.down(SpeakFrame)).speech
        self.floor.placed(speech.prompt, Span(self.now_ms, self.now_ms + 1_000))
        return speech

    async def hears(self) -> Speech:
        """The next sentence, up to its end; its mark comes back."""
        speech = await self.said()
        self.now_ms += 1_000
        await self.mark(speech.prompt)
        return speech

    async def mark(self, prompt: str) -> None:
        message = {"event": "mark", "mark": {"name": prompt}}
        await self.rig.send(InputTransportMessageFrame(message=message))

    async def hears_question(self) -> str:
        """Everything up to the next question, and its text."""
        while (speech := await self.hears()).expects is None:
            pass
        return speech.text

    async def says(self, text: str) -> None:
        self.now_ms += 1_000
        span = Span(self.now_ms - 800, self.now_ms)
        await self.rig.send(HeardFrame(Utterance(text, 0.95, span=span)))

    async def presses(self, key: KeypadEntry) -> None:
        self.now_ms += 500
        await self.rig.send(InputDTMFFrame(button=key))

    def events(self) -> list[dict[str, object]]:
        notes = self.archive.read(CALL).events
        return [note.data for note in notes if note.kind == "event"]

    def heard(self, kind: str) -> list[object]:
        """The prompts of all events of that kind."""
        return [data.get("prompt") for data in self.events() if data["type"] == kind]

    def turns(self) -> tuple[Turn, ...]:
        return self.archive.read(CALL).turns


@asynccontextmanager
async def calling(
    folder: Path,
    patience: Patience = UNHURRIED,
    opening: Opening | None = None,
    takes_over: bool = False,
) -> AsyncIterator[Call]:
    call = Call(folder, patience, opening, takes_over)
    async with call.rig:
        yield call
        await call.rig.settled()
        await call.converse.finish(hung_up=True)
