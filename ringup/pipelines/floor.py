"""Who holds the floor: what the assistant is saying on one call, and how much of it was heard.

All times are milliseconds on the call's media clock, the same as in its recording. A prompt is first
`given` to be spoken, then its sound is `made` and `placed` piece by piece as it is sent, and last it is
either `heard` (its mark came back) or `cut` (interrupted, or it could not be spoken).
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ringup.skills.conversation import Speech
from ringup.skills.dialogue.expectations import Anything, Expectation, YesNo
from ringup.skills.values import PromptId, Span
from ringup.voice.audio import PHONE_RATE
from ringup.voice.own_voice import OwnVoice

MEMORY = 6
"""Finished prompts that are remembered, to know an echo."""


@dataclass(frozen=True, slots=True)
class OnAir:
    """A prompt and where its sound lies; `span` is None until some of it was sent. `made_ms` is how long
    its sound is so far, `whole`: that is all of it."""

    speech: Speech
    span: Span | None = None
    made_ms: float = 0.0
    whole: bool = False


class Floor:
    """Mutable, one a call, used from the event loop only. `own` knows the sound of all that was sent;
    `rate` is the line's."""

    def __init__(self, rate: int = PHONE_RATE) -> None:
        self.expects: Expectation = Anything()
        self.own = OwnVoice(rate)
        self._open: OrderedDict[PromptId, OnAir] = OrderedDict()
        self._past: OrderedDict[PromptId, OnAir] = OrderedDict()
        self._free = asyncio.Event()
        self._free.set()

    def take(self) -> None:
        """The caller speaks, in our silence: no sentence of ours begins until they `leave` it."""
        self._free.clear()

    def leave(self) -> None:
        self._free.set()

    async def until_free(self) -> None:
        while not self._free.is_set():
            await self._free.wait()

    def given(self, speech: Speech) -> None:
        self._open[speech.prompt] = OnAir(speech)
        if speech.expects is not None:
            self.expects = speech.expects

    def made(self, prompt: PromptId, milliseconds: float, *, whole: bool = False) -> None:
        """So much more of its sound is there; with `whole` no more will come."""
        if (known := self._open.get(prompt)) is not None:
            self._open[prompt] = replace(known, made_ms=known.made_ms + milliseconds, whole=whole)

    def placed(self, prompt: PromptId, span: Span) -> bool:
        """More of the prompt was sent. True for the first piece of it."""
        known = self._open.get(prompt)
        if known is None:
            return False
        first = known.span is None
        start = span.start_ms if known.span is None else known.span.start_ms
        end = max(start, span.end_ms)  # a line's beginning may turn out to be earlier meanwhile
        self._open[prompt] = replace(known, span=Span(start, end))
        return first

    def heard(self, prompt: PromptId) -> OnAir | None:
        """The mark came back. None if that prompt is not open, for one because it was cut."""
        known = self._open.pop(prompt, None)
        if known is not None:
            self._remember(known)
        return known

    def cut(self, now_ms: int) -> tuple[OnAir, ...]:
        """Everything open is off the air from now on; their spans end here."""
        cut = tuple(_ended(on_air, now_ms) for on_air in self._open.values())
        self._open.clear()
        for on_air in cut:
            self._remember(on_air)
        return cut

    def cut_one(self, prompt: PromptId, now_ms: int) -> OnAir | None:
        known = self._open.pop(prompt, None)
        return _ended(known, now_ms) if known else None

    @property
    def idle(self) -> bool:
        """Nothing is being said or waits to be."""
        return not self._open

    def waits_for_yes_or_no(self) -> bool:
        """Whether that was asked and heard, and is not answered yet."""
        return self.idle and isinstance(self.expects, YesNo)

    def says_more_than(self, stopped: PromptId | None) -> bool:
        """Whether anything but that prompt, which is about to be cut, is being said or waits to be."""
        return any(prompt != stopped for prompt in self._open)

    @property
    def unfinished(self) -> bool:
        """Sound of a prompt is still being made."""
        return any(not on_air.whole for on_air in self._open.values())

    def sounds_for(self, now_ms: int) -> int:
        """Milliseconds for which we are still heard by what was sent so far; 0 where nothing is."""
        spans = (on_air.span for on_air in self._open.values() if on_air.span)
        return max((span.end_ms - now_ms for span in spans if span.end_ms > now_ms), default=0)

    @property
    def characters(self) -> int:
        """Length of all that is being said or waits to be."""
        return sum(len(on_air.speech.text) for on_air in self._open.values())

    def playing(self, at_ms: int) -> OnAir | None:
        """The prompt whose sound was on the line at that time."""
        for on_air in (*self._open.values(), *self._past.values()):
            if on_air.span and on_air.span.start_ms <= at_ms < on_air.span.end_ms:
                return on_air
        return None

    def sounded(self) -> Iterator[tuple[OnAir, Span]]:
        """Prompts of which sound was sent, and where it lies: what an echo could repeat."""
        for on_air in (*self._past.values(), *self._open.values()):
            if on_air.span is not None:
                yield on_air, on_air.span

    def _remember(self, on_air: OnAir) -> None:
        self._past[on_air.speech.prompt] = on_air
        while len(self._past) > MEMORY:
            self._past.popitem(last=False)


def _ended(on_air: OnAir, now_ms: int) -> OnAir:
    """Where its sound really was; nowhere, if it waited at the other side for what was sent before it."""
    if on_air.span is None:
        return on_air
    start, end = (min(edge, now_ms) for edge in (on_air.span.start_ms, on_air.span.end_ms))
    return replace(on_air, span=Span(start, end))
