"""The conversation in the pipeline: utterances, keys and marks go in, sentences come out.

One task drives the conversation, one event after the other, and no interruption reaches it: an order
that was confirmed is finished whatever happens on the line.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Coroutine
from dataclasses import dataclass

from pipecat.frames.frames import (
    Frame,
    InputDTMFFrame,
    InputTransportMessageFrame,
    InterruptionFrame,
    StartFrame,
)
from pipecat.processors.frame_processor import FrameDirection, FrameProcessor

from ringup.pipelines.floor import Floor
from ringup.pipelines.frames import (
    CallerQuietFrame,
    CallerSpeakingFrame,
    HeardFrame,
    PromptFailedFrame,
    SpeakFrame,
    mark_name,
)
from ringup.pipelines.logbook import Logbook
from ringup.skills.conversation import Conversation, EndCall, Output, PassOn, Speech
from ringup.skills.dialogue.events import (
    Event,
    HungUp,
    KeyPressed,
    PromptInterrupted,
    PromptPlayed,
    PutThroughFailed,
    SilencePassed,
)
from ringup.skills.dialogue.expectations import Digits, Expectation
from ringup.skills.intent import Utterance
from ringup.skills.ports import Clock
from ringup.skills.values import PromptId, Span

log = logging.getLogger(__name__)

CHARACTERS_PER_SECOND = 12.0
"""A slow reading pace, to know when a mark is overdue."""


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds. `silence`: of quiet after a question before the caller is asked again, `silence_digits`
    while they look for a number. `mark`: without any sign of the carrier after which a sentence counts
    as not heard, its own length not counted."""

    silence: float = 8.0
    silence_digits: float = 14.0
    mark: float = 12.0

    def for_answer(self, expects: Expectation) -> float:
        return self.silence_digits if isinstance(expects, Digits) else self.silence


Opening = Callable[[], AsyncIterator[Output]]
Item = Utterance | Event


class Converse(FrameProcessor):
    """Wraps a conversation. `goodbye` is awaited once, when the last sentence was heard to its end;
    `pass_on`, when it is to go on with the staff, gives False where they cannot take the line."""

    def __init__(
        self,
        conversation: Conversation,
        opening: Opening,
        floor: Floor,
        logbook: Logbook,
        clock: Clock,
        goodbye: Callable[[], Coroutine[None, None, None]],
        patience: Patience = Patience(),
        pass_on: Callable[[], Coroutine[None, None, bool]] | None = None,
    ) -> None:
        super().__init__()
        self._conversation = conversation
        self._opening = opening
        self._floor = floor
        self._logbook = logbook
        self._clock = clock
        self._goodbye = goodbye
        self._patience = patience
        self._pass_on = pass_on
        self._inbox: asyncio.Queue[Item | None] = asyncio.Queue()
        self._driver: asyncio.Task[None] | None = None
        self._watchdog: asyncio.TimerHandle | None = None
        self._ending = False
        self._passing_on = False
        self._caller_speaks = False

    async def process_frame(self, frame: Frame, direction: FrameDirection) -> None:
        await super().process_frame(frame, direction)
        match frame:
            case StartFrame():
                await self.push_frame(frame, direction)
                self._driver = asyncio.create_task(self._drive(), name="conversation")
            case HeardFrame():
                self._caller_speaks = False
                self._logbook.caller_said(frame.utterance, self._floor.expects)
                self._take(frame.utterance)
            case InputDTMFFrame() if direction is FrameDirection.DOWNSTREAM:
                await self._keyed(frame)
            case InputTransportMessageFrame() if direction is FrameDirection.DOWNSTREAM:
                self._marked(mark_name(frame.message))
            case PromptFailedFrame():
                self._cut_one(frame.prompt)
            case CallerSpeakingFrame():
                self._caller_speaks = True
                self._rest()
            case CallerQuietFrame():
                self._caller_speaks = False
                self._settle()
            case InterruptionFrame() if direction is FrameDirection.DOWNSTREAM:
                await self.push_frame(frame, direction)
                self._interrupted()
            case _:
                await self.push_frame(frame, direction)

    async def finish(self, *, hung_up: bool) -> None:
        """Stop once what is under way is done: a commit is waited for, speech is not.

        `hung_up` is False when only the line dropped and the caller may come back.
        """
        self._rest()
        self._interrupted()
        if hung_up:
            self._take(HungUp(self._clock()))
        self._inbox.put_nowait(None)
        if self._driver is not None:
            await asyncio.wait({self._driver}, timeout=self._patience.mark)
            self._driver.cancel()

    # the one task that talks to the conversation

    async def _drive(self) -> None:
        if not await self._take_turn(self._opening()):
            # Nothing can go on from here, and nobody must be left in silence.
            self._ending = True
            self._settle()
        while (item := await self._inbox.get()) is not None:
            await self._take_turn(self._outputs(item))

    def _outputs(self, item: Item) -> AsyncIterator[Output]:
        if isinstance(item, Utterance):
            return self._conversation.hear(item)
        return self._conversation.handle(item)

    async def _take_turn(self, outputs: AsyncIterator[Output]) -> bool:
        """False when it failed."""
        try:
            await self._voice(outputs)
        except Exception:
            # A call must outlive a bug in one turn: the watchdog prompts the caller again.
            log.exception("a turn failed")
            return False
        finally:
            self._settle()
        return True

    async def _voice(self, outputs: AsyncIterator[Output]) -> None:
        async for output in outputs:
            match output:
                case Speech():
                    self._floor.given(output)
                    await self.push_frame(SpeakFrame(output))
                case EndCall():
                    self._ending = True
                case PassOn():
                    self._passing_on = True

    # what happens on the line

    def _take(self, item: Item) -> None:
        self._rest()
        self._inbox.put_nowait(item)

    async def _keyed(self, frame: InputDTMFFrame) -> None:
        if not self._floor.idle:
            await self.broadcast_interruption()  # type: ignore[no-untyped-call]
            self._interrupted()
        now = self._logbook.now_ms
        self._take(KeyPressed(self._clock(), frame.button.value, Span(now, now)))

    def _marked(self, name: str | None) -> None:
        if name is None or (on_air := self._floor.heard(PromptId(name))) is None:
            return
        self._logbook.assistant_said(on_air, interrupted=False)
        self._take(PromptPlayed(self._clock(), on_air.speech.prompt, on_air.span))

    def _interrupted(self) -> None:
        for on_air in self._floor.cut(self._logbook.now_ms):
            self._logbook.assistant_said(on_air, interrupted=True)
            self._take(PromptInterrupted(self._clock(), on_air.speech.prompt))

    def _cut_one(self, prompt: PromptId) -> None:
        if (on_air := self._floor.cut_one(prompt, self._logbook.now_ms)) is not None:
            self._logbook.assistant_said(on_air, interrupted=True)
            self._take(PromptInterrupted(self._clock(), prompt))

    # watchdogs: every stall ends in a prompt

    def _rest(self) -> None:
        if self._watchdog is not None:
            self._watchdog.cancel()
            self._watchdog = None

    def _settle(self) -> None:
        """Nothing is left to do: wait for the caller, for the marks, or say goodbye."""
        self._rest()
        if self._caller_speaks or not self._inbox.empty():
            return
        loop = asyncio.get_running_loop()
        if not self._floor.idle:
            self._watchdog = loop.call_later(self._overdue(), self._interrupted)
        elif self._passing_on:
            self._passing_on = False
            self.create_task(self._put_through())
        elif self._ending:
            self._ending = False
            self.create_task(self._goodbye())
        else:
            patience = self._patience.for_answer(self._floor.expects)
            self._watchdog = loop.call_later(patience, self._silent)

    async def _put_through(self) -> None:
        """The line is given away; where it cannot be, the conversation goes on."""
        if self._pass_on is None or not await self._pass_on():
            self._take(PutThroughFailed(self._clock()))

    def _silent(self) -> None:
        self._take(SilencePassed(self._clock()))

    def _overdue(self) -> float:
        return self._patience.mark + self._floor.characters / CHARACTERS_PER_SECOND
