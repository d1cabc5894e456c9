"""How long a turn of the dialogue takes to think about: understanding the words, and all steps of the core
until the answer is known. The desks' own time is left out. Conversations over the sample shop; the given
data is not needed.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator, Iterable
from datetime import datetime
from pathlib import Path
from statistics import median, quantiles

from bench.understanding.table import Row
from ringup.pipelines.sample_shop import open_sample_shop
from ringup.pipelines.shopfront import Shop, now
from ringup.skills.conversation import Conversation, Output, Speech
from ringup.skills.dialogue import manager
from ringup.skills.dialogue.actions import Action
from ringup.skills.dialogue.events import CallStarted, Channel, Event, PromptPlayed, UtteranceHeard
from ringup.skills.dialogue.expectations import Expectation
from ringup.skills.intent import Intent, Utterance
from ringup.skills.ports import Understander
from ringup.skills.values import CallId, PhoneNumber

NAME = "."
ROUNDS = 5

CALLS = (
    ("the usual", "oh four one oh one", "make it three", "yes please", "where is 471203", "no thanks"),
    ("do you have a waterproof winter jacket under two hundred", "add it in a medium", "what's in my basket"),
    ("what time do you close on saturday", "how much is delivery", "can i return opened coffee"),
    ("a table for a tasting next friday at three for four people", "yes", "when is my booking"),
    ("i want to send the lamp back", "zero four one oh one", "my visa", "no leave it"),
    ("um so i was wondering whether maybe you could tell me something about the weather", "help", "bye"),
)


class _Timed:
    """An understander that notes how long it takes."""

    def __init__(self, inner: Understander) -> None:
        self._inner = inner
        self.seconds: list[float] = []

    async def understand(self, utterance: Utterance, expects: Expectation, now: datetime) -> Intent:
        begun = time.perf_counter()
        intent = await self._inner.understand(utterance, expects, now)
        self.seconds.append(time.perf_counter() - begun)
        return intent


class _Journal:
    def __init__(self) -> None:
        self.events: list[Event] = []

    def event(self, event: Event) -> None:
        self.events.append(event)

    def action(self, action: Action, text: str | None) -> None:
        pass


def measure(folder: Path) -> Iterable[Row]:
    seconds = asyncio.run(_turns())
    p95 = quantiles(seconds, n=20)[-1]
    note = f"{len(seconds)} turns, one core"
    yield Row("one turn, median", median(seconds) * 1000, None, 10.0, "ms", note)
    yield Row("one turn, p95", p95 * 1000, None, 30.0, "ms", note)


async def _turns() -> list[float]:
    with tempfile.TemporaryDirectory() as name:
        async with open_sample_shop(Path(name)) as shop:
            await _talk(shop, 0)  # warm
            return [turn for number in range(1, ROUNDS + 1) for turn in await _talk(shop, number)]


async def _talk(shop: Shop, number: int) -> list[float]:
    seconds: list[float] = []
    for place, lines in enumerate(CALLS):
        journal, reader = _Journal(), _Timed(shop.understander)
        conversation = Conversation(shop.desks, reader, now, journal)
        call = CallId(f"bench-{number}-{place}")
        await _hear(conversation, conversation.begin(call, Channel.TEXT, PhoneNumber("+12025550101")))
        for line in lines:
            await _hear(conversation, conversation.hear(Utterance(line)))
        seconds += _with_steps(reader.seconds, journal.events)
    return seconds


async def _hear(conversation: Conversation, outputs: AsyncIterator[Output]) -> None:
    said = [output async for output in outputs]
    for speech in said:
        if isinstance(speech, Speech):
            async for _ in conversation.handle(PromptPlayed(now(), speech.prompt)):
                pass


def _with_steps(understanding: list[float], events: list[Event]) -> list[float]:
    """Each turn's understanding, and the steps from what was heard to what is heard next, taken again."""
    assert isinstance(events[0], CallStarted)
    state, turns = manager.begin(events[0]).state, []
    left = iter(understanding)
    for event in events[1:]:
        begun = time.perf_counter()
        state = manager.advance(state, event).state
        took = time.perf_counter() - begun
        if isinstance(event, UtteranceHeard):
            turns.append(next(left) + took)
        elif turns:
            turns[-1] += took
    return turns
