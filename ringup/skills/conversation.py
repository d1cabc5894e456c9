"""The shell around the pure core: holds the state, performs actions through the desks, words prompts.

One conversation belongs to one call. `hear`, `handle` and `begin` must not overlap: whoever drives a
conversation feeds it one event after the other.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from ringup.skills.desks import Desks, commit, look_up
from ringup.skills.dialogue import going_on, manager, repair, stuck
from ringup.skills.dialogue.actions import (
    Action,
    Ask,
    Cite,
    Commit,
    HangUp,
    Look,
    Lookup,
    NoteMood,
    PutThrough,
    Say,
    StopRecording,
)
from ringup.skills.dialogue.events import (
    CallResumed,
    CallStarted,
    Channel,
    DeskFailed,
    Event,
    HungUp,
    UtteranceHeard,
)
from ringup.skills.dialogue.expectations import Anything, Digits, Expectation
from ringup.skills.dialogue.fit import Fit, fits
from ringup.skills.dialogue.prompts import Key, Prompt
from ringup.skills.dialogue.quiet import Quiet
from ringup.skills.dialogue.replay import replayed
from ringup.skills.dialogue.state import State, Step
from ringup.skills.errors import DeskUnavailable
from ringup.skills.foresight import Foreseen, Foresight
from ringup.skills.intent import Intent, Name, Utterance
from ringup.skills.masking import masked, veiled
from ringup.skills.pace import AS_IT_COMES, Pace
from ringup.skills.ports import Clock, Understander
from ringup.skills.shopping import secrets
from ringup.skills.shopping.handover_stages import PuttingThrough
from ringup.skills.shopping.proposal_stages import Committing
from ringup.skills.shopping.stages import BUSY, Task
from ringup.skills.values import CallId, PhoneNumber, PromptId
from ringup.skills.wording import english

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Seconds. A desk that has not answered a look-up after `lookup_timeout` counts as out of reach; what is
    not understood after `understanding_timeout`, as not understood."""

    lookup_timeout: float = 6.0
    understanding_timeout: float = 6.0


FILLER = "filler"
"""What the ids of fillers begin with, and those of no other prompt."""


@dataclass(frozen=True, slots=True)
class Speech:
    """A sentence to say. `expects` is None for a statement. Report PromptPlayed or PromptInterrupted."""

    prompt: PromptId
    text: str
    expects: Expectation | None = None
    pace: Pace = AS_IT_COMES


@dataclass(frozen=True, slots=True)
class EndCall:
    """Hang up once everything said has been heard."""


@dataclass(frozen=True, slots=True)
class PassOn:
    """Put the caller through to the staff once everything said has been heard. Report PutThroughFailed
    where that cannot be done."""


Output = Speech | EndCall | PassOn

_Read = Callable[[Utterance, Expectation], Awaitable[Intent]]
"""What words mean where such an answer is expected."""


class Journal(Protocol):
    """Remembers what entered and left the dialogue. Secrets have been masked already."""

    def event(self, event: Event) -> None: ...

    def action(self, action: Action, text: str | None) -> None:
        """`text` is the sentence of a Say or Ask."""


class Conversation:
    """One caller, one shop. `glance` reads words that may not be all yet, where to ask `understander` is slow
    or costs something; None: there is no need of another."""

    def __init__(
        self,
        desks: Desks,
        understander: Understander,
        clock: Clock,
        journal: Journal,
        waiting: Waiting = Waiting(),
        glance: Understander | None = None,
    ) -> None:
        self._desks = desks
        self._understander = understander
        self._clock = clock
        self._journal = journal
        self._waiting = waiting
        self._glance = glance or understander
        self._foresight = Foresight(self._look_up, clock)
        self._state: State | None = None
        self._undone: tuple[Action, ...] = ()
        self._fillers = 0

    @property
    def state(self) -> State:
        """The state now. Raises RuntimeError before `begin`."""
        if self._state is None:
            raise RuntimeError("the conversation has not begun")
        return self._state

    @property
    def over(self) -> bool:
        """Goodbye was said, or there was nothing to begin with."""
        return self._state is None or self._state.ended

    @property
    def waits(self) -> bool:
        """For the answer of a desk. It comes within the turn, unless the turn failed or was broken off."""
        return isinstance(self._task, BUSY) and not isinstance(self._task, PuttingThrough)

    @property
    def commits(self) -> bool:
        """Something was confirmed, and what became of it is not known yet."""
        return isinstance(self._task, Committing)

    @property
    def quiet(self) -> Quiet:
        """Why nobody speaks, if nobody does."""
        return Quiet.ASKED if self._state is None else repair.quiet(self._state)

    def filler(self) -> Speech:
        """Says that we are busy: a prompt of its own, that changes nothing. For whoever drives this, while
        something takes its time."""
        self._fillers += 1
        prompt = Prompt(PromptId(f"{FILLER}{self._fillers}"), Key.MOMENT)
        pace = AS_IT_COMES if self._state is None else self._state.pace
        return Speech(prompt.id, english.render(prompt, date.min), None, pace)

    async def begin(
        self, call: CallId, channel: Channel, caller: PhoneNumber | None
    ) -> AsyncIterator[Output]:
        """Greet the caller. When not even the shop's name can be read, apologise and hang up."""
        try:
            async with asyncio.timeout(self._waiting.lookup_timeout):
                shop = await self._desks.catalog.profile()
                policy = await self._desks.catalog.policy()
                products = await self._desks.catalog.products()
        except (DeskUnavailable, TimeoutError):
            yield Speech(PromptId("p1"), english.render(Prompt(PromptId("p1"), Key.DESK_DOWN), date.min))
            yield EndCall()
            return
        started = CallStarted(self._clock(), call, channel, shop, caller, len(products), policy)
        self._journal.event(started)
        async for output in self._follow(manager.begin(started)):
            yield output

    async def hear(self, utterance: Utterance) -> AsyncIterator[Output]:
        """Understand what the caller said and answer it."""
        if self._state is None:
            return
        async for output in self.handle(await self._heard(utterance, self._understood)):
            yield output

    async def foresee(self, utterance: Utterance) -> Foreseen:
        """What these words would come to if they were all. May overlap with everything else: the state stays,
        nothing is journalled, and desks are only asked what leaves no trace with them. What they answer is
        remembered for when the words are heard in earnest, which goes the same way as without foresight."""
        if self._state is None or self._state.ended or isinstance(self._state.task, BUSY):
            return Foreseen()
        state = self._state
        heard = await self._heard(utterance, self._glanced)
        utterance, intent = heard.utterance, heard.intent
        course = await self._foresight.follow(manager.advance(state, heard))
        expects = Anything() if heard.goes_on else state.expects
        fit = fits(expects, intent, utterance.rated, {o.number for o in course.state.orders})
        if course.acts and fit is Fit.ANSWERS and not _gives_number(expects, utterance, intent):
            fit = Fit.OPEN  # what has consequences is not hurried: "yes" may be the beginning of "yes, but"
        return Foreseen(fit, tuple(map(self._word, course.prompts)), course.state.pace)

    async def handle(self, event: Event) -> AsyncIterator[Output]:
        """Take one event and give what is to be said, as soon as each sentence is known. Before the
        conversation has begun, and after it could not, events mean nothing."""
        if self._state is None:
            return
        self._journal.event(masked(event, self.state.expects))
        async for output in self._follow(manager.advance(self.state, event)):
            yield output

    async def recover(self, events: tuple[Event, ...]) -> AsyncIterator[Output]:
        """Continue a call from its journal: replay it, welcome the caller back, then do again what was
        left undone. Raises ValueError when the journal does not start with CallStarted.
        """
        if not events or not isinstance(events[0], CallStarted):
            raise ValueError("a journal starts with the start of the call")
        self._replay(events[0], events[1:])
        async for output in self.resume():
            yield output

    async def resume(self) -> AsyncIterator[Output]:
        """Welcome a caller back whose line dropped, then do again what a turn that was broken off left
        undone: each desk does a confirmed key once."""
        async for output in self.handle(CallResumed(self._clock())):
            yield output
        async for output in self._redone():
            yield output

    async def rescue(self) -> AsyncIterator[Output]:
        """After a turn that failed: nobody waits for an answer that will not come. What was confirmed is
        done again, to know what became of it; where that fails too, it may have been done, and is pending."""
        if not self.waits:
            return
        if self.commits:
            try:
                async for output in self._redone():
                    yield output
            except Exception:
                log.exception("what became of a commit cannot be told")
        if self.waits:
            async for output in self.handle(stuck.failure(self.state.task, self._clock())):
                yield output

    async def hang_up(self) -> None:
        """The caller is gone for good. What they had confirmed is waited for, however long it takes, so that
        its outcome is in the journal."""
        if self.commits:
            async for _ in self.rescue():
                pass
        async for _ in self.handle(HungUp(self._clock())):
            pass

    def _replay(self, started: CallStarted, events: tuple[Event, ...]) -> None:
        for step in replayed(started, events):
            self._state = step.state
            self._undone = _work(step) or self._undone

    async def _redone(self) -> AsyncIterator[Output]:
        if self.waits:
            async for output in self._follow(Step(self.state, self._undone)):
                yield output

    async def _follow(self, step: Step) -> AsyncIterator[Output]:
        self._state = step.state
        work = _work(step)
        self._undone = work or self._undone
        for action in step.actions:
            self._journal.action(action, self._text(action))
            match action:
                case Say(prompt):
                    yield self._speech(prompt)
                case Ask(prompt, expects):
                    yield self._speech(prompt, expects)
                case HangUp():
                    yield EndCall()
                case PutThrough():
                    yield PassOn()
                case StopRecording() | NoteMood() | Cite():
                    pass  # the journal has them
                case _:
                    async for output in self._perform(action):
                        yield output
        if work:
            self._undone = ()

    async def _perform(self, action: Lookup | Commit) -> AsyncIterator[Output]:
        if leaves_traces := not isinstance(action, Look):
            self._foresight.forget()
        try:
            answer = await self._answer(action)
        finally:
            if leaves_traces:
                self._foresight.forget()
        async for output in self.handle(answer):
            yield output

    async def _heard(self, utterance: Utterance, read: _Read) -> UtteranceHeard:
        """What it means; together with the words before it where it is the rest of them."""
        expects, whole = self.state.expects, going_on.whole(self.state, utterance)
        if whole is not None and going_on.is_part(await read(utterance, Anything())):
            intent = await read(whole, Anything())
            if intent.name is not Name.UNCLEAR:
                return veiled(UtteranceHeard(self._clock(), whole, intent, goes_on=True), Anything())
        event = UtteranceHeard(self._clock(), utterance, await read(utterance, expects))
        return veiled(event, expects, secrets.begun(self.state.task))

    async def _understood(self, utterance: Utterance, expects: Expectation) -> Intent:
        try:
            async with asyncio.timeout(self._waiting.understanding_timeout):
                return await self._understander.understand(utterance, expects, self._local_time())
        except TimeoutError:
            log.error("an utterance was not understood in time")
            return Intent(Name.UNCLEAR)

    async def _glanced(self, utterance: Utterance, expects: Expectation) -> Intent:
        return await self._glance.understand(utterance, expects, self._local_time())

    async def _answer(self, action: Lookup | Commit) -> Event:
        if isinstance(action, Commit):
            return await commit(action, self._desks, self._clock)
        try:
            async with asyncio.timeout(self._waiting.lookup_timeout):
                return await self._foresight.known(action) or await self._look_up(action, self.state)
        except (DeskUnavailable, TimeoutError):
            return DeskFailed(self._clock())
        except Exception:
            log.exception("a desk failed in a way it should not")
            return DeskFailed(self._clock())

    async def _look_up(self, action: Lookup, state: State) -> Event:
        async with asyncio.timeout(self._waiting.lookup_timeout):
            return await look_up(action, self._desks, state, self._clock)

    @property
    def _task(self) -> Task | None:
        return None if self._state is None else self._state.task

    def _speech(self, prompt: Prompt, expects: Expectation | None = None) -> Speech:
        return Speech(prompt.id, self._word(prompt), expects, self.state.pace)

    def _text(self, action: Action) -> str | None:
        return self._word(action.prompt) if isinstance(action, Say | Ask) else None

    def _word(self, prompt: Prompt) -> str:
        return english.render(prompt, self._local_time().date())

    def _local_time(self) -> datetime:
        return self._clock().astimezone(ZoneInfo(self.state.shop.timezone))


def _gives_number(expects: Expectation, utterance: Utterance, intent: Intent) -> bool:
    return isinstance(expects, Digits) and (bool(utterance.rated) or intent.value(expects.slot) is not None)


def _work(step: Step) -> tuple[Action, ...]:
    return tuple(action for action in step.actions if isinstance(action, Lookup | Commit))
