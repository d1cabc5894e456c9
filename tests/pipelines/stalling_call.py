"""A whole leg of a call, from sound to sound, of which any part may hang."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from pipecat.frames.frames import Frame, VADUserStartedSpeakingFrame, VADUserStoppedSpeakingFrame

from ringup.pipelines.archive import CallArchive, Speaker, Turn
from ringup.pipelines.call import Engines, Leg, Line
from ringup.pipelines.logbook import Logbook, News
from ringup.pipelines.recording import Recorder
from ringup.skills.conversation import Conversation, Output
from ringup.skills.dialogue.events import Channel
from ringup.skills.dialogue.expectations import Expectation
from ringup.skills.intent import Intent, Utterance
from ringup.skills.understanding.gazetteer import Gazetteer
from ringup.skills.understanding.rules import RulesUnderstander
from ringup.skills.values import CallId
from tests.pipelines.listening import LOUD
from tests.pipelines.loop_transport import RATE, LoopTransport
from tests.skills import sample
from tests.skills.desks import desks as desks_of
from tests.skills.fakes import FakeShop
from tests.voice.hanging import HangingRecognizer, HangingSynthesizer, forever

CALL = CallId("CA1")


class Pondering(RulesUnderstander):
    """Never comes to an end with the sentences in `hangs`."""

    hangs: frozenset[str] = frozenset()

    async def understand(self, utterance: Utterance, expects: Expectation, now: datetime) -> Intent:
        if utterance.text in self.hangs:
            await forever()
        return await super().understand(utterance, expects, now)


class StallingCall:
    """`said` is everything heard of us, each with the second of the loop's clock; `spoke_until`, when
    the caller did."""

    running: asyncio.Task[bool]

    def __init__(self, folder: Path) -> None:
        self.loop = asyncio.get_running_loop()
        self.shop = FakeShop()
        self.ears = HangingRecognizer(())
        self.voice = HangingSynthesizer(rate=RATE)
        self.wits = Pondering(Gazetteer(self.shop.product_list))
        self.transport = LoopTransport()
        self.said: list[tuple[float, str]] = []
        self.spoke_until = 0.0
        self.hang_up_hangs = False
        self._news = asyncio.Event()
        recorder = Recorder.off(RATE, clock=self.loop.time)
        archive = CallArchive(folder / "calls")
        log = archive.open(CALL, "phone", None, sample.NOW)
        logbook = Logbook(log, self._clock, lambda: recorder.now_ms, self._hear)
        desks = desks_of(self.shop)
        self.conversation = Conversation(desks, self.wits, self._clock, logbook)
        line = Line(CALL, Channel.PHONE, sample.SAM.phone, self.transport, RATE, self._hang_up, lambda: False)
        engines = Engines(self.ears, self.voice)
        self.leg = Leg(line, engines, self.conversation, self._open, recorder, logbook, self._clock)

    def _clock(self) -> datetime:
        return sample.NOW

    def _open(self) -> AsyncIterator[Output]:
        return self.conversation.begin(CALL, Channel.PHONE, sample.SAM.phone)

    async def _hang_up(self) -> None:
        if self.hang_up_hangs:
            await forever()
        await self.transport.drop()

    def _hear(self, news: News) -> None:
        if isinstance(news, Turn) and news.speaker is Speaker.ASSISTANT and not news.interrupted:
            self.said.append((self.loop.time(), news.text))
            self._news.set()

    async def hears(self, beginning: str) -> None:
        """A sentence that begins so, whatever comes before it."""
        while not any(text.startswith(beginning) for _, text in self.said):
            self._news.clear()
            await self._news.wait()

    async def hears_next(self) -> tuple[float, str]:
        """Whatever is said from now on."""
        before = len(self.said)
        while len(self.said) == before:
            self._news.clear()
            await self._news.wait()
        return self.said[before]

    async def begins(self) -> None:
        await self.sounds(0.12, LOUD)
        self.spoke_until = self.loop.time()
        await self._vad(VADUserStartedSpeakingFrame(start_secs=0.12))

    async def ends(self) -> None:
        """Up to where the turn is over, if all is well."""
        await self.sounds(0.6, LOUD)
        await self.sounds(0.2)
        self.spoke_until = self.loop.time() - 0.2
        await self._vad(VADUserStoppedSpeakingFrame(stop_secs=0.2))
        await self.sounds(2.5)

    async def says(self, words: str) -> None:
        self.ears.will_hear(words)
        await self.begins()
        await self.ends()

    async def sounds(self, seconds: float, amplitude: int = 0) -> None:
        """The line's sound, at its own pace."""
        for _ in range(round(seconds * 50)):
            await self.transport.quiet(0.02, amplitude)
            await asyncio.sleep(0.02)

    async def _vad(self, frame: Frame) -> None:
        await self.transport.input().push_frame(frame)

    async def over(self) -> None:
        await asyncio.shield(self.running)


@asynccontextmanager
async def stalling(
    folder: Path, before: Callable[[StallingCall], object] = lambda _: None
) -> AsyncIterator[StallingCall]:
    """A call that is running; `before` it begins, something may happen to its parts."""
    call = StallingCall(folder)
    before(call)
    call.running = asyncio.create_task(call.leg.run())
    try:
        yield call
    finally:
        await call.transport.drop()
        await call.over()
