"""The conversation in the pipeline: utterances, keys and marks go in, sentences come out.

One task drives the conversation, one event after the other, and no interruption reaches it: an order
that was confirmed is finished whatever happens on the line.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Coroutine

from pipecat.frames.frames import (
    Frame,
    InputDTMFFrame,
    InputTransportMessageFrame,
    InterruptionFrame,
    StartFrame,
)
from pipecat.processors.frame_processor import FrameDirection, FrameProcessor

from ringup.pipelines.floor import Floor, OnAir
from ringup.pipelines.frames import (
    CallerQuietFrame,
    CallerSpeakingFrame,
    FillFrame,
    HeardFrame,
    PromptFailedFrame,
    SpeakFrame,
    mark_name,
)
from ringup.pipelines.heard import heard_of
from ringup.pipelines.logbook import Logbook
from ringup.pipelines.patience import UNHURRIED, DeadAir, Patience, Sound, Timer
from ringup.skills.conversation import Conversation, EndCall, Output, PassOn, Speech
from ringup.skills.dialogue.events import (
    Event,
    FalselyInterrupted,
    HungUp,
    KeyPressed,
    PromptInterrupted,
    PromptPlayed,
    PutThroughFailed,
    SilencePassed,
)
from ringup.skills.intent import Utterance
from ringup.skills.ports import Clock
from ringup.skills.values import PromptId, Span

log = logging.getLogger(__name__)

CHARACTERS_PER_SECOND = 12.0
"""A slow reading pace, to know when a mark is overdue."""

LETS_GO_WITHIN = 1.0
"""Seconds for a turn that is broken off to end."""

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
        patience: Patience = UNHURRIED,
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
        self._watchdog = Timer()
        self._sound = Sound(patience, lambda: logbook.now_ms, self._lose_caller)
        self._dead_air = DeadAir(patience, floor, lambda: logbook.now_ms, self._works, self._fill)
        self._thinking = False
        self._speaking = self._recognising = 0
        self._lost = self._unspoken = self._promised = self._overheard = False
        self._ending = self._broken = self._over = False
        self._passing_on = False

    async def process_frame(self, frame: Frame, direction: FrameDirection) -> None:
        await super().process_frame(frame, direction)
        match frame:
            case StartFrame():
                await self.push_frame(frame, direction)
                self._driver = asyncio.create_task(self._drive(), name="conversation")
            case HeardFrame():
                self._turn_came_out()
                self._logbook.caller_said(frame.utterance, self._floor.expects)
                self._take(frame.utterance)
            case InputDTMFFrame() if direction is FrameDirection.DOWNSTREAM:
                await self._keyed(frame)
            case InputTransportMessageFrame() if direction is FrameDirection.DOWNSTREAM:
                self._marked(mark_name(frame.message))
            case PromptFailedFrame():
                self._unspoken = True
                self._cut_one(frame.prompt)
            case CallerSpeakingFrame():
                self._speaking += 1
                self._lost = False
                self._watchdog.rest()
                self._sound.watch()
            case CallerQuietFrame():
                self._turn_came_out()
                self._overheard = frame.is_far
                self._nothing_said(cut_in=frame.cut_in)
            case InterruptionFrame() if direction is FrameDirection.DOWNSTREAM:
                await self.push_frame(frame, direction)
                self._interrupted()
            case _:
                await self.push_frame(frame, direction)

    def turn_over(self) -> None:
        """The caller is done speaking, and what they said is about to be known."""
        self._speaking = max(0, self._speaking - 1)
        self._recognising += 1
        self._dead_air.begin()

    async def finish(self, *, hung_up: bool) -> None:
        """Stop once what is under way is done, speech not counted. What takes longer than a mark may is
        broken off, and left to whoever goes on with the conversation; no commit is stopped by that.

        `hung_up` is False when only the line dropped and the caller may come back.
        """
        self._over = True
        self._floor.leave()
        self._interrupted()
        if hung_up:
            self._inbox.put_nowait(HungUp(self._clock()))
        self._inbox.put_nowait(None)
        for clock in (self._watchdog, self._sound, self._dead_air):
            clock.rest()
        if self._driver is not None:
            await asyncio.wait({self._driver}, timeout=self._patience.mark)
            self._driver.cancel()
            # Whoever goes on with the conversation must not overlap with this.
            await asyncio.wait({self._driver}, timeout=LETS_GO_WITHIN)

    # the one task that talks to the conversation

    async def _drive(self) -> None:
        self._dead_air.begin()
        # Where a call cannot begin nothing can go on, and nobody must be left in silence.
        self._broken = not await self._take_turn(self._opening())
        self._settle()
        while (item := await self._inbox.get()) is not None:
            await self._take_turn(self._outputs(item))
            self._settle()

    def _outputs(self, item: Item) -> AsyncIterator[Output]:
        if isinstance(item, Utterance):
            return self._conversation.hear(item)
        return self._conversation.handle(item)

    async def _take_turn(self, outputs: AsyncIterator[Output]) -> bool:
        """False when it failed."""
        self._thinking = True
        try:
            await self._voice(outputs)
        except Exception:
            # A call must outlive a bug in one turn.
            log.exception("a turn failed")
            return await self._rescued()
        finally:
            self._thinking = False
        return True

    async def _rescued(self) -> bool:
        """Whether the caller was told of an answer that does not come. Where none was waited for, and where
        that fails too, the watchdog prompts them again."""
        if not self._conversation.waits:
            return False
        try:
            await self._voice(self._conversation.rescue())
        except Exception:
            log.exception("a turn that failed could not be made good")
        return not self._conversation.waits

    async def _voice(self, outputs: AsyncIterator[Output]) -> None:
        async for output in outputs:
            match output:
                case Speech():
                    self._promised = False
                    self._floor.given(output)
                    await self.push_frame(SpeakFrame(output))
                case EndCall():
                    self._ending = True
                case PassOn():
                    self._passing_on = True
        self._ending = self._ending and self._conversation.over

    # what happens on the line

    def _take(self, item: Item) -> None:
        if self._over and not isinstance(item, PromptPlayed | PromptInterrupted):
            return
        self._overheard = False
        self._watchdog.rest()
        self._inbox.put_nowait(item)
        self._dead_air.go_on()

    def _turn_came_out(self) -> None:
        if self._recognising:
            self._recognising -= 1
        else:
            self._speaking = max(0, self._speaking - 1)
        if not self._speaking:  # else they have gone on meanwhile
            self._sound.rest()
            self._lost = False

    async def _keyed(self, frame: InputDTMFFrame) -> None:
        if not self._floor.idle:
            await self.broadcast_interruption()  # type: ignore[no-untyped-call]
            self._interrupted()
        now = self._logbook.now_ms
        self._dead_air.begin()
        self._take(KeyPressed(self._clock(), frame.button.value, Span(now, now)))

    def _marked(self, name: str | None) -> None:
        if name is None or (on_air := self._floor.heard(PromptId(name))) is None:
            return
        self._unspoken = False
        self._logbook.assistant_said(on_air, interrupted=False)
        self._take(PromptPlayed(self._clock(), on_air.speech.prompt, on_air.span))

    def _interrupted(self) -> None:
        for on_air in self._floor.cut(self._logbook.now_ms):
            self._not_heard_out(on_air)

    def _cut_one(self, prompt: PromptId) -> None:
        if (on_air := self._floor.cut_one(prompt, self._logbook.now_ms)) is not None:
            self._not_heard_out(on_air)

    def _not_heard_out(self, on_air: OnAir) -> None:
        self._logbook.assistant_said(on_air, interrupted=True)
        self._take(PromptInterrupted(self._clock(), on_air.speech.prompt, heard_of(on_air)))

    def _nothing_said(self, *, cut_in: bool) -> None:
        """That is no matter, unless it stopped us, or the caller was told to wait for our answer."""
        if cut_in:
            self._take(FalselyInterrupted(self._clock()))
        elif self._promised:
            now = self._logbook.now_ms
            self._take(Utterance("", 0.0, span=Span(now, now)))
        else:
            self._settle()

    # every stall ends in a sentence

    def _works(self) -> bool:
        """Whether anything but the voice is at work while the caller listens."""
        at_work = self._thinking or self._recognising > 0 or not self._inbox.empty()
        return at_work and not self._caller_speaks

    @property
    def _caller_speaks(self) -> bool:
        return self._speaking > 0 and not self._lost

    def _settle(self) -> None:
        """Where nothing is left to do: wait for the caller, for the marks, or say goodbye."""
        self._watchdog.rest()
        if self._over or self._caller_speaks or self._works():
            return
        if not self._floor.unfinished:
            self._dead_air.rest()
        if not self._floor.idle:
            self._watchdog.set(self._overdue(), self._interrupted)
        elif self._passing_on:
            self._passing_on = False
            self.create_task(self._put_through())
        elif self._ending or self._broken:
            self._over = True
            self.create_task(self._goodbye())
        else:
            self._watchdog.set(self._quiet(), self._silent)

    async def _put_through(self) -> None:
        """The line is given away; where it cannot be, the conversation goes on."""
        try:
            async with asyncio.timeout(self._patience.taken):
                taken = self._pass_on is not None and await self._pass_on()
        except TimeoutError:
            log.error("a line could not be given to the staff in time")
            taken = False
        if not taken:
            self._take(PutThroughFailed(self._clock()))
        else:
            self._settle()  # a line that stays with us all the same is not left in silence

    def _quiet(self) -> float:
        if self._unspoken:
            return self._patience.unspoken
        quiet = self._patience.asked if self._lost else self._patience.quiet(self._conversation.quiet)
        return min(quiet, self._patience.overheard) if self._overheard else quiet

    def _silent(self) -> None:
        self._dead_air.begin()
        self._take(SilencePassed(self._clock()))

    def _lose_caller(self) -> None:
        """They were speaking, and no more sound comes. That turn is not waited for."""
        self._lost = True
        self._floor.leave()
        self._settle()

    def _fill(self) -> None:
        if not self._caller_speaks:
            self._promised = not self._thinking and self._recognising > 0
            self.create_task(self.push_frame(FillFrame(self._conversation.filler())))

    def _overdue(self) -> float:
        return self._patience.mark + self._floor.characters / CHARACTERS_PER_SECOND
