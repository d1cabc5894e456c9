"""What would follow if the caller had said all: thought through to the first question, and not done.

A dry run on a copy of the state. It asks desks only what changes nothing there, and what they answer is
remembered for the moment until it is asked in earnest; so a wrong guess costs nothing but the work.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from ringup.skills.dialogue import manager
from ringup.skills.dialogue.actions import Action, Ask, Harmless, Look, Lookup, Say
from ringup.skills.dialogue.events import Event
from ringup.skills.dialogue.fit import Fit
from ringup.skills.dialogue.prompts import Prompt
from ringup.skills.dialogue.state import State, Step
from ringup.skills.errors import DeskUnavailable
from ringup.skills.pace import AS_IT_COMES, Pace
from ringup.skills.ports import Clock

LASTS = timedelta(seconds=2)
"""How long an answer is good for."""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """`fit`: what the words are to the question. `sentences` would be said first, at that `pace`."""

    fit: Fit = Fit.OPEN
    sentences: tuple[str, ...] = ()
    pace: Pace = AS_IT_COMES


@dataclass(frozen=True, slots=True)
class Course:
    """How a turn would go: the state it would lead to, what would be said up to the first question, and
    whether anything would be done that foresight may not do."""

    state: State
    prompts: tuple[Prompt, ...] = ()
    acts: bool = False


@dataclass(frozen=True, slots=True)
class _Asked:
    at: datetime
    answer: asyncio.Task[Event]


class Foresight:
    """One conversation's. `ask` puts a look-up to the desks; it raises DeskUnavailable or TimeoutError."""

    def __init__(self, ask: Callable[[Lookup, State], Coroutine[None, None, Event]], clock: Clock) -> None:
        self._ask = ask
        self._clock = clock
        self._asked: dict[Look, _Asked] = {}
        self._writes = 0

    async def follow(self, step: Step) -> Course:
        """Up to the first question, to what must not be done ahead, or to a desk that does not answer."""
        course, left, writes = Course(step.state), deque(step.actions), self._writes
        while left:
            action = left.popleft()
            if isinstance(action, Say | Ask):
                course = replace(course, prompts=(*course.prompts, action.prompt))
                if isinstance(action, Ask):
                    return replace(course, acts=any(map(_acts, left)))
            elif isinstance(action, Look):
                answer = await self._look(action, course.state) if writes == self._writes else None
                if answer is None:
                    return course
                further = manager.advance(course.state, answer)
                course = replace(course, state=further.state)
                left.extendleft(reversed(further.actions))
            elif _acts(action):
                return replace(course, acts=True)
        return course

    async def known(self, action: Lookup) -> Event | None:
        """What a desk said to it a moment ago, or is about to say; as if it said so now. Only once, and None
        where it has to be asked."""
        if not isinstance(action, Look) or (asked := self._asked.pop(action, None)) is None:
            return None
        if self._clock() - asked.at > LASTS:
            return None
        await asyncio.wait({asked.answer})
        failed = asked.answer.cancelled() or asked.answer.exception() is not None
        return None if failed else replace(asked.answer.result(), at=self._clock())

    def forget(self) -> None:
        """Something is being written, or was: nothing that was known before need still be so."""
        self._writes += 1
        self._asked.clear()

    async def _look(self, action: Look, state: State) -> Event | None:
        """None where the desk failed. Whoever waits may leave; the desk is heard out."""
        now = self._clock()
        self._asked = {known: asked for known, asked in self._asked.items() if now - asked.at <= LASTS}
        if action not in self._asked:
            task = asyncio.create_task(self._ask(action, state))
            task.add_done_callback(_noticed)
            self._asked[action] = _Asked(now, task)
        try:
            return await asyncio.shield(self._asked[action].answer)
        except (DeskUnavailable, TimeoutError):
            return None


def _acts(action: Action) -> bool:
    return not isinstance(action, Harmless)


def _noticed(task: asyncio.Task[Event]) -> None:
    """Nobody may be left who wants to know that it failed."""
    if not task.cancelled():
        task.exception()
